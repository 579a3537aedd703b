"""Izhikevich neurons with trace STDP on dense weights."""

import brian2 as b2

import common
import peer

DT = 1 * b2.ms
b2.defaultclock.dt = DT

neurons = b2.NeuronGroup(
    peer.SIZE,
    """
    v : 1
    u : 1
    total : 1
    fired : boolean
    src_trace : 1
    dst_trace : 1
    """,
    threshold="v >= 30",
    reset="v = -65; u += 2",
)
neurons.v = "95 * rand() - 65"
neurons.u = "14 * rand() - 14"
neurons.run_regularly("fired = v >= 30", when="before_thresholds", dt=DT)
# `total` has the weights of the spikes of the step before.
neurons.run_regularly(
    """
    dv = 0.04 * v * v + 5 * v + 140 - u + 15 + 0.005 * total + randn()
    u += 0.02 * (0.04 * v - u)
    v += dv
    total = 0
    src_trace = 0.95 * src_trace + int(fired)
    dst_trace = 0.95 * dst_trace + int(fired)
    """,
    when="after_resets",
    dt=DT,
)

synapses = b2.Synapses(
    neurons,
    neurons,
    "w : 1",
    on_pre={
        "weaken": "w -= 0.012 * dst_trace_post * w",
        "transmit": "total_post += w",
    },
    on_post={"strengthen": "w += 0.01 * src_trace_pre * (1 - w)"},
)
synapses.connect()
synapses.w = "rand()"
synapses.weaken.order = 0
synapses.strengthen.order = 1
synapses.transmit.order = 2

net = b2.Network(neurons, synapses)
net.schedule = ["start", "groups", "thresholds", "resets", "synapses", "end"]
monitor = b2.SpikeMonitor(neurons, record=False)
net.add(monitor)
common.run(net, DT, [monitor])
