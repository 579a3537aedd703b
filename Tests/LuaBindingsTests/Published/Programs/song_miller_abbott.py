"""Song, Miller and Abbott 2000 in NumPy, over seeds.

    python3 song_miller_abbott.py SECONDS SEEDS

prints the mean and the standard deviation of what song_miller_abbott.lua prints:
the rate in Hz and the CV of the second half, then the mean weight, and the
percentages of weights below 0.1 and above 0.9 of the largest.
"""

import sys

import numpy as np

dt, g_max = 0.2, 0.015
share = 5 / dt * -np.expm1(-dt / 5)  # the mean of a conductance in a step
left = np.exp(-dt / 5), np.exp(-dt / 20)


def run(seconds, number):
    random = np.random.default_rng(number)
    W = random.random(1000) * g_max
    pre, post, v, ge, gi = np.zeros(1000), 0.0, -60.0, 0.0, 0.0
    steps, times = int(seconds * 1000 / dt), []
    chance_exc, chance_inh = 15 * dt / 1000, 10 * dt / 1000
    for step in range(steps):
        total = 1 + (ge + gi) * share
        rest = (-70 - 70 * gi * share) / total
        v = rest + (v - rest) * np.exp(-total * dt / 20)
        ge, gi = ge * left[0], gi * left[0]
        spike = v >= -54
        if spike:
            v = -60.0
            times.append(step * dt)
        arrived = np.flatnonzero(random.random(1000) < chance_exc)
        ge += W[arrived].sum()
        gi += 0.05 * random.binomial(200, chance_inh)
        pre *= left[1]
        post *= left[1]
        W[arrived] = np.maximum(
            W[arrived] - post * 1.05 * 0.005 * g_max, 0)
        pre[arrived] += 1
        if spike:
            W = np.minimum(W + pre * 0.005 * g_max, g_max)
            post += 1
    times = np.array(times)
    late = times[times >= seconds * 500]
    intervals = np.diff(late)
    w = W / g_max
    return (len(late) / seconds * 2, intervals.std() / intervals.mean(),
            w.mean(), (w < 0.1).mean() * 100, (w > 0.9).mean() * 100)


seconds, seeds = int(sys.argv[1]), int(sys.argv[2])
values = np.array([run(seconds, n) for n in range(1, seeds + 1)])
print(values.mean(0), values.std(0, ddof=1))
