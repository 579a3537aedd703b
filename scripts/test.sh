#!/bin/sh
# Sets up what is missing and runs all tests as built for speed; then, with checks,
# those whose results depend on the build, and a package that depends on this one.
#
# Kernels built for speed use the machine's own instructions, so both builds must
# give the same; what processes and texts do is the same in both, and shown once.
# The build fails if a target imports one that it doesn't name in Package.swift:
# imports only go down.
#
# With --smoke, some quick suites run, with checks, for the time between: in less
# than a minute, once what has changed is built. Other arguments go to `swift
# test`, as `--filter OptionTests`; then only those tests run, with checks.
set -eu
cd "$(dirname "$0")/.."

# Of each part one or two.
smoke="\.(ProgramText|PlanText|View|Schedule|Simulation|Scale|Header|LuaStack\
|CompiledForm|HelpText|Entry|Option|Command|Table)Tests/"

scripts/setup tests
[ "${1-}" != --smoke ] || set -- --filter "$smoke"
if [ $# -gt 0 ]; then
  exec swift test --explicit-target-dependency-import-check error "$@"
fi

swift test --explicit-target-dependency-import-check error \
  -c release -Xswiftc -enable-testing
SNN_LUA_TESTS="TensorsTests ProgramsTests FilesTests SpikingNetworksTests \
LuaBindingsTests" swift test
scripts/dependency.sh
