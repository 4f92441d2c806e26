"""rustworkx as a peer: two PyDiGraphs in memory, asked through its own functions.

Usage: rustworkx_ask.py FOLDER [MOST_OF_EACH]. Its walks run in Rust. It has no walk that looks at dates
on the way, so it is not asked for subtrees as of a date.
"""

import collections
import csv
import sys
from pathlib import Path

import rustworkx

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
    hierarchy, genealogy = rustworkx.PyDiGraph(), rustworkx.PyDiGraph()
    for graph, edges in ((hierarchy, under), (genealogy, lineage)):
        graph.add_nodes_from(range(len(ids)))
        graph.add_edges_from_no_data(edges)
    total = lambda found: f"{len(found)}:{sum(found) + len(found)}"
    below = lambda a: list(rustworkx.descendants(hierarchy, numbers[a])) + [numbers[a]]
    above = lambda a: rustworkx.ancestors(hierarchy, numbers[a])
    older = lambda a: rustworkx.ancestors(genealogy, numbers[a])

    def path(a, b, _):
        if a == b:
            return "0"
        found = rustworkx.digraph_dijkstra_shortest_paths(genealogy, numbers[a], numbers[b])
        return str(len(found[numbers[b]]) - 1) if numbers[b] in found else "none"

    def meet(a, b, _):
        shared = above(a) | {numbers[a]}
        chain = [numbers[b]]
        while chain[-1] not in shared:
            chain.append(hierarchy.predecessor_indices(chain[-1])[0])
        return ids[chain[-1]]

    def by_kind(a, b, _):
        counts = collections.Counter(map(kinds.__getitem__, below(a)))
        return ";".join(f"{kind}={count}" for kind, count in sorted(counts.items()))

    answers = {
        "lookup": lambda a, b, d: names[numbers[a]],
        "chain": lambda a, b, d: total(above(a)),
        "province": lambda a, b, d: total(below(a)),
        "root": lambda a, b, d: total(below(a)),
        "forerunners": lambda a, b, d: total(older(a)),
        "is_forerunner": lambda a, b, d: str(numbers[a] in older(b)).lower(),
        "path": path,
        "meet": meet,
        "kinds": by_kind,
    }
    run(folder, answers, int(sys.argv[2]) if len(sys.argv) > 2 else 100, skip=["as_of"])


main()
