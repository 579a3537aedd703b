#!/bin/sh
# Sets up what is missing and runs all tests twice, with checks and as built for
# speed; then programs that depend on the package.
#
# Kernels built for speed check nothing and use the machine's own instructions,
# so both builds must give the same. The build fails if a target imports one that
# it doesn't name in Package.swift: imports only go down. Arguments go to `swift
# test`, as `--filter OptionTests`; then only those tests run, with checks.
set -eu
cd "$(dirname "$0")/.."

scripts/setup tests
swift test --explicit-target-dependency-import-check error "$@"
[ $# = 0 ] || exit 0

swift test -c release -Xswiftc -enable-testing
scripts/dependency.sh
