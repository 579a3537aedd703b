"""Writes network/: what a network of CoNeX does, step by step.

    python3 network.py folder-of-the-repository-of-CoNeX

CoNeX at commit 823cfeb of github.com/cnrl/CoNeX (its version string is 0.1.5; the
0.1.5 of PyPI is another program), pymonntorch 0.1.4, torch 2.15.0 on one thread.

An image with two channels goes through a convolution that learns by R-STDP to
feature maps, of which at each place one may win; a lateral inhibition works among
them. Their spikes reach a second population at its proximal dendrites (all to all,
STDP), its distal ones (average pooling) and, from the image, its apical ones (local
windows). Spikes take their time along axons and currents along dendrites.

The network runs in float64 too, from the same numbers: a file is only written if
both have the same spikes, the same winners, and no voltage near its threshold.
"""

import json
import os
import sys

import numpy
import torch

sys.path.insert(0, sys.argv[1])

from conex import *  # noqa: E402
from pymonntorch import Behavior, NeuronDimension, NeuronGroup, SynapseGroup  # noqa: E402

torch.set_num_threads(1)
STEPS = 200
FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "network")

IMAGE, FEATURES, OUTPUT = (2, 8, 8), (4, 6, 6), (4, 3, 3)


def count(shape):
    return int(numpy.prod(shape))


