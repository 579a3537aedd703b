"""Writes sparse matrices with SciPy's save_npz, as SparseFileTests reads them.

    python3 matrices.py

The stored files are of Python 3, NumPy 2.4.6 and SciPy 1.17.1. All but those
named after what is wrong hold the matrix

    0  1.5   0  -2
    0    0   0   0
    3    0 0.5   0

"""

import numpy
from scipy import sparse

dense = numpy.array([[0, 1.5, 0, -2], [0, 0, 0, 0], [3, 0, 0.5, 0]])
single = dense.astype("float32")

sparse.save_npz("csr.npz", sparse.csr_matrix(single))
sparse.save_npz("csr_stored.npz", sparse.csr_matrix(single), compressed=False)
sparse.save_npz("csr_array.npz", sparse.csr_array(dense))
sparse.save_npz("csc.npz", sparse.csc_matrix(single))
sparse.save_npz("coo.npz", sparse.coo_array(dense))

# Columns in no order, and an entry in two parts.
sparse.save_npz(
    "csr_unsorted.npz",
    sparse.csr_matrix(
        (
            numpy.array([-2, 1.5, 0.25, 3, 0.25], "float32"),
            numpy.array([3, 1, 2, 0, 2]),
            numpy.array([0, 2, 2, 5]),
        ),
        shape=(3, 4),
    ),
)

# Whole numbers, twice as large so that they are whole, and truth values.
sparse.save_npz("whole.npz", sparse.csc_matrix((dense * 2).astype("int16")))
sparse.save_npz("truth.npz", sparse.csr_matrix(dense != 0))

# Enough entries for blocks of all kinds of compression.
i = numpy.arange(9_000)
sparse.save_npz(
    "large.npz",
    sparse.csr_matrix(
        (
            ((i * i) % 65_521).astype("float32"),
            ((i * 7919) % 3_001, (i * 104_729) % 2_003),
        ),
        shape=(3_001, 2_003),
    ),
)

# What can't be read.
sparse.save_npz("bsr.npz", sparse.bsr_matrix(single))
sparse.save_npz("complex.npz", sparse.csr_matrix(dense * 1j))
numpy.savez("other.npz", weights=single, spikes=dense)
nothing = numpy.zeros(0, "int32")
numpy.savez("no_lines.npz", format=b"csr", shape=[-1, 4], indptr=nothing,
            indices=nothing, data=nothing.astype("float32"))
