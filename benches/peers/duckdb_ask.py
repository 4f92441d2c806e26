"""DuckDB as a peer: loads a folder of tables into memory, asks the questions, prints JSON lines.

Usage: duckdb_ask.py FOLDER [MOST_OF_EACH]. A recursive question takes it some 0.1 s, so it is asked
the first 12 of each kind unless told otherwise.
"""

import sys

from common import run, sql_answers
from duckdb_tables import load


def main():
    base = load(sys.argv[1])
    base.execute("CREATE UNIQUE INDEX by_id ON organ(id)")
    numbered = lambda sql: sql.replace("?1", "$1").replace("?2", "$2").replace("= ?)", "= $1)").replace("= ?", "= $1")
    cast = lambda sql: numbered(sql).replace("$2 AND", "$2::DATE AND") if "first" in sql else numbered(sql)
    answers = sql_answers(
        lambda sql, args: base.execute(cast(sql), args).fetchone(),
        lambda sql, args: base.execute(cast(sql), args).fetchall())
    run(sys.argv[1], answers, int(sys.argv[2]) if len(sys.argv) > 2 else 12)


main()
