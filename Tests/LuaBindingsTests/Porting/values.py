#!/usr/bin/env python3
"""Computes what the rows of the porting page give in the reference.

Writes values.lua, beside this file: for each piece of Python in the tables of
ComingFromPymoNNtorch.md and of README.md the piece of Lua beside it, and the
value that PymoNNtorch (or PyTorch, NumPy or PymoNNto, as a case says) gives.
PortingPageTests runs the Lua and compares. To make it anew:

    pip install torch numpy pymonntorch==0.1.4 pymonnto==3.0.6
    python3 values.py
"""

import contextlib
import importlib.metadata
import io
import math
import os
import tempfile

import numpy as np
import torch

import pymonntorch
from pymonntorch import *

# What the pieces talk about. `surroundings.lua` is the same in Lua.
SURROUNDINGS = '''
torch.manual_seed(1)
class LIF(Behavior):
    def initialize(self, neurons):
        super().initialize(neurons)
        self.tau = self.parameter('tau', 20.0)
        neurons.v = torch.tensor([0.1, 0.9, 0.4, 0.6, 0.2, 0.7])
        neurons.u = torch.tensor([1.0, 2.0, 3.0, 4.0, 5.0, 6.0])
        neurons.spike = neurons.v >= 0.5
    def forward(self, neurons):
        neurons.v = neurons.v * 0.5
        neurons.spike = neurons.v > 0.2
        neurons.runs = getattr(neurons, 'runs', 0) + 1
    def f(self, args):
        return 2 * args['a'] if 'a' in args else 7
class Normalize(Behavior):
    def initialize(self, neurons):
        super().initialize(neurons)
    def forward(self, neurons):
        neurons.normalized = getattr(neurons, 'normalized', 0) + 1
class Mean(AnalysisModule):
    def execute(self, neurons, a=0, **kwargs):
        return float(torch.mean(neurons.u)) + a
net = Network()
src = NeuronGroup(NeuronDimension(width=3, height=2), net, tag='exc,x', behavior={
    1: LIF(tag='tag', tau=20.0), 3: Normalize(),
    8: Recorder(['v', 'u'], tag='rec'), 9: EventRecorder('spike')})
dst = neurons = obj = src
o = NeuronGroup(1, net, tag='other')
synapse = SynapseGroup(net=net, src=src, dst=dst, tag='GLU')
net.initialize(info=False)
synapse.W = torch.arange(36, dtype=torch.float32).reshape(6, 6) / 8
net.simulate_iterations(2)
behavior, recorder = src['LIF', 0], src['rec', 0]
tag, enabled, mode = 'LIF', False, 'ones()'
dim, size, n, k, r, e = (4,), 3, 2, 2, 2.5, 1.5
v = torch.tensor([0.1, 0.9, 0.4, 0.6, 0.2, 0.7])
W, x = synapse.W.clone(), synapse.W.clone()
s = torch.tensor([True, False, True, False, True, False])
a, b = torch.tensor([1.0, 2.0, 3.0, 4.0, 5.0, 6.0]), torch.tensor([2.0, 2.0, 2.0, 5.0, 5.0, 5.0])
m = mask = firing = spikes = v >= 0.5
pre, post, c = v >= 0.5, v >= 0.6, 0.5
spike, y = torch.tensor([1.0, 0.0, 2.0, 0.0, 0.5, 0.0]), torch.tensor([2.5])
mat = torch.arange(12, dtype=torch.float32).reshape(3, 4)
new, counter = torch.tensor([7.0, 8.0, 9.0, 6.0]), True
results = []
'''

CASES, WITHOUT = [], {}


def case(there, here=None, see="it", see_here=None, **more):
    """A piece and the one beside it; here is there if it is left out.

    `see` is the Python expression whose value is kept, `see_here` the Lua one
    that must give the same; `it` is the value of the piece. `with_there` and
    `with_here` are code with the piece at {}, `before_there` and `before_here`
    run first. `by` names the program, `exact` is the tolerance.
    """
    CASES.append(dict(
        there=there, here=there if here is None else here, see=see,
        see_here=see if see_here is None else see_here, **more))


def without(reason, *pieces):
    for piece in pieces:
        WITHOUT[piece] = reason


HERE = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(HERE, "cases.py")) as source:
    exec(source.read())


# MARK: Running

