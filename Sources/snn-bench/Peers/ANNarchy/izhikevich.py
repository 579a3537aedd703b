"""Izhikevich neurons with trace STDP on dense weights.

A step ends with the look for spikes. Their input counts one step later than
ANNarchy would deliver it, as in the other scripts.
"""

import ANNarchy as ann

import common
import peer

IZHIKEVICH = ann.Neuron(
    equations="""
        src_trace = 0.95 * src_trace + fired
        dst_trace = 0.95 * dst_trace + fired
        fired = 0.0
        I = 15.0 + 0.005 * total + Normal(0.0, 1.0)
        total = g_exc
        du = 0.02 * (0.04 * v - u)
        v += 0.04 * v * v + 5.0 * v + 140.0 - u + I
        u += du
    """,
    spike="v >= 30.0",
    reset="""
        v = -65.0
        u += 2.0
        fired = 1.0
    """,
)
STDP = ann.Synapse(
    pre_spike="""
        g_target += w
        w -= 0.012 * post.dst_trace * w
    """,
    post_spike="w += 0.01 * pre.src_trace * (1.0 - w)",
)

net = common.network(1.0)
neurons = net.create(geometry=peer.SIZE, neuron=IZHIKEVICH)
neurons.v = ann.Uniform(-65.0, 30.0)
neurons.u = ann.Uniform(-14.0, 0.0)
synapses = net.connect(neurons, neurons, target="exc", synapse=STDP)
synapses.all_to_all(
    ann.Uniform(0.0, 1.0), allow_self_connections=True, storage_format="dense"
)
common.run(net, [neurons])
