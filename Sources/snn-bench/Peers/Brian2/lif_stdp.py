"""Leaky integrate-and-fire neurons with one-step STDP."""

import brian2 as b2

import common
import peer

DT = 1 * b2.ms
b2.defaultclock.dt = DT

neurons = b2.NeuronGroup(
    peer.SIZE,
    "v : 1\nfired : boolean",
    threshold="v > 6",
    reset="v = 0",
)
neurons.v = "6 * rand()"
neurons.run_regularly("fired = v > 6", when="before_thresholds", dt=DT)
# Resets run before synapses, or they would undo the input.
neurons.run_regularly("v = 0.9 * v + rand()", when="after_resets", dt=DT)

synapses = b2.Synapses(
    neurons,
    neurons,
    "w : 1",
    on_pre={
        "transmit": "v_post += w",
        "learn": "w = clip(w + 0.001 * int(fired_post), 0, 1)",
    },
    delay={"learn": DT},
)
if peer.DENSITY < 1:
    synapses.connect(p=peer.DENSITY)
else:
    synapses.connect()
synapses.w = f"rand() / {peer.SIZE * peer.DENSITY}"
synapses.transmit.order = 0
synapses.learn.order = 1

net = b2.Network(neurons, synapses)
net.schedule = ["start", "groups", "thresholds", "resets", "synapses", "end"]
monitor = b2.SpikeMonitor(neurons, record=False)
net.add(monitor)
common.run(net, DT, [monitor])
