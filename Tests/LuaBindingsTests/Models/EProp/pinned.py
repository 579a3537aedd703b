"""Writes the .npy files that pinned.lua replays, with the losses that NEST finds.

Made with NEST 3.10.0, NumPy 2.4.6 and Python 3.11 by

    python pinned.py

The two tasks are those of Bellec et al. 2020 (doi 10.1038/s41467-020-17236-y) with
the sizes, seeds and parameters of NEST's own test
testsuite/pytests/synapses/test_eprop_bsshslm_2020_plasticity.py, whose losses this
program asserts: a superposition of sines, by gradient descent, and evidence
accumulation, by Adam, in batches of one trial and of two. What is random is drawn
in the order of that test, from NumPy's generator with seed 1.

Spikes are rows [iteration from 0, neuron from 0]. There a spike of an input acts in
its own iteration, here in the next one, so it is stored an iteration earlier; in the
first of a trial there is none. Weights are [source, destination],
and those from the readout back to the neurons are [neuron, readout].
"""

import os

import nest
import numpy as np

FOLDER = os.path.dirname(os.path.abspath(__file__))
TRIALS = 5

PINNED = {
    "sines": [101.964356999041, 103.466731126205, 103.340607074771,
              103.680244037686, 104.412775748752],
    "evidence1": [0.741152550006, 0.740388187700, 0.665785233177,
                  0.663644193322, 0.729428962844],
    "evidence2": [0.702163370672, 0.735555303152, 0.740354864111,
                  0.683882815282, 0.707841122268],
}


def weights(random, sources, targets):
    scaled = random.randn(sources, targets) / np.sqrt(sources)
    return scaled.astype(np.float32)


def recurrent(random, size):
    drawn = weights(random, size, size)
    np.fill_diagonal(drawn, 0)
    return drawn


class Sines:
    """100 inputs, 100 neurons, a target of four sines over 1,000 steps."""

    name, batch, steps, window = "sines", 1, 1000, 1000

    def __init__(self):
        random = np.random.RandomState(1)
        self.input = weights(random, 100, 100)
        self.recurrent = recurrent(random, 100)
        self.output = weights(random, 100, 1)
        self.feedback = weights(random, 100, 1)
        fired = random.rand(self.steps, 100) < 0.05
        fired[0] = False
        self.spikes = [fired] * TRIALS
        amplitudes = random.uniform(0.5, 2, 4)
        phases = random.uniform(0, 2 * np.pi, 4)
        curve = np.zeros(self.steps)
        for amplitude, phase, turns in zip(amplitudes, phases, [1, 2, 3, 5]):
            angle = np.linspace(phase, phase + 2 * np.pi * turns, self.steps)
            curve += amplitude * np.sin(angle)
        curve -= curve[0]
        self.target = curve / np.abs(curve).max()

    def targets(self):
        return 1, [np.tile(self.target, TRIALS)]

    loss = {"loss": "mean_squared_error"}
    membrane, learning = 30.0, {"type": "gradient_descent", "eta": 1e-4}
    average = False
    neuron = {"V_th": 0.03, "t_ref": 0.0, "regular_spike_arrival": False}

    def losses(self, readout, target):
        error = ((readout - target) ** 2).sum(0).reshape(TRIALS, -1)
        return 0.5 * error.sum(1)


class Evidence:
    """40 inputs, 50 neurons without adaptation and 50 with it, two choices."""

    steps, window = 2250, 150

    def __init__(self, batch):
        self.batch, self.name = batch, f"evidence{batch}"
        random = np.random.RandomState(1)
        self.input = weights(random, 40, 100)
        self.recurrent = recurrent(random, 100)
        limit = np.sqrt(3 / ((100 + 2) / 2))
        drawn = random.uniform(-limit, limit, (100, 2))
        self.output = drawn.astype(np.float32)
        self.feedback = random.randn(100, 2).astype(np.float32)
        self.spikes, self.labels = [], []
        for _ in range(TRIALS):
            self.draw(random)

    def draw(self, random):
        """Draws a batch of trials: seven cues, left or right, then a recall."""
        likely = np.array([0.3, 0.7], np.float32)
        first = random.choice([0, 1], self.batch)
        cues = [random.choice([0, 1], 7, p=[likely[f], likely[1 - f]])
                for f in first]
        rate = np.zeros((self.batch, self.steps, 40))
        for trial, sides in enumerate(cues):
            for position, side in enumerate(sides):
                start = 50 + 150 * position
                rate[trial, start:start + 100, 10 * side:10 * side + 10] = 0.04
        rate[:, -self.window:, 20:30] = 0.04
        rate[:, :, 30:] = 0.01
        fired = random.rand(rate.size).reshape(rate.shape) < rate
        fired[:, 0] = False
        self.spikes += list(fired)
        self.labels += [int(sum(sides) > 3) for sides in cues]

    def targets(self):
        return self.steps, list(np.eye(2)[self.labels].T)

    loss = {"loss": "cross_entropy"}
    membrane, average = 20.0, True
    learning = {"type": "adam", "eta": 5e-3, "beta_1": 0.9, "beta_2": 0.999,
                "epsilon": 1e-8}
    neuron = {"V_th": 0.6, "t_ref": 5.0, "regular_spike_arrival": True}
    adaptive = {
        "adapt_tau": 2000.0,
        "adapt_beta": 1.7 * (1 - np.exp(-1 / 2000)) / (1 - np.exp(-1 / 20)),
    }

    def losses(self, readout, target):
        shape = (2, TRIALS, self.batch, self.steps)
        readout = readout.reshape(shape)[..., -self.window:]
        target = target.reshape(shape)[..., -self.window:]
        return -(target * np.log(readout)).sum(0).mean((1, 2))


