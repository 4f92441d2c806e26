"""The wheel answers what the program answers, row for row and word for word."""

import datetime
from typing import Any, Optional

import pytest
from conftest import asked

import organigram

MODEL = "models/wpk.ron"
EPOCH = datetime.date(1970, 1, 1)


def cell(value: Any) -> str:
    """A cell as the program prints it."""
    return "" if value is None else str(value)


def day(number: Optional[int]) -> str:
    return "" if number is None else (EPOCH + datetime.timedelta(days=number)).isoformat()


def options(question: "dict[str, Any]") -> "list[str]":
    """The options of the program for the arguments of `at`."""
    out: list[str] = []
    for name, value in question.items():
        if name == "show":
            out.append(f"--{value}")
        else:
            out += [f"--{name.replace('_', '-')}", ",".join(value) if isinstance(value, list) else value]
    return out


QUESTIONS = [
    ("all()", {}),
    ("organs()", {"as_of": "1936-06-01"}),
    ("organs()", {"as_of": "1936-06-01", "show": "possible"}),
    ("under(wpk-cc) & kind(bureau)", {"as_of": "2013-01-28", "show": "possible"}),
    ("posts()", {"as_of": "2013-01-28", "show": "certain"}),
    ("people()", {"as_of": "1994/1998"}),
    ("events()", {}),
    ("diu::wpk", {"according_to": ["embassy-2013-10-10"]}),
    ("organs()", {"as_of": "1930", "without": ["kcna-2019-07-03"]}),
    ("disputed()", {"known_by": "2013-12-31"}),
    ("transitions()", {}),
    ("organs() ~ under(wpk)", {"as_of": "2013", "presume_for": "5y"}),
]


@pytest.mark.parametrize(("expression", "question"), QUESTIONS)
def test_queries(wpk: organigram.Model, expression: str, question: "dict[str, Any]") -> None:
    columns = "id,name,names,kind,existence,answer,why,sources,superior,place,modality,note,length,last_attested"
    expected = asked("query", MODEL, expression, "--format", "json", "--columns", columns, *options(question))
    table = wpk.at(**question).query(expression, columns.split(","))
    found = [{name: cell(row[name]) for name in columns.split(",")} for row in table.to_dicts()]
    assert found == expected
    assert expected, "a question that finds nothing compares nothing"


@pytest.mark.parametrize(("expression", "question"), QUESTIONS)
def test_every_row_has_its_footing(wpk: organigram.Model, expression: str, question: "dict[str, Any]") -> None:
    for columns in (None, "id", ["name"]):
        table = wpk.at(**question).query(expression, columns)
        assert {"answer", "why", "last_attested", "modality", "reliability", "sources", "cites"} <= set(table.columns)
        assert None not in table.column("answer") and None not in table.column("modality")
        assert all(table.column("why"))


def test_days_are_those_of_the_tables_for_engines(wpk: organigram.Model) -> None:
    (row,) = wpk.query("diu").to_dicts()
    assert row["existence"] == "1926-10-17/"
    assert day(row["start_min"]) == day(row["start_max"]) == "1926-10-17"
    assert (row["start_bound"], row["end_bound"], row["end_max"]) == ("stated", "unknown", None)


def test_panel(wpk: organigram.Model) -> None:
    arguments = ["--every", "12-31", "--from", "1945", "--to", "1950"]
    expected = asked("panel", MODEL, "organs()", *arguments, "--format", "json")
    table = wpk.panel("organs()", every="12-31", first=1945, last=1950)
    assert len(table) == len(expected) > 0
    for found, row in zip(table.to_dicts(), expected):
        for name in ("date", "id", "name", "kind", "answer", "why"):
            assert cell(found[name]) == row.get(name, "")
        assert [day(found["earliest_start"]) or None, day(found["latest_start"]) or None] == row["start"]
        assert cell(found["superior"]) == ", ".join(row.get("superior", []))
        assert cell(found["sources"]) == ", ".join(row.get("sources", []))
        assert cell(found["modality"]) == row["modality"].lower()
        assert [day(found["first_day"]), day(found["last_day"])] == [row["date"]] * 2


def test_ties(wpk: organigram.Model) -> None:
    expected = asked("ties", MODEL, "wpk-pb", "--as-of", "2013", "--format", "json")
    table = wpk.at("2013").ties("wpk-pb")
    assert len(table) == len(expected["rows"]) > 0
    for found, row in zip(table.to_dicts(), expected["rows"]):
        assert [found["person"], found["other"]] == row["people"]
        assert [found["name"], found["other_name"]] == row["names"]
        for name in ("body", "body_name", "answer", "why", "certain_days", "presumed_days", "possible_days"):
            assert found[name] == row[name], name
        assert [day(found["from"]), day(found["to"])] == [row["from"] or "", row["to"] or ""]
        assert found["cites"] == "; ".join(row["cites"])


@pytest.mark.parametrize("expression", [None, "series(csm)", "kim-jong-il"])
def test_timeline(wpk: organigram.Model, expression: Optional[str]) -> None:
    expected = asked("timeline", MODEL, *([expression] if expression else []), "--format", "json")
    table = wpk.timeline(expression)
    assert len(table) == len(expected) > 0
    for found, row in zip(table.to_dicts(), expected):
        for name in ("date", "what", "text", "answer", "why"):
            assert cell(found[name]) == row[name]
        assert cell(found["ids"]).split() == row["ids"] and cell(found["modality"]) == row["modality"].lower()
        assert cell(found["cites"]) == "; ".join(row["cites"])


