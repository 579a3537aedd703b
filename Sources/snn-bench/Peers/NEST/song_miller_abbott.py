"""Song, Miller and Abbott 2000: synapses of one neuron that compete."""

import nest
import numpy as np

import common
import peer

common.reset(0.1)
random = np.random.default_rng(peer.SEED)
excitatory, inhibitory = peer.SIZE * 5 // 6, peer.SIZE // 6
# The leak, 10 nS, is the unit of the model's conductances.
neuron = nest.Create(
    "iaf_cond_exp",
    1,
    {
        "E_L": -70.0,
        "V_th": -54.0,
        "V_reset": -60.0,
        "V_m": -60.0,
        "E_ex": 0.0,
        "E_in": -70.0,
        "C_m": 200.0,
        "g_L": 10.0,
        "tau_syn_ex": 5.0,
        "tau_syn_in": 5.0,
        "t_ref": 0.1,  # one iteration, the least that the model has
        "tau_minus": 20.0,
    },
)
strongest = 0.15  # nS
nest.CopyModel(
    "stdp_synapse",
    "stdp",
    {
        "tau_plus": 20.0,
        "lambda": 0.005,
        "alpha": 1.05,
        "mu_plus": 0.0,
        "mu_minus": 0.0,
        "Wmax": strongest,
    },
)
for count, rate, synapse in (
    (
        excitatory,
        15.0,
        {
            "synapse_model": "stdp",
            "weight": strongest * random.random((1, excitatory)),
            "delay": 0.1,
        },
    ),
    (inhibitory, 10.0, {"weight": -0.5, "delay": 0.1}),
):
    outside = nest.Create("poisson_generator", {"rate": rate})
    sources = nest.Create("parrot_neuron", count)
    nest.Connect(outside, sources, "all_to_all", {"delay": 0.1})
    nest.Connect(sources, neuron, "all_to_all", synapse)
common.run()
