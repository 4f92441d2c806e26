"""Asks organigram and engines the same twelve questions of one model, and compares their answers byte for byte.

    compare.py --program organigram --questions twelve_questions --engines duckdb,spark MODEL KEY=VALUE..

Writes the model's tables into a folder that goes again, runs each engine in a process of its own, and prints how long
each question took. Fails where an engine answers anything else, with the first lines that differ.
"""

import argparse
import os
import pathlib
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent


def times(text):
    return dict(line.split("\t") for line in text.splitlines() if line.count("\t") == 1)


def run(command, what):
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    if done.returncode:
        raise SystemExit(f"{what} failed:\n{done.stdout[-2000:]}\n{done.stderr[-6000:]}")
    return done.stdout, times(done.stderr)


def difference(ours, theirs):
    ours, theirs = ours.splitlines(), theirs.splitlines()
    only = [f"- {line}" for line in ours if line not in set(theirs)] + [f"+ {line}" for line in theirs if line not in set(ours)]
    return "\n".join(only[:20]) or "the same lines in another order or number"


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--program", required=True)
    arguments.add_argument("--questions", required=True)
    arguments.add_argument("--engines", default="duckdb,datafusion,sail,spark,spark-cluster")
    arguments.add_argument("--keep", help="a folder for the tables, which stays")
    arguments.add_argument("model")
    arguments.add_argument("given", nargs="*")
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = given.keep or os.path.join(scratch, "tables")
        start = time.perf_counter()
        run([given.program, "export", "parquet", given.model, "-o", folder, "--closure", "--force"], "the export")
        size = sum(path.stat().st_size for path in pathlib.Path(folder).iterdir())
        print(f"export: {time.perf_counter() - start:.1f} s, {size / 1e6:.1f} MB")
        ours, took = run([given.questions, given.model, *given.given], "organigram")
        print(f"organigram: {len(ours.splitlines())} lines, {took}")
        wrong = []
        for engine in filter(None, given.engines.split(",")):
            theirs, took = run([sys.executable, str(HERE / "ask.py"), engine, folder, *given.given], engine)
            print(f"{engine}: {took}")
            if theirs != ours:
                wrong.append(f"{engine} answers otherwise (- organigram, + {engine}):\n{difference(ours, theirs)}")
        if wrong:
            raise SystemExit("\n".join(wrong))
        print("all answers are the same, byte for byte")


if __name__ == "__main__":
    main()
