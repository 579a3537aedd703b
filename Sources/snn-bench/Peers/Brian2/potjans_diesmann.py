"""Potjans and Diesmann 2014: the cortical microcircuit, at a smaller scale.

One group and one set of synapses, so that there is little to compile. Currents
are the voltage that they lead to, with 40 MOhm.
"""

import brian2 as b2
import numpy as np
from brian2 import ms, mV

import common
import microcircuit as circuit
import peer

DT = 0.1 * ms
b2.defaultclock.dt = DT
random = np.random.default_rng(peer.SEED)
VOLTAGE = 0.04 * mV  # of a pA

size = sum(circuit.SIZES)
neurons = b2.NeuronGroup(
    size,
    f"""
    dv/dt = (-65 * mV - v + current + missing) / (10 * ms)
        : volt (unless refractory)
    dcurrent/dt = -current / ({circuit.TAU_SYN} * ms) : volt
    missing : volt (constant)
    expected : 1 (constant)
    """,
    threshold="v > -50 * mV",
    reset="v = -65 * mV",
    refractory=2 * ms,
    method="exact",
)
neurons.v = "-58 * mV + 10 * mV * randn()"
firsts = np.cumsum([0] + circuit.SIZES)
for index, first in enumerate(firsts[:-1]):
    part = neurons[first : firsts[index + 1]]
    part.missing = circuit.missing_current(index) * VOLTAGE
    part.expected = (
        circuit.OUTSIDE_RATE * circuit.OUTSIDE[index] * circuit.SCALE * 1e-4
    )
outside = float(circuit.STRENGTH * VOLTAGE)
neurons.run_regularly(
    f"current += {outside} * volt * poisson(expected)", dt=DT
)

parts = []
for post, targets in enumerate(circuit.SIZES):
    for pre, sources in enumerate(circuit.SIZES):
        count = circuit.count(post, pre)
        weight = circuit.weight(post, pre)
        mean, std = circuit.DELAYS[circuit.is_inhibitory(pre)]
        delays = random.normal(mean, std, count)
        while (short := delays < 0.1).any():
            delays[short] = random.normal(mean, std, short.sum())
        parts.append(
            (
                firsts[pre] + random.integers(sources, size=count),
                firsts[post] + random.integers(targets, size=count),
                random.normal(weight, abs(weight) / 10, count),
                delays,
            )
        )
sources, targets, weights, delays = map(np.concatenate, zip(*parts))
synapses = b2.Synapses(
    neurons, neurons, "w : volt (constant)", on_pre="current += w"
)
synapses.connect(i=sources, j=targets)
synapses.w = weights * VOLTAGE
synapses.delay = delays * ms

monitor = b2.SpikeMonitor(neurons, record=False)
net = b2.Network(neurons, synapses, monitor)
common.run(net, DT, [monitor])
