"""Writes the statements of `sql/`, which are DuckDB's, in the dialects of other engines, by sqlglot.

    transpile.py            writes sql-spark/ (also for Sail) and sql-datafusion/
    transpile.py --check    fails where what lies there is not what would be written
"""

import pathlib
import sys

import sqlglot

HERE = pathlib.Path(__file__).resolve().parent
# DataFusion's SQL is nearest to PostgreSQL's, and takes parameters as `$name`.
DIALECTS = {"spark": "spark", "datafusion": "postgres"}
# Spark and Sail have no recursion that these need: lineage.py does it there.
RECURSIVE = {"predecessors", "paths"}


def written(source, dialect):
    """A statement in a dialect, with the remark above it."""
    text = source.read_text(encoding="utf-8")
    remark = "".join(line + "\n" for line in text.splitlines() if line.startswith("--"))
    tree = sqlglot.parse_one(text, read="duckdb")
    sign = ":" if dialect == "spark" else "$"
    for parameter in list(tree.find_all(sqlglot.exp.Parameter, sqlglot.exp.Placeholder)):
        parameter.replace(sqlglot.exp.Var(this=sign + parameter.name))
    return remark + tree.sql(dialect=DIALECTS[dialect], pretty=True, comments=False) + "\n"


def main():
    stale = []
    for source in sorted((HERE / "sql").glob("*.sql")):
        for dialect in DIALECTS:
            if dialect == "spark" and source.stem in RECURSIVE:
                continue
            path, text = HERE / f"sql-{dialect}" / source.name, written(source, dialect)
            if "--check" not in sys.argv:
                path.parent.mkdir(exist_ok=True)
                path.write_text(text, encoding="utf-8")
            elif not path.exists() or path.read_text(encoding="utf-8") != text:
                stale.append(str(path))
    if stale:
        raise SystemExit("run transpile.py; it would change " + ", ".join(stale))


if __name__ == "__main__":
    main()
