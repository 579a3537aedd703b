#!/bin/sh
# Builds the documentation of all libraries as a static site, in the folder that
# is given, or else in .build/site:
#
#   scripts/docs.sh
#   python3 -m http.server -d .build/site
#
# Set SNN_LUA_DOCS_BASE to the path below which a server has the site. Warnings,
# as of a link that leads nowhere, are errors. Links between the pages are those
# of files, [Plots](Plots.md), so that they lead somewhere wherever the pages are
# read; a copy is built in which they are the site's.
set -eu
site=""
[ $# = 0 ] || site=$(realpath -m "$1")
cd "$(dirname "$0")/.."
site="${site:-$PWD/.build/site}"

copy="$PWD/.build/documentation-source"
rm -rf "$copy"
mkdir -p "$copy" "$site"
cp -R Package.swift Package.resolved Sources Tests "$copy"
scratch="$PWD/.build/documentation"
cd "$copy"
sed -i -E 's|\]\(([A-Za-z]+/)?([A-Za-z]+)\.md\)|](doc:\2)|g' Sources/*/*.docc/*.md

export SNN_LUA_DOCS=1
swift package --scratch-path "$scratch" \
  --allow-writing-to-directory "$site" generate-documentation \
  --target Tensors --target LinearAlgebra --target Programs \
  --target Devices --target Files --target SpikingNetworks --target LuaRuntime \
  --target LuaBindings --target Plots --target Prompt \
  --enable-experimental-combined-documentation \
  --warnings-as-errors --transform-for-static-hosting \
  --hosting-base-path "${SNN_LUA_DOCS_BASE:-/}" --output-path "$site"
echo "The site is in $site; LuaBindings has the tutorial and the reference."
