"""Lineage as a frontier loop over DataFrames, for Spark and for Sail.

Takes a Spark session in which the folder's tables `organs`, `transitions` and `transition_ends` are views; gives what an
organ grew out of, whether it grew out of another, and the ways from one to another, each as sure as organigram says it
is. A recursive query cannot do it there: Spark's takes UNION ALL only, which follows every way of a graph that splits
and merges again, and Sail has none.

Each round joins the organs that were reached by a better day than before with the transitions that lead on from them.
Going back, a day is the latest on which the walk may leave an organ. A transition whose days are not known may be taken
on any. *Sure* walks go on only where a transition was over before the walk had to leave, whichever days its dates mean.
"""

from pyspark.sql import functions as f

NEVER_LEFT = 2**31 - 1


def steps(spark, sure=False):
    """One row a pair of predecessor and successor, with the days of the transition between them."""
    transitions = spark.table("transitions").select("number", "first_day", "last_day", "answer")
    if sure:
        transitions = transitions.where(f.col("answer") != "possible")
    ends = spark.table("transition_ends")
    before = ends.where("side = 'from'").select(f.col("transition").alias("number"), f.col("node").alias("before"))
    after = ends.where("side = 'into'").select(f.col("transition").alias("number"), f.col("node").alias("after"))
    pairs = transitions.join(before, "number").join(after, "number")
    return pairs.where("before <> after").select("before", "after", "first_day", "last_day")


def node_of(spark, organ):
    """The number of an organ."""
    rows = spark.table("organs").where(f.col("id") == organ).select("node").collect()
    if not rows:
        raise SystemExit(f"no organ has the id `{organ}`")
    return rows[0]["node"]


def reached_back(spark, organ, sure=False):
    """The numbers of all organs that an organ grew out of, with the latest day on which each may be left."""
    step, start = steps(spark, sure), node_of(spark, organ)
    best = {start: NEVER_LEFT}
    frontier = dict(best)
    while frontier:
        now = spark.createDataFrame(sorted(frontier.items()), "after int, day int")
        if sure:
            onward = now.join(step, "after").where("last_day <= day").select("before", f.col("first_day").alias("day"))
        else:
            onward = now.join(step, "after").where("first_day <= day")
            onward = onward.select("before", f.least("day", "last_day").alias("day"))
        found = onward.groupBy("before").agg(f.max("day").alias("day")).collect()
        frontier = {row["before"]: row["day"] for row in found if best.get(row["before"], -NEVER_LEFT - 2) < row["day"]}
        best.update(frontier)
    return best


def predecessors(spark, organ):
    """What an organ grew out of: ids with answers."""
    possible, certain = reached_back(spark, organ), reached_back(spark, organ, sure=True)
    own = node_of(spark, organ)
    wanted = spark.createDataFrame([(node,) for node in sorted(possible) if node != own], "node int")
    rows = spark.table("organs").join(wanted, "node").select("node", "id", "answer").collect()
    answer = lambda row: "certain" if row["node"] in certain and row["answer"] != "possible" else "possible"
    return sorted((row["id"], answer(row)) for row in rows)


def is_predecessor(spark, organ, of):
    """Whether one organ grew out of another: an answer."""
    return dict(predecessors(spark, of)).get(organ, "no")


def paths(spark, start, to, most=100):
    """The ways from an organ to another that go forward in time and pass no organ twice: lists of ids. They are
    possible: whether one holds whichever days its dates mean, `is_predecessor` says of its ends."""
    step, until = steps(spark), reached_back(spark, to)
    first, last = node_of(spark, start), node_of(spark, to)
    if first not in until or first == last:
        return []
    limits = spark.createDataFrame(sorted(until.items()), "after int, until int")
    named = spark.table("organs").join(limits, f.col("node") == f.col("after")).select("node", "id").collect()
    names = {row["node"]: row["id"] for row in named}
    found, open_ways = [], [(str(first), first, -NEVER_LEFT - 1)]
    while open_ways:
        now = spark.createDataFrame(open_ways, "way string, before int, day int")
        onward = now.join(step, "before").where("last_day >= day")
        onward = onward.select("way", "after", f.greatest("day", "first_day").alias("day"))
        # Of several transitions between two organs, the one that arrives first leads furthest.
        onward = onward.groupBy("way", "after").agg(f.min("day").alias("day")).join(limits, "after").where("day <= until")
        open_ways = []
        for row in sorted(onward.collect(), key=lambda row: (row["way"], row["after"])):
            passed = row["way"].split(">")
            if str(row["after"]) in passed:
                continue
            way = f"{row['way']}>{row['after']}"
            if row["after"] == last:
                found.append(way)
            else:
                open_ways.append((way, row["after"], row["day"]))
        if len(found) > most:
            raise SystemExit(f"there are more than {most} ways")
    return sorted([names[int(node)] for node in way.split(">")] for way in found)
