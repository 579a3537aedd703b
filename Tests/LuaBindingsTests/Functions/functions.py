"""Writes functions.lua: calls of functions of tensors, and what NumPy and SciPy
give for them.

    python3 functions.py >functions.lua

Indices count from 0 in Python and from 1 in Lua: `indices` adds 1.
"""

import math

import numpy
import scipy
from scipy import special

cases = []


def number(value):
    """A number as Lua writes it, with all its digits."""
    if isinstance(value, (bool, numpy.bool_)):
        return "true" if value else "false"
    if isinstance(value, (int, numpy.integer)):
        return str(int(value))
    value = float(value)
    if math.isnan(value):
        return "0 / 0"
    if math.isinf(value):
        return "1 / 0" if value > 0 else "-1 / 0"
    return repr(value)


def nested(values):
    if isinstance(values, numpy.ndarray) and values.ndim > 0:
        return "{ " + ", ".join(nested(part) for part in values) + " }"
    return number(values[()] if isinstance(values, numpy.ndarray) else values)


def flat(values):
    return nested(numpy.asarray(values).reshape(-1))


def tensor(values):
    """A tensor with these values, of their type."""
    return f'snn.tensor({nested(values)}, "{values.dtype}")'


def case(call, *results):
    """A call, and the arrays that it gives."""
    shown = ", ".join(
        f'{{ "{r.dtype}", {nested(numpy.array(r.shape, dtype=int))}, {flat(r)} }}'
        if r.ndim else f"{{ {number(r[()])} }}"
        for r in map(numpy.asarray, results))
    cases.append(f"  {{ [[{call}]], {shown} }},")


def indices(values):
    return numpy.asarray(values) + 1


# Elementwise functions: around 0, in the middle, far out, and what is no number.

real = numpy.array([
    -numpy.inf, -1e4, -88.5, -3.75, -1.5, -1.0, -0.75, -0.5, -1e-3, -1e-20, 0.0,
    1e-20, 1e-8, 0.125, 0.5, 0.9, 1.0, 1.25, 2.5, 10.0, 100.0, 1000.0,
    numpy.inf, numpy.nan])
whole = numpy.array([-7, -2, -1, 0, 1, 2, 3, 10])

UNARY = {
    "neg": numpy.negative, "abs": numpy.abs, "sign": numpy.sign,
    "floor": numpy.floor, "ceil": numpy.ceil, "round": numpy.round,
    "trunc": numpy.trunc,
    "relu": lambda x: numpy.where(x < 0, numpy.zeros_like(x), x),
    "square": numpy.square, "sqrt": numpy.sqrt,
    "exp": numpy.exp, "expm1": numpy.expm1, "exprel": special.exprel,
    "log": numpy.log, "log1p": numpy.log1p, "log2": numpy.log2,
    "log10": numpy.log10, "sin": numpy.sin, "cos": numpy.cos, "tan": numpy.tan,
    "asin": numpy.arcsin, "acos": numpy.arccos, "atan": numpy.arctan,
    "sinh": numpy.sinh, "cosh": numpy.cosh, "tanh": numpy.tanh,
    "erf": special.erf, "sigmoid": special.expit,
    "reciprocal": numpy.reciprocal, "logical_not": numpy.logical_not,
    "isnan": numpy.isnan, "isfinite": numpy.isfinite,
}
SAME = {"neg", "abs", "sign", "floor", "ceil", "round", "trunc", "relu", "square"}
TESTS = {"logical_not", "isnan", "isfinite"}

with numpy.errstate(all="ignore"):
    for name, function in UNARY.items():
        case(f"{tensor(real)}:{name}()", function(real))
        small = real.astype(numpy.float32)
        wide = function(small.astype(numpy.float64))
        case(
            f"{tensor(small)}:{name}()",
            wide if name in TESTS else wide.astype(numpy.float32))
        result = function(whole.astype(numpy.float64))
        if name in SAME:
            result = result.astype(numpy.int64)
        elif name not in TESTS:
            result = result.astype(numpy.float64)
        case(f"{tensor(whole)}:{name}()", result)
    columns = numpy.array([[-2.0], [-0.0], [0.0], [3.5], [numpy.inf]])
    rows = numpy.array([-1.5, -0.0, 0.0, 1.0, 40.0, numpy.nan])
    for name, function in {
            "atan2": numpy.arctan2, "hypot": numpy.hypot, "add": numpy.add,
            "sub": numpy.subtract, "mul": numpy.multiply, "div": numpy.divide,
            "minimum": numpy.minimum, "maximum": numpy.maximum,
            "pow": numpy.power, "floordiv": numpy.floor_divide,
            "mod": numpy.mod}.items():
        if name not in ("floordiv", "mod", "pow"):
            case(
                f"{tensor(columns)}:{name}({tensor(rows)})",
                function(columns, rows))
        finite = numpy.array([0.5, 1.75, 3.0, 40.0])
        case(f"{tensor(finite)}:{name}(0.75)", function(finite, 0.75))
    for name, function in {
            "bitand": numpy.bitwise_and, "bitor": numpy.bitwise_or,
            "bitxor": numpy.bitwise_xor}.items():
        case(
            f"{tensor(whole)}:{name}({tensor(whole[::-1].copy())})",
            function(whole, whole[::-1]))

print("-- Made by functions.py, which says what this is, with")
print(f"-- NumPy {numpy.__version__} and SciPy {scipy.__version__}.")
print("local snn = require \"snn\"")
print("return snn, {")
print("\n".join(cases))
print("}")
