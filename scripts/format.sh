#!/bin/sh
# Checks the format of all sources; with --fix, formats the Swift ones first.
set -eu
cd "$(dirname "$0")/.."

case "${1-}" in
  "") ;;
  --fix) swift format --in-place --recursive Sources Tests Package.swift ;;
  *)
    echo "format.sh: unknown argument '$1'; there is only --fix" >&2
    exit 2
    ;;
esac
swift format lint --strict --recursive Sources Tests Package.swift
# Hostile scripts do what luacheck warns of.
find Sources Tests examples -name '*.lua' ! -name '*.meta.lua' \
  ! -path '*/HostileTests/Scripts/*' -exec luacheck --quiet {} +
