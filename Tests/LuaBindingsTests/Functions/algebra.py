"""Writes algebra.lua: calls of functions of linear algebra and Fourier transforms,
and what NumPy and SciPy give for them.

    python3 algebra.py >algebra.lua

Of vectors whose sign is free, products are compared in which signs cancel out.
"""

import numpy
import scipy
from numpy import fft, linalg

from lua_text import case, tensor, write

random = numpy.random.default_rng(7)


def numbers(*shape):
    """Normal numbers with few digits, so that they are short to write."""
    return numpy.round(random.standard_normal(shape), 3)


def calls(code, *arguments):
    """A call of an anonymous function."""
    return f"(function{code} end)({', '.join(map(tensor, arguments))})"


def result_type(*arrays):
    """The type of real results of such tensors, all computed in float64."""
    wide = any(array.dtype in ("float64", "int64") for array in arrays)
    return numpy.float64 if wide else numpy.float32


# Square matrices of each type. NumPy is given what the type holds of them.

for type_ in ["float64", "float32", "float16", "int64", "bool"]:
    for n in [1, 2, 4]:
        a = 3 * numbers(n, n) + 12 * numpy.eye(n)
        if type_ == "bool":
            a = numpy.triu(a > 0) | numpy.eye(n, dtype=bool)
        a = numpy.round(a) if type_ == "int64" else a
        a = a.astype(type_)
        b = numbers(n, 3).astype("float64" if type_ == "float64" else "float32")
        kind, wide = result_type(a), a.astype(numpy.float64)
        case(
            f"{tensor(a)}:solve({tensor(b)})",
            linalg.solve(wide, b).astype(result_type(a, b)))
        case(
            f"snn.solve({tensor(a)}, {tensor(b[:, 0])})",
            linalg.solve(wide, b[:, 0]).astype(result_type(a, b)))
        case(f"{tensor(a)}:inv()", linalg.inv(wide).astype(kind))
        case(f"{tensor(a)}:pinv()", linalg.pinv(wide).astype(kind))
        case(f"{tensor(a)}:det()", linalg.det(wide).astype(kind))
        case(
            f"{tensor(a)}:slogdet()",
            *[part.astype(kind) for part in linalg.slogdet(wide)])
        values = linalg.eigvals(wide)
        case(
            calls("(a) local x, y = a:eig() return (x:sort()), (y:sort())", a),
            numpy.sort(values.real).astype(kind),
            numpy.sort(values.imag).astype(kind))

for type_ in ["float64", "float32"]:
    for n in [1, 2, 5]:
        x = numbers(n, n)
        a = (x @ x.T / n + numpy.eye(n)).astype(type_)
        wide = a.astype(numpy.float64)
        case(f"{tensor(a)}:cholesky()", linalg.cholesky(wide).astype(type_))
        case(f"({tensor(a)}:eigh())", linalg.eigvalsh(wide).astype(type_))
        if type_ == "float64":
            case(
                calls(
                    "(a) local d, v = a:eigh()"
                    " return v:mul(d:exp()):matmul(v.T)", a),
                scipy.linalg.expm(a))

# Other matrices, of full and of lower rank.

low = numbers(6, 2) @ numbers(2, 4)
for a in [numbers(*shape) for shape in [
        (1, 1), (5, 2), (2, 5), (4, 4), (1, 6), (6, 1), (11, 3)]] + [
        low, low.T.copy(), numpy.zeros((3, 2))]:
    for b in [numbers(a.shape[0], 3), numbers(a.shape[0])]:
        x, _, rank, s = linalg.lstsq(a, b)
        case(f"{tensor(a)}:lstsq({tensor(b)})", x, int(rank), s)
    case(f"{tensor(a)}:pinv()", linalg.pinv(a, rtol=1e-14))
    u, s, vh = linalg.svd(a, full_matrices=False)
    case(
        calls(
            "(a) local u, s, vh = a:svd()"
            " return u:mul(s:square()):matmul(vh), s", a),
        (u * s**2) @ vh, s)
    q, r = linalg.qr(a)
    if a is not low and linalg.matrix_rank(a) == min(a.shape):
        case(
            calls(
                "(a) local q, r = a:qr()"
                " return q:matmul(q.T), r.T:matmul(r), r:abs()", a),
            q @ q.T, r.T @ r, abs(r))

