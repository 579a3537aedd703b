#!/bin/sh
# Proves that no error of Lua's, a longjmp, crosses a Swift frame, and that what
# comes from a script can't trap, as far as objects and sources tell:
#
# - Swift calls no function of Lua's API that may raise, nor does any function of
#   CLuaShim that Swift calls, outside of a protected call.
# - Swift sources have no forced unwrapping, `try!` or `as!`; the format checks
#   that. Conversions of floating-point numbers, and arithmetic that doesn't
#   check, are in the lists in scripts/audit/, each with a reason.
#
# It looks at the objects of a build with checks.
set -eu
cd "$(dirname "$0")/.."

swift build >&2
exec python3 scripts/audit.py "$(swift build --show-bin-path)"
