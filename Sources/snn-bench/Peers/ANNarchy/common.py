"""How a network of ANNarchy is compiled and measured."""

import os

import ANNarchy as ann

import peer


def network(dt):
    """A network with steps of `dt` ms."""
    net = ann.Network(dt=dt, seed=peer.SEED)
    net.config(num_threads=peer.THREADS, dtype=ann.float32)
    return net


def run(net, populations):
    """Compiles and measures the network."""
    monitors = [
        net.monitor(population, "spike", start=False)
        for population in populations
    ]
    build_s = peer.seconds(
        lambda: net.compile(
            directory=os.path.join(peer.FOLDER, "code"),
            compiler_flags="-march=native -O3 -ffast-math",
            silent=True,
        )
    )
    seconds = peer.measure(lambda count: net.simulate(count * net.dt))
    for monitor in monitors:
        monitor.start()
    net.simulate(peer.COUNTED * net.dt)
    spikes = sum(
        len(times)
        for monitor in monitors
        for times in monitor.get("spike").values()
    )
    peer.report("annarchy", seconds, spikes, build_s)
