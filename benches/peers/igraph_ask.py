"""igraph as a peer: two directed graphs in memory, asked through its own functions.

Usage: igraph_ask.py FOLDER [MOST_OF_EACH]. `subcomponent` walks in C. It has no walk that looks at dates
on the way, so it is not asked for subtrees as of a date. A way between two takes it some 0.1 s, so it is
asked the first 30 of each kind unless told otherwise.
"""

import sys

import igraph

from common import Graphs, run


def main():
    graphs = Graphs(sys.argv[1])
    directed = lambda edges: igraph.Graph(n=len(graphs.ids), edges=edges, directed=True)
    hierarchy, genealogy = directed(graphs.under), directed(graphs.lineage)

    def others(graph, organ):
        found = graph.subcomponent(organ, mode="in")
        found.remove(organ)
        return found

    def path(a, b):
        steps = genealogy.distances(a, b, mode="out")[0][0]
        return None if steps == float("inf") else int(steps)

    answers = graphs.answers(
        above=lambda organ: others(hierarchy, organ),
        below=lambda organ: hierarchy.subcomponent(organ, mode="out"),
        older=lambda organ: others(genealogy, organ),
        path=path,
        superior=lambda organ: hierarchy.predecessors(organ)[0])
    run(sys.argv[1], answers, int(sys.argv[2]) if len(sys.argv) > 2 else 30)


main()
