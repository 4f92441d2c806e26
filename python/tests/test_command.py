"""The wheel gives the command: the same program, within Python."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import organigram

COMMAND = Path(sys.executable).parent / "organigram"


def run(*args: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run([str(COMMAND), *args], capture_output=True, text=True, check=False)


def test_it_answers() -> None:
    done = run("query", "models/wpk.ron", "diu", "--format", "ids")
    assert (done.stdout, done.stderr, done.returncode) == ("diu\n", "", 0)
    assert run("--version").stdout == f"organigram {organigram.__version__}\n"


def test_its_exit_codes() -> None:
    assert run("query", "models/wpk.ron", "organs() ~ organs()", "--format", "ids").returncode == 1
    wrong = run("query", "models/wpk.ron", "under(")
    assert wrong.returncode == 2 and wrong.stderr.startswith("error")
    assert run("no-such-verb").returncode == 2
    assert run("--help").returncode == 0


@pytest.mark.skipif("ORGANIGRAM" not in os.environ, reason="ORGANIGRAM does not name the program that cargo built")
@pytest.mark.parametrize(
    "args",
    [
        ["--help"],
        ["check", "models/chess-club.ron"],
        ["tree", "models/wpk.ron", "--as-of", "2013-01-28"],
        ["query", "models/wpk.ron", "organs(", "--as-of", "2013"],
        ["chek", "models/wpk.ron"],
    ],
)
def test_it_is_the_same_program(args: "list[str]") -> None:
    own = subprocess.run([os.environ["ORGANIGRAM"], *args], capture_output=True, text=True, check=False)
    done = run(*args)
    assert (done.stdout, done.stderr, done.returncode) == (own.stdout, own.stderr, own.returncode)


def test_a_reader_that_has_had_enough_is_no_error() -> None:
    command = f"'{COMMAND}' query models/wpk.ron 'claims()' | head -1; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True)
    assert done.stdout.endswith("\n0\n") and done.stderr == ""


def test_words_are_completed() -> None:
    environment = {**os.environ, "COMPLETE": "bash", "_CLAP_COMPLETE_INDEX": "1", "_CLAP_IFS": "\n"}
    done = subprocess.run(
        [str(COMMAND), "--", "organigram", "timel"], capture_output=True, text=True, check=True, env=environment
    )
    assert done.stdout.strip() == "timeline"
