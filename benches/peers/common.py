"""What the peers share: reads questions.csv, times each answer, prints one line of JSON an answer.

Timed is what a peer does until it has its answer; a set that it gives as its own numbers is summed
up for the comparison when the clock has stopped.
"""

import collections
import csv
import json
import time
from pathlib import Path


def rows_of(folder, name):
    """The rows of a table without its head."""
    with open(Path(folder) / name, encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        yield from rows


def questions(folder, most=None):
    """The questions as (number, ask, a, b, date); at most so many of each kind."""
    asked = {}
    with open(Path(folder) / "questions.csv", encoding="utf-8") as file:
        for number, row in enumerate(csv.DictReader(file)):
            asked[row["ask"]] = asked.get(row["ask"], 0) + 1
            if most is None or asked[row["ask"]] <= most:
                yield number, row["ask"], row["a"], row["b"], row["date"]


def run(folder, answers, most=None, once=()):
    """Asks the questions that there are answers to: a function for each kind, of (a, b, date), that
    gives a text or a set of numbers counted from 0. The kinds in once are asked once."""
    done = set()
    for number, ask, a, b, date in questions(folder, most):
        if ask not in answers or ask in done:
            continue
        done |= {ask} & set(once)
        start = time.perf_counter()
        answer = answers[ask](a, b, date)
        microseconds = (time.perf_counter() - start) * 1e6
        if not isinstance(answer, str):
            answer = f"{len(answer)}:{sum(answer) + len(answer)}"
        line = {"number": number, "question": ask, "argument": " ".join(filter(None, (a, b, date))),
                "answer": answer, "microseconds": round(microseconds, 2)}
        print(json.dumps(line, ensure_ascii=False), flush=True)


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
    SELECT l.predecessor FROM lineage l WHERE l.successor = (SELECT n FROM organ WHERE id = ?)
    UNION SELECT l.predecessor FROM lineage l JOIN older ON l.successor = older.n)
SELECT count(*), sum(n) FROM older"""

IS_FORERUNNER = """WITH RECURSIVE older(n) AS (
    SELECT l.predecessor FROM lineage l WHERE l.successor = (SELECT n FROM organ WHERE id = ?2)
    UNION SELECT l.predecessor FROM lineage l JOIN older ON l.successor = older.n)
SELECT EXISTS (SELECT 1 FROM older WHERE n = (SELECT n FROM organ WHERE id = ?1))"""

# Backwards from the successor, as organs have fewer predecessors than successors; at most 100,000 steps.
PATH = """WITH RECURSIVE back(n, steps) AS (
    SELECT n, 0 FROM organ WHERE id = ?2
    UNION SELECT l.predecessor, back.steps + 1 FROM back JOIN lineage l ON l.successor = back.n)
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
        "predecessors": lambda a, b, d: total(row(FORERUNNERS, [a])),
        "is_predecessor": lambda a, b, d: "true" if row(IS_FORERUNNER, [a, b])[0] else "false",
        "path": path,
        "meet": meet,
        "kinds": lambda a, b, d: kinds(rows(KINDS, [a])),
    }


class Graphs:
    """The tables for a library of graphs: the number of each id, and edges between numbers."""

    def __init__(self, folder):
        self.numbers, self.names, self.kinds = {}, [], []
        for n, (id, kind, name, _, _) in enumerate(rows_of(folder, "organs.csv")):
            self.numbers[id] = n
            self.names.append(name)
            self.kinds.append(kind)
        self.ids = list(self.numbers)
        numbers = self.numbers
        self.under = [(numbers[p], numbers[c]) for c, p, *_ in rows_of(folder, "under.csv") if p in numbers]
        self.lineage = [(numbers[a], numbers[b]) for a, b, *_ in rows_of(folder, "lineage.csv")]

    def answers(self, above, below, older, path, superior):
        """The answers of a library: above, below and older give sets of numbers from a number, path
        the steps between two (None without a way), superior one of those directly above."""
        number = self.numbers.__getitem__

        def steps(a, b, _):
            found = path(number(a), number(b))
            return "none" if found is None else str(found)

        def meet(a, b, _):
            shared, at = {*above(number(a)), number(a)}, number(b)
            while at not in shared:
                at = superior(at)
            return self.ids[at]

        def by_kind(a, b, _):
            counts = collections.Counter(map(self.kinds.__getitem__, below(number(a))))
            return ";".join(f"{kind}={count}" for kind, count in sorted(counts.items()))

        return {
            "lookup": lambda a, b, d: self.names[number(a)],
            "chain": lambda a, b, d: above(number(a)),
            "province": lambda a, b, d: below(number(a)),
            "root": lambda a, b, d: below(number(a)),
            "predecessors": lambda a, b, d: older(number(a)),
            "is_predecessor": lambda a, b, d: str(a != b and number(a) in older(number(b))).lower(),
            "path": steps,
            "meet": meet,
            "kinds": by_kind,
        }
