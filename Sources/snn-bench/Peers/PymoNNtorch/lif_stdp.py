"""Leaky integrate-and-fire neurons with one-step STDP on dense weights."""

import torch
from pymonntorch import Behavior, Network, NeuronGroup, SynapseGroup

import common
import peer


class LIF(Behavior):
    def initialize(self, neurons):
        self.threshold = self.parameter("threshold", 6.0)
        self.decay = self.parameter("decay", 0.9)
        neurons.spikes = neurons.vector(dtype=torch.bool)
        neurons.spikes_old = neurons.vector(dtype=torch.bool)
        neurons.voltage = neurons.vector("uniform") * self.threshold

    def forward(self, neurons):
        neurons.spikes_old = neurons.spikes
        neurons.spikes = neurons.voltage > self.threshold
        neurons.voltage[neurons.spikes] = 0.0
        neurons.voltage *= self.decay


class Input(Behavior):
    def initialize(self, neurons):
        for synapse in neurons.afferent_synapses["GLU"]:
            synapse.W = synapse.matrix("uniform")
            synapse.W /= neurons.size

    def forward(self, neurons):
        neurons.voltage += torch.rand(neurons.size)
        for synapse in neurons.afferent_synapses["GLU"]:
            neurons.voltage += synapse.W[synapse.src.spikes].sum(0)


class STDP(Behavior):
    def initialize(self, neurons):
        self.speed = self.parameter("speed", 0.001)

    def forward(self, neurons):
        for synapse in neurons.afferent_synapses["GLU"]:
            pre = synapse.src.spikes_old.nonzero()
            post = synapse.dst.spikes.nonzero().T
            synapse.W[pre, post] = (synapse.W[pre, post] + self.speed).clamp(
                0, 1
            )


net = Network(synapse_mode="SxD", index=False)
neurons = NeuronGroup(
    net=net,
    size=peer.SIZE,
    tag="NG",
    behavior={1: LIF(), 2: Input(), 3: STDP()},
)
SynapseGroup(net=net, src=neurons, dst=neurons, tag="GLU")
common.run(net, lambda: neurons.spikes)