@pytest.mark.parametrize(
    ("given", "arguments"),
    [
        ({"before": "1945-08-14", "after": "1946-12-31"}, ["--from", "1945-08-14", "--to", "1946-12-31"]),
        (
            {"between": ("kcna-2019-07-03", "embassy-2013-10-10")},
            ["--between", "kcna-2019-07-03", "embassy-2013-10-10"],
        ),
    ],
)
def test_diff(wpk: organigram.Model, given: "dict[str, Any]", arguments: "list[str]") -> None:
    expected = asked("diff", MODEL, *arguments, "--format", "json")["changes"]
    table = wpk.diff(**given)
    assert len(table) == len(expected) > 0
    for found, row in zip(table.to_dicts(), expected):
        for name in ("kind", "text", "answer", "why"):
            assert found[name] == row[name]
        assert [found["before"], found["after"]] == [row.get("before"), row.get("after")]
        assert cell(found["ids"]).split() == row["ids"] and cell(found["cites"]) == "; ".join(row["cites"])


def test_what_was_known_later_is_a_diff(wpk: organigram.Model) -> None:
    expected = asked("diff", MODEL, "--known-by", "2013-12-31", "--and-by", "2021-12-31", "--format", "json")
    table = wpk.at(known_by="2013-12-31").diff(and_by="2021-12-31")
    assert table.column("text") == [row["text"] for row in expected["changes"]]


@pytest.mark.parametrize("name", ["wpk-pb", "kim-jong-il", "wpk-first-secretary"])
def test_who(wpk: organigram.Model, name: str) -> None:
    (answer,) = asked("who", MODEL, name, "--as-of", "2013-01-28", "--format", "json").items()
    kind, expected = answer
    rows = list(expected["holdings"] if kind != "organ" else [])
    if kind == "organ":
        rows += [held for post in expected["posts"] for held in post["holdings"]]
        rows += expected["full"] + expected["candidates"] + expected["others"]
    table = wpk.at("2013-01-28").who(name)
    assert len(table) == len(rows) > 0
    for found, row in zip(table.to_dicts(), rows):
        for column in ("person", "name", "place", "service", "standing", "answer", "why"):
            assert found[column] == row[column], column
        assert cell(found["during"]) == row["during"] and cell(found["cites"]) == "; ".join(row["cites"])
        assert cell(found["status"]) == row["status"].lower()


def test_nobody_is_said_in_words(wpk: organigram.Model) -> None:
    table = wpk.at("1980", according_to="embassy-2013-10-10").who("general secretary")
    assert any("no holder is recorded" in note for note in table.notes)
    nothing = wpk.at("1900", show="possible").query("kind(bureau)")
    assert len(nothing) == 0 and nothing.notes == ["no organ found"]
    possible = organigram.Model.from_text('Model(organs: { "club": Organ(existence: "1950~/") })')
    (note,) = possible.at("1949-06").query("organs()").notes
    assert note == 'no certain or presumed organ found; one is possible, and `show="possible"` shows it'


def test_tree(wpk: organigram.Model) -> None:
    def rows(branches: "list[dict[str, Any]]", level: int) -> "list[tuple[Any, ...]]":
        out: list[tuple[Any, ...]] = []
        for branch in branches:
            out.append((level, branch["id"], branch["name"], branch["answer"], branch["why"]))
            out += rows(branch.get("units", []), level + 1)
        return out

    expected = rows(asked("tree", MODEL, "--as-of", "2013-01-28", "--format", "json")["organs"], 0)
    table = wpk.at("2013-01-28").tree()
    found = [tuple(row[name] for name in ("level", "id", "name", "answer", "why")) for row in table.to_dicts()]
    assert found == expected and found


def test_check() -> None:
    model = "models/chess-club.ron"
    expected = asked("check", model, "--format", "json")
    expected = expected if isinstance(expected, list) else [expected]
    table = organigram.open(model).check()
    assert len(table) == len(expected) > 0
    for found, row in zip(table.to_dicts(), expected):
        for name in ("code", "name", "level", "file", "line", "column", "message"):
            assert found[name] == row[name]
        assert cell(found["help"]) == "\n".join(row["help"])


@pytest.mark.parametrize("name", ["wpk", "kim-jong-il"])
def test_all_that_is_said_of_a_thing(wpk: organigram.Model, name: str) -> None:
    assert wpk.at("2013").show(name) == asked("show", MODEL, name, "--as-of", "2013", "--format", "json")


def test_lineage(wpk: organigram.Model) -> None:
    assert wpk.lineage("diu", "wpk") == asked("lineage", MODEL, "diu", "wpk", "--format", "json")


def test_dates_as_people_have_them(wpk: organigram.Model) -> None:
    texts = wpk.at("2013-01-28").query("organs()").to_dicts()
    assert wpk.at(datetime.date(2013, 1, 28)).query("organs()").to_dicts() == texts
    assert wpk.at(datetime.datetime(2013, 1, 28, 12)).query("organs()").to_dicts() == texts
    assert wpk.at(2013).question == wpk.at("2013").question


def test_a_model_is_a_slice_of_itself(wpk: organigram.Model) -> None:
    assert isinstance(wpk, organigram.Slice)
    assert wpk.query("organs()").to_dicts() == wpk.at().query("organs()").to_dicts()
    assert wpk.at("2013").model.title == wpk.title