def simulate(task):
    """The losses of NEST's network of a task."""
    nest.ResetKernel()
    nest.set(resolution=1.0, total_num_virtual_procs=1, print_time=False,
             eprop_update_interval=float(task.steps),
             eprop_learning_window=float(task.window),
             eprop_reset_neurons_on_update=True)
    # A spike reaches the readout in the fourth step after its generator's.
    begin, duration = 4.0, float(TRIALS * task.batch * task.steps)
    plain = {"C_m": 1.0, "E_L": 0.0, "V_m": 0.0, "tau_m": task.membrane}
    threshold = task.neuron["V_th"]
    spiking = {
        **plain, **task.neuron, "c_reg": 300.0, "f_target": 10.0,
        "surrogate_gradient_function": "piecewise_linear",
        "surrogate_gradient_height": 0.3 / threshold,
        "surrogate_gradient_width": threshold,
        "flush_event_send_interval": float(task.steps),
    }
    if hasattr(task, "adaptive"):
        neurons = nest.Create("eprop_iaf_bsshslm_2020", 50, spiking)
        neurons += nest.Create("eprop_iaf_adapt_bsshslm_2020", 50,
                               {**spiking, **task.adaptive, "adaptation": 0.0})
    else:
        neurons = nest.Create("eprop_iaf_bsshslm_2020", 100, spiking)
    inputs = nest.Create("parrot_neuron", len(task.input))
    generators = nest.Create("spike_generator", len(inputs))
    readouts = nest.Create("eprop_readout_bsshslm_2020", task.output.shape[1],
                           {**plain, **task.loss, "regular_spike_arrival": False})
    targets = nest.Create("step_rate_generator", len(readouts))
    meter = nest.Create("multimeter", params={
        "interval": 1.0, "start": begin, "stop": begin + duration,
        "record_from": ["readout_signal", "target_signal"]})

    nest.SetDefaults("eprop_synapse_bsshslm_2020", {
        "average_gradient": task.average,
        "optimizer": {**task.learning, "batch_size": task.batch,
                      "Wmin": -100.0, "Wmax": 100.0}})
    every = {"rule": "all_to_all", "allow_autapses": False}
    each = {"rule": "one_to_one"}

    def connect(source, target, matrix):
        nest.Connect(source, target, every, {
            "synapse_model": "eprop_synapse_bsshslm_2020", "delay": 1.0,
            "tau_m_readout": task.membrane, "weight": matrix.T})

    nest.Connect(generators, inputs, each)
    connect(inputs, neurons, task.input)
    connect(neurons, neurons, task.recurrent)
    connect(neurons, readouts, task.output)
    nest.Connect(readouts, neurons, every, {
        "synapse_model": "eprop_learning_signal_connection_bsshslm_2020",
        "delay": 1.0, "weight": task.feedback})
    rates = {"synapse_model": "rate_connection_delayed", "delay": 1.0}
    nest.Connect(targets, readouts, each, {**rates, "receptor_type": 2})
    if len(readouts) > 1:
        nest.Connect(readouts, readouts, every, {**rates, "receptor_type": 1})
    nest.Connect(meter, readouts)

    fired = np.concatenate(task.spikes)
    for generator, column in zip(generators, fired.T):
        generator.spike_times = 1.0 + np.flatnonzero(column)
    held, values = task.targets()
    for generator, value in zip(targets, values):
        times = begin + held * np.arange(len(value), dtype=float)
        generator.set(amplitude_times=times, amplitude_values=value)

    nest.Simulate(begin + duration + 1)
    events = meter.events

    def of(name):
        return np.array([events[name][events["senders"] == node]
                         for node in readouts.tolist()])

    return task.losses(of("readout_signal"), of("target_signal"))


def save(task, name, values):
    np.save(os.path.join(FOLDER, f"{task}_{name}.npy"), values)


def main():
    nest.verbosity = nest.VerbosityLevel.ERROR
    for task in [Sines(), Evidence(1), Evidence(2)]:
        losses = simulate(task)
        print(task.name, losses)
        assert np.allclose(losses, PINNED[task.name], rtol=1e-8)
        fired = [task.spikes[0]] if task.name == "sines" else task.spikes
        places = np.argwhere(np.concatenate(fired)) - [1, 0]
        save(task.name, "spikes", places.astype("u2"))
        save(task.name, "losses", losses)
        if task.name == "sines":
            save(task.name, "target", task.target)
        else:
            save(task.name, "labels", np.array(task.labels, "u1"))
        kind = task.name.rstrip("12")
        for name in ["input", "recurrent", "output", "feedback"]:
            save(kind, name, getattr(task, name))


main()
