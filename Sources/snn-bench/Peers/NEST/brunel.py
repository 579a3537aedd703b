"""Brunel 2000, model A, in its asynchronous irregular state."""

import nest

import common
import peer

common.reset(0.1)
J = 0.1 * 12500 / peer.SIZE  # mV
parameters = {
    "C_m": 1.0,
    "tau_m": 20.0,
    "t_ref": 2.0,
    "E_L": 0.0,
    "V_m": 0.0,
    "V_reset": 10.0,
    "V_th": 20.0,
}
excitatory = nest.Create("iaf_psc_delta", peer.SIZE * 4 // 5, parameters)
inhibitory = nest.Create("iaf_psc_delta", peer.SIZE // 5, parameters)
neurons = excitatory + inhibitory
# Twice what brings neurons to their threshold.
outside = nest.Create("poisson_generator", {"rate": 2 * 1000 * 20 / (J * 20)})
nest.Connect(outside, neurons, syn_spec={"weight": J, "delay": 1.5})
for sources, weight in (excitatory, J), (inhibitory, -5 * J):
    nest.Connect(
        sources,
        neurons,
        {"rule": "fixed_indegree", "indegree": len(sources) // 10},
        {"weight": weight, "delay": 1.5},
    )
common.run()
