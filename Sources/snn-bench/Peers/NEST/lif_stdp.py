"""Leaky integrate-and-fire neurons with one-step STDP, written in NESTML."""

import os

import nest
from pynestml.frontend.pynestml_frontend import generate_nest_target

import common
import peer
import prefix

# One for all sizes and numbers of threads.
FOLDER = os.path.join(os.path.dirname(os.path.normpath(peer.FOLDER)), "nestml")
MODULE = "snn_lua_peer_module"
NEURON = "lif_step_neuron__with_one_step_stdp_synapse"
SYNAPSE = "one_step_stdp_synapse__with_lif_step_neuron"


def generate():
    """Generates and compiles the models."""
    generate_nest_target(
        input_path=os.path.join(
            os.path.dirname(os.path.abspath(__file__)), "lif_step.nestml"
        ),
        target_path=os.path.join(FOLDER, "code"),
        install_path=FOLDER,
        module_name=MODULE,
        logging_level="ERROR",
        codegen_opts={
            "nest_path": prefix.make(os.path.join(FOLDER, "nest")),
            "neuron_synapse_pairs": [
                {
                    "neuron": "lif_step_neuron",
                    "synapses": {
                        "one_step_stdp_synapse": {
                            "post_ports": ["post_spikes"]
                        }
                    },
                }
            ],
            "weight_variable": {"one_step_stdp_synapse": "w"},
        },
    )


def build():
    """How long `generate` takes, or took when it was done."""
    note = os.path.join(FOLDER, "seconds")
    if not os.path.exists(note):
        os.makedirs(FOLDER, exist_ok=True)
        seconds = peer.seconds(generate)
        with open(note, "w") as file:
            file.write(str(seconds))
    with open(note) as file:
        return float(file.read())


build_s = build()
common.reset(1.0)
nest.Install(os.path.join(FOLDER, MODULE))
neurons = nest.Create(NEURON, peer.SIZE)
neurons.v = nest.random.uniform(0.0, 6.0)
top = 1 / (peer.SIZE * peer.DENSITY)
nest.Connect(
    neurons,
    neurons,
    {"rule": "pairwise_bernoulli", "p": peer.DENSITY}
    if peer.DENSITY < 1
    else "all_to_all",
    {
        "synapse_model": SYNAPSE,
        "w": nest.random.uniform(0.0, top),
        "delay": 1.0,
    },
)
common.run(build_s)
