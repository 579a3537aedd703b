"""Proves what scripts/audit.sh promises, from objects and sources.

Prints each problem on a line of its own; the exit status is 1 if there is any.
What is allowed lies in scripts/audit/, with a reason each; an allowance that
nothing needs any more is a problem too.
"""

import json
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
LISTS = ROOT / "scripts" / "audit"
SHIM = ROOT / "Sources" / "CLuaShim"
# Where a value of a script may come to.
REACHED = ["LuaRuntime", "TensorBindings", "ScriptReference", "LuaBindings",
           "SpikingNetworks", "Programs", "Devices", "Files", "Plots", "Prompt",
           "LinearAlgebra", "Tensors"]
# Where arithmetic is on such values. That of kernels and plans is on sizes and
# places that were checked when tensors were made, and the runtime's own on the
# stack.
COMPUTING = ["TensorBindings", "ScriptReference", "LuaBindings",
             "SpikingNetworks", "Files", "LinearAlgebra", "Plots", "Prompt"]
LUA = re.compile(r"luaL?_\w+\Z")

problems = []


def output(*command):
    return subprocess.run(
        command, check=True, capture_output=True, text=True).stdout


def allowances(name):
    """The lines of a list: what is allowed, without the reasons."""
    lines = (LISTS / name).read_text().splitlines()
    return [line for line in lines if line.strip() and line[0] != "#"]


class Allowed:
    """A list of what is allowed, which notes what of it is used."""

    def __init__(self, name, entries):
        self.name, self.entries, self.used = name, set(entries), set()

    def has(self, entry):
        self.used.add(entry)
        return entry in self.entries

    def check(self):
        for entry in sorted(self.entries - self.used):
            shown = entry if isinstance(entry, str) else ": ".join(entry)
            problems.append(f"{self.name}: nothing needs '{shown}' any more")


def allowed_lines(name):
    """A list of lines of sources: a path, below it lines, each with its reason
    below it, farther in."""
    entries, path = [], None
    for line in allowances(name):
        indent = len(line) - len(line.lstrip())
        if indent == 0:
            path = line
        elif indent == 2:
            entries.append((path, line.strip()))
    return Allowed(name, entries)


# MARK: What Swift calls


def undefined_names(objects):
    names = re.findall(r"\bU (\S+)", output("nm", "-u", *objects))
    return {name.lstrip("_") if sys.platform == "darwin" else name
            for name in names}


def objects_of(folder, build):
    """The objects of a module's sources; not those of sources that are gone."""
    present = {path.name for path in folder.rglob("*.swift")}
    objects = (build / f"{folder.name.replace('-', '_')}.build").rglob("*.swift.o")
    return sorted(o for o in objects if o.name.removesuffix(".o") in present)


def check_swift(build, harmless):
    """The functions of CLuaShim that Swift calls."""
    called = set()
    for folder in sorted((ROOT / "Sources").iterdir()):
        if not any(folder.rglob("*.swift")):
            continue
        module = folder.name.replace("-", "_")
        objects = objects_of(folder, build)
        if not objects:
            problems.append(f"{module}: no objects in {build}")
            continue
        names = undefined_names(objects)
        for name in sorted(names):
            if LUA.match(name) and not harmless.has(name):
                problems.append(f"{module} calls {name}, which may raise")
            if re.match(r"(luaL?|clua)_", name) and module != "LuaRuntime":
                problems.append(f"{module} calls {name}")
        called |= {name for name in names if name.startswith("clua_")}
        for source in folder.rglob("*.swift"):
            if re.search(r"^\s*(\w+ )*import CLua$", source.read_text(), re.M):
                problems.append(f"{source.relative_to(ROOT)} imports CLua")
    return called


# MARK: What the shim calls


def shim_calls():
    """For each function of the shim, whom it calls: names of functions;
    '(pointer)' for a call through one. A function that is only passed on, as to
    lua_pcall, is not called. Inline functions of the headers are there too."""
    flags = output("pkg-config", "--cflags", "lua5.4").split()
    calls, function = {}, None
    inline = inline_functions()
    for source in sorted(SHIM.glob("*.c")):
        text = output(
            "clang", "-S", "-emit-llvm", "-O0", "-femit-all-decls", "-o", "-",
            f"-I{SHIM}/include", *flags, str(source))
        for line in text.splitlines():
            if match := re.match(r"define .*?@([\w.]+)\(", line):
                function = match[1]
                if "internal" in line.split() and function not in inline:
                    function = f"{source.stem}.{function}"
                calls.setdefault(function, set())
            elif match := re.match(r"\s+(?:%\d+ = )?(?:\w+ )?call .*", line):
                calls[function].add(callee(line))
    # Calls of a file's own functions, which others may have by the same name.
    for function, names in calls.items():
        stem = function.split(".")[0] if "." in function else None
        stems = [stem] if stem else [p.stem for p in SHIM.glob("*.c")]
        calls[function] = {
            next((f"{s}.{name}" for s in stems if f"{s}.{name}" in calls), name)
            for name in names}
    return calls


