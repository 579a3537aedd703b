"""Writes calls of functions of tensors, and what they are to give, in Lua."""

import math

import numpy
import scipy

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
    if not values.size:
        sizes = ", ".join(map(str, values.shape))
        return f'snn.zeros({sizes}, "{values.dtype}")'
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


def write(program, tolerance=None):
    """Prints what check.lua reads: the cases, and how far numbers of float64 may be
    from those of NumPy as a part of the largest one; if None, hardly, and each as a
    part of itself."""
    print(f"-- Made by {program}, which says what this is, with")
    print(f"-- NumPy {numpy.__version__} and SciPy {scipy.__version__}.")
    print("local snn = require \"snn\"")
    print("return snn, {")
    print("\n".join(cases))
    print("}" if tolerance is None else f"}}, {tolerance}")
