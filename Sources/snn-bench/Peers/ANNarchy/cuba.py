"""Vogels and Abbott 2005, current-based: benchmark 2 of Brette et al. 2007."""

import ANNarchy as ann

import common
import peer

LIF = ann.Neuron(
    equations="""
        tau * dv/dt = -49.0 - v + g_exc + g_inh : exponential
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
neurons.v = ann.Uniform(-60.0, -50.0)
excitatory = peer.SIZE * 4 // 5
exc = net.connect(neurons[:excitatory], neurons, target="exc")
exc.fixed_probability(peer.DENSITY, 1.62, allow_self_connections=True)
inh = net.connect(neurons[excitatory:], neurons, target="inh")
inh.fixed_probability(peer.DENSITY, -9.0, allow_self_connections=True)
common.run(net, [neurons])
