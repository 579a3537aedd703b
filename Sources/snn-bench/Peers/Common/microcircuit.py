"""The numbers of Potjans and Diesmann 2014, doi 10.1093/cercor/bhs358.

Smaller scales have stronger synapses, and a current in place of what is missing:
van Albada, Helias and Diesmann 2015, doi 10.1371/journal.pcbi.1004490.
"""

import math

import peer

SCALE = peer.SIZE / 77169
FULL = [20683, 5834, 21915, 5479, 4850, 1065, 14395, 2948]
SIZES = [math.floor(size * SCALE + 0.5) for size in FULL]
OUTSIDE = [1600, 1500, 2100, 1900, 2000, 1900, 2900, 2100]
RATES = [0.971, 2.868, 4.746, 5.396, 8.142, 9.078, 0.991, 7.523]  # Hz
# Of a synapse to each population (rows) from each (columns).
PROBABILITIES = [
    [0.1009, 0.1689, 0.0437, 0.0818, 0.0323, 0, 0.0076, 0],
    [0.1346, 0.1371, 0.0316, 0.0515, 0.0755, 0, 0.0042, 0],
    [0.0077, 0.0059, 0.0497, 0.135, 0.0067, 0.0003, 0.0453, 0],
    [0.0691, 0.0029, 0.0794, 0.1597, 0.0033, 0, 0.1057, 0],
    [0.1004, 0.0622, 0.0505, 0.0057, 0.0831, 0.3726, 0.0204, 0],
    [0.0548, 0.0269, 0.0257, 0.0022, 0.06, 0.3158, 0.0086, 0],
    [0.0156, 0.0066, 0.0211, 0.0166, 0.0572, 0.0197, 0.0396, 0.2252],
    [0.0364, 0.001, 0.0034, 0.0005, 0.0277, 0.008, 0.0658, 0.1443],
]
STRENGTH = 87.8 / math.sqrt(SCALE)  # pA
TAU_SYN = 0.5  # ms
OUTSIDE_RATE = 8  # Hz, of each source outside
# Of delays, mean and standard deviation in ms.
DELAYS = {False: (1.5, 0.75), True: (0.75, 0.375)}


def is_inhibitory(pre):
    return pre % 2 == 1


def full_count(post, pre):
    """How many synapses the whole network has."""
    p, pairs = PROBABILITIES[post][pre], FULL[post] * FULL[pre]
    return math.log(1 - p) / (-1 / pairs - 0.5 / pairs**2)


def count(post, pre):
    """How many synapses there are at this scale."""
    return math.floor(full_count(post, pre) * SCALE**2 + 0.5)


def weight(post, pre):
    """The mean weight in pA; its standard deviation is a tenth of it."""
    if is_inhibitory(pre):
        return -4 * STRENGTH
    return 2 * STRENGTH if (post, pre) == (0, 2) else STRENGTH


def missing_current(post):
    """The mean current of synapses that this scale hasn't, in pA."""
    total = OUTSIDE[post] * OUTSIDE_RATE * STRENGTH
    for pre in range(8):
        of_each = full_count(post, pre) / FULL[post]
        total += of_each * RATES[pre] * weight(post, pre)
    return (1 - math.sqrt(SCALE)) * math.sqrt(SCALE) * TAU_SYN / 1000 * total
