"""The command `organigram`: the same program as the one that cargo builds, run within this Python.

Takes the arguments of the process, gives the exit code of the program. Decides nothing.
"""

from __future__ import annotations

import signal
import sys

from ._organigram import run_command


def main() -> int:
    """Run the program on the arguments of the process.

    Returns
    -------
    int
        0 when all is well, 1 when there are diagnostics, 2 when the command could not be run.
    """
    # Ctrl-C ends the program at once, as it does outside of Python.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    return run_command(["organigram", *sys.argv[1:]])