def inline_functions():
    header = (SHIM / "include" / "CLuaShim.h").read_text()
    return set(
        re.findall(r"^static inline [\w *]*?\b(clua_\w+)\(", header, re.M))


def callee(line):
    match = re.search(r"call [^@%]*?(?:@([\w.]+)|%\d+)\(", line)
    name = match[1] or "(pointer)"
    # lua_pushcfunction(L, f) is lua_pushcclosure(L, f, 0), without memory.
    if name == "lua_pushcclosure" and line.rstrip().endswith("i32 noundef 0)"):
        return "lua_pushcfunction"
    return name


def check_shim(called, harmless):
    """What is reached from the functions that Swift calls may not raise."""
    calls = shim_calls()
    exceptions = Allowed(
        "exceptions.txt",
        [tuple(line.split()) for line in allowances("exceptions.txt")
         if not line.startswith(" ")])
    seen, waiting = set(), sorted(called | inline_functions())
    for name in waiting:
        if name not in calls:
            problems.append(f"Swift calls {name}, which CLuaShim doesn't have")
    while waiting:
        function = waiting.pop()
        if function in seen or function not in calls:
            continue
        seen.add(function)
        for name in sorted(calls[function]):
            if name in calls:
                waiting.append(name)
            elif LUA.match(name) and harmless.has(name):
                pass
            elif LUA.match(name) or name == "(pointer)":
                if not exceptions.has((function, name)):
                    problems.append(
                        f"{function}, which Swift reaches, calls {name} without"
                        " protection")
    if any("lua_toclose" in names for names in calls.values()):
        problems.append("lua_toclose is called, so lua_settop may raise")
    exceptions.check()
    return len(seen)


# MARK: What the sources may not say


def check_rules():
    rules = json.loads((ROOT / ".swift-format").read_text())["rules"]
    for rule in ["NeverForceUnwrap", "NeverUseForceTry",
                 "NeverUseImplicitlyUnwrappedOptionals"]:
        if not rules.get(rule):
            problems.append(f".swift-format: {rule} is off")


def check_line(allowed, path, number, what):
    text = (ROOT / path).read_text().splitlines()[number - 1].strip()
    if not allowed.has((path, text)):
        problems.append(f"{path}:{number}: {what}: {text}")


def check_conversions(build):
    """Each conversion of a floating-point number to an integer, as the
    instructions of the objects tell, is Int(exactly:) or has a reason."""
    allowed = allowed_lines("conversions.txt")
    for module in REACHED:
        objects = objects_of(ROOT / "Sources" / module, build)
        text = output("objdump", "-d", "-l", "--no-show-raw-insn", *objects)
        place, places = None, set()
        for line in text.splitlines():
            if match := re.match(r"(/.*\.swift):(\d+)", line):
                place = match[1], int(match[2])
            elif re.search(r"\s(v?cvtts[sd]2|fcvtz[su])", line) and place:
                places.add(place)
        for path, number in sorted(places):
            text = pathlib.Path(path).read_text().splitlines()[number - 1]
            if not re.search(r"Int\d*\(exactly:", text):
                check_line(
                    allowed, str(pathlib.Path(path).relative_to(ROOT)), number,
                    "a conversion that may trap")
    allowed.check()


def check_arithmetic():
    """Each operator that doesn't check, and each unsafe conversion, has a
    reason."""
    allowed = allowed_lines("unchecked.txt")
    unchecked = re.compile(
        r" &[-+*]=? | &<<|&>>|unchecked|unsafelyUnwrapped|unsafeBitCast"
        r"|unsafeDowncast|truncatingIfNeeded")
    for module in COMPUTING:
        for source in sorted((ROOT / "Sources" / module).rglob("*.swift")):
            path = str(source.relative_to(ROOT))
            lines = source.read_text().splitlines()
            for number, line in enumerate(lines, 1):
                code = line.split("//")[0].replace("@exclusivity(unchecked)", "")
                if unchecked.search(code):
                    check_line(allowed, path, number, "arithmetic unchecked")
    allowed.check()


def main():
    build = pathlib.Path(sys.argv[1])
    harmless = Allowed(
        "never_raising.txt",
        [line.split()[0] for line in allowances("never_raising.txt")])
    called = check_swift(build, harmless)
    reached = check_shim(called, harmless)
    harmless.check()
    check_rules()
    check_conversions(build)
    check_arithmetic()
    for problem in problems:
        print(f"audit: {problem}", file=sys.stderr)
    if not problems:
        print(
            f"audit: {len(harmless.entries)} functions of Lua, {len(called)} of"
            f" the shim, {reached} behind them: none raises into Swift")
    return 1 if problems else 0


sys.exit(main())
