"""Song, Miller and Abbott 2000: synapses of one neuron that compete.

Conductances are multiples of the leak's.
"""

import ANNarchy as ann

import common
import peer

LIF = ann.Neuron(
    equations="""
        20.0 * dv/dt = -70.0 - v - g_exc * v + g_inh * (-70.0 - v) : exponential
        5.0 * dg_exc/dt = -g_exc : exponential
        5.0 * dg_inh/dt = -g_inh : exponential
    """,
    spike="v > -54.0",
    reset="v = -60.0",
)

net = common.network(0.1)
exc = net.create(ann.PoissonPopulation(peer.SIZE * 5 // 6, rates=15.0))
inh = net.create(ann.PoissonPopulation(peer.SIZE // 6, rates=10.0))
neuron = net.create(geometry=1, neuron=LIF)
neuron.v = -60.0
# Amplitudes are multiples of the largest weight.
plastic = net.connect(
    exc,
    neuron,
    target="exc",
    synapse=ann.STDP(
        tau_plus=20.0,
        tau_minus=20.0,
        A_plus=0.005,
        A_minus=1.05 * 0.005,
        w_min=0.0,
        w_max=0.015,
    ),
)
plastic.all_to_all(ann.Uniform(0.0, 0.015))
constant = net.connect(inh, neuron, target="inh")
constant.all_to_all(0.05)
common.run(net, [exc, inh, neuron])
