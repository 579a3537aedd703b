"""Leaky integrate-and-fire neurons with one-step STDP on dense weights."""

import numpy as np
from PymoNNto import Behavior, Network, NeuronGroup, SynapseGroup

import peer
from common import RANDOM, SETTINGS, run, uniform


class LIF(Behavior):
    def initialize(self, neurons):
        self.threshold = self.parameter("threshold", 6.0)
        self.decay = self.parameter("decay", 0.9)
        neurons.spikes = np.zeros(neurons.size, dtype=bool)
        neurons.spikes_old = np.zeros(neurons.size, dtype=bool)
        neurons.voltage = uniform(neurons, 0, self.threshold)

    def iteration(self, neurons):
        neurons.spikes_old = neurons.spikes
        neurons.spikes = neurons.voltage > self.threshold
        neurons.voltage[neurons.spikes] = 0.0
        neurons.voltage *= self.decay


class Input(Behavior):
    def initialize(self, neurons):
        for synapse in neurons.afferent_synapses["GLU"]:
            synapse.W = synapse.matrix("uniform")
            synapse.W /= neurons.size

    def iteration(self, neurons):
        neurons.voltage += RANDOM.random(
            neurons.size, dtype=np.float32
        )
        for synapse in neurons.afferent_synapses["GLU"]:
            neurons.voltage += synapse.W[synapse.src.spikes].sum(0)


class STDP(Behavior):
    def initialize(self, neurons):
        self.speed = self.parameter("speed", 0.001)

    def iteration(self, neurons):
        for synapse in neurons.afferent_synapses["GLU"]:
            fired = np.ix_(synapse.src.spikes_old, synapse.dst.spikes)
            synapse.W[fired] = np.clip(synapse.W[fired] + self.speed, 0, 1)


net = Network(settings=SETTINGS)
neurons = NeuronGroup(
    net=net,
    size=peer.SIZE,
    tag="NG",
    behavior={1: LIF(), 2: Input(), 3: STDP()},
)
SynapseGroup(net=net, src=neurons, dst=neurons, tag="GLU")
run(net, lambda: neurons.spikes)
