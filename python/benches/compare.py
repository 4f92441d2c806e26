"""Measures the wheel beside the library alone: opening a model, and a query of it into a data frame.

Takes a model, the program `rust_call` and an expression; prints the best seconds of several rounds, side by side. Rounds of
both alternate, so that a busy machine is busy for both.

    cargo build --release -p organigram-python --example rust_call
    python python/benches/compare.py model.ron target/release/examples/rust_call 'organs()' 1990 5
"""

import json
import subprocess
import sys
import time
from typing import Callable

import organigram


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    made = work()
    taken = time.perf_counter() - start
    del made
    return taken


def main() -> None:
    model, rust_call, expression, date, rounds = sys.argv[1:]
    best: dict[str, float] = {}
    rows = 0

    def note(name: str, taken: float) -> None:
        best[name] = min(taken, best.get(name, taken))

    for _ in range(int(rounds)):
        command = [rust_call, model, expression, date, "1"]
        rust = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
        note("open, Rust", rust["open"])
        note("query, Rust", rust["query"])
        rows = rust["rows"]
        note("open, Python", seconds(lambda: organigram.open(model)))
        slice = organigram.open(model).at(date)
        note("query into a table, Python", seconds(lambda: slice.query(expression)))
        note("query into pandas, Python", seconds(lambda: slice.query(expression).to_pandas()))
        note("query into Polars, Python", seconds(lambda: slice.query(expression).to_polars()))
    print(f"{rows} rows")
    for name, taken in best.items():
        beside = best["open, Rust" if name.startswith("open") else "query, Rust"]
        print(f"{name:30} {taken:8.3f} s  {taken / beside:5.2f}")


if __name__ == "__main__":
    main()
