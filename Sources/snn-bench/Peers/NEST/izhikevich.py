"""Izhikevich neurons with trace STDP on dense weights.

The trace STDP is that of `stdp_synapse` with multiplicative bounds; weights
hold the factor 0.005 of the input. A spike arrives two steps after the
threshold was reached, as in the other scripts, where a step first looks for
spikes.
"""

import math

import nest

import common
import peer

STRENGTH = 0.005
TAU = -1 / math.log(0.95)  # ms; a trace keeps 0.95 of itself in a step

common.reset(1.0)
neurons = nest.Create(
    "izhikevich",
    peer.SIZE,
    {
        "a": 0.02,
        "b": 0.04,
        "c": -65.0,
        "d": 2.0,
        "V_th": 30.0,
        "I_e": 15.0,
        "consistent_integration": True,
        "V_m": nest.random.uniform(-65.0, 30.0),
        "U_m": nest.random.uniform(-14.0, 0.0),
    },
)
neurons.tau_minus = TAU
noise = nest.Create("noise_generator", params={"std": 1.0, "dt": 1.0})
nest.Connect(noise, neurons)
nest.Connect(
    neurons,
    neurons,
    "all_to_all",
    {
        "synapse_model": "stdp_synapse",
        "weight": nest.random.uniform(0.0, STRENGTH),
        "delay": 2.0,
        "Wmax": STRENGTH,
        "lambda": 0.01,
        "alpha": 1.2,
        "mu_plus": 1.0,
        "mu_minus": 1.0,
        "tau_plus": TAU,
    },
)
common.run()
