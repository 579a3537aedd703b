"""Leaky integrate-and-fire neurons with one-step STDP.

A step ends with the look for spikes; the next one sends them.
"""

import ANNarchy as ann

import common
import peer

LIF = ann.Neuron(
    equations="""
        fired_before = fired
        fired = 0.0
        v = 0.9 * v + Uniform(0.0, 1.0) + g_exc
    """,
    spike="v > 6.0",
    reset="""
        v = 0.0
        fired = 1.0
    """,
)
STDP = ann.Synapse(
    parameters="speed = 0.001 : projection",
    pre_spike="g_target += w",
    post_spike="w = clip(w + speed * pre.fired_before, 0.0, 1.0)",
)

net = common.network(1.0)
neurons = net.create(geometry=peer.SIZE, neuron=LIF)
neurons.v = ann.Uniform(0.0, 6.0)
synapses = net.connect(neurons, neurons, target="exc", synapse=STDP)
weights = ann.Uniform(0.0, 1.0 / (peer.SIZE * peer.DENSITY))
if peer.DENSITY < 1:
    synapses.fixed_probability(peer.DENSITY, weights)
else:
    synapses.all_to_all(
        weights, allow_self_connections=True, storage_format="dense"
    )
common.run(net, [neurons])
