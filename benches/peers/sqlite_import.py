"""Loads organs.csv and under.csv of a folder into a new SQLite file with the indexes that questions need.

Uses the `sqlite3` program's own CSV import, which is faster than Python's. Prints the seconds it took.
"""

import os
import subprocess
import sys
import time

folder = sys.argv[1]
path = os.path.join(folder, "import.sqlite")
if os.path.exists(path):
    os.remove(path)
script = f"""
pragma journal_mode = off;
pragma synchronous = off;
create table organs (id text primary key, kind text, name text, start text, "end" text) without rowid;
create table under (child text, parent text, line text, start text, "end" text);
.mode csv
.import --skip 1 {folder}/organs.csv organs
.import --skip 1 {folder}/under.csv under
create index child on under (child);
create index parent on under (parent);
"""
start = time.perf_counter()
subprocess.run(["sqlite3", path], input=script, text=True, check=True, stdout=subprocess.DEVNULL)
print(time.perf_counter() - start)
