"""What the script of every peer shares: its arguments and its report.

Arguments: the number of neurons, of iterations that are timed and of those in
which spikes are counted, the number of threads, the seed, a folder for what
the peer builds, and the density of synapses, 1 if not given. The first
iteration is not timed, nor are those with counting.
"""

import importlib.metadata
import json
import resource
import sys
import time

SIZE, TIMED, COUNTED, THREADS, SEED = map(int, sys.argv[1:6])
FOLDER = sys.argv[6]
DENSITY = float(sys.argv[7]) if len(sys.argv) > 7 else 1.0


def first_step():
    """Says that the first iteration has run."""
    print("first step", flush=True)


def seconds(action):
    """How long an action takes."""
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def measure(step):
    """Runs `step(iterations)` once for the first iteration, then for time."""
    step(1)
    first_step()
    return seconds(lambda: step(TIMED))


def peak_bytes():
    """The memory of the largest process: this one, or one that it started."""
    with open("/proc/self/status") as status:
        line = next(line for line in status if line.startswith("VmHWM"))
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return 1024 * max(int(line.split()[1]), children)


def report(package, simulate_s, spikes, build_s=None):
    """Prints the result; `spikes` is how many were counted."""
    result = {
        "version": importlib.metadata.version(package),
        "simulate_s": simulate_s,
        "rate": float(spikes) / SIZE / COUNTED,
        "peak_bytes": peak_bytes(),
    }
    if build_s is not None:
        result["build_s"] = build_s
    print(json.dumps(result), flush=True)
