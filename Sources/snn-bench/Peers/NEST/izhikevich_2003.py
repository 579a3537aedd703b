"""Izhikevich 2003, figure 3: a thousand neurons, all connected."""

import nest
import numpy as np

import common
import peer

common.reset(1.0)
random = np.random.default_rng(peer.SEED)
excitatory, inhibitory = peer.SIZE * 4 // 5, peer.SIZE // 5
r = random.random(excitatory)
E = nest.Create(
    "izhikevich",
    excitatory,
    {
        "a": 0.02,
        "b": 0.2,
        "c": -65 + 15 * r**2,
        "d": 8 - 6 * r**2,
        "consistent_integration": False,
        "V_m": -65.0,
        "U_m": -13.0,
    },
)
r = random.random(inhibitory)
I = nest.Create(
    "izhikevich",
    inhibitory,
    {
        "a": 0.02 + 0.08 * r,
        "b": 0.25 - 0.05 * r,
        "c": -65.0,
        "d": 2.0,
        "consistent_integration": False,
        "V_m": -65.0,
        "U_m": -65 * (0.25 - 0.05 * r),
    },
)
for neurons, std in (E, 5.0), (I, 2.0):
    thalamus = nest.Create("noise_generator", {"std": std, "dt": 1.0})
    nest.Connect(thalamus, neurons)
uniform = nest.random.uniform
scale = 1000 / peer.SIZE
for sources, weight in (
    (E, uniform(0.0, 0.5 * scale)),
    (I, uniform(-1.0 * scale, 0.0)),
):
    nest.Connect(sources, E + I, "all_to_all", {"weight": weight, "delay": 1.0})
common.run()
