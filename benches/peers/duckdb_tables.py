"""The generated tables in DuckDB, in memory: organ, under, lineage with numbers for ids; dates as
days, open ends as the ends of time. References that resolve to nothing stay NULL.
"""

import duckdb

THREADS = 2


def load(folder):
    base = duckdb.connect(":memory:", config={"threads": THREADS})
    read = lambda name: f"read_csv('{folder}/{name}.csv', header=true, all_varchar=true, nullstr='')"
    start, end = "DATE '0001-01-01'", "DATE '9999-12-31'"
    # Files are read in order, so that row_number() counts the lines.
    base.execute(f"""CREATE TABLE organ AS SELECT row_number() OVER () AS n, id, kind, name,
        coalesce("start"::DATE, {start}) AS first, coalesce("end"::DATE, {end}) AS last
        FROM {read('organs')}""")
    base.execute(f"""CREATE TABLE under AS SELECT c.n AS child, p.n AS parent, u.parent AS parent_id,
        coalesce(u."start"::DATE, {start}) AS first, coalesce(u."end"::DATE, {end}) AS last,
        u."start" IS NOT NULL AS dated,
        greatest(coalesce(u."start"::DATE, {start}), c.first) AS since,
        least(coalesce(u."end"::DATE, {end}), c.last) AS until
        FROM {read('under')} u LEFT JOIN organ c ON c.id = u.child LEFT JOIN organ p ON p.id = u.parent""")
    base.execute(f"""CREATE TABLE lineage AS SELECT f.n AS predecessor, h.n AS successor, l.kind, l.date::DATE AS "on"
        FROM {read('lineage')} l LEFT JOIN organ f ON f.id = l."from" LEFT JOIN organ h ON h.id = l."into" """)
    base.execute(f"""CREATE TABLE post AS SELECT p.id, o.n AS organ, p.organ AS organ_id, seats::INT AS seats
        FROM {read('posts')} p LEFT JOIN organ o ON o.id = p.organ""")
    base.execute(f"""CREATE TABLE tenure AS SELECT person, post, coalesce("start"::DATE, {start}) AS first,
        coalesce("end"::DATE, {end}) AS last FROM {read('tenures')}""")
    return base
