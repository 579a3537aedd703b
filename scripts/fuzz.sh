#!/usr/bin/env bash
# Feeds the fuzz targets with inputs until the time is over or one of them fails:
#
#   scripts/fuzz.sh                  all targets, 60 seconds each
#   scripts/fuzz.sh 3600 tensors     one of lua, tensors, files, forged,
#                                    strings
#   scripts/fuzz.sh --quick 15       built without optimization: in a minute, for
#                                    a fraction of the inputs
#
# All checks are on, and AddressSanitizer. What finds new paths is kept in
# .build/fuzz/corpus for the next time. The input that fails is left beside it;
# its path, as an argument of the target's program, repeats the failure.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
folder="$PWD/.build/fuzz"
options=()
if [[ "${1-}" == --quick ]]; then
  shift
  folder+="-quick"
  options=(-Xswiftc -Onone)
fi
seconds="${1:-60}"
[[ $# -eq 0 ]] || shift
[[ $# -gt 0 ]] || set -- lua tensors files forged strings

# lld, since the gold linker fails on the tables of probes. The check of exclusive
# access comes after the options that leave it out.
swift build --package-path Tests/FuzzTargets --scratch-path "$folder" \
  -c release --sanitize address -Xswiftc -use-ld=lld \
  -Xswiftc -sanitize=fuzzer -Xcc -fsanitize=fuzzer-no-link,address \
  -Xswiftc -enforce-exclusivity=checked \
  -Xswiftc -assert-config -Xswiftc Debug \
  -Xswiftc -DADDRESS_SANITIZER "${options[@]}" 1>&2
Tests/FuzzTargets/seeds.py "$folder/seeds"

export SWIFT_BACKTRACE=enable=no ASAN_OPTIONS=quarantine_size_mb=64
for target in "$@"; do
  corpus="$folder/corpus/$target"
  mkdir -p "$corpus" "$folder/work"
  if ! (cd "$folder/work" && "$folder/release/fuzz-$target" "$corpus" \
    "$folder/seeds/$target" -dict="$folder/seeds/words" \
    -max_total_time="$seconds" -timeout=20 -rss_limit_mb=3000 -max_len=8192 \
    -close_fd_mask=1 -artifact_prefix="$folder/$target-" \
    -print_final_stats=1) >"$folder/$target.log" 2>&1; then
    tail -n 60 "$folder/$target.log"
    exit 1
  fi
  grep -E '^#[0-9]+.*DONE' "$folder/$target.log" | sed "s/^#/$target: runs /"
done