def inputs(seed):
    """The numbers that the network starts from, float32 or whole."""
    random = numpy.random.default_rng(seed)
    # Bars that move through the image, in each channel on its own, and noise.
    image = random.random((STEPS, *IMAGE)) < 0.06
    for t in range(STEPS):
        if t % 4 == 0:
            image[t, 0, :, t // 4 % 8] |= random.random(8) < 0.8
            image[t, 1, t // 4 % 8, :] |= random.random(8) < 0.8
    payoff = numpy.zeros(STEPS)
    payoff[9::10] = random.choice([-0.5, 1.0], STEPS // 10)
    f = numpy.float32
    return {
        "image": image.reshape(STEPS, -1).astype(numpy.uint8),
        "payoff": payoff.astype(f),
        "kernel": random.uniform(0.2, 0.6, (4, 2, 3, 3)).astype(f),
        "lateral": random.uniform(0.1, 0.3, (3, 3, 3)).astype(f),
        "dense": random.uniform(0.05, 0.35, (144, 36)).astype(f),
        "local": random.uniform(0, 1, (4, 9, 32)).astype(f),
        "image_delay": random.integers(0, 4, 128).astype(numpy.int64),
        "feature_delay": random.integers(0, 3, 144).astype(numpy.int64),
        "output_delay": random.integers(0, 4, 36).astype(numpy.int64),
        "apical_delay": random.integers(0, 3, 36).astype(numpy.int64),
        "v_features": random.uniform(-68, -56, 144).astype(f),
        "v_output": random.uniform(-68, -56, 36).astype(f),
    }


class Image(Behavior):
    """Spikes of a stored image."""

    def initialize(self, neurons):
        self.spikes = self.parameter("spikes").bool()
        neurons.spikes = neurons.vector(dtype=torch.bool)

    def forward(self, neurons):
        neurons.spikes = self.spikes[neurons.iteration - 1]


class StoredPayoff(Payoff):
    def initialize(self, network):
        super().initialize(network)
        self.values = self.parameter("values")

    def forward(self, network):
        network.payoff = self.values[network.iteration - 1].item()


class Watch(Behavior):
    """How near a voltage came to the threshold, and two rivals to each other."""

    def initialize(self, neurons):
        self.k = self.parameter("k", None, required=True)
        self.shape = self.parameter("shape", (neurons.size,))
        neurons.margin = neurons.rivals = float("inf")

    def forward(self, neurons):
        distance = neurons.v - neurons.threshold
        neurons.margin = min(neurons.margin, distance.abs().min().item())
        ordered = neurons.v.view(self.shape).sort(0, descending=True).values
        over = ordered[self.k] >= neurons.threshold
        gap = (ordered[self.k - 1] - ordered[self.k])[over]
        neurons.rivals = min([neurons.rivals, *gap.flatten().tolist()])


class Store(Behavior):
    """What is compared, after each step."""

    def initialize(self, network):
        self.rows = {}

    def forward(self, network):
        features, output = network.features, network.output
        row = {
            "spikes_features": features.spikes, "spikes_output": output.spikes,
            "v_output": output.v, "I_output": output.I,
            "dopamine": torch.tensor(network.dopamine_concentration),
        }
        for name, value in row.items():
            self.rows.setdefault(name, []).append(value.detach().clone())


def traces(tau_pre, tau_post):
    return {
        420: PreSpikeCatcher(), 440: PostSpikeCatcher(),
        460: PreTrace(tau_s=tau_pre), 480: PostTrace(tau_s=tau_post),
    }


def run(given, dtype):
    def value(name):
        tensor = torch.tensor(given[name])
        return tensor.to(dtype) if tensor.is_floating_point() else tensor

    net = Neocortex(dt=1, dtype=dtype, behavior={
        100: StoredPayoff(values=value("payoff")),
        120: Dopamine(tau_dopamine=8.0),
        700: Store(),
    })
    image = NeuronGroup(
        NeuronDimension(depth=2, height=8, width=8), net=net, tag="image",
        behavior={340: Image(spikes=value("image")), 380: NeuronAxon(max_delay=4)})
    features = NeuronGroup(
        NeuronDimension(depth=4, height=6, width=6), net=net, tag="features",
        behavior={
            220: SimpleDendriteStructure(Proximal_max_delay=3),
            240: SimpleDendriteComputation(I_tau=3.0),
            260: LIF(
                R=6.0, tau=12.0, threshold=-50.0, v_reset=-70.0, v_rest=-65.0,
                init_v=value("v_features")),
            299: Watch(k=1, shape=FEATURES),
            300: KWTA(k=1, dimension=0),
            340: Fire(),
            380: NeuronAxon(max_delay=5),
        })
    output = NeuronGroup(
        NeuronDimension(depth=4, height=3, width=3), net=net, tag="output",
        behavior={
            220: SimpleDendriteStructure(
                Proximal_max_delay=4, Distal_max_delay=1, Apical_max_delay=3),
            240: SimpleDendriteComputation(
                I_tau=4.0, apical_provocativeness=0.9,
                distal_provocativeness=0.7),
            260: LIF(
                R=5.0, tau=10.0, threshold=-52.0, v_reset=-68.0, v_rest=-66.0,
                init_v=value("v_output")),
            299: Watch(k=6),
            300: KWTA(k=6),
            340: Fire(),
            380: NeuronAxon(max_delay=5),
        })
    convolution = SynapseGroup(
        net=net, src=image, dst=features, tag="Proximal", behavior={
            2: SynapseInit(),
            3: WeightInitializer(weights=value("kernel")),
            4: DelayInitializer(delays=value("image_delay")),
            5: DelayInitializer(delays=value("feature_delay"), destination=True),
            180: Conv2dDendriticInput(current_coef=1.6, stride=1, padding=0),
            500: Conv2dRSTDP(
                a_plus=0.3, a_minus=0.2, tau_c=15.0, w_min=0.0, w_max=1.0,
                positive_bound="soft_bound", negative_bound="soft_bound"),
            540: WeightClip(w_min=0.0, w_max=1.0),
            **traces(6.0, 9.0),
        })
    SynapseGroup(
        net=net, src=features, dst=features, tag="Proximal,lateral", behavior={
            2: SynapseInit(),
            3: WeightInitializer(weights=value("lateral")[None, None]),
            180: LateralDendriticInput(current_coef=0.8, inhibitory=True),
            420: PreSpikeCatcher(),
        })
    dense = SynapseGroup(
        net=net, src=features, dst=output, tag="Proximal,dense", behavior={
            2: SynapseInit(),
            3: WeightInitializer(weights=value("dense")),
            4: DelayInitializer(delays=value("feature_delay") + 1),
            5: DelayInitializer(delays=value("output_delay"), destination=True),
            180: SimpleDendriticInput(current_coef=0.3),
            500: SimpleSTDP(
                a_plus=0.004, a_minus=0.006, w_min=0.0, w_max=0.5,
                positive_bound="hard_bound", negative_bound="soft_bound"),
            520: WeightNormalization(norm=28.0),
            **traces(8.0, 12.0),
        })
    SynapseGroup(
        net=net, src=features, dst=output, tag="Distal", behavior={
            2: SynapseInit(),
            180: AveragePool2D(current_coef=2.5),
            420: PreSpikeCatcher(),
        })
    SynapseGroup(
        net=net, src=image, dst=output, tag="Apical", behavior={
            2: SynapseInit(),
            3: WeightInitializer(
                weights=value("local"), kernel_shape=(4, 3, 3, 2, 4, 4)),
            5: DelayInitializer(delays=value("apical_delay"), destination=True),
            180: Local2dDendriticInput(current_coef=0.2, stride=2),
            420: PreSpikeCatcher(),
        })
    net.initialize(info=False)
    net.simulate_iterations(STEPS, measure_block_time=False)
    store = net["Store", 0]
    result = {name: torch.stack(rows).numpy() for name, rows in store.rows.items()}
    result["kernel_final"] = convolution.weights.numpy()
    result["dense_final"] = dense.weights.numpy()
    result["eligibility_final"] = convolution.c.numpy()
    margin = min(
        features.margin, features.rivals, output.margin, output.rivals)
    return result, margin


EXACT = {"spikes_features", "spikes_output"}


def trial(seed):
    given = inputs(seed)
    found, margin = run(given, torch.float32)
    wide, _ = run(given, torch.float64)
    same = all((found[name] == wide[name]).all() for name in EXACT)
    return given, found, wide, same, margin


def save(seed, given, found, wide, margin):
    for name, values in {"inputs": given, "outputs": found}.items():
        os.makedirs(os.path.join(FOLDER, name), exist_ok=True)
    outputs = {}
    for name, values in given.items():
        numpy.save(os.path.join(FOLDER, "inputs", name + ".npy"), values)
    for name, values in found.items():
        if name in EXACT:
            values = values.astype(numpy.uint8)
            rule = {"mode": "exact"}
        else:
            values = values.astype(numpy.float32)
            error = float(numpy.abs(values - wide[name]).max())
            rule = {"mode": "close", "rtol": 2e-5, "atol": max(20 * error, 1e-6)}
        numpy.save(os.path.join(FOLDER, "outputs", name + ".npy"), values)
        outputs[name] = {"file": f"outputs/{name}.npy", "compare": rule}
    manifest = {
        "title": __doc__.splitlines()[0], "seed": seed, "iterations": STEPS,
        "reference": {
            "CoNeX": "git 823cfeb", "pymonntorch": "0.1.4",
            "torch": torch.__version__, "numpy": numpy.__version__},
        "robustness": {
            "spikes_features": int(found["spikes_features"].sum()),
            "spikes_output": int(found["spikes_output"].sum()),
            "least_distance": margin,
            "float64_rerun_same_spikes": True},
        "outputs": outputs,
    }
    with open(os.path.join(FOLDER, "manifest.json"), "w") as file:
        json.dump(manifest, file, indent=1)
        file.write("\n")


if __name__ == "__main__":
    best = None
    for seed in range(int(sys.argv[2]) if len(sys.argv) > 2 else 40):
        attempt = trial(seed)
        given, found, wide, same, margin = attempt
        print(
            seed, same, margin, found["spikes_features"].sum(),
            found["spikes_output"].sum(), file=sys.stderr)
        if same and (best is None or margin > best[-1]):
            best = seed, given, found, wide, margin
    save(*best)
