#!/usr/bin/env bash
# Builds the programs for speed and measures them; arguments go to snn-bench:
#
#   scripts/bench.sh --quick --filter STDP
#
# Without --quick it takes a minute or two. Leave the machine alone meanwhile.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

for product in snn-lua snn-bench; do
  swift build -c release --product "$product" 1>&2
done
exec "$(swift build -c release --show-bin-path)/snn-bench" "$@"
