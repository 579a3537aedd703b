"""Vogels and Abbott 2005, current-based: benchmark 2 of Brette et al. 2007."""

import brian2 as b2
from brian2 import ms, mV

import common
import peer

DT = 0.1 * ms
b2.defaultclock.dt = DT

neurons = b2.NeuronGroup(
    peer.SIZE,
    """
    dv/dt = (ge + gi - (v + 49 * mV)) / (20 * ms) : volt (unless refractory)
    dge/dt = -ge / (5 * ms) : volt
    dgi/dt = -gi / (10 * ms) : volt
    """,
    threshold="v > -50 * mV",
    reset="v = -60 * mV",
    refractory=5 * ms,
    method="exact",
)
neurons.v = "-60 * mV + 10 * mV * rand()"

excitatory = peer.SIZE * 4 // 5
exc = b2.Synapses(neurons[:excitatory], neurons, on_pre="ge += 1.62 * mV")
exc.connect(p=peer.DENSITY)
inh = b2.Synapses(neurons[excitatory:], neurons, on_pre="gi -= 9 * mV")
inh.connect(p=peer.DENSITY)

monitor = b2.SpikeMonitor(neurons, record=False)
net = b2.Network(neurons, exc, inh, monitor)
common.run(net, DT, [monitor])
