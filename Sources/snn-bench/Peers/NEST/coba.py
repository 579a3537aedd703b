"""Vogels and Abbott 2005, conductances: benchmark 1 of Brette et al. 2007."""

import nest

import common
import peer

common.reset(0.1)
normal = nest.random.normal
neurons = nest.Create(
    "iaf_cond_exp",
    peer.SIZE,
    {
        "E_L": -60.0,
        "V_th": -50.0,
        "V_reset": -60.0,
        "E_ex": 0.0,
        "E_in": -80.0,
        "C_m": 200.0,
        "g_L": 10.0,
        "tau_syn_ex": 5.0,
        "tau_syn_in": 10.0,
        "t_ref": 5.0,
        "V_m": normal(-65.0, 5.0),
        "g_ex": nest.math.max(normal(40.0, 15.0), 0.0),
        "g_in": nest.math.max(normal(200.0, 120.0), 0.0),
    },
)
excitatory = peer.SIZE * 4 // 5
rule = {"rule": "pairwise_bernoulli", "p": peer.DENSITY}
for sources, weight in (
    (neurons[:excitatory], 6.0),
    (neurons[excitatory:], -67.0),
):
    nest.Connect(sources, neurons, rule, {"weight": weight, "delay": 0.1})
common.run()
