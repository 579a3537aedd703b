"""Writes brian.lua: what networks of brian.lua's models do in Brian2.

    python3 brian.py >brian.lua

Spikes are pairs of an iteration, from 1, and a neuron, from 1. All is float64.
"""

import brian2
import numpy
from brian2 import (Hz, Mohm, NeuronGroup, SpikeGeneratorGroup, SpikeMonitor,
                    Synapses, mV, ms, nA, nS, pF, second)

brian2.prefs.codegen.target = "numpy"
STEP = 0.1 * ms


def nested(values):
    if getattr(values, "ndim", 0):
        return "{ " + ", ".join(nested(part) for part in values) + " }"
    return repr(values.item())


def spikes(monitor):
    """Pairs, in the order of iterations."""
    iterations = numpy.round(monitor.t / STEP).astype(int) + 1
    pairs = sorted(zip(iterations.tolist(), (monitor.i[:] + 1).tolist()))
    return "{ " + ", ".join(f"{{ {t}, {i} }}" for t, i in pairs) + " }"


def neurons(name, equations, method, duration, unit, watched, start,
            parameters, **options):
    """Runs five neurons; prints their spikes and their last values."""
    brian2.start_scope()
    brian2.defaultclock.dt = STEP
    group = NeuronGroup(5, equations, method=method, namespace=parameters,
                        **options)
    for variable, value in start.items():
        setattr(group, variable, value)
    monitor = SpikeMonitor(group)
    brian2.Network(group, monitor).run(duration)
    values = numpy.asarray(getattr(group, watched) / unit)
    print(f"  {name} = {{")
    print(f"    spikes = {spikes(monitor)},")
    print(f"    last = {nested(values)},")
    print("  },")


print(f"-- Written by brian.py with Brian2 {brian2.__version__}.")
print("return {")

currents = numpy.array([0.1, 0.16, 0.2, 0.3, 0.5]) * nA
neurons(
    "exact", """
    dv/dt = (E_L - v + R * (I - u)) / tau : volt
    du/dt = (a * (v - E_L) - u) / tau_u : amp
    I : amp (constant)
    tau : second (constant)""",
    "exact", 300 * ms, mV, "v",
    {"v": -65 * mV, "I": currents,
     "tau": numpy.array([10, 15, 20, 25, 30]) * ms},
    {"E_L": -65 * mV, "R": 100 * Mohm, "a": 2 * nS, "tau_u": 80 * ms},
    threshold="v > -50*mV", reset="v = -60*mV; u += 0.02*nA",
    refractory=20 * ms)

neurons(
    "refractory", """
    dv/dt = (E_L - v + R * (I - u)) / tau : volt (unless refractory)
    du/dt = (a * (v - E_L) - u) / tau_u : amp
    I : amp (constant)""",
    "euler", 300 * ms, mV, "v", {"v": -65 * mV, "I": currents},
    {"E_L": -65 * mV, "R": 100 * Mohm, "a": 2 * nS, "tau_u": 80 * ms,
     "tau": 10 * ms},
    threshold="v > -50*mV", reset="v = -60*mV; u += 0.02*nA",
    refractory=2.5 * ms)

ADAPTIVE = {"g_L": 10 * nS, "E_L": -70 * mV, "D": 2 * mV, "V_T": -50 * mV,
            "C": 200 * pF, "a": 2 * nS, "tau_u": 30 * ms, "E_e": 0 * mV}
RESET = {"threshold": "v > -40*mV", "reset": "v = -58*mV; u += 0.1*nA"}
for method in ["euler", "rk4"]:
    neurons(
        method, """
        dv/dt = (g_L * (E_L - v) + g_L * D * exp((v - V_T) / D) - u + I) / C
          : volt
        du/dt = (a * (v - E_L) - u) / tau_u : amp
        I : amp (constant)""",
        method, 200 * ms, mV, "v", {"v": -70 * mV, "I": currents * 2},
        ADAPTIVE, **RESET)
neurons(
    "exponential_euler", """
    dv/dt = (g_L * (E_L - v) + g * (E_e - v) - u + I) / C : volt
    du/dt = (a * (v - E_L) - u) / tau_u : amp
    dg/dt = -g / tau_g : siemens
    I : amp (constant)""",
    "exponential_euler", 200 * ms, mV, "v",
    {"v": -70 * mV, "I": currents * 2, "g": 10 * nS},
    ADAPTIVE | {"tau_g": 4 * ms}, **RESET)

neurons(
    "condition", "dv/dt = (1.5 * sin(2 * pi * f * t) * (1 + 0.1 * i) - v) / tau : 1",
    "euler", 300 * ms, 1, "v", {}, {"f": 20 * Hz, "tau": 5 * ms},
    threshold="v > 0.9", refractory="v > 0.2")


# Song, Miller and Abbott (2000), as Brian2's users write it, with spikes of the
# input that are known.
brian2.start_scope()
brian2.defaultclock.dt = STEP
random = numpy.random.default_rng(5)
fired = sorted({(int(t), int(i)) for t, i in zip(
    random.integers(0, 3000, 160), random.integers(0, 8, 160))})
source = SpikeGeneratorGroup(
    8, [i for _, i in fired], [t for t, _ in fired] * STEP)
target = NeuronGroup(2, """
    dv/dt = (ge * (E_e - v) + E_l - v) / tau_m : volt
    dge/dt = -ge / tau_e : 1""", method="euler", threshold="v > -54*mV",
    reset="v = -60*mV", namespace={
        "E_e": 0 * mV, "E_l": -74 * mV, "tau_m": 10 * ms, "tau_e": 5 * ms})
target.v = -74 * mV
synapses = Synapses(source, target, """
    w : 1
    dapre/dt = -apre / tau_pre : 1 (event-driven)
    dapost/dt = -apost / tau_post : 1 (event-driven)""",
    on_pre="""
    ge_post += w
    apre += A_pre
    w = clip(w + apost, 0, w_max)""",
    on_post="""
    apost += A_post
    w = clip(w + apre, 0, w_max)""", namespace={
        "tau_pre": 20 * ms, "tau_post": 20 * ms, "w_max": 0.5,
        "A_pre": 0.01, "A_post": -0.0105})
synapses.connect()
start = (numpy.arange(16) % 7 * 0.05 + 0.1).reshape(8, 2)
synapses.w = start.reshape(-1)
monitor = SpikeMonitor(target)
brian2.Network(source, target, synapses, monitor).run(300 * ms)
print("  stdp = {")
print("    input = { "
      + ", ".join(f"{{ {t + 1}, {i + 1} }}" for t, i in fired) + " },")
print(f"    start = {nested(start)},")
print(f"    spikes = {spikes(monitor)},")
print(f"    last = {nested(numpy.asarray(synapses.w).reshape(8, 2))},")
print("  },")
print("}")
