#!/usr/bin/env python3
"""Writes what fuzzing begins with to a folder: files of each target, and words.

Scripts come from the tests, the examples and, where there is one, the folder
`shared` beside this one; so do arrays. Texts are those in quotes in scripts.
"""

import pathlib
import re
import shutil
import sys

root = pathlib.Path(__file__).resolve().parents[2]
shared = root.parent / "shared"
folder = pathlib.Path(sys.argv[1])

# How many `Language`s the first byte of a text picks from.
LANGUAGES = 16

# The number of `FileReader.matrix`.
MATRIX = 6


def write(target, name, content):
    path = folder / target / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def files(pattern, *places):
    found = [path for place in places for path in place.rglob(pattern)]
    return sorted(path for path in found if ".build" not in path.parts)


shutil.rmtree(folder, ignore_errors=True)
texts = set()
for number, path in enumerate(
    files("*.lua", root / "examples", root / "Tests", shared / "hostile")
):
    script = path.read_bytes()
    write("lua", f"{number}-{path.name}", script)
    texts.update(re.findall(rb'"([^"\n\\]{1,80})"', script))
for number, path in enumerate(files("*.npy", root / "Tests", shared / "conformance")):
    write("files", f"{number}-{path.name}", b"\0" + path.read_bytes())
for number, path in enumerate(files("*.npz", root / "Tests")):
    write("files", f"{number}-{path.name}", bytes([MATRIX]) + path.read_bytes())
for number, text in enumerate(sorted(texts)):
    write("strings", f"{number}", bytes([number % LANGUAGES]) + text)
for target in ["forged", "tensors"]:
    (folder / target).mkdir(parents=True, exist_ok=True)

# What scripts can call, as editors know it, and Lua's own words.
declarations = (root / "Sources/LuaBindings/Lua/snn.meta.lua").read_text()
words = set(re.findall(r"^function [\w.]*?([.:]?\w+)\(", declarations, re.M))
words |= set(re.findall(r"---@field (\w+)", declarations))
words |= set(
    "and break do else elseif end false for function goto if in local nil not or"
    " repeat return then true until while pcall coroutine.wrap setmetatable"
    " __index __gc __close <close> string.rep table.unpack 0x7fffffffffffffff"
    " math.mininteger -1 1e308 0/0".split()
)
lines = ('"{}"\n'.format(word) for word in sorted(words))
(folder / "words").write_text("".join(lines))
