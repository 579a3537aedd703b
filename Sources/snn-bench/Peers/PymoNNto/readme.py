"""The example of the README, recorders included."""

from PymoNNto import (
    Behavior,
    EventRecorder,
    Network,
    NeuronGroup,
    Recorder,
    SynapseGroup,
)

import peer
from common import SETTINGS, run


class Basic(Behavior):
    def initialize(self, neurons):
        neurons.voltage = neurons.vector("zeros")
        neurons.spike = neurons.voltage > 0
        self.threshold = self.parameter("threshold", 1.0)

    def iteration(self, neurons):
        firing = neurons.voltage >= self.threshold
        neurons.spike = firing
        neurons.voltage[firing] = 0.0
        neurons.voltage *= 0.9
        neurons.voltage += neurons.vector("uniform", density=0.1)


class Input(Behavior):
    def initialize(self, neurons):
        for synapse in neurons.afferent_synapses["GLUTAMATE"]:
            synapse.W = synapse.matrix("uniform", density=0.1)
            synapse.enabled = synapse.W > 0

    def iteration(self, neurons):
        for synapse in neurons.afferent_synapses["GLUTAMATE"]:
            inputs = synapse.W[synapse.src.spike].sum(0)
            neurons.voltage += inputs / synapse.src.size * 10


net = Network(settings=SETTINGS)
neurons = NeuronGroup(
    net=net,
    size=peer.SIZE,
    behavior={
        1: Basic(threshold=1.0),
        2: Input(),
        9: Recorder(["voltage"]),
        10: EventRecorder(["spike"]),
    },
)
SynapseGroup(net=net, src=neurons, dst=neurons, tag="GLUTAMATE")
run(net, lambda: neurons.spike)