# What the pieces of PymoNNto talk about.
PYMONNTO = '''
class LIF(Behavior):
    def initialize(self, neurons):
        neurons.v = np.array([0.1, 0.9, 0.4, 0.6, 0.2, 0.7])
        neurons.u = np.array([1.0, 2.0, 3.0, 4.0, 5.0, 6.0])
    def iteration(self, neurons):
        neurons.v = neurons.v * 0.5
class Mean(AnalysisModule):
    def execute(self, neurons, a=0, **kwargs):
        return float(np.mean(neurons.u)) + a
net = Network()
src = obj = neurons = NeuronGroup(
    net=net, size=NeuronDimension(width=3, height=2), tag='exc',
    behavior={1: LIF(), 8: Recorder(['v'], tag='rec')})
synapse = SynapseGroup(net=net, src=src, dst=src, tag='GLU')
net.initialize(info=False)
synapse.W = np.arange(36, dtype=np.float32).reshape(6, 6).T / 8
net.simulate_iterations(2, measure_block_time=False)
mat = np.arange(12, dtype=np.float32).reshape(3, 4)
new, counter = np.array([7, 8, 9, 6], dtype=np.float32), True
'''


def run(case):
    scope = {}
    is_old = case.get("by") == "PymoNNto"
    with contextlib.redirect_stdout(io.StringIO()):
        exec("from PymoNNto import *" if is_old
             else "import torch, numpy as np\nfrom pymonntorch import *", scope)
        exec(PYMONNTO if is_old else SURROUNDINGS, scope)
        exec(case.get("before_there", ""), scope)
        code = case.get("with_there", "@@").replace("@@", case["there"])
        try:
            compiled = compile(code, case["there"], "eval")
        except SyntaxError:
            exec(compile(code, case["there"], "exec"), scope)
        else:
            scope["it"] = eval(compiled, scope)
        return eval(case["see"], scope)


# MARK: Writing

def number(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if math.isnan(value):
        return "0 / 0"
    if math.isinf(value):
        return "1 / 0" if value > 0 else "-1 / 0"
    return repr(float(value))


def quoted(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def literal(value):
    if value is None:
        return "{ nothing = true }"
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, torch.Size):
        value = list(value)
    if isinstance(value, torch.Tensor):
        if value.dim() == 0:
            return literal(value.item())
        kind = str(value.dtype).replace("torch.", "")
        return tensor(kind, list(value.shape), value.reshape(-1).tolist())
    if isinstance(value, np.ndarray):
        kind = str(value.dtype)
        return tensor(kind, list(value.shape), value.reshape(-1).tolist())
    if isinstance(value, (list, tuple)):
        return "{ list = { " + ", ".join(map(literal, value)) + " } }"
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, (bool, int, float)):
        return number(value)
    raise TypeError(f"{type(value)} can't be kept")


def tensor(kind, shape, data):
    return ('{ type = "%s", shape = { %s }, data = { %s } }' % (
        kind, ", ".join(map(str, shape)), ", ".join(map(number, data))))


def main():
    versions = ", ".join(
        f"{name} {importlib.metadata.version(name)}"
        for name in ["pymonntorch", "torch", "numpy", "pymonnto"])
    lines = [
        "-- What the pieces of the porting page give in the reference, and the",
        "-- Lua beside each. Made by values.py with",
        f"-- {versions}. Don't edit.", "", "-- luacheck: no max line length",
        "", "return {", "  cases = {"]
    failed = 0
    os.chdir(tempfile.mkdtemp())
    for one in CASES:
        try:
            value = literal(run(one))
        except Exception as error:  # every case has a value
            print("FAILED", one["there"], "|", repr(error))
            failed += 1
            continue
        lines.append("    {")
        for key in ["there", "here", "see_here", "with_here", "before_here"]:
            if key in one:
                lines.append(f"      {key} = {quoted(one[key])},")
        if "tolerance" in one:
            lines.append(f"      tolerance = {one['tolerance']},")
        lines.append(f"      value = {value},")
        lines.append("    },")
    lines += ["  },", "  -- Pieces that have no value, and why.", "  without = {"]
    for piece, reason in WITHOUT.items():
        lines.append(f"    [{quoted(piece)}] = {quoted(reason)},")
    lines += ["  },", "}", ""]
    place = os.path.join(HERE, "values.lua")
    with open(place, "w") as file:
        file.write("\n".join(lines))
    print(f"{len(CASES) - failed} values, {failed} failed, {len(WITHOUT)} without")


main()
