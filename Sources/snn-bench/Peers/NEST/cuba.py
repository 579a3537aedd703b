"""Vogels and Abbott 2005, current-based: benchmark 2 of Brette et al. 2007."""

import nest

import common
import peer

common.reset(0.1)
neurons = nest.Create(
    "iaf_psc_exp",
    peer.SIZE,
    {
        "E_L": -49.0,
        "V_th": -50.0,
        "V_reset": -60.0,
        "C_m": 200.0,
        "tau_m": 20.0,
        "tau_syn_ex": 5.0,
        "tau_syn_in": 10.0,
        "t_ref": 5.0,
        "V_m": nest.random.uniform(-60.0, -50.0),
    },
)
excitatory = peer.SIZE * 4 // 5
rule = {"rule": "pairwise_bernoulli", "p": peer.DENSITY}
for sources, weight in (
    (neurons[:excitatory], 16.2),
    (neurons[excitatory:], -90.0),
):
    nest.Connect(sources, neurons, rule, {"weight": weight, "delay": 0.1})
common.run()
