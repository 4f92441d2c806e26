"""rustworkx as a peer: two PyDiGraphs in memory, asked through its own functions.

Usage: rustworkx_ask.py FOLDER [MOST_OF_EACH]. Its walks run in Rust. It has no walk that looks at dates
on the way, so it is not asked for subtrees as of a date. Asked the first 100 of each kind unless told
otherwise.
"""

import sys

import rustworkx

from common import Graphs, run


def main():
    graphs = Graphs(sys.argv[1])
    hierarchy, genealogy = rustworkx.PyDiGraph(), rustworkx.PyDiGraph()
    for graph, edges in ((hierarchy, graphs.under), (genealogy, graphs.lineage)):
        graph.add_nodes_from(range(len(graphs.ids)))
        graph.add_edges_from_no_data(edges)

    def below(organ):
        found = rustworkx.descendants(hierarchy, organ)
        found.add(organ)
        return found

    def path(a, b):
        if a == b:
            return 0
        found = rustworkx.digraph_dijkstra_shortest_paths(genealogy, a, b)
        return len(found[b]) - 1 if b in found else None

    answers = graphs.answers(
        above=lambda organ: rustworkx.ancestors(hierarchy, organ),
        below=below,
        older=lambda organ: rustworkx.ancestors(genealogy, organ),
        path=path,
        superior=lambda organ: hierarchy.predecessor_indices(organ)[0])
    run(sys.argv[1], answers, int(sys.argv[2]) if len(sys.argv) > 2 else 100)


main()
