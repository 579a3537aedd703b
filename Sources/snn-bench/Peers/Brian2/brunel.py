"""Brunel 2000, model A, in its asynchronous irregular state."""

import brian2 as b2
import numpy as np
from brian2 import ms, mV

import common
import peer

DT = 0.1 * ms
b2.defaultclock.dt = DT
random = np.random.default_rng(peer.SEED)
J = 0.1 * 12500 / peer.SIZE * mV

neurons = b2.NeuronGroup(
    peer.SIZE,
    "dv/dt = -v / (20 * ms) : volt (unless refractory)",
    threshold="v > 20 * mV",
    reset="v = 10 * mV",
    refractory=2 * ms,
    method="exact",
)
# Twice what brings neurons to their threshold.
expected = float(2 * 20 * mV / (J * 20 * ms) * DT)
neurons.run_regularly(
    f"v += {float(J)} * volt * poisson({expected}) * int(not_refractory)", dt=DT
)

excitatory = peer.SIZE * 4 // 5
synapses = []
for first, size, weight in (
    (0, excitatory, J),
    (excitatory, peer.SIZE - excitatory, -5 * J),
):
    part = b2.Synapses(
        neurons,
        neurons,
        on_pre=f"v += {float(weight)} * volt * int(not_refractory)",
        delay=1.5 * ms,
    )
    in_degree = size // 10
    part.connect(
        i=first + random.integers(size, size=peer.SIZE * in_degree),
        j=np.repeat(np.arange(peer.SIZE), in_degree),
    )
    synapses.append(part)

monitor = b2.SpikeMonitor(neurons, record=False)
net = b2.Network(neurons, *synapses, monitor)
common.run(net, DT, [monitor])
