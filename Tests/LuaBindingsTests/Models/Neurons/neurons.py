"""Spikes and voltages of the neuron models of snn-lua, by solvers of SciPy.

Writes neurons.txt, which ModelNeuronTests.swift reads: a line for each case, its
name, a colon, and numbers. Made with SciPy 1.17.1, NumPy 2.4.6:

    python neurons.py

Spikes are in ms, to a relative tolerance of 1e-10 of the solver. Each model is
written down from its paper, in mV, ms, nA, uS and nF.
"""

from pathlib import Path

import numpy as np
from scipy.integrate import solve_ivp

file = open(Path(__file__).with_suffix(".txt"), "w")
EXACT = dict(rtol=1e-10, atol=1e-10, method="DOP853")


def show(name, numbers):
    print(name + ": " + " ".join(f"{x:.9g}" for x in numbers), file=file)


def spikes_of_reset(slopes, state, threshold, reset, duration):
    """Times at which the first variable passes threshold, where reset(state) is
    the state that follows."""

    def passes(t, y):
        return y[0] - threshold

    passes.terminal = True
    passes.direction = 1
    t, times = 0.0, []
    while t < duration:
        solution = solve_ivp(
            lambda t, y: slopes(y), (t, duration), state, events=passes, **EXACT
        )
        t = solution.t[-1]
        if solution.status == 1:
            times.append(t)
            state = reset(solution.y[:, -1])
    return times


def spikes_and_voltages(slopes, state, threshold, duration, every):
    """Times of upward passages, and the first variable at multiples of every."""

    def passes(t, y):
        return y[0] - threshold

    passes.direction = 1
    at = np.arange(1, round(duration / every) + 1) * every
    solution = solve_ivp(
        lambda t, y: slopes(y),
        (0, duration),
        state,
        events=passes,
        t_eval=at,
        max_step=0.1,
        **EXACT,
    )
    return solution.t_events[0], solution.y[0]


# Quadratic: tau dv/dt = a (v - rest) (v - critical) + R I.
def qif(y):
    return [(0.04 * (y[0] + 65) * (y[0] + 50) + 100 * 0.05) / 10]


show("QIF spikes", spikes_of_reset(qif, [-65.0], 30, lambda y: [-65.0], 200))


# Exponential, with the parameters of Fourcaud-Trocmé et al.
def eif(y):
    v = y[0]
    up = 3.5 * np.exp((v + 55) / 3.5)
    return [(0.01 * (-65 - v + up) + 0.25) / 0.2]


show("EIF spikes", spikes_of_reset(eif, [-65.0], -20, lambda y: [-68.0], 200))


# Adaptive exponential: C, g_L, rest, v_T, delta_T, a, tau_w, b, reset, I.
PATTERNS = {
    "paper": (0.281, 0.03, -70.6, -50.4, 2, 0.004, 144, 0.0805, -70.6, 1.0),
    "tonic": (0.2, 0.01, -70, -50, 2, 0.002, 30, 0, -58, 0.5),
    "adapting": (0.2, 0.012, -70, -50, 2, 0.002, 300, 0.06, -58, 0.5),
    "initial burst": (0.13, 0.018, -58, -50, 2, 0.004, 150, 0.12, -50, 0.4),
    "regular bursting": (0.2, 0.01, -58, -50, 2, 0.002, 120, 0.1, -46, 0.21),
    "delayed accelerating": (0.2, 0.012, -70, -50, 2, -0.01, 300, 0, -58, 0.3),
    "delayed regular bursting": (0.1, 0.01, -65, -50, 2, -0.01, 90, 0.03, -47, 0.11),
    "transient": (0.1, 0.01, -65, -50, 2, 0.01, 90, 0.1, -47, 0.18),
    "irregular": (0.1, 0.012, -60, -50, 2, -0.011, 130, 0.03, -48, 0.16),
}
for name, (C, g_L, rest, v_T, delta_T, a, tau_w, b, reset, I) in PATTERNS.items():

    def adex(y):
        v, w = y
        up = delta_T * np.exp((v - v_T) / delta_T)
        return [
            (g_L * (rest - v + up) - w + I) / C,
            (a * (v - rest) - w) / tau_w,
        ]

    times = spikes_of_reset(
        adex, [rest, 0.0], 0, lambda y: [reset, y[1] + b], 300
    )
    show(f"AdEx {name}", times)


