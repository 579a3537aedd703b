"""Writes gradients.lua, which compare.lua compares with what the models give.

Made with NumPy 2.4.6 and Python 3.11 by

    python gradients.py

The gradients of small networks are those of backpropagation through time, backwards from the last
step, with a triangle of height 0.3 and width 1 for the derivative of a spike, and
without the ways through resets and through the spikes of other neurons. So are those
of e-prop (Bellec et al. 2020, doi 10.1038/s41467-020-17236-y), which are found
forwards. The program asserts that its own agree with differences of the loss where
spikes are replaced by the integral of the triangle. Beside them are values of the
surrogate derivatives, and what optimizers make of a few gradients.
"""

import os

import numpy as np

STEPS, INPUTS, NEURONS, READOUTS = 40, 4, 5, 2
ALPHA, KAPPA, RHO = np.exp(-1 / 20), np.exp(-1 / 15), np.exp(-1 / 50)
HEIGHT, WIDTH = 0.3, 1.0


class Case:
    def __init__(self, name, seed, beta=0.0, hard=False, entropy=False,
                 refractory=0, gain=1.0, threshold=1.0):
        self.name, self.beta, self.hard = name, beta, hard
        self.entropy, self.refractory, self.gain = entropy, refractory, gain
        self.threshold = threshold
        random = np.random.default_rng(seed)
        self.x = (random.random((STEPS, INPUTS)) < 0.3).astype(float)
        self.x[0] = 0
        self.input = random.normal(0.2, 0.6, (INPUTS, NEURONS)).round(3)
        self.recurrent = random.normal(0, 0.3, (NEURONS, NEURONS)).round(3)
        self.output = random.normal(0, 1, (NEURONS, READOUTS)).round(3)
        if entropy:
            self.target = np.eye(READOUTS)[random.integers(READOUTS, size=STEPS)]
        else:
            self.target = random.normal(0, 1, (STEPS, READOUTS)).round(3)

    def primitive(self, x):
        """What has the triangle as its derivative."""
        x = np.clip(x / WIDTH, -1, 1)
        return HEIGHT * WIDTH * (0.5 + x - np.sign(x) * x * x / 2)

    def forward(self, spikes=None):
        """One trial; spikes that are given are those of resets and recurrence."""
        voltage, adaptation, left, y = (np.zeros(NEURONS), np.zeros(NEURONS),
                                        np.zeros(NEURONS), np.zeros(READOUTS))
        fired, flowing = np.zeros(NEURONS), np.zeros(NEURONS)
        tape, self.loss = [], 0.0
        for t in range(STEPS):
            before = fired
            left = np.maximum(left - 1, 0)
            if self.hard:
                voltage = ALPHA * voltage * (1 - before)
            else:
                voltage = ALPHA * voltage - self.threshold * before
            voltage = voltage + self.gain * (self.x[t] @ self.input
                                             + before @ self.recurrent)
            adaptation = RHO * adaptation + flowing
            above = voltage - self.threshold - self.beta * adaptation
            ready = left == 0
            psi = HEIGHT * np.maximum(0, 1 - np.abs(above) / WIDTH) * ready
            fired = ((above >= 0) & ready).astype(float)
            flowing = fired
            if spikes is not None:
                fired = spikes[t]
                flowing = self.primitive(above) * ready
            left = np.where(fired > 0, self.refractory, left)
            y = KAPPA * y + (1 - KAPPA) * flowing @ self.output
            if self.entropy:
                exponentials = np.exp(y)
                result = exponentials / exponentials.sum()
                self.loss -= (self.target[t] * np.log(result)).sum()
            else:
                result = y
                self.loss += 0.5 * ((y - self.target[t]) ** 2).sum()
            tape.append((before, fired, flowing, psi, result - self.target[t]))
        self.tape = tape
        return np.array([fired for _, fired, _, _, _ in tape])

    def backward(self):
        gradients = [np.zeros_like(w) for w in self.weights()]
        to_y, to_v, to_a = np.zeros(READOUTS), np.zeros(NEURONS), np.zeros(NEURONS)
        for t in reversed(range(STEPS)):
            before, fired, flowing, psi, error = self.tape[t]
            to_y = KAPPA * to_y + error
            gradients[2] += (1 - KAPPA) * np.outer(flowing, to_y)
            to_z = (1 - KAPPA) * self.output @ to_y + to_a
            kept = 1 - fired if self.hard else 1.0
            to_v = psi * to_z + ALPHA * kept * to_v
            to_a = RHO * to_a - self.beta * psi * to_z
            gradients[0] += self.gain * np.outer(self.x[t], to_v)
            gradients[1] += self.gain * np.outer(before, to_v)
        return gradients

    def weights(self):
        return self.input, self.recurrent, self.output

    def check(self):
        """Compares with differences of the loss of smooth spikes."""
        spikes = self.forward()
        assert 10 < spikes.sum() < 150, spikes.sum()
        self.forward(spikes)
        found = self.backward()
        for w, gradient in zip(self.weights(), found):
            for index in np.ndindex(*w.shape):
                value, losses = w[index], []
                for step in (1e-6, -1e-6):
                    w[index] = value + step
                    self.forward(spikes)
                    losses.append(self.loss)
                w[index] = value
                difference = (losses[0] - losses[1]) / 2e-6
                assert abs(difference - gradient[index]) < 1e-7

    def values(self):
        """What Lua needs; inputs act an iteration later there than here."""
        self.forward()
        played = np.roll(self.x, -1, axis=0)
        input_gradient, recurrent_gradient, output_gradient = self.backward()
        return {
            "beta": self.beta, "gain": self.gain, "threshold": self.threshold,
            "refractory": self.refractory, "hard": self.hard,
            "entropy": self.entropy, "loss": self.loss, "x": played,
            "target": self.target, "input": self.input,
            "recurrent": self.recurrent, "output": self.output,
            "input_gradient": input_gradient,
            "recurrent_gradient": recurrent_gradient,
            "output_gradient": output_gradient,
        }


