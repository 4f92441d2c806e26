"""Loads organs.csv and under.csv of a folder into a new DuckDB file with the indexes that questions need.

Prints the seconds from the first statement to the last, without the start of the interpreter.
"""

import os
import sys
import time

import duckdb

folder = sys.argv[1]
path = os.path.join(folder, "import.duckdb")
if os.path.exists(path):
    os.remove(path)
start = time.perf_counter()
db = duckdb.connect(path)
db.execute("create table organs (id varchar primary key, kind varchar, name varchar, start varchar, \"end\" varchar)")
db.execute("create table under (child varchar, parent varchar, line varchar, start varchar, \"end\" varchar)")
for table in ("organs", "under"):
    db.execute(f"copy {table} from '{folder}/{table}.csv' (header)")
db.execute("create index child on under (child)")
db.execute("create index parent on under (parent)")
db.close()
print(time.perf_counter() - start)
