#!/bin/sh
# Builds the documentation of all libraries as a static site, in the folder that
# is given, or else in .build/site:
#
#   scripts/docs.sh
#   python3 -m http.server -d .build/site
#
# Set SNN_LUA_DOCS_BASE to the path below which a server has the site. Warnings,
# as of a link that leads nowhere, are errors.
set -eu
site=""
[ $# = 0 ] || site=$(realpath -m "$1")
cd "$(dirname "$0")/.."
site="${site:-$PWD/.build/site}"

export SNN_LUA_DOCS=1
mkdir -p "$site"
swift package --scratch-path .build/documentation \
  --allow-writing-to-directory "$site" generate-documentation \
  --target Tensors --target SpikingNetworks --target LuaRuntime \
  --target LuaBindings --target Plots --target Prompt \
  --enable-experimental-combined-documentation \
  --warnings-as-errors --transform-for-static-hosting \
  --hosting-base-path "${SNN_LUA_DOCS_BASE:-/}" --output-path "$site"
echo "The site is in $site; LuaBindings has the tutorial and the reference."
