"""pandas, Polars, DuckDB and PyArrow read a table, each by the Arrow C stream, and find the same in it."""

import duckdb
import networkx
import pandas
import polars
import pyarrow  # type: ignore[import-untyped, unused-ignore]
import pytest
import rustworkx

import organigram


@pytest.fixture(scope="module")
def table(wpk: organigram.Model) -> organigram.Table:
    return wpk.at("2013-01-28", show="possible").query("organs()")


def test_pyarrow(table: organigram.Table) -> None:
    read = pyarrow.table(table)
    read.validate(full=True)
    assert read.column("id").to_pylist() == table.column("id")
    assert read.schema.field("answer").type == pyarrow.dictionary(pyarrow.int32(), pyarrow.string(), ordered=True)
    assert read.schema.field("start_min").type == pyarrow.int32()
    assert read.schema.metadata[b"organigram.question"].decode() == table.question
    # The stream may be asked for again, and the types alone.
    assert pyarrow.table(table).equals(read) and pyarrow.schema(table).equals(read.schema)


def test_pandas(table: organigram.Table) -> None:
    frame = table.to_pandas()
    assert frame["id"].tolist() == table.column("id")
    assert frame["answer"].cat.ordered
    assert frame["answer"].cat.categories.tolist() == ["no", "possible", "presumed", "certain"]
    sure = frame[frame["answer"] >= "presumed"]
    assert sure["id"].tolist() == [row["id"] for row in table.to_dicts() if row["answer"] in ("presumed", "certain")]
    assert 0 < len(sure) < len(frame)
    assert frame["start_min"].dtype == pandas.Int32Dtype()
    days = [None if pandas.isna(day) else day for day in frame["start_min"]]
    assert days == table.column("start_min")


def test_pandas_without_our_help(table: organigram.Table) -> None:
    if not hasattr(pandas.DataFrame, "from_arrow"):
        pytest.skip("this pandas reads no Arrow stream by itself")
    from_arrow = getattr(pandas.DataFrame, "from_arrow")
    assert from_arrow(table)["id"].tolist() == table.column("id")


def test_polars(table: organigram.Table) -> None:
    frame = table.to_polars()
    assert frame["id"].to_list() == table.column("id")
    assert frame["answer"].cast(polars.String).to_list() == table.column("answer")
    assert frame["start_min"].dtype == polars.Int32
    assert polars.DataFrame(table).equals(frame)


def test_duckdb(table: organigram.Table) -> None:
    rows = table
    relation = duckdb.sql("select answer::varchar, count(*) from rows group by 1 order by 1")
    found = relation.fetchall() if relation else None
    answers = rows.column("answer")
    assert found == [(answer, answers.count(answer)) for answer in sorted(set(answers))]


def test_empty_tables_have_their_columns(wpk: organigram.Model) -> None:
    empty = wpk.at("1800", show="certain").query("organs()")
    assert len(empty) == 0 and empty.to_dicts() == []
    assert empty.to_pandas().columns.tolist() == empty.columns
    assert empty.to_polars().columns == empty.columns
    assert "no organ found" in empty._repr_html_() or "possible" in empty._repr_html_()


def test_rows_by_their_places(table: organigram.Table) -> None:
    assert table[-1] == table.to_dicts()[-1] and [row for row in table] == table.to_dicts()
    for wrong in (len(table), -len(table) - 1):
        with pytest.raises(IndexError):
            table[wrong]
    with pytest.raises(KeyError, match="no column `nmae`"):
        table.column("nmae")


def test_html_is_safe() -> None:
    text = 'Model(organs: { "x": Organ(name: "<script>alert(1)</script> & \\"so\\" on") })'
    html = organigram.Model.from_text(text).query("organs()")._repr_html_()
    assert "<script" not in html and "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;so&quot;" in html


def test_html_shows_the_first_rows(wpk: organigram.Model) -> None:
    html = wpk.query("claims()")._repr_html_()
    assert html.count("<tr>") == 21 and "the first 20 shown" in html


def test_networkx(wpk: organigram.Model) -> None:
    day = wpk.at("2013-01-28")
    graph = day.to_networkx("organs()", "people()", "posts()")
    things = {row["id"] for kind in ("organs()", "people()", "posts()") for row in day.query(kind).to_dicts()}
    assert set(graph.nodes) == things
    for _, _, edge in graph.edges(data=True):
        assert edge["answer"] in ("certain", "presumed") and edge["why"] and edge["modality"]
    unit = [(one, other) for one, other, edge in graph.edges(data=True) if edge["relation"] == "part_of"]
    levels = day.tree().to_dicts()
    assert len(unit) >= sum(row["level"] > 0 and row["line"] == "part_of" for row in levels) > 0
    # What it holds can be written as it is.
    assert "".join(networkx.generate_graphml(graph))
    other = day.to_rustworkx("organs()", "people()", "posts()")
    assert isinstance(other, rustworkx.PyDiGraph)
    assert (other.num_nodes(), other.num_edges()) == (graph.number_of_nodes(), graph.number_of_edges())
    assert other.attrs == graph.graph == {"title": wpk.title, "question": day.question}


def test_a_plan_is_no_edge_at_a_date_and_is_called_one_without() -> None:
    model = organigram.Model.from_text("""Model(
        organs: { "board": Organ(existence: "1950/") }, people: { "ann": Person() },
        seats: [Seat(person: "ann", organ: "board", during: "1960/", modality: Planned)],
    )""")
    assert model.at("1965").to_networkx("organs()", "people()").number_of_edges() == 0
    ((_, _, edge),) = model.to_networkx("organs()", "people()").edges(data=True)
    assert (edge["relation"], edge["modality"]) == ("seat_in (planned)", "planned")
