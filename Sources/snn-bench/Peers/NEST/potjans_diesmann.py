"""Potjans and Diesmann 2014: the cortical microcircuit, at a smaller scale."""

import math

import nest

import common
import microcircuit as circuit
import peer

common.reset(0.1)
normal = nest.random.normal
populations = []
for index, size in enumerate(circuit.SIZES):
    neurons = nest.Create(
        "iaf_psc_exp",
        size,
        {
            "E_L": -65.0,
            "V_th": -50.0,
            "V_reset": -65.0,
            "C_m": 250.0,
            "tau_m": 10.0,
            "tau_syn_ex": circuit.TAU_SYN,
            "tau_syn_in": circuit.TAU_SYN,
            "t_ref": 2.0,
            "I_e": circuit.missing_current(index),
            "V_m": normal(-58.0, 10.0),
        },
    )
    rate = circuit.OUTSIDE_RATE * circuit.OUTSIDE[index] * circuit.SCALE
    outside = nest.Create("poisson_generator", {"rate": rate})
    nest.Connect(
        outside, neurons, syn_spec={"weight": circuit.STRENGTH, "delay": 0.1}
    )
    populations.append(neurons)
for post, targets in enumerate(populations):
    for pre, sources in enumerate(populations):
        count = circuit.count(post, pre)
        if count == 0:
            continue
        weight = circuit.weight(post, pre)
        mean, std = circuit.DELAYS[circuit.is_inhibitory(pre)]
        sign = math.copysign(1.0, weight)
        size = nest.math.redraw(
            normal(abs(weight), abs(weight) / 10), 0.0, math.inf
        )
        nest.Connect(
            sources,
            targets,
            {"rule": "fixed_total_number", "N": count},
            {
                "weight": sign * size,
                "delay": nest.math.redraw(normal(mean, std), 0.1, math.inf),
            },
        )
common.run()
