#!/usr/bin/env bash
# Runs the tests under a sanitizer; arguments go to `swift test`:
#
#   scripts/sanitize.sh address
#   SNN_LUA_TESTS=TensorsTests scripts/sanitize.sh thread --filter DelayLine
#
# AddressSanitizer finds wrong uses of memory, and leaks where a process ends;
# ThreadSanitizer two threads at the same memory. SNN_LUA_TESTS, of which
# Package.swift tells, saves building what isn't tested.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
sanitizer="${1-}"
[[ "$sanitizer" == address || "$sanitizer" == thread ]] || {
  echo "usage: sanitize.sh address|thread [arguments of swift test]" >&2
  exit 2
}
shift
options=(--sanitize "$sanitizer" --scratch-path ".build/$sanitizer")
[[ "$sanitizer" == thread ]] || options+=(-Xswiftc -DADDRESS_SANITIZER)

export SWIFT_BACKTRACE=enable=no
export LSAN_OPTIONS="suppressions=$PWD/Tests/leaks.txt:print_suppressions=0"
swift test "${options[@]}" --disable-xctest "$@"
