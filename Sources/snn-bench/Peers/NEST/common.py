"""How a network of NEST is set up and measured."""

import nest

import peer


def reset(resolution):
    """Sets up the kernel for steps of `resolution` ms."""
    nest.verbosity = nest.VerbosityLevel.ERROR
    nest.ResetKernel()
    nest.resolution = resolution
    nest.local_num_threads = peer.THREADS
    nest.rng_seed = peer.SEED


def run(build_s=None):
    """Simulates and measures the network."""

    def step(count):
        nest.Run(count * nest.resolution)

    with nest.RunManager():
        seconds = peer.measure(step)
        step(peer.COUNTED)
        spikes = nest.local_spike_counter  # since the last Run
    peer.report("nest-simulator", seconds, spikes, build_s)