def surrogates(width=0.4):
    """Surrogate derivatives of unit height."""
    x = np.array([-1.5, -0.4, -0.25, 0.0, 0.1, 0.7])
    u = x / width
    return {
        "x": x, "width": width,
        "triangle": np.maximum(0, 1 - np.abs(u)),
        "exponential": np.exp(-np.abs(u)),
        "fast_sigmoid": (1 + np.abs(u)) ** -2.0,
        "arctan": 1 / (1 + u * u),
        "sigmoid": np.cosh(u / 2) ** -2.0,
        "gaussian": np.exp(-u * u / 2),
    }


def optimizers():
    """What four gradients make of weights, of which the last is not enabled."""
    random = np.random.default_rng(4)
    start = random.normal(0, 1, 3).round(3)
    gradients = random.normal(0, 1, (4, 3)).round(3)
    enabled = np.array([1, 1, 0])
    rate, decay, scale = 0.1, 0.05, 0.5
    descent, momentum, adam = start.copy(), start.copy(), start.copy()
    total, mean, square = np.zeros(3), np.zeros(3), np.zeros(3)
    for step, gradient in enumerate(scale * gradients, 1):
        descent -= enabled * rate * (gradient + decay * descent)
        total = 0.6 * total + gradient
        momentum -= enabled * rate * (total + decay * momentum)
        mean = 0.8 * mean + 0.2 * gradient
        square = 0.9 * square + 0.1 * gradient ** 2
        unbiased = (mean / (1 - 0.8 ** step), square / (1 - 0.9 ** step))
        change = unbiased[0] / np.sqrt(unbiased[1])
        adam -= enabled * rate * (change + decay * adam)
    return {"start": start, "gradients": gradients, "enabled": enabled,
            "descent": descent, "momentum": momentum, "adam": adam}


def lua(value, indent="  "):
    """A value as Lua writes it."""
    if isinstance(value, dict):
        lines = [f"{indent}{key} = {lua(one, indent + '  ')},"
                 for key, one in value.items()]
        return "{\n" + "\n".join(lines) + "\n" + indent[2:] + "}"
    if isinstance(value, np.ndarray):
        return lua(value.tolist(), indent)
    if isinstance(value, list):
        if value and isinstance(value[0], list):
            lines = [f"{indent}{lua(row)}," for row in value]
            return "{\n" + "\n".join(lines) + "\n" + indent[2:] + "}"
        return "{ " + ", ".join(lua(one) for one in value) + " }"
    if isinstance(value, bool):
        return "true" if value else "false"
    return repr(int(value) if float(value).is_integer() else float(value))


def main():
    cases = [
        Case("subtracting", 1, gain=1 - ALPHA, threshold=0.05),
        Case("resetting", 2, hard=True, refractory=3),
        Case("adaptive", 3, beta=0.3, entropy=True, refractory=2),
    ]
    for case in cases:
        case.check()
    found = {"networks": {case.name: case.values() for case in cases},
             "surrogates": surrogates(), "optimizers": optimizers()}
    folder = os.path.dirname(os.path.abspath(__file__))
    with open(os.path.join(folder, "gradients.lua"), "w") as file:
        file.write(f"-- Written by gradients.py.\nreturn {lua(found)}\n")


main()
