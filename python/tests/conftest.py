"""What the tests share: they run at the top of the repository, with the installed wheel."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import organigram

TOP = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def at_the_top(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(TOP)


@pytest.fixture(scope="session")
def wpk() -> organigram.Model:
    return organigram.open(str(TOP / "models/wpk.ron"))


@pytest.fixture(scope="session")
def club() -> organigram.Model:
    return organigram.open(str(TOP / "models/chess-club.ron"))


def program(*args: str) -> "list[str]":
    """The command: the program that cargo built where it is named, else the one of the wheel."""
    own = os.environ.get("ORGANIGRAM")
    return [own, *args] if own else [sys.executable, "-m", "organigram", *args]


def asked(*args: str) -> Any:
    """What the program answers as JSON."""
    done = subprocess.run(program(*args), cwd=TOP, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stderr[:500]
    return json.loads(done.stdout)
