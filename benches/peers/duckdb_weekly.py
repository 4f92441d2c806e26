"""DuckDB as a peer of `panel` and `ties`: range joins over the same rows, loaded from CSV into memory.

Usage: duckdb_weekly.py FOLDER panel|ties FIRST_YEAR DATES. Prints the seconds with loading, and how many rows it finds.
"""

import sys
import time

import duckdb

folder, what, first, dates = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
start = time.perf_counter()
db = duckdb.connect()
if what == "panel":
    db.execute(f"create table organs as select * from read_csv('{folder}/organs.csv', header = true, all_varchar = true)")
    # A bound that is not recorded leaves the organ there.
    found = db.execute(
        """
        create table panel as
        select d.day, o.id, o.name, o.kind, o.start, o."end" from organs o,
            (select make_date(y::bigint, 12, 31) as day from range(?, ?) t(y)) d
        where coalesce(try_cast(o.start as date), date '0001-01-01') <= d.day
            and coalesce(try_cast(o."end" as date), date '9999-12-31') >= d.day
        """, [first, first + dates])
    found = db.execute("select count(*) from panel").fetchone()[0]
else:
    db.execute(f"create table seats as select * from read_csv('{folder}/seats-1.csv', header = true, "
               "columns = {'person': 'varchar', 'organ': 'varchar', 'first': 'date', 'last': 'date'})")
    db.execute(
        """
        create table ties as
        select a.person, b.person as other, a.organ, sum(least(a.last, b.last) - greatest(a.first, b.first) + 1) as days
        from seats a join seats b on a.organ = b.organ and a.person < b.person and a.first <= b.last and b.first <= a.last
        group by all
        """)
    found = db.execute("select count(*) from ties").fetchone()[0]
print(time.perf_counter() - start, found)
