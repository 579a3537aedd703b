"""How a network of PymoNNto is set up and measured."""

import numpy as np
from PymoNNto import SxD

import peer

SETTINGS = {"dtype": np.float32, "syn_dim": SxD}
RANDOM = np.random.default_rng(peer.SEED)
np.random.seed(peer.SEED)


def uniform(neurons, low, high):
    """A vector of numbers between two limits."""
    return RANDOM.uniform(low, high, neurons.size).astype(np.float32)


def run(net, spikes_of):
    """Initializes and measures a network; `spikes_of` gives the spikes."""
    net.initialize(info=False)
    seconds = peer.measure(
        lambda count: net.simulate_iterations(
            count, batch_size=-1, measure_block_time=False
        )
    )
    spikes = 0
    for _ in range(peer.COUNTED):
        net.simulate_iteration()
        spikes += int(spikes_of().sum())
    peer.report("PymoNNto", seconds, spikes)
