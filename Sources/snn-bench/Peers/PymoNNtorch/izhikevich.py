"""Izhikevich neurons with trace STDP on dense weights."""

import torch
from pymonntorch import Behavior, Network, NeuronGroup, SynapseGroup

import common
import peer


class TimeResolution(Behavior):
    def initialize(self, net):
        net.dt = self.parameter("dt", 1.0)


class Input(Behavior):
    def initialize(self, neurons):
        self.offset = self.parameter("offset", 15.0)
        self.strength = self.parameter("strength", 0.005)
        for synapse in neurons.afferent_synapses["GLU"]:
            synapse.W = synapse.matrix("uniform")

    def forward(self, neurons):
        neurons.I = torch.randn(neurons.size) + self.offset
        for synapse in neurons.afferent_synapses["GLU"]:
            inputs = synapse.W[synapse.src.spikes].sum(0)
            neurons.I += self.strength * inputs


class Izhikevich(Behavior):
    def initialize(self, neurons):
        self.a = self.parameter("a", 0.02)
        self.b = self.parameter("b", 0.04)
        self.c = self.parameter("c", -65.0)
        self.d = self.parameter("d", 2.0)
        self.threshold = self.parameter("threshold", 30.0)
        neurons.v = neurons.vector("uniform") * 95 - 65
        neurons.u = neurons.vector("uniform") * 14 - 14
        neurons.spikes = neurons.vector(dtype=torch.bool)

    def forward(self, neurons):
        v, u, dt = neurons.v, neurons.u, neurons.network.dt
        neurons.spikes = v >= self.threshold
        v[neurons.spikes] = self.c
        u[neurons.spikes] += self.d
        dv = 0.04 * v**2 + 5 * v + 140 - u + neurons.I
        du = self.a * (self.b * v - u)
        v += dv * dt
        u += du * dt


class STDP(Behavior):
    def initialize(self, synapse):
        self.a_plus = self.parameter("a_plus", 0.01)
        self.a_minus = self.parameter("a_minus", 0.012)
        self.pre_tau = self.parameter("pre_tau", 20.0)
        self.post_tau = self.parameter("post_tau", 20.0)
        self.w_min = self.parameter("w_min", 0.0)
        self.w_max = self.parameter("w_max", 1.0)
        synapse.src_trace = synapse.src.vector()
        synapse.dst_trace = synapse.dst.vector()

    def forward(self, synapse):
        W, dt = synapse.W, synapse.network.dt
        pre, post = synapse.src.spikes, synapse.dst.spikes
        synapse.src_trace *= 1 - dt / self.pre_tau
        synapse.src_trace += pre
        synapse.dst_trace *= 1 - dt / self.post_tau
        synapse.dst_trace += post
        down = synapse.dst_trace[None, :] * self.a_minus
        W[pre] -= down * (W[pre] - self.w_min)
        up = synapse.src_trace[:, None] * self.a_plus
        W[:, post] += up * (self.w_max - W[:, post])


net = Network(behavior={1: TimeResolution()}, synapse_mode="SxD", index=False)
neurons = NeuronGroup(
    net=net,
    size=peer.SIZE,
    tag="NG",
    behavior={1: Input(), 2: Izhikevich()},
)
SynapseGroup(
    net=net, src=neurons, dst=neurons, tag="GLU", behavior={5: STDP()}
)
common.run(net, lambda: neurons.spikes)
