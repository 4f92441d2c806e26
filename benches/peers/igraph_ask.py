"""igraph as a peer: two directed graphs in memory, asked through its own functions.

Usage: igraph_ask.py FOLDER [MOST_OF_EACH]. `subcomponent` walks in C. It has no walk that looks at dates
on the way, so it is not asked for subtrees as of a date.
"""

import collections
import csv
import sys
from pathlib import Path

import igraph

from common import run


def rows_of(folder, name):
    with open(Path(folder) / name, encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        yield from rows


def main():
    folder = sys.argv[1]
    numbers, names, kinds = {}, [], []
    for n, (id, kind, name, _, _) in enumerate(rows_of(folder, "organs.csv")):
        numbers[id] = n
        names.append(name)
        kinds.append(kind)
    ids = list(numbers)
    under = [(numbers[p], numbers[c]) for c, p, *_ in rows_of(folder, "under.csv") if p in numbers]
    lineage = [(numbers[a], numbers[b]) for a, b, *_ in rows_of(folder, "lineage.csv")]
    hierarchy = igraph.Graph(n=len(ids), edges=under, directed=True)
    genealogy = igraph.Graph(n=len(ids), edges=lineage, directed=True)
    total = lambda found: f"{len(found)}:{sum(found) + len(found)}"
    below = lambda a: hierarchy.subcomponent(numbers[a], mode="out")

    def without(found, organ):
        found.remove(organ)
        return found

    def path(a, b, _):
        steps = genealogy.distances(numbers[a], numbers[b], mode="out")[0][0]
        return "none" if steps == float("inf") else str(int(steps))

    def meet(a, b, _):
        above = set(hierarchy.subcomponent(numbers[a], mode="in"))
        chain = [numbers[b]]
        while chain[-1] not in above:
            chain.append(hierarchy.predecessors(chain[-1])[0])
        return ids[chain[-1]]

    def by_kind(a, b, _):
        counts = collections.Counter(map(kinds.__getitem__, below(a)))
        return ";".join(f"{kind}={count}" for kind, count in sorted(counts.items()))

    answers = {
        "lookup": lambda a, b, d: names[numbers[a]],
        "chain": lambda a, b, d: total(without(hierarchy.subcomponent(numbers[a], mode="in"), numbers[a])),
        "province": lambda a, b, d: total(below(a)),
        "root": lambda a, b, d: total(below(a)),
        "forerunners": lambda a, b, d: total(without(genealogy.subcomponent(numbers[a], mode="in"), numbers[a])),
        "is_forerunner": lambda a, b, d: str(
            a != b and numbers[a] in genealogy.subcomponent(numbers[b], mode="in")).lower(),
        "path": path,
        "meet": meet,
        "kinds": by_kind,
    }
    run(folder, answers, int(sys.argv[2]) if len(sys.argv) > 2 else 100, skip=["as_of"])


main()
