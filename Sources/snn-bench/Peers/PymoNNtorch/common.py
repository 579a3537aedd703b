"""How a network of PymoNNtorch is measured."""

import random

import numpy as np
import torch

import peer

torch.set_num_threads(peer.THREADS)
torch.manual_seed(peer.SEED)
np.random.seed(peer.SEED)
random.seed(peer.SEED)


def run(net, spikes_of):
    """Initializes and measures a network; `spikes_of` gives the spikes."""
    net.initialize(info=False)
    seconds = peer.measure(
        lambda count: net.simulate_iterations(count, measure_block_time=False)
    )
    spikes = 0
    for _ in range(peer.COUNTED):
        net.simulate_iteration()
        spikes += int(spikes_of().sum())
    peer.report("pymonntorch", seconds, spikes)
