"""Writes functions.lua: calls of functions of tensors, and what NumPy and SciPy
give for them.

    python3 functions.py >functions.lua

Indices count from 0 in Python and from 1 in Lua: `indices` adds 1.
"""

import numpy
from scipy import special

from lua_text import case, tensor, write

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

write("functions.py")
