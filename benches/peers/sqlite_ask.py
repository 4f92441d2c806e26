"""SQLite as a peer: loads a folder of tables into memory, asks the questions, prints JSON lines.

Usage: sqlite_ask.py FOLDER [MOST_OF_EACH]. What takes it seconds is asked once. Indexed both ways, with covering indexes; without
ANALYZE, after which SQLite 3.40 walks more slowly (it builds Bloom filters for each question).
"""

import sqlite3
import sys

from common import rows_of, run, sql_answers

START, END = "0000-00-00", "9999-99-99"


def load(folder):
    base = sqlite3.connect(":memory:")
    base.executescript("""
        PRAGMA temp_store = MEMORY;
        PRAGMA cache_size = -4000000;
        CREATE TABLE organ(n INTEGER PRIMARY KEY, id TEXT, kind TEXT, name TEXT, first TEXT, last TEXT);
        CREATE TABLE under(child INTEGER, parent INTEGER, since TEXT, until TEXT);
        CREATE TABLE lineage(predecessor INTEGER, successor INTEGER);""")
    numbers, lives = {}, {}

    def organs():
        for n, (id, kind, name, first, last) in enumerate(rows_of(folder, "organs.csv"), 1):
            numbers[id] = n
            lives[id] = first or START, last or END
            yield n, id, kind, name, *lives[id]

    base.executemany("INSERT INTO organ VALUES (?, ?, ?, ?, ?, ?)", organs())
    base.executemany("INSERT INTO under VALUES (?, ?, ?, ?)", (
        (numbers[child], numbers[parent], max(first or START, lives[child][0]), min(last or END, lives[child][1]))
        for child, parent, _, first, last in rows_of(folder, "under.csv") if parent in numbers))
    base.executemany("INSERT INTO lineage VALUES (?, ?)", (
        (numbers[a], numbers[b]) for a, b, _, _ in rows_of(folder, "lineage.csv")))
    base.executescript("""
        CREATE UNIQUE INDEX by_id ON organ(id);
        CREATE INDEX down ON under(parent, child, since, until);
        CREATE INDEX up ON under(child, parent);
        CREATE INDEX back ON lineage(successor, predecessor);
        CREATE INDEX forth ON lineage(predecessor, successor);""")
    return base


def main():
    base = load(sys.argv[1])
    answers = sql_answers(
        lambda sql, args: base.execute(sql, args).fetchone(),
        lambda sql, args: base.execute(sql, args).fetchall())
    most = int(sys.argv[2]) if len(sys.argv) > 2 else None
    run(sys.argv[1], answers, most, once=("root", "kinds"))


main()