def gates(v, rates):
    return [opening / (opening + closing) for opening, closing in rates(v)]


def pole(x):
    """x / (1 - exp(-x)), 1 at 0."""
    return 1.0 if abs(x) < 1e-9 else x / -np.expm1(-x)


def hodgkin_huxley_rates(v):
    return [
        (pole((v + 40) / 10), 4 * np.exp(-(v + 65) / 18)),
        (0.07 * np.exp(-(v + 65) / 20), 1 / (1 + np.exp(-(v + 35) / 10))),
        (0.1 * pole((v + 55) / 10), 0.125 * np.exp(-(v + 65) / 80)),
    ]


def traub_miles_rates(voltage):
    v = voltage + 63
    return [
        (0.32 * 4 * pole((v - 13) / 4), 0.28 * 5 * pole((40 - v) / 5)),
        (0.128 * np.exp((17 - v) / 18), 4 / (1 + np.exp((40 - v) / 5))),
        (0.032 * 5 * pole((v - 15) / 5), 0.5 * np.exp((10 - v) / 40)),
    ]


def channels(rates, C, g_L, g_Na, g_K, E_L, E_Na, E_K, I):
    def slopes(y):
        v, m, h, n = y
        current = g_L * (E_L - v) + g_Na * m**3 * h * (E_Na - v)
        current += g_K * n**4 * (E_K - v) + I
        moved = [
            opening * (1 - x) - closing * x
            for x, (opening, closing) in zip(y[1:], rates(v))
        ]
        return [current / C] + moved

    return slopes


def show_channels(name, slopes, state, duration):
    times, voltages = spikes_and_voltages(slopes, state, -20, duration, 1.0)
    show(f"{name} spikes", times)
    show(f"{name} voltage", voltages)


show_channels(
    "HodgkinHuxley",
    channels(
        hodgkin_huxley_rates, 0.1, 0.03, 12, 3.6, -54.387, 50, -77, 1.0
    ),
    [-65.0] + gates(-65.0, hodgkin_huxley_rates),
    100,
)
show_channels(
    "TraubMiles",
    channels(traub_miles_rates, 0.2, 0.01, 20, 6, -60, 50, -90, 0.3),
    [-60.0] + gates(-60.0, traub_miles_rates),
    100,
)


def wang_buzsaki_rates(v):
    return [
        (5 * 0.07 * np.exp(-(v + 58) / 20), 5 / (1 + np.exp(-(v + 28) / 10))),
        (5 * 0.1 * pole((v + 34) / 10), 5 * 0.125 * np.exp(-(v + 44) / 80)),
    ]


def wang_buzsaki(y):
    v, h, n = y
    opening, closing = pole((v + 35) / 10), 4 * np.exp(-(v + 60) / 18)
    m = opening / (opening + closing)
    current = 0.01 * (-65 - v) + 3.5 * m**3 * h * (55 - v)
    current += 0.9 * n**4 * (-90 - v) + 0.1
    moved = [
        opening * (1 - x) - closing * x
        for x, (opening, closing) in zip((h, n), wang_buzsaki_rates(v))
    ]
    return [current / 0.1] + moved


show_channels(
    "WangBuzsaki",
    wang_buzsaki,
    [-65.0] + gates(-65.0, wang_buzsaki_rates),
    100,
)


def hindmarsh_rose(y):
    x, y, z = y
    return [
        y - x**3 + 3 * x**2 - z + 3.0,
        1 - 5 * x**2 - y,
        0.006 * (4 * (x + 1.6) - z),
    ]


times, values = spikes_and_voltages(
    hindmarsh_rose, [-1.6, 1 - 5 * 1.6**2, 0.0], 1.0, 300, 3.0
)
show("HindmarshRose spikes", times)
show("HindmarshRose voltage", values)
