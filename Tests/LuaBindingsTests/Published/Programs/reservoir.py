"""The reservoir of reservoir.lua in NumPy, over seeds.

    python3 reservoir.py NEURONS INPUTS SEEDS

prints the mean and the standard deviation of the memory capacity, and of the
error of NARMA-10 over the deviation.
"""

import sys

import numpy as np


def run(size, steps, number, washout=50):
    random = np.random.default_rng(number)
    w_in = random.uniform(-0.15, 0.15, size)
    current = random.uniform(0.1, 0.2, size)
    v = random.uniform(-65, -50, size)
    W = np.zeros((size, size))
    for column in range(size):
        rows = random.choice(size, 10, replace=False)
        W[rows, column] = random.normal(0, 0.03, 10)
    # The voltage under a current that fades with 50 ms: exact.
    left, fade = np.exp(-1 / 20), np.exp(-1 / 50)
    gain = 100 * 50 / (20 - 50) * (left - fade)
    trace, I, wait = np.zeros(size), np.zeros(size), np.zeros(size)
    inputs = random.uniform(-1, 1, steps)
    X = np.ones((steps, size + 1))
    for step in range(steps):
        goal = -65 + 100 * (current + w_in * inputs[step])
        for _ in range(20):
            v = goal + (v - goal) * left + I * gain
            I *= fade
            wait -= 1
            v[wait >= 0] = -65
            spike = v >= -50
            v[spike], wait[spike] = -65, 2
            I += W[spike].sum(0)
            trace = trace * np.exp(-1 / 60) + spike
        X[step, :size] = trace
    middle = (washout + steps) // 2
    A, B = X[washout:middle], X[middle:]
    ridge = A.T @ A + 0.1 * len(A) * np.eye(size + 1)

    def read(y):
        return B @ np.linalg.solve(ridge, A.T @ y[washout:middle]), y[middle:]

    capacity = sum(np.corrcoef(*read(np.roll(inputs, delay)))[0, 1] ** 2
                   for delay in range(1, 21))
    y, u = np.zeros(steps), (inputs + 1) / 5
    for t in range(9, steps - 1):
        y[t + 1] = (0.3 * y[t] + 0.05 * y[t] * y[t - 9:t + 1].sum()
                    + 1.5 * u[t - 9] * u[t] + 0.1)
    found, target = read(y)
    error = np.sqrt(np.mean((found - target) ** 2)) / target.std(ddof=1)
    return capacity, error


size, steps, seeds = map(int, sys.argv[1:])
values = np.array([run(size, steps, n) for n in range(1, seeds + 1)])
print(values.mean(0), values.std(0, ddof=1))
