"""Asks one engine the questions of `sql/` and `lineage.py` about a folder of `organigram export parquet --closure`.

    ask.py ENGINE FOLDER KEY=VALUE..

Engines: duckdb, datafusion, sail, spark (two threads of this process), spark-cluster (a standalone cluster of two workers
on this machine). Keys: day, before, after (EDTF days such as 1936-06-01), organ, person, from, to (ids), first_year,
last_year. Prints a line for each row of each answer, the question's name first, cells apart by tabs, and on standard error
how long each question took, in milliseconds.
"""

import datetime
import os
import pathlib
import re
import socket
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
QUESTIONS = ["subtree", "superiors", "count_by_kind", "holders", "vacancies", "panel", "ties", "changes", "checks"]
DAYS = {"day", "before", "after"}
NUMBERS = {"first_year", "last_year"}


def day_number(text):
    """A day of the years 1 to 9999 as the tables count it; a number stays what it is."""
    if re.fullmatch(r"-?\d+", text) and len(text) != 4:
        return int(text)
    return (datetime.date.fromisoformat(text) - datetime.date(1970, 1, 1)).days


def literal(key, value):
    """A parameter as SQL: a number, or a text in quotes."""
    if key in DAYS:
        return str(day_number(value))
    if key in NUMBERS:
        return str(int(value))
    return "'" + value.replace("'", "''") + "'"


def bound(dialect, question, given):
    """The statement of a question in a dialect, with its parameters put in."""
    sql = (HERE / dialect / f"{question}.sql").read_text(encoding="utf-8")
    put = lambda found: literal(found[1], given[found[1]])
    return re.sub(r"(?<![\w:])[$:]([a-z_]+)\b", put, sql)


def row(question, cells):
    return "\t".join([question, *("" if cell is None else str(cell) for cell in cells)])


class DuckDB:
    dialect = "sql"

    def __init__(self, folder):
        import duckdb

        self.base = duckdb.connect()
        for table in tables(folder):
            path = str(table).replace("'", "''")
            self.base.execute(f"CREATE VIEW {table.stem} AS SELECT * FROM read_parquet('{path}')")

    def ask(self, question, given):
        return self.base.execute(bound(self.dialect, question, given)).fetchall()

    def lineage(self, given):
        predecessors = self.ask("predecessors", {**given, "organ": given["to"]})
        return predecessors, self.ask("paths", given)

    def close(self):
        self.base.close()


class DataFusion(DuckDB):
    dialect = "sql-datafusion"

    def __init__(self, folder):
        import datafusion

        self.base = datafusion.SessionContext()
        for table in tables(folder):
            self.base.register_parquet(table.stem, str(table))

    def ask(self, question, given):
        found = self.base.sql(bound(self.dialect, question, given)).to_pylist()
        return [tuple(row.values()) for row in found]

    def close(self):
        pass


class Spark:
    dialect = "sql-spark"

    def __init__(self, folder):
        self.open(folder, self.session())

    def session(self):
        from pyspark.sql import SparkSession

        return self.configured(SparkSession.builder.master("local[2]")).getOrCreate()

    def configured(self, builder):
        settings = {
            "spark.ui.enabled": "false",
            "spark.sql.shuffle.partitions": "4",
            "spark.driver.bindAddress": "127.0.0.1",
            "spark.driver.host": "127.0.0.1",
            "spark.driver.memory": os.environ.get("ORGANIGRAM_SPARK_MEMORY", "2g"),
            "spark.log.level": "ERROR",
        }
        for key, value in settings.items():
            builder = builder.config(key, value)
        return builder

    def open(self, folder, spark):
        self.spark = spark
        for table in tables(folder):
            spark.read.parquet(str(table)).createOrReplaceTempView(table.stem)

    def ask(self, question, given):
        return [tuple(row) for row in self.spark.sql(bound(self.dialect, question, given)).collect()]

    def lineage(self, given):
        import lineage

        predecessors = lineage.predecessors(self.spark, given["to"])
        return predecessors, [(">".join(way),) for way in lineage.paths(self.spark, given["from"], given["to"])]

    def close(self):
        self.spark.stop()


class SparkCluster(Spark):
    """A master and two workers, each a process of its own, that talk by the loopback interface."""

    def session(self):
        import pyspark
        from pyspark.sql import SparkSession

        home = pathlib.Path(pyspark.__file__).parent
        run = [str(home / "bin" / "spark-class")]
        environment = {**os.environ, "SPARK_HOME": str(home), "SPARK_LOCAL_IP": "127.0.0.1"}
        port = free_port()
        place = ["--host", "127.0.0.1", "--webui-port", "0"]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "env": environment}
        master = f"spark://127.0.0.1:{port}"
        name = "org.apache.spark.deploy"
        self.processes = [subprocess.Popen([*run, f"{name}.master.Master", *place, "--port", str(port)], **quiet)]
        wait_for(port, self.processes[0])
        worker = [*run, f"{name}.worker.Worker", *place, "--cores", "1", "--memory", "1g", master]
        self.processes += [subprocess.Popen(worker, **quiet) for _ in range(2)]
        builder = self.configured(SparkSession.builder.master(master))
        return builder.config("spark.executor.memory", "1g").getOrCreate()

    def close(self):
        super().close()
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            process.wait()


class Sail(Spark):
    def session(self):
        from pysail.spark import SparkConnectServer
        from pyspark.sql import SparkSession

        self.server = SparkConnectServer("127.0.0.1", 0)
        self.server.start(background=True)
        _, port = self.server.listening_address
        return SparkSession.builder.remote(f"sc://127.0.0.1:{port}").getOrCreate()

    def close(self):
        super().close()
        self.server.stop()


ENGINES = {"duckdb": DuckDB, "datafusion": DataFusion, "sail": Sail, "spark": Spark, "spark-cluster": SparkCluster}


def tables(folder):
    return sorted(pathlib.Path(folder).resolve().glob("*.parquet"))


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(port, process):
    until = time.monotonic() + 60
    while time.monotonic() < until and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    raise SystemExit("the master of the cluster does not answer")


def answers(engine, given):
    """The lines of all answers, those of each question sorted."""
    lines = []
    for question in QUESTIONS:
        start = time.perf_counter()
        rows = engine.ask(question, given)
        took(question, start)
        lines += sorted((row(question, cells) for cells in rows), key=str.encode)
    start = time.perf_counter()
    predecessors, paths = engine.lineage(given)
    took("predecessors, is_predecessor, paths", start)
    lines += sorted((row("predecessors", cells) for cells in predecessors), key=str.encode)
    lines.append(row("is_predecessor", [dict(predecessors).get(given["from"], "no")]))
    lines += sorted((row("paths", cells) for cells in paths), key=str.encode)
    return lines


def took(question, start):
    print(f"{question}\t{(time.perf_counter() - start) * 1e3:.1f}", file=sys.stderr)


def main():
    if len(sys.argv) < 3 or sys.argv[1] not in ENGINES:
        raise SystemExit(__doc__)
    given = dict(pair.split("=", 1) for pair in sys.argv[3:])
    engine = ENGINES[sys.argv[1]](sys.argv[2])
    try:
        lines = answers(engine, given)
    finally:
        engine.close()
    sys.stdout.write("".join(line + "\n" for line in lines))


if __name__ == "__main__":
    main()
