"""The four states of Brunel 2000 in NEST, over seeds.

    python3 brunel.py NEURONS MILLISECONDS SEEDS

prints for each state the mean and the standard deviation of what brunel.lua
prints: rate of E in Hz, CV, and correlation. Made with NEST 3.10.0.
"""

import sys

import nest
import numpy as np

STATES = {"SR": (3, 2), "SI fast": (6, 4), "AI": (5, 2), "SI slow": (4.5, 0.9)}
WARM = 50.0  # ms that aren't counted


def run(size, g, eta, time, seed):
    nest.ResetKernel()
    nest.set_verbosity("M_ERROR")
    nest.resolution, nest.rng_seed = 0.1, seed
    NE, NI, J = size * 4 // 5, size // 5, 1250 / size
    neurons = dict(C_m=1.0, tau_m=20.0, t_ref=2.0, E_L=0.0, V_reset=10.0,
                   V_m=0.0, V_th=20.0)
    E = nest.Create("iaf_psc_delta", NE, params=neurons)
    I = nest.Create("iaf_psc_delta", NI, params=neurons)
    noise = nest.Create(
        "poisson_generator", params=dict(rate=1000 * eta * 20 / (J * 20)))
    nest.Connect(noise, E + I, syn_spec=dict(weight=J, delay=1.5))
    for source, weight in (E, J), (I, -g * J):
        nest.Connect(
            source, E + I,
            dict(rule="fixed_indegree", indegree=len(source) // 10),
            dict(weight=weight, delay=1.5))
    recorder = nest.Create("spike_recorder")
    nest.Connect(E, recorder)
    nest.Simulate(time)
    t, i = recorder.events["times"], recorder.events["senders"]
    t, i = t[t > WARM], i[t > WARM]
    span = time - WARM
    cvs = []
    order = np.lexsort((t, i))
    for train in np.split(t[order], np.flatnonzero(np.diff(i[order])) + 1):
        gaps = np.diff(train)
        if len(gaps) > 1:
            cvs.append(gaps.std() / gaps.mean())
    few = i <= 500
    counts = np.histogram2d(
        i[few], t[few] - WARM, (np.arange(501) + 0.5,
                                np.arange(0, span + 0.1, 5) + 0.05))[0]
    r = np.corrcoef(counts[counts.std(1) > 0])
    return (len(t) / NE / span * 1000, np.mean(cvs),
            r[np.triu_indices(len(r), 1)].mean())


size, time, seeds = int(sys.argv[1]), float(sys.argv[2]), int(sys.argv[3])
for name, (g, eta) in STATES.items():
    values = np.array(
        [run(size, g, eta, time, n) for n in range(1, seeds + 1)])
    print(name, values.mean(0), values.std(0, ddof=1), flush=True)
