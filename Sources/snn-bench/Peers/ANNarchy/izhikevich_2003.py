"""Izhikevich 2003, figure 3: a thousand neurons, all connected."""

import ANNarchy as ann
import numpy as np

import common
import peer

IZHIKEVICH = ann.Neuron(
    parameters="a = 0.02\nb = 0.2\nc = -65.0\nd = 8.0\nstd = 5.0",
    equations="""
        I = std * Normal(0.0, 1.0) + g_exc - g_inh
        half = v + 0.5 * (0.04 * v * v + 5.0 * v + 140.0 - u + I)
        v = half + 0.5 * (0.04 * half * half + 5.0 * half + 140.0 - u + I)
        u += a * (b * v - u)
    """,
    spike="v >= 30.0",
    reset="v = c\nu += d",
)

net = common.network(1.0)
random = np.random.default_rng(peer.SEED)
E = net.create(geometry=peer.SIZE * 4 // 5, neuron=IZHIKEVICH)
I = net.create(geometry=peer.SIZE // 5, neuron=IZHIKEVICH)
r = random.random(E.size)
E.c, E.d = -65 + 15 * r**2, 8 - 6 * r**2
E.v, E.u = -65.0, -13.0
r = random.random(I.size)
I.a, I.b, I.c, I.d, I.std = 0.02 + 0.08 * r, 0.25 - 0.05 * r, -65.0, 2.0, 2.0
I.v, I.u = -65.0, -65 * (0.25 - 0.05 * r)
scale = 1000 / peer.SIZE
for sources, target, strongest in (E, "exc", 0.5 * scale), (I, "inh", scale):
    for neurons in E, I:
        synapses = net.connect(sources, neurons, target=target)
        synapses.all_to_all(
            ann.Uniform(0.0, strongest),
            allow_self_connections=True,
            storage_format="dense",
        )
common.run(net, [E, I])
