#!/bin/sh
# Runs all tests, then an example with the release build.
#
# The build fails if a target imports one that it doesn't name in Package.swift:
# imports only go down. Arguments go to `swift test`, as `--filter OptionTests`;
# then only those tests run.
set -eu
cd "$(dirname "$0")/.."

swift test --explicit-target-dependency-import-check error "$@"
[ $# = 0 ] || exit 0

swift build -c release --explicit-target-dependency-import-check error
program="$(swift build -c release --show-bin-path)/snn-lua"
example="$PWD/examples/readme.lua"
folder=$(mktemp -d)
trap 'rm -r "$folder"' EXIT
cd "$folder"
"$program" "$example"
