"""Models of data frames: the same as importing the tables, with the same problems."""

import datetime
from typing import Any

import pandas
import polars
import pyarrow  # type: ignore[import-untyped, unused-ignore]
import pytest

import organigram

ORGANS: "dict[str, list[Any]]" = {
    "id": ["club", "board", "juniors"],
    "name": ["Chess Club", "Board", None],
    "under": [None, "club", "club"],
    "start": ["1950-05-02", "1950-05", "c. 1954"],
    "end": [None, None, "1974"],
}

FRAMES: "list[Any]" = [
    ORGANS,
    [dict(zip(ORGANS, row)) for row in zip(*ORGANS.values())],
    pandas.DataFrame(ORGANS),
    polars.DataFrame(ORGANS),
    pyarrow.table(ORGANS),
]


@pytest.mark.parametrize("number", range(len(FRAMES)))
def test_frames_of_every_library(number: int) -> None:
    model = organigram.Model.from_frames(organs=FRAMES[number])
    assert model.query("organs()").column("existence") == ["1950-05-02/", "1950-05/", "1954~/1974"]
    assert model.at("1960").tree().column("level") == [0, 1, 1]
    assert organigram.Model.from_text(model.to_ron()).query("organs()").to_dicts() == model.query("organs()").to_dicts()


def test_what_is_missing_and_what_is_a_day() -> None:
    frame = pandas.DataFrame(
        {
            "id": ["a", "b", "c"],
            "start": pandas.to_datetime(pandas.Series(["1950-05-02", None, "1960-01-01"])),
            "note": [float("nan"), pandas.NA, "kept"],
        }
    )
    rows = organigram.Model.from_frames(organs=frame).query("organs()", ["id", "existence", "note"]).to_dicts()
    assert [(row["id"], row["existence"], row["note"]) for row in rows] == [
        ("a", "1950-05-02/", None),
        ("b", None, None),
        ("c", "1960-01-01/", "kept"),
    ]
    years = {"id": ["a"], "start": [1950.0], "end": [datetime.date(1971, 5, 1)]}
    assert organigram.Model.from_frames(organs=years).query("a").column("existence") == ["1950/1971-05-01"]
    with pytest.raises(ValueError, match="time of day"):
        organigram.Model.from_frames(organs={"id": ["a"], "start": [datetime.datetime(1950, 5, 2, 13, 30)]})


def test_several_frames_and_a_mapping() -> None:
    model = organigram.Model.from_frames(
        organs=pandas.DataFrame({"Key": ["board"], "Body": ["Board"], "Since": ["1950"]}),
        people={"id": ["vera"], "name": ["Vera Stone"]},
        seats={"person": ["vera"], "organ": ["board"], "start": ["1960"]},
        mapping={
            "title": "The club",
            "sources": {"minutes": {"title": "Minute book", "published": "1975"}},
            "cite": "minutes",
            "tables": [{"file": "organs", "columns": {"id": "Key", "name": "Body", "start": "Since"}}],
        },
    )
    assert model.title == "The club"
    (seat,) = model.at("1965").who("board").to_dicts()
    assert (seat["name"], seat["answer"], seat["cites"]) == ("Vera Stone", "presumed", "minutes")


def test_rows_that_cannot_be_used_are_reported_with_their_places() -> None:
    frame = pandas.DataFrame({"id": ["club", "", "board"], "name": ["Club", "", "Board"], "start": ["1950", "", "soon"]})
    with pytest.raises(organigram.ModelError) as raised:
        organigram.Model.from_frames(organs=frame)
    found = [(one.code, one.file, one.line) for one in raised.value.diagnostics]
    assert ("I005", "organs", 4) in found
    assert "strict=False" in (raised.value.help or "")
    model = organigram.Model.from_frames(organs=frame, strict=False)
    assert [(one.code, one.file, one.line) for one in model.reported()] == found
    assert model.query("club").column("id") == ["club"]


def test_problems_of_the_model_that_comes_of_frames() -> None:
    model = organigram.Model.from_frames(organs={"id": ["a", "b"], "start": ["1950", "1960"], "end": ["1940", None]})
    codes = [problem.code for problem in model.diagnostics()]
    assert model.check().column("code") == codes and codes


def test_hostile_frames() -> None:
    text = 'x", \n"y\r\n\t\u0000 "))), organs: {'
    model = organigram.Model.from_frames(organs={"id": ["a"], "name": [text.replace("\u0000", "")]})
    assert "organs: {" in model.query("a").column("name")[0]
    with pytest.raises(ValueError, match="different lengths"):
        organigram.Model.from_frames(organs={"id": ["a", "b"], "name": ["A"]})
    with pytest.raises(organigram.OrganigramError):
        organigram.Model.from_frames(organs={"colour": ["red"]})
    assert len(organigram.Model.from_frames(organs={"id": []}).query("organs()")) == 0
    with pytest.raises(organigram.ModelError, match="no table"):
        organigram.Model.from_frames()
