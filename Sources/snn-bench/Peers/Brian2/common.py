"""How a network of Brian2 becomes a C++ program, and is measured."""

import os

import brian2 as b2
import numpy as np

import peer

b2.prefs.core.default_float_dtype = np.float32
b2.prefs.devices.cpp_standalone.extra_make_args_unix = ["-j2"]
b2.prefs.codegen.cpp.extra_compile_args_gcc = [
    "-w", "-O3", "-ffast-math", "-march=native",
]
if peer.THREADS > 1:
    b2.prefs.devices.cpp_standalone.openmp_threads = peer.THREADS
b2.set_device("cpp_standalone", build_on_run=False)
b2.seed(peer.SEED)

CLOCK = """
timespec moment{};
clock_gettime(CLOCK_MONOTONIC, &moment);
const double %s = moment.tv_sec + 1e-9 * moment.tv_nsec;
"""


def main(code):
    """Adds lines to the program, between what runs before and after."""
    b2.device.insert_code("main", "{" + code + "}")


def clock(name):
    """Lets the program write down the time."""
    main(CLOCK % "now" + f'std::ofstream("{name}") << std::fixed << now;')


def run(net, dt, monitors):
    """Builds, runs and measures a network with steps of `dt`.

    `monitors` count the spikes; they are off but in the last iterations.
    """
    before, after = (
        os.path.join(peer.FOLDER, name) for name in ("before", "after")
    )
    for monitor in monitors:
        monitor.active = False
    net.run(1 * dt)
    main('std::cout << "first step" << std::endl;')
    clock(before)
    net.run(peer.TIMED * dt)
    clock(after)
    for monitor in monitors:
        monitor.active = True
    net.run(peer.COUNTED * dt)

    code = os.path.join(peer.FOLDER, "code")
    build_s = peer.seconds(
        lambda: b2.device.build(directory=code, compile=True, run=False)
    )
    b2.device.run(code, with_output=True, run_args=[])
    seconds = [float(open(name).read()) for name in (before, after)]
    spikes = sum(int(monitor.num_spikes) for monitor in monitors)
    peer.report("brian2", seconds[1] - seconds[0], spikes, build_s)
