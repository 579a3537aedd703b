"""Spikes and voltages of neuron models, by NEST.

Writes neurons_nest.txt, which ModelNeuronTests.swift reads: a line for each case,
its name, a colon, and numbers. Made with NEST 3.10.0:

    python neurons_nest.py

Spikes are counted in steps, so that the first step of a simulation is 1.
"""

from pathlib import Path

import nest
import numpy as np

nest.verbosity = nest.VerbosityLevel.ERROR
file = open(Path(__file__).with_suffix(".txt"), "w")


def show(name, numbers):
    print(name + ": " + " ".join(f"{x:.10g}" for x in numbers), file=file)


def simulate(model, parameters, duration, step, record=("V_m",), currents=None):
    """Spikes in steps, and what is recorded after each step.

    The current of a step_current_generator reaches the neuron two steps after the
    beginning: its time and what follows begin then.
    """
    nest.ResetKernel()
    nest.set(resolution=step)
    neuron = nest.Create(model, params=parameters)
    lead = 0
    if currents:
        lead = 2
        times = [(1 + start) * step for start, _ in currents]
        generator = nest.Create(
            "step_current_generator",
            params=dict(
                amplitude_times=np.round(times, 6),
                amplitude_values=[value for _, value in currents],
            ),
        )
        nest.Connect(generator, neuron, syn_spec=dict(delay=step))
    meter = nest.Create(
        "multimeter", params=dict(record_from=list(record), interval=step)
    )
    nest.Connect(meter, neuron, syn_spec=dict(delay=step))
    recorder = nest.Create("spike_recorder")
    nest.Connect(neuron, recorder, syn_spec=dict(delay=step))
    nest.Simulate(duration + 10)
    times = recorder.events["times"]
    steps = np.round(times / step).astype(int) - lead
    count = round(duration / step)
    return steps[steps <= count], {
        name: np.asarray(meter.events[name])[lead : lead + count]
        for name in record
    }


# Izhikevich: all kinds, with the step of the paper and a short one.
KINDS = dict(
    RS=(0.02, 0.2, -65, 8, 10),
    IB=(0.02, 0.2, -55, 4, 10),
    CH=(0.02, 0.2, -50, 2, 10),
    FS=(0.1, 0.2, -65, 2, 10),
    TC=(0.02, 0.25, -65, 0.05, 3),
    RZ=(0.1, 0.26, -65, 2, 1),
    LTS=(0.02, 0.25, -65, 2, 10),
)
for step in (1.0, 0.1):
    for kind, (a, b, c, d, I) in KINDS.items():
        spikes, _ = simulate(
            "izhikevich",
            dict(
                a=a, b=b, c=c, d=d, I_e=I, V_th=30, V_m=-65, U_m=-65 * b,
                consistent_integration=False,
            ),
            300,
            step,
        )
        show(f"Izhikevich {kind} {step}", spikes)

# GLIF: all levels; a current of 0.3 nA for 200 ms, then one of 0.45 nA.
LEVELS = {
    1: dict(),
    2: dict(spike_dependent_threshold=True),
    3: dict(after_spike_currents=True),
    4: dict(spike_dependent_threshold=True, after_spike_currents=True),
    5: dict(
        spike_dependent_threshold=True,
        after_spike_currents=True,
        adapting_threshold=True,
    ),
}
for level, flags in LEVELS.items():
    flags = dict(
        dict(
            spike_dependent_threshold=False,
            after_spike_currents=False,
            adapting_threshold=False,
        ),
        **flags,
    )
    spikes, traces = simulate(
        "glif_psc",
        dict(
            t_ref=4.0,
            th_spike_decay=1 / 111.1,
            th_voltage_decay=1 / 11.11,
            asc_decay=[1 / 333.3, 1 / 10],
            **flags,
        ),
        400,
        0.1,
        ("V_m", "threshold"),
        [(0, 300.0), (2000, 450.0)],
    )
    show(f"GLIF {level} spikes", spikes)
    show(f"GLIF {level} voltage", traces["V_m"][9::100])
    show(f"GLIF {level} threshold", traces["threshold"][9::100])

# AdEx of the paper, whose solver finds spikes within a step.
spikes, _ = simulate(
    "aeif_psc_exp",
    dict(V_peak=0.0, V_reset=-70.6, I_e=1000.0, gsl_error_tol=1e-12),
    300,
    0.001,
)
show("AdEx spikes", spikes * 0.001)

# Hodgkin and Huxley, and Traub and Miles: voltages each ms, from gates in their
# steady state; that of NEST's Traub and Miles at first is another one.
v = -60 + 63
opening = [
    0.32 * (13 - v) / np.expm1((13 - v) / 4),
    0.128 * np.exp((17 - v) / 18),
    0.032 * (15 - v) / np.expm1((15 - v) / 5),
]
closing = [
    0.28 * (v - 40) / np.expm1((v - 40) / 5),
    4 / (1 + np.exp((40 - v) / 5)),
    0.5 * np.exp((10 - v) / 40),
]
m, h, n = [x / (x + y) for x, y in zip(opening, closing)]
for name, model, parameters in (
    ("HodgkinHuxley", "hh_psc_alpha", dict(I_e=1000.0, V_m=-65.0)),
    (
        "TraubMiles",
        "hh_cond_exp_traub",
        dict(I_e=300.0, V_m=-60.0, Act_m=m, Inact_h=h, Act_n=n),
    ),
):
    _, traces = simulate(model, parameters, 100, 0.01)
    show(f"{name} voltage", traces["V_m"][99::100])
