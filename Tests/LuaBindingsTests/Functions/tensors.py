"""Writes tensors.lua: calls of functions of whole tensors, and what NumPy and SciPy
give for them.

    python3 tensors.py >tensors.lua

Indices count from 0 in Python and from 1 in Lua: `indices` adds 1.
"""

import math

import numpy
from scipy import signal, special

from lua_text import case, indices, number, tensor, write

# Numbers that repeat, NaN, an axis in the middle, one of size 1, none, and all
# types.

random = numpy.random.default_rng(16)
box = random.integers(-3, 4, (2, 3, 4)) / 2
wide = random.normal(size=(3, 5))
whole2 = random.integers(-4, 5, (3, 4))
holes = numpy.array([[1.5, numpy.nan, -2.0, 7.0], [0.0, 3.0, 3.0, -1.0]])
flags = numpy.array([[True, False, True], [False, False, True]])
empty = numpy.zeros((0, 3))


def ordered(values, axis, descending):
    """Indices in order, NaN after all numbers; the first of equal ones first."""
    values = values.astype(numpy.float64)
    if descending:
        # NaN first, then the largest.
        return numpy.argsort(
            numpy.where(numpy.isnan(values), -numpy.inf, -values), axis=axis,
            kind="stable")
    return numpy.argsort(values, axis=axis, kind="stable")


for x in (box, wide, wide.astype(numpy.float32), whole2, holes, flags, empty):
    for axis in range(x.ndim):
        for descending in (False, True):
            order = ordered(x, axis, descending)
            call = f"({axis + 1}, {str(descending).lower()})"
            case(f"{tensor(x)}:sort{call}",
                 numpy.take_along_axis(x, order, axis), indices(order))
            case(f"{tensor(x)}:argsort{call}", indices(order))
        if not x.size:
            continue
        for k in {1, x.shape[axis]}:
            for largest in (True, False):
                order = ordered(x, axis, largest).take(range(k), axis)
                case(
                    f"{tensor(x)}:topk({k}, {axis + 1}, {str(largest).lower()})",
                    numpy.take_along_axis(x, order, axis), indices(order))
        order = ordered(x, axis, False).take([x.shape[axis] - 1], axis)
        case(f"{tensor(x)}:kthvalue({x.shape[axis]}, {axis + 1})",
             numpy.take_along_axis(x, order, axis).squeeze(axis),
             indices(order).squeeze(axis))
    case(f"{tensor(x)}:flip()", numpy.flip(x))
    case(f"{tensor(x)}:flip(-1)", numpy.flip(x, -1))
long = random.integers(-50, 50, 700)
case(f"{tensor(long)}:sort()", numpy.sort(long),
     indices(numpy.argsort(long, kind="stable")))
case(f"({tensor(long)}:float() * 1e5):argsort(1, true)",
     indices(numpy.argsort(-long, kind="stable")))
order = numpy.argsort(-long, kind="stable")[:20]
case(f"{tensor(long)}:topk(20)", long[order], indices(order))

