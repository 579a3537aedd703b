"""Vogels and Abbott 2005, conductances: benchmark 1 of Brette et al. 2007.

Conductances are multiples of the leak's.
"""

import brian2 as b2
from brian2 import ms, mV

import common
import peer

DT = 0.1 * ms
b2.defaultclock.dt = DT

neurons = b2.NeuronGroup(
    peer.SIZE,
    """
    dv/dt = (-60 * mV - v - ge * v + gi * (-80 * mV - v)) / (20 * ms)
        : volt (unless refractory)
    dge/dt = -ge / (5 * ms) : 1
    dgi/dt = -gi / (10 * ms) : 1
    """,
    threshold="v > -50 * mV",
    reset="v = -60 * mV",
    refractory=5 * ms,
    method="exponential_euler",
)
neurons.v = "-65 * mV + 5 * mV * randn()"
neurons.ge = "clip(4 + 1.5 * randn(), 0, 1000)"
neurons.gi = "clip(20 + 12 * randn(), 0, 1000)"

excitatory = peer.SIZE * 4 // 5
exc = b2.Synapses(neurons[:excitatory], neurons, on_pre="ge += 0.6")
exc.connect(p=peer.DENSITY)
inh = b2.Synapses(neurons[excitatory:], neurons, on_pre="gi += 6.7")
inh.connect(p=peer.DENSITY)

monitor = b2.SpikeMonitor(neurons, record=False)
net = b2.Network(neurons, exc, inh, monitor)
common.run(net, DT, [monitor])
