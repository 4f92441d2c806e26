"""What the peers share: reads questions.csv, times each answer, prints one line of JSON an answer.

Never loads the tables: each peer does that in its own way.
"""

import csv
import json
import time
from pathlib import Path


def questions(folder, most=None):
    """The questions as (number, ask, a, b, date); at most so many of each kind."""
    asked = {}
    with open(Path(folder) / "questions.csv", encoding="utf-8") as file:
        for number, row in enumerate(csv.DictReader(file)):
            asked[row["ask"]] = asked.get(row["ask"], 0) + 1
            if most is None or asked[row["ask"]] <= most:
                yield number, row["ask"], row["a"], row["b"], row["date"]


def run(folder, answers, most=None, skip=()):
    """Asks all questions but some kinds; answers is a function for each kind, of (a, b, date)."""
    for number, ask, a, b, date in questions(folder, most):
        if ask in skip:
            continue
        start = time.perf_counter()
        answer = answers[ask](a, b, date)
        microseconds = (time.perf_counter() - start) * 1e6
        line = {"number": number, "question": ask, "argument": " ".join(filter(None, (a, b, date))),
                "answer": answer, "microseconds": round(microseconds, 2)}
        print(json.dumps(line, ensure_ascii=False))


def total(row):
    """A set as answers print it, from (count, sum)."""
    count, numbers = row
    return f"{count}:{int(numbers or 0)}"


def kinds(rows):
    """Counts by kind as answers print them, from sorted (kind, count)."""
    return ";".join(f"{kind}={count}" for kind, count in rows)


# The questions as SQL that SQLite and DuckDB both take. Recursion with UNION visits a row once.
LOOKUP = "SELECT name FROM organ WHERE id = ?"

CHAIN = """WITH RECURSIVE above(n) AS (
    SELECT u.parent FROM under u WHERE u.child = (SELECT n FROM organ WHERE id = ?)
    UNION SELECT u.parent FROM under u JOIN above ON u.child = above.n)
SELECT count(*), sum(n) FROM above"""

SUBTREE = """WITH RECURSIVE below(n) AS (
    SELECT n FROM organ WHERE id = ?
    UNION SELECT u.child FROM under u JOIN below ON u.parent = below.n)
SELECT count(*), sum(n) FROM below"""

# since and until say when the line held and the unit was there: worked out at loading, so that no
# walk has to look at the organ.
AS_OF = """WITH RECURSIVE below(n) AS (
    SELECT n FROM organ WHERE id = ?1 AND first <= ?2 AND last >= ?2
    UNION SELECT u.child FROM under u JOIN below ON u.parent = below.n
    WHERE u.since <= ?2 AND u.until >= ?2)
SELECT count(*), sum(n) FROM below"""

FORERUNNERS = """WITH RECURSIVE older(n) AS (
    SELECT l.forerunner FROM lineage l WHERE l.heir = (SELECT n FROM organ WHERE id = ?)
    UNION SELECT l.forerunner FROM lineage l JOIN older ON l.heir = older.n)
SELECT count(*), sum(n) FROM older"""

IS_FORERUNNER = """WITH RECURSIVE older(n) AS (
    SELECT l.forerunner FROM lineage l WHERE l.heir = (SELECT n FROM organ WHERE id = ?2)
    UNION SELECT l.forerunner FROM lineage l JOIN older ON l.heir = older.n)
SELECT EXISTS (SELECT 1 FROM older WHERE n = (SELECT n FROM organ WHERE id = ?1))"""

# Backwards from the heir, as organs have fewer forerunners than heirs; at most 100,000 steps.
PATH = """WITH RECURSIVE back(n, steps) AS (
    SELECT n, 0 FROM organ WHERE id = ?2
    UNION SELECT l.forerunner, back.steps + 1 FROM back JOIN lineage l ON l.heir = back.n)
SELECT min(steps) FROM back WHERE n = (SELECT n FROM organ WHERE id = ?1)"""

MEET = """WITH RECURSIVE a(n, steps) AS (
    SELECT n, 0 FROM organ WHERE id = ?1
    UNION SELECT u.parent, a.steps + 1 FROM a JOIN under u ON u.child = a.n),
b(n) AS (
    SELECT n FROM organ WHERE id = ?2
    UNION SELECT u.parent FROM b JOIN under u ON u.child = b.n)
SELECT o.id FROM a JOIN b ON a.n = b.n JOIN organ o ON o.n = a.n ORDER BY a.steps LIMIT 1"""

KINDS = """WITH RECURSIVE below(n) AS (
    SELECT n FROM organ WHERE id = ?
    UNION SELECT u.child FROM under u JOIN below ON u.parent = below.n)
SELECT o.kind, count(*) FROM below JOIN organ o ON o.n = below.n GROUP BY o.kind ORDER BY o.kind"""


def sql_answers(row, rows):
    """The answers of a data base: row and rows run SQL with a list of arguments."""

    def path(a, b, _):
        steps = row(PATH, [a, b])[0]
        return "none" if steps is None else str(steps)

    def meet(a, b, _):
        met = row(MEET, [a, b])
        return met[0] if met else "none"

    return {
        "lookup": lambda a, b, d: row(LOOKUP, [a])[0],
        "chain": lambda a, b, d: total(row(CHAIN, [a])),
        "province": lambda a, b, d: total(row(SUBTREE, [a])),
        "root": lambda a, b, d: total(row(SUBTREE, [a])),
        "as_of": lambda a, b, d: total(row(AS_OF, [a, d])),
        "forerunners": lambda a, b, d: total(row(FORERUNNERS, [a])),
        "is_forerunner": lambda a, b, d: "true" if row(IS_FORERUNNER, [a, b])[0] else "false",
        "path": path,
        "meet": meet,
        "kinds": lambda a, b, d: kinds(rows(KINDS, [a])),
    }
