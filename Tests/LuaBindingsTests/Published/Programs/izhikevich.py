"""The script of Izhikevich 2003, figure 3, in NumPy, over seeds.

    python3 izhikevich.py SEEDS

prints the mean and the standard deviation of the rates of E and I, in Hz, over
the first second.
"""

import sys

import numpy as np


def rates(number, Ne=800, Ni=200):
    random = np.random.default_rng(number)
    re, ri, ones = random.random(Ne), random.random(Ni), np.ones
    a = np.r_[0.02 * ones(Ne), 0.02 + 0.08 * ri]
    b = np.r_[0.2 * ones(Ne), 0.25 - 0.05 * ri]
    c = np.r_[-65 + 15 * re**2, -65 * ones(Ni)]
    d = np.r_[8 - 6 * re**2, 2 * ones(Ni)]
    S = np.c_[0.5 * random.random((Ne + Ni, Ne)), -random.random((Ne + Ni, Ni))]
    v = -65 * ones(Ne + Ni)
    u, counts = b * v, np.zeros(Ne + Ni)
    for _ in range(1000):
        I = np.r_[5 * random.standard_normal(Ne), 2 * random.standard_normal(Ni)]
        fired = np.flatnonzero(v >= 30)
        counts[fired] += 1
        v[fired] = c[fired]
        u[fired] += d[fired]
        I += S[:, fired].sum(1)
        for _ in range(2):
            v += 0.5 * (0.04 * v**2 + 5 * v + 140 - u + I)
        u += a * (b * v - u)
    return counts[:Ne].mean(), counts[Ne:].mean()


values = np.array([rates(n) for n in range(1, int(sys.argv[1]) + 1)])
print(values.mean(0), values.std(0, ddof=1))
