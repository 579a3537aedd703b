#!/usr/bin/env bash
# Builds the programs for speed and measures them; arguments go to snn-bench:
#
#   scripts/bench.sh --quick --filter STDP
#   scripts/bench.sh --peers
#
# Without --quick it takes a minute or two; with --peers, which compares with
# other simulators, half an hour. These are installed in the folder
# SNN_LUA_PEERS, each in a Python environment of its own. Leave the machine
# alone meanwhile.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

install_peers() {
  local requirements peer
  mkdir -p "$SNN_LUA_PEERS"
  for requirements in Sources/snn-bench/Peers/*/requirements.txt; do
    peer="$SNN_LUA_PEERS/$(basename "$(dirname "$requirements")")"
    if [[ ! "$peer/installed" -nt "$requirements" ]]; then
      echo "installing $peer" 1>&2
      # One that fails has a row in the table that says so.
      { python3 -m venv "$peer" && "$peer/bin/pip" install -r "$requirements" \
        && touch "$peer/installed"; } >"$peer.log" 2>&1 || true
    fi
  done
}

if [[ " $* " == *" --peers "* ]]; then
  cache="${XDG_CACHE_HOME:-$HOME/.cache}"
  export SNN_LUA_PEERS="${SNN_LUA_PEERS:-$cache/snn-lua/peers}"
  install_peers
fi
scripts/build --product snn-lua
scripts/build --product snn-bench
exec .build/release/snn-bench "$@"
