"""Vogels and Abbott 2005, conductances: benchmark 1 of Brette et al. 2007.

Conductances are multiples of the leak's.
"""

import ANNarchy as ann
import numpy as np

import common
import peer

LIF = ann.Neuron(
    equations="""
        tau * dv/dt = -60.0 - v - g_exc * v + g_inh * (-80.0 - v) : exponential
        tau_exc * dg_exc/dt = -g_exc : exponential
        tau_inh * dg_inh/dt = -g_inh : exponential
    """,
    parameters="tau = 20.0\ntau_exc = 5.0\ntau_inh = 10.0",
    spike="v > -50.0",
    reset="v = -60.0",
    refractory=5.0,
)

net = common.network(0.1)
neurons = net.create(geometry=peer.SIZE, neuron=LIF)
random = np.random.default_rng(peer.SEED)
neurons.v = random.normal(-65.0, 5.0, peer.SIZE)
neurons.g_exc = np.maximum(random.normal(4.0, 1.5, peer.SIZE), 0.0)
neurons.g_inh = np.maximum(random.normal(20.0, 12.0, peer.SIZE), 0.0)
excitatory = peer.SIZE * 4 // 5
exc = net.connect(neurons[:excitatory], neurons, target="exc")
exc.fixed_probability(peer.DENSITY, 0.6, allow_self_connections=True)
inh = net.connect(neurons[excitatory:], neurons, target="inh")
inh.fixed_probability(peer.DENSITY, 6.7, allow_self_connections=True)
common.run(net, [neurons])
