"""Song, Miller and Abbott 2000: synapses of one neuron that compete.

Conductances are multiples of the leak's.
"""

import brian2 as b2
from brian2 import Hz, ms, mV

import common
import peer

DT = 0.1 * ms
b2.defaultclock.dt = DT
excitatory, inhibitory = peer.SIZE * 5 // 6, peer.SIZE // 6
exc = b2.PoissonGroup(excitatory, 15 * Hz)
inh = b2.PoissonGroup(inhibitory, 10 * Hz)
neuron = b2.NeuronGroup(
    1,
    """
    dv/dt = (-70 * mV - v - ge * v + gi * (-70 * mV - v)) / (20 * ms) : volt
    dge/dt = -ge / (5 * ms) : 1
    dgi/dt = -gi / (5 * ms) : 1
    """,
    threshold="v > -54 * mV",
    reset="v = -60 * mV",
    method="exponential_euler",
)
neuron.v = -60 * mV

plastic = b2.Synapses(
    exc,
    neuron,
    """
    w : 1
    dpre/dt = -pre / (20 * ms) : 1 (event-driven)
    dpost/dt = -post / (20 * ms) : 1 (event-driven)
    """,
    on_pre="""
    ge += w
    pre += 0.005 * 0.015
    w = clip(w + post, 0, 0.015)
    """,
    on_post="""
    post -= 1.05 * 0.005 * 0.015
    w = clip(w + pre, 0, 0.015)
    """,
)
plastic.connect()
plastic.w = "rand() * 0.015"
constant = b2.Synapses(inh, neuron, on_pre="gi += 0.05")
constant.connect()

monitors = [
    b2.SpikeMonitor(group, record=False) for group in (exc, inh, neuron)
]
net = b2.Network(exc, inh, neuron, plastic, constant, *monitors)
common.run(net, DT, monitors)
