#!/usr/bin/env bash
# Runs the tests under a sanitizer; arguments go to `swift test`:
#
#   scripts/sanitize.sh address
#   scripts/sanitize.sh thread --filter TensorsTests
#
# AddressSanitizer finds wrong uses of memory, and leaks where a process ends;
# ThreadSanitizer two threads at the same memory.
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
