"""Izhikevich 2003, figure 3: a thousand neurons, all connected."""

import brian2 as b2
import numpy as np

import common
import peer

DT = 1 * b2.ms
b2.defaultclock.dt = DT
random = np.random.default_rng(peer.SEED)
excitatory, inhibitory = peer.SIZE * 4 // 5, peer.SIZE // 5
re, ri = random.random(excitatory), random.random(inhibitory)

neurons = b2.NeuronGroup(
    peer.SIZE,
    """
    v : 1
    u : 1
    total : 1
    a : 1
    b : 1
    c : 1
    d : 1
    std : 1
    """,
    threshold="v >= 30",
    reset="v = c; u += d",
)
neurons.a = np.r_[np.full(excitatory, 0.02), 0.02 + 0.08 * ri]
neurons.b = np.r_[np.full(excitatory, 0.2), 0.25 - 0.05 * ri]
neurons.c = np.r_[-65 + 15 * re**2, np.full(inhibitory, -65)]
neurons.d = np.r_[8 - 6 * re**2, np.full(inhibitory, 2)]
neurons.std = np.r_[np.full(excitatory, 5), np.full(inhibitory, 2)]
neurons.v = -65
neurons.u = "b * v"
neurons.run_regularly(
    """
    I = std * randn() + total
    v += 0.5 * (0.04 * v * v + 5 * v + 140 - u + I)
    v += 0.5 * (0.04 * v * v + 5 * v + 140 - u + I)
    u += a * (b * v - u)
    total = 0
    """,
    when="before_thresholds",
    dt=DT,
)
synapses = b2.Synapses(neurons, neurons, "w : 1", on_pre="total_post += w")
synapses.connect()
synapses.w = (
    f"{1000 / peer.SIZE} * rand() * (0.5 * int(i < {excitatory})"
    f" - int(i >= {excitatory}))"
)

monitor = b2.SpikeMonitor(neurons, record=False)
net = b2.Network(neurons, synapses, monitor)
common.run(net, DT, [monitor])
