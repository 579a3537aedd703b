#!/bin/sh
# Builds and runs a package that depends on this one by version: its programs
# step networks, one of Swift and one of a script's.
#
# The version is that of the last commit. The package manager is strict with
# dependencies, as with flags that it calls unsafe; no other build shows that. It
# is built for speed, since kernels then are as in no other build: optimized, and
# for the oldest machine of the platform. With checks they are as in this
# package's own build.
set -eu
cd "$(dirname "$0")/.."

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
git clone -q --bare . "$folder/snn-lua"
git -C "$folder/snn-lua" tag 0.1.0
cp -R Tests/Dependency "$folder/dependent"
export SNN_LUA_REPOSITORY="$folder/snn-lua"

for program in network script; do
  found=$(swift run --package-path "$folder/dependent" \
    --cache-path "$folder/cache" -c release "$program")
  if [ "$found" != "[2.0, 2.0, 2.0]" ]; then
    echo "dependency.sh: $program printed '$found', not '[2.0, 2.0, 2.0]'" >&2
    exit 1
  fi
  echo "dependency.sh: $program runs"
done
