#!/bin/sh
# Runs a network of 10,000 neurons for a long time, with one thread and then with
# two, and compares the states in which they end; each run fails if memory isn't
# flat. Takes the number of iterations, a million if there is none:
#
#   scripts/soak.sh 100000
#
# With fewer, memory still grows after the first tenth. A million iterations
# take one or two minutes in each run.
set -eu
cd "$(dirname "$0")/.."

iterations="${1:-1000000}"
case "$iterations" in
  "" | *[!0-9]*)
    echo "soak.sh: '$iterations' is no number of iterations" >&2
    exit 2
    ;;
esac
scripts/build --product snn-lua
program=.build/release/snn-lua
folder=$(mktemp -d)
trap 'rm -r "$folder"' EXIT

for threads in 1 2; do
  echo "== $iterations iterations, threads: $threads"
  "$program" --seed 1 --threads "$threads" \
    Tests/CommandLineTests/Soak/soak.lua "$iterations" "$folder/$threads.snn"
done
if ! cmp "$folder/1.snn" "$folder/2.snn"; then
  echo "soak.sh: two threads end in another state than one" >&2
  exit 1
fi
echo "The state has the hash $(sha256sum <"$folder/1.snn" | cut -d ' ' -f 1)."
