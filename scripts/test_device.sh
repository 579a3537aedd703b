#!/bin/sh
# Installs a device of OpenCL's that runs on the processor, if it is missing, and runs
# the tests that need one, with checks; they fail if there is none. SNN_LUA_DEVICE
# names another one, such as gpu or opencl:1.
#
# They have a process of their own: a driver reads the environment and starts threads
# when it likes, and other tests change the one and start programs.
set -eu
cd "$(dirname "$0")/.."

scripts/setup --device
mkdir -p .build/pocl
# PoCL keeps what it compiled; that belongs to the build.
export POCL_CACHE_DIR="$PWD/.build/pocl" SNN_LUA_DEVICE_TESTS=1
SNN_LUA_TESTS="DevicesTests LuaBindingsTests" exec swift test --no-parallel \
  --filter "DevicesTests\.|DeviceModelTests" "$@"