# The lower of two in the middle, as PyTorch's median.
for x in (box, wide, whole2):
    for axis in range(x.ndim):
        order = numpy.argsort(x, axis=axis, kind="stable").take(
            [(x.shape[axis] - 1) // 2], axis)
        values = numpy.take_along_axis(x, order, axis)
        case(f"{tensor(x)}:median({axis + 1})",
             values.squeeze(axis), indices(order).squeeze(axis))
        case(f"{tensor(x)}:median({axis + 1}, true)", values, indices(order))
        q = numpy.array([0.0, 0.3, 0.75, 1.0])
        case(f"{tensor(x)}:quantile({tensor(q)}, {axis + 1})",
             numpy.quantile(x.astype(float), q, axis=axis))
        case(f"{tensor(x)}:quantile(0.4, {axis + 1}, true)",
             numpy.quantile(x.astype(float), 0.4, axis=axis, keepdims=True))
    case(f"{tensor(x)}:median()",
         numpy.sort(x, axis=None)[(x.size - 1) // 2])
    case(f"{tensor(x)}:quantile(0.9)", numpy.quantile(x.astype(float), 0.9))
case(f"{tensor(holes)}:median(2)", numpy.array([numpy.nan, 0.0]),
     numpy.array([2, 1]))
case(f"{tensor(holes)}:quantile(0.5, 2)", numpy.quantile(holes, 0.5, axis=1))

# Indices.

places = random.integers(0, 3, (2, 2, 4))
case(f"{tensor(box)}:gather(2, {tensor(indices(places))})",
     numpy.take_along_axis(box, places, 1))
few = random.integers(0, 4, (2, 2, 3))
case(f"{tensor(box)}:gather(3, {tensor(indices(few))})",
     numpy.take_along_axis(box[:, :2], few, 2))
case(f"{tensor(box)}:take_along({tensor(indices(places[:1, :, :1]))}, 2)",
     numpy.take_along_axis(box, numpy.broadcast_to(places[:1, :, :1], (2, 2, 4)),
                           1))
for x in (wide, wide.astype(numpy.float32), whole2.astype(numpy.int64)):
    rows = numpy.array([[2, 0, 1], [2, 1, 1]])
    values = random.integers(1, 5, (2, 4)).astype(x.dtype)
    changed, added = x.copy(), x.copy()
    for i, j in numpy.ndindex(rows.shape):
        changed[rows[i, j], j] = values[i, j]
        added[rows[i, j], j] += values[i, j]
    call = f"(1, {tensor(indices(rows))}, {tensor(values)})"
    case(f"{tensor(x)}:scatter_{call}", changed)
    case(f"{tensor(x)}:scatter_add_{call}", added)
    added = x.copy()
    more = random.integers(1, 5, (3, 2)).astype(x.dtype)
    numpy.add.at(added, (slice(None), numpy.array([1, 1])), more)
    case(f"{tensor(x)}:index_add_(2, {tensor(numpy.array([2, 2]))},"
         f" {tensor(more)})", added)
numbers = numpy.array([0.0, 0.0, 0.0])
case(f"{tensor(numbers)}:scatter_(1, {tensor(numpy.array([3, 1]))}, 2.5)",
     numpy.array([2.5, 0.0, 2.5]))
added = wide.copy()
numpy.add.at(added, numpy.array([2, 0, 2]), -0.5 * wide)
case(f"{tensor(wide)}:index_add_(1, {tensor(numpy.array([3, 1, 3]))},"
     f" {tensor(wide)}, -0.5)", added)
for axis in range(3):
    case(f"{tensor(box)}:repeat_interleave(2, {axis + 1})",
         numpy.repeat(box, 2, axis))
case(f"{tensor(whole2)}:repeat_interleave(3)", numpy.repeat(whole2, 3))

# Along an axis.

for x in (box, wide, whole2, wide.astype(numpy.float32)):
    real = x.astype(numpy.float64)
    type_ = numpy.float32 if x.dtype == numpy.float32 else numpy.float64
    for axis in range(x.ndim):
        place = axis + 1
        case(f"{tensor(x)}:softmax({place})",
             special.softmax(real, axis).astype(type_))
        case(f"{tensor(x)}:logsumexp({place}, true)",
             special.logsumexp(real, axis, keepdims=True).astype(type_))
        for order in (0, 1, 2, 3.5, math.inf, -math.inf):
            shown = number(order) if math.isfinite(order) else (
                "math.huge" if order > 0 else "-math.huge")
            case(f"{tensor(x)}:norm({shown}, {place})",
                 numpy.linalg.norm(real, order, axis).astype(type_))
        case(f"{tensor(x)}:cumprod({place})",
             numpy.cumprod(real, axis).astype(
                 x.dtype if x.dtype == numpy.int64 else type_))
        if type_ == numpy.float64:
            case(f"{tensor(x)}:diff(1, {place})", numpy.diff(x, 1, axis))
            case(f"{tensor(x)}:diff(2, {place})", numpy.diff(x, 2, axis))
    case(f"{tensor(x)}:norm()", numpy.linalg.norm(real.reshape(-1)))
    case(f"{tensor(x)}:logsumexp()", special.logsumexp(real))
large = numpy.array([[1e4, 1e4 - 1], [-numpy.inf, -numpy.inf]])
with numpy.errstate(all="ignore"):
    case(f"{tensor(large)}:logsumexp(2)", special.logsumexp(large, 1))
    case(f"{tensor(large[:1])}:softmax(2)", special.softmax(large[:1], 1))
case(f"{tensor(wide)}:lerp({tensor(wide[:1] * 3)}, {tensor(wide[:, :1])})",
     wide + wide[:, :1] * (wide[:1] * 3 - wide))
bad = numpy.array([numpy.nan, numpy.inf, -numpy.inf, 1.5])
case(f"{tensor(bad)}:nan_to_num()", numpy.nan_to_num(bad))
case(f"{tensor(bad.astype(numpy.float32))}:nan_to_num(2, 3, -4)",
     numpy.array([2, 3, -4, 1.5], numpy.float32))

# Reductions over several axes.

for x in (box, random.integers(-4, 5, (2, 3, 4))):
    for axes in ((0, 1), (2, 0), (0, 1, 2), (1,)):
        shown = "{ " + ", ".join(str(a + 1) for a in axes) + " }"
        for name, function in {
                "sum": numpy.sum, "prod": numpy.prod, "mean": numpy.mean,
                "var": numpy.var, "std": numpy.std, "min": numpy.min,
                "max": numpy.max, "any": numpy.any, "all": numpy.all}.items():
            case(f"{tensor(x)}:{name}({shown})", function(x, axis=axes))
            case(f"{tensor(x)}:{name}({shown}, true)",
                 function(x, axis=axes, keepdims=True))
    case(f"{tensor(x)}:var {{ axis = {{ 1, 3 }}, unbiased = true }}",
         numpy.var(x, axis=(0, 2), ddof=1))

# Searching and counting.

edges = numpy.array([-1.5, 0.0, 0.5, 0.5, 2.0])
for values in (box, whole2, holes[:1]):
    for side, right in (("left", "false"), ("right", "true")):
        case(f"{tensor(edges)}:searchsorted({tensor(values)}, {right})",
             indices(numpy.searchsorted(edges, values, side)))
for x, others in ((box, edges), (whole2, numpy.array([[1, -3], [2, 2]])),
                  (whole2, edges), (flags, numpy.array([True]))):
    case(f"{tensor(x)}:isin({tensor(others)})", numpy.isin(x, others))
for x in (box, whole2, flags, holes):
    values, inverse, counts = numpy.unique(
        x, return_inverse=True, return_counts=True)
    case(f"{tensor(x)}:unique()", values, indices(inverse), counts)
for x in (box, wide, whole2):
    counts, limits = numpy.histogram(x, 5)
    case(f"{tensor(x)}:histogram(5)", counts, limits.astype(numpy.float64))
    counts, limits = numpy.histogram(x, 3, (-1, 1))
    case(f"{tensor(x)}:histogram(3, -1, 1)", counts, limits)
    bins = numpy.array([-2.0, -0.5, 0.0, 3.0])
    counts, limits = numpy.histogram(x, bins)
    case(f"{tensor(x)}:histogram({tensor(bins)})", counts, limits)
tags = random.integers(0, 6, (3, 4))
case(f"{tensor(indices(tags))}:bincount()", numpy.bincount(tags.reshape(-1)))
case(f"{tensor(indices(tags))}:bincount(nil, 9)",
     numpy.bincount(tags.reshape(-1), minlength=9))
weights = random.normal(size=(3, 4))
case(f"{tensor(indices(tags))}:bincount({tensor(weights)})",
     numpy.bincount(tags.reshape(-1), weights.reshape(-1)))

# Matrices.

for offset in (-2, 0, 1, 7):
    for x in (wide, whole2, flags):
        case(f"{tensor(x)}:diag({offset})", numpy.diag(x, offset))
        case(f"{tensor(x)}:tril({offset})", numpy.tril(x, offset))
        case(f"{tensor(x)}:triu({offset})", numpy.triu(x, offset))
    case(f"{tensor(wide[0])}:diag({offset})", numpy.diag(wide[0], offset))
    case(f"{tensor(box)}:tril({offset})", numpy.tril(box, offset))
case(f"{tensor(wide)}:trace()", numpy.trace(wide))
case(f"{tensor(whole2)}:trace()", numpy.trace(whole2))
other = random.normal(size=(4, 5))
stack = random.normal(size=(2, 4, 3))
case(f"{tensor(box)}:bmm({tensor(stack)})", box @ stack)
cube = random.normal(size=(3, 3, 2))
for text, operands in {
        "ij,kj->ik": (wide, other), "ij,kj->ki": (wide, other),
        "ij->ji": (wide,), "ij->": (wide,), "ij->j": (wide,),
        "iik->k": (cube,), "iik->ik": (cube,), "ii": (cube[:, :, 0],),
        "ij,jk,kl->il": (other, wide.T, wide),
        "bij,bjk->bik": (box, stack), "bij,bjk->ki": (box, stack),
        "i,j->ij": (wide[0], other[1]), "i,i->": (wide[0], other[1]),
        "i,i": (wide[0], other[1]), "ij,ij->i": (wide, wide),
        "ij,k->ijk": (wide, edges), "ba,cb": (wide, other.T[:, :3]),
        "ij,jk->ik": (whole2, whole2.T)}.items():
    call = ", ".join(tensor(numpy.ascontiguousarray(x)) for x in operands)
    case(f'snn.einsum("{text}", {call})',
         numpy.asarray(numpy.einsum(text, *operands)))
for order in (1, 2, 3, math.inf):
    shown = "math.huge" if order == math.inf else number(order)
    distances = numpy.linalg.norm(
        wide[:, None] - other[None], ord=order, axis=2)
    case(f"{tensor(wide)}:cdist({tensor(other)}, {shown})", distances)
for x in (wide, whole2, wide[1]):
    case(f"{tensor(x)}:cov()", numpy.cov(x))
    case(f"{tensor(x)}:cov(0)", numpy.cov(x, bias=True))
    case(f"{tensor(x)}:corrcoef()", numpy.corrcoef(x))

# Convolution and pooling, by SciPy's correlation of each channel.


def convolved(x, kernels, stride, padding, dilation, groups):
    axes = kernels.ndim - 2
    x = numpy.pad(x, [(0, 0)] * (x.ndim - axes) + [(padding, padding)] * axes)
    spread = numpy.zeros(
        kernels.shape[:2]
        + tuple((n - 1) * dilation + 1 for n in kernels.shape[2:]),
        kernels.dtype)
    spread[(...,) + (slice(None, None, dilation),) * axes] = kernels
    made = kernels.shape[0] // groups
    samples = []
    for sample in x.reshape((-1,) + x.shape[-axes - 1:]):
        planes = []
        for plane in range(kernels.shape[0]):
            first = plane // made * kernels.shape[1]
            planes.append(sum(
                signal.correlate(sample[first + i], spread[plane, i], "valid",
                                 "direct")
                for i in range(kernels.shape[1])))
        samples.append(numpy.stack(planes))
    samples = numpy.stack(samples)[
        (...,) + (slice(None, None, stride),) * axes]
    return samples if x.ndim == axes + 2 else samples[0]


for axes, sizes, kernel in (
        (1, (9,), (3,)), (2, (6, 5), (3, 2)), (3, (4, 3, 5), (2, 2, 3))):
    for batch in ((), (2,)):
        for stride, padding, dilation, groups in (
                (1, 0, 1, 1), (2, 1, 1, 2), (1, 2, 2, 1)):
            x = random.integers(-3, 4, batch + (2,) + sizes) / 2
            w = random.integers(-3, 4, (4, 2 // groups) + kernel) / 4
            bias = random.integers(-3, 4, 4) / 2
            options = (f"{{ stride = {stride}, padding = {padding},"
                       f" dilation = {dilation}, groups = {groups} }}")
            result = convolved(x, w, stride, padding, dilation, groups)
            case(f"{tensor(x)}:conv{axes}d({tensor(w)}, {options})", result)
            case(f"{tensor(x)}:conv{axes}d({tensor(w)}, {tensor(bias)},"
                 f" {options})",
                 result + bias.reshape((4,) + (1,) * axes))
x, w = random.integers(-3, 4, (1, 5, 5)), random.integers(-3, 4, (1, 1, 2, 2))
case(f"{tensor(x)}:conv2d({tensor(w)})", convolved(x, w, 1, 0, 1, 1))
case(f"{tensor(x)}:conv2d({tensor(w)}, {{ stride = {{ 2, 1 }} }})",
     convolved(x, w, 1, 0, 1, 1)[:, ::2])


def windows(x, size, stride, padding, dilation, filler):
    """[..., rows, columns, size, size]"""
    x = numpy.pad(x, [(0, 0)] * (x.ndim - 2) + [(padding, padding)] * 2,
                  constant_values=filler)
    reach = (size - 1) * dilation + 1
    return numpy.lib.stride_tricks.sliding_window_view(
        x, (reach, reach), (-2, -1))[
            ..., ::stride, ::stride, ::dilation, ::dilation]


image = random.integers(-8, 9, (2, 3, 6, 7)) / 8
for size, stride, padding, dilation in (
        (2, 2, 0, 1), (3, 1, 1, 1), (2, 3, 1, 2)):
    options = (f"{{ stride = {stride}, padding = {padding},"
               f" dilation = {dilation} }}")
    for x in (image, image[0]):
        case(f"{tensor(x)}:max_pool2d({size}, {options})",
             windows(x, size, stride, padding, dilation, -numpy.inf)
             .max((-2, -1)))
        seen = windows(x, size, stride, padding, dilation, 0)
        case(f"{tensor(x)}:avg_pool2d({size}, {options})",
             seen.mean((-2, -1)))
        # From [..., channels, rows, columns, size, size].
        seen = numpy.moveaxis(seen, (-2, -1), (-4, -3))
        case(f"{tensor(x)}:unfold({size}, {options})",
             seen.reshape(x.shape[:-3] + (
                 3 * size * size, seen.shape[-2] * seen.shape[-1])))
case(f"{tensor(image)}:max_pool2d(3)",
     windows(image, 3, 3, 0, 1, 0).max((-2, -1)))
for rows, columns in ((3, 7), (4, 2), (1, 1), (6, 9)):
    parts = numpy.stack([numpy.stack([
        image[..., i * 6 // rows:-(-(i + 1) * 6 // rows),
              j * 7 // columns:-(-(j + 1) * 7 // columns)].mean((-2, -1))
        for j in range(columns)], -1) for i in range(rows)], -2)
    case(f"{tensor(image)}:adaptive_avg_pool2d({{ {rows}, {columns} }})",
         parts)

# Whole numbers of a byte.

for x in (numpy.array([0, 1, 255, 256, 300, -1, -257]), flags,
          numpy.array([0.5, 1.75, 254.99])):
    case(f"{tensor(x)}:byte()", x.astype(numpy.int64) % 256)

# Tensors of numbers.

for first, last, count in ((0, 2, 5), (-1, 1, 4), (3, 3, 1), (0, 1, 0)):
    case(f"snn.linspace({first}, {last}, {count})",
         numpy.linspace(first, last, count, dtype=numpy.float32))
    case(f"snn.logspace({first}, {last}, {count})",
         numpy.logspace(first, last, count, dtype=numpy.float32))
    case(f"snn.logspace({first}, {last}, {count}, 2)",
         numpy.logspace(first, last, count, base=2, dtype=numpy.float32))
axes = numpy.arange(3), wide[0], numpy.array([True, False])
case("snn.meshgrid(" + ", ".join(map(tensor, axes)) + ")",
     *numpy.meshgrid(*axes, indexing="ij"))

write("tensors.py")