x, _, rank, s = linalg.lstsq(low, numpy.ones(6), rcond=0.9)
case(f"{tensor(low)}:lstsq(snn.ones(6, \"float64\"), 0.9)", x, int(rank), s)
a = numbers(4, 3).astype(numpy.float32)
x, _, rank, s = linalg.lstsq(a.astype(numpy.float64), numpy.arange(4.0))
case(
    f"{tensor(a)}:lstsq(snn.arange(0.0, 3.0))", x.astype(numpy.float32),
    int(rank), s.astype(numpy.float32))

# Stacks, and matrices that don't lie row by row.

a, b = numbers(2, 3, 3), numbers(2, 3, 2)
case(f"{tensor(a)}:solve({tensor(b)})", linalg.solve(a, b))
case(f"{tensor(a)}:inv()", linalg.inv(a))
case(f"{tensor(a)}:det()", linalg.det(a))
case(f"{tensor(a)}:slogdet()", *linalg.slogdet(a))
case(f"select(2, {tensor(a)}:svd()):sum()", linalg.svd(a)[1].sum())
case(f"{tensor(a)}:transpose(2, 3):det()", linalg.det(a))
wide = numbers(3, 6)
case(f"{tensor(wide)}[{{ {{}}, {{ 2, 4 }} }}]:inv()", linalg.inv(wide[:, 1:4]))
case(f"{tensor(wide)}[snn.tensor {{ 2, 1, 3 }}].T[snn.tensor {{ 5, 1, 2 }}]:inv()",
     linalg.inv(wide[[1, 0, 2]].T[[4, 0, 1]]))

# Fourier transforms.

def parts(values, type_=numpy.float64):
    return values.real.astype(type_), values.imag.astype(type_)


for n in [1, 2, 3, 4, 5, 6, 7, 8, 12, 30, 67]:
    x, y = numbers(n), numbers(n)
    case(f"{tensor(x)}:fft()", *parts(fft.fft(x)))
    case(f"{tensor(x)}:fft({tensor(y)})", *parts(fft.fft(x + 1j * y)))
    case(f"snn.ifft({tensor(x)}, {tensor(y)})", *parts(fft.ifft(x + 1j * y)))
    case(f"{tensor(x)}:rfft()", *parts(fft.rfft(x)))
    if n > 1:
        case(f"snn.irfft({tensor(x)}, {tensor(y)})", fft.irfft(x + 1j * y))
    case(
        f"snn.irfft({tensor(x)}, {tensor(y)}, {2 * n - 1})",
        fft.irfft(x + 1j * y, 2 * n - 1))

x, y = numbers(2, 5, 3), numbers(2, 5, 3)
for axis in range(3):
    for n in [None, 1, 4, 6]:
        shown = f"{'nil' if n is None else n}, {axis + 1}"
        case(
            f"{tensor(x)}:fft({tensor(y)}, {shown})",
            *parts(fft.fft(x + 1j * y, n, axis)))
        case(f"{tensor(x)}:ifft(nil, {shown})", *parts(fft.ifft(x, n, axis)))
        case(f"{tensor(x)}:rfft({shown})", *parts(fft.rfft(x, n, axis)))
        case(
            f"{tensor(x)}:irfft({tensor(y)}, {shown})",
            fft.irfft(x + 1j * y, n, axis))
case(f"{tensor(x)}:rfft(nil, -2)", *parts(fft.rfft(x, axis=-2)))
case(
    f"{tensor(x)}:transpose(1, 2)[{{ {{}}, 2 }}]:rfft()",
    *parts(fft.rfft(x.transpose(1, 0, 2)[:, 1])))
for type_ in ["float32", "float16", "int64", "bool"]:
    x = (5 * numbers(10)).astype(type_)
    if type_ == "bool":
        x = numbers(10) > 0
    case(
        f"{tensor(x)}:rfft()",
        *parts(fft.rfft(x.astype(numpy.float64)), result_type(x)))
x, y = numbers(5).astype(numpy.float32), numbers(5)
case(f"{tensor(x)}:fft({tensor(y)})", *parts(fft.fft(x + 1j * y)))

write("algebra.py", tolerance=1e-12)
