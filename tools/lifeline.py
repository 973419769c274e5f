"""Ties a process to its parent's life, so that a killed `make` leaves nothing running."""

import ctypes
import signal
import sys

PR_SET_PDEATHSIG = 1


def die_with_parent(with_signal: signal.Signals) -> None:
    """This process gets the signal when its parent ends, however that ends; kept across exec.

    Linux only; elsewhere nothing happens. To be called in the process itself, so also usable as
    subprocess's preexec_fn.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, with_signal.value)
