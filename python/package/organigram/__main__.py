"""The command `organigram` as `python -m organigram`."""

from ._command import main

if __name__ == "__main__":
    raise SystemExit(main())
