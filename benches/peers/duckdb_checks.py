"""Five checks as set-based SQL in DuckDB, each timed; prints one line of JSON a check.

Usage: duckdb_checks.py FOLDER [ROUNDS]. Tables are loaded first and not timed with the checks;
of the rounds the median is printed.
Counts what is certainly wrong: `--mistakes N` of the generator puts N cases of each in (a dangling
superior, a loop of two organs, a superior long before the organ, a successor older than its
predecessor, two holders of one seat).
"""

import json
import statistics
import sys
import time

from duckdb_tables import load

CHECKS = {
    "dangling": """SELECT (SELECT count(*) FROM under WHERE parent IS NULL OR child IS NULL)
        + (SELECT count(*) FROM lineage WHERE predecessor IS NULL OR successor IS NULL)
        + (SELECT count(*) FROM post WHERE organ IS NULL)
        + (SELECT count(*) FROM tenure ANTI JOIN post ON tenure.post = post.id)""",
    # An undated line can hold on every day; a dated one only within its dates.
    "outside": """SELECT count(*) FROM under u JOIN organ c ON c.n = u.child JOIN organ p ON p.n = u.parent
        WHERE u.dated AND (u.first < c.first OR u.first < p.first OR u.first > c.last OR u.first > p.last
            OR (u.last < DATE '9999-12-31' AND (u.last > c.last OR u.last > p.last)))""",
    "older_successor": """SELECT count(*) FROM lineage l JOIN organ f ON f.n = l.predecessor
        JOIN organ h ON h.n = l.successor WHERE h.first < f.first""",
    "two_holders": """SELECT count(DISTINCT post) FROM (SELECT post, first,
            max(last) OVER (PARTITION BY post ORDER BY first ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before
            FROM tenure) t JOIN post ON post.id = t.post WHERE post.seats = 1 AND t.first <= t.before""",
}


def organs_in_cycles(base):
    """Organs that are left when those without units, then those without superiors, are taken away,
    round by round: all of them lie on loops or between loops. The first round leaves a tenth."""
    base.execute("""CREATE OR REPLACE TEMP TABLE left_over AS
        SELECT child, parent FROM under WHERE child IN (SELECT parent FROM under)""")
    size = count(base, "SELECT count(*) FROM left_over")
    while size:
        base.execute("""CREATE OR REPLACE TEMP TABLE left_over AS SELECT * FROM left_over
            WHERE child IN (SELECT parent FROM left_over) AND parent IN (SELECT child FROM left_over)""")
        before, size = size, count(base, "SELECT count(*) FROM left_over")
        if size == before:
            break
    return count(base, "SELECT count(DISTINCT child) FROM left_over")


def count(base, sql):
    return base.execute(sql).fetchone()[0]


def main():
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    start = time.perf_counter()
    base = load(sys.argv[1])
    print(json.dumps({"check": "load", "seconds": round(time.perf_counter() - start, 3)}))
    checks = {name: (lambda sql=sql: base.execute(sql).fetchone()[0]) for name, sql in CHECKS.items()}
    checks["cycles"] = lambda: organs_in_cycles(base)
    total = 0
    for name, check in checks.items():
        times = []
        for _ in range(rounds):
            start = time.perf_counter()
            found = check()
            times.append(time.perf_counter() - start)
        median = statistics.median(times)
        total += median
        print(json.dumps({"check": name, "found": found, "seconds": round(median, 4)}))
    print(json.dumps({"check": "all", "seconds": round(total, 4)}))


main()
