#!/bin/sh
# Runs all tests twice, with checks and as built for speed, and an example.
#
# Kernels built for speed check nothing and use the machine's own instructions,
# so both builds must give the same. The build fails if a target imports one that
# it doesn't name in Package.swift: imports only go down. Arguments go to `swift
# test`, as `--filter OptionTests`; then only those tests run, with checks.
set -eu
cd "$(dirname "$0")/.."

swift test --explicit-target-dependency-import-check error "$@"
[ $# = 0 ] || exit 0

swift test -c release -Xswiftc -enable-testing
program="$(swift build -c release --show-bin-path)/snn-lua"
example="$PWD/examples/readme.lua"
folder=$(mktemp -d)
trap 'rm -r "$folder"' EXIT
cd "$folder"
"$program" "$example"
