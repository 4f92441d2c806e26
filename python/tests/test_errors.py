"""What goes wrong is an exception with what to do about it, whatever is given; nothing ends the interpreter."""

from pathlib import Path
from typing import Any, Callable

import pytest

import organigram
from organigram import DrawError, ModelError, OrganigramError, QuestionError


def test_a_model_that_cannot_be_read(tmp_path: Path) -> None:
    file = tmp_path / "club.ron"
    file.write_text('Model(organs: {\n    "club": Organ(nmae: "Chess Club", existence: 1950-05-02),\n})')
    with pytest.raises(ModelError) as raised:
        organigram.open(file)
    first, second = raised.value.diagnostics
    assert (first.code, first.name, first.level) == ("L001", "unknown-field", "error")
    assert (first.file, first.line, first.column, first.end_column) == (str(file), 2, 19, 23)
    assert first.message == "an `Organ` has no field `nmae`"
    assert second.help == 'write "1950-05-02"'
    assert f"{file}:2:19: error[L001]" in str(raised.value)


def test_a_file_that_is_not_there() -> None:
    with pytest.raises(ModelError, match="nowhere.ron"):
        organigram.open("nowhere.ron")


def test_a_file_outside_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "out.ron").write_text('Model(organs: { "board": Organ() })')
    model = tmp_path / "in/club.ron"
    model.write_text('Model(include: ["../out.ron"])')
    with pytest.raises(ModelError) as raised:
        organigram.open(model)
    assert "`allow_outside`" in str([one.help for one in raised.value.diagnostics])
    assert organigram.open(model, allow_outside=True).query("board").column("id") == ["board"]


WRONG: "list[tuple[Callable[[Any], Any], str, str]]" = [
    (lambda model: model.at("1957-13"), "as_of: `1957-13` has no month 13", ""),
    (lambda model: model.at(known_by="soon"), "known_by: ", ""),
    (lambda model: model.at(according_to="kcnaa"), "no source has the id or name `kcnaa`", ""),
    (lambda model: model.at(lines="party"), "no line has the id or name `party`", ""),
    (lambda model: model.at(show="all"), "show: `all` is none of `default`, `certain`, `possible`", ""),
    (lambda model: model.at(modality="rumoured"), "modality: `rumoured` is none of ", ""),
    (lambda model: model.at(presume_for="long"), "presume_for: `long` is no length of time", ""),
    (lambda model: model.query("under(wpk"), "under(wpk", ""),
    (lambda model: model.query("under(wpkpb)"), "wpkpb", ""),
    (lambda model: model.query("organs()", "nmae"), "columns: `nmae` is none of `id`, `name`", ""),
    (lambda model: model.query("organs()", order="size"), "order: `size` is none of", ""),
    (lambda model: model.who("nobody at all"), "no post, organ or person has the id or name", ""),
    (lambda model: model.who("first secretary"), "fits 2 things equally well", "use one of these ids"),
    (lambda model: model.diff(), "`before`", ""),
    (lambda model: model.diff("1945"), "", ""),
    (lambda model: model.panel("organs()"), "a panel takes 1 to 100000 dates", ""),
    (lambda model: model.panel("organs()", every="12-31"), "`first` and `last`", ""),
    (lambda model: model.panel("transitions()", "1946"), "transitions", ""),
    (lambda model: model.at("1946").panel("organs()", "1946"), "leave `as_of` out", ""),
    (lambda model: model.panel("organs()", every="month", first=-9999, last=9999), "100000", ""),
    (lambda model: model.ties("events()"), "ties are those of organs or of people", ""),
    (lambda model: model.timeline("claims()"), "claims", ""),
    (lambda model: model.tree("nothing"), "nothing", ""),
    (lambda model: model.lineage("diu", "wpkk"), "wpkk", ""),
    (lambda model: model.check(deny="no-such-rule"), "no rule has the id or name `no-such-rule`", ""),
    (lambda model: model.to_networkx("transitions()"), "transitions", ""),
    (lambda model: model.draw("no-such-view"), "no view has the id or name", ""),
    (lambda model: model.draw(form="pie"), "form: `pie` is none of `hierarchy`", ""),
    (lambda model: model.draw(theme="pink"), "theme: `pink` is none of `light`", ""),
    (lambda model: model.draw(scale=float("nan")), "scale: a number from 0.05 to 20", ""),
    (lambda model: model.draw(form="diff"), "`before`", ""),
    (lambda model: model.draw(form="roster"), "`root`", ""),
    (lambda model: organigram.Model.from_frames(organs={"id": ["x"]}, mapping="Mapping("), "mapping: ", ""),
]


@pytest.mark.parametrize("number", range(len(WRONG)))
def test_questions_that_cannot_be_asked(wpk: organigram.Model, number: int) -> None:
    ask, message, help = WRONG[number]
    with pytest.raises(QuestionError) as raised:
        ask(wpk)
    assert message in raised.value.message
    assert isinstance(raised.value, ValueError) and isinstance(raised.value, OrganigramError)
    if help:
        assert raised.value.help == help
    # The words are those of the arguments here, and of no other door.
    assert "--" not in str(raised.value)


def test_what_may_have_been_meant(wpk: organigram.Model) -> None:
    with pytest.raises(QuestionError) as raised:
        wpk.at(according_to="kcna-2019-07-04")
    assert raised.value.help == "did you mean `kcna-2019-07-03`?"


# What type checkers would not let through.
UNTYPED: Any = organigram


@pytest.mark.parametrize(
    "ask",
    [
        lambda model: model.at(1.5),
        lambda model: model.at(b"1950"),
        lambda model: model.at(True),
        lambda model: model.at(according_to=5),
        lambda model: model.at(according_to=[5]),
        lambda model: model.query(None),
        lambda model: model.query("organs()", [1]),
        lambda model: model.diff(against="other.ron"),
        lambda model: model.panel("organs()", [object()]),
        lambda model: UNTYPED.open(5),
        lambda model: UNTYPED.Model(),
        lambda model: UNTYPED.Table(),
        lambda model: UNTYPED.Model.from_frames(clubs={}),
        lambda model: UNTYPED.Model.from_frames(organs=5),
        lambda model: UNTYPED.Model.from_frames(organs=[5]),
        lambda model: UNTYPED.Model.from_frames(mapping=[]),
    ],
)
def test_things_of_another_type(wpk: organigram.Model, ask: Callable[[Any], Any]) -> None:
    with pytest.raises(TypeError):
        ask(wpk)


HOSTILE = [
    "",
    " ",
    "\0",
    "(" * 100_000,
    "under(" * 50_000,
    "a" * 1_000_000,
    "~" * 10_000,
    "organs() & " * 20_000 + "organs()",
    "\ud83d\ude00",
    "name(\"regex:(a*)*b\")",
    "'; drop table organs; --",
    "../../etc/passwd",
    "\u202eorgans()",
    "9" * 400,
    "[" * 500 + "1950" + "]" * 500,
]


@pytest.mark.parametrize("number", range(len(HOSTILE)))
def test_hostile_texts(wpk: organigram.Model, number: int) -> None:
    text = HOSTILE[number]
    for ask in (
        lambda: wpk.query(text),
        lambda: wpk.at(text),
        lambda: wpk.at(according_to=text),
        lambda: wpk.who(text),
        lambda: wpk.panel(text, "1950"),
        lambda: wpk.panel("organs()", text),
        lambda: wpk.draw(text),
        lambda: organigram.open(text),
        lambda: organigram.Model.from_text(text),
        lambda: organigram.Model.from_frames(organs={text: [text]}),
        lambda: organigram.Model.from_frames(organs={"id": ["x"]}, mapping=text),
    ):
        try:
            ask()
        except (OrganigramError, OSError, ValueError, TypeError) as error:
            assert not isinstance(error, organigram.InternalError)


def test_pictures_that_cannot_be_drawn(wpk: organigram.Model, tmp_path: Path) -> None:
    with pytest.raises(DrawError, match="nothing to draw"):
        wpk.at("1800").draw(form="hierarchy")
    picture = wpk.at("2013-01-28").draw("centre-2013")
    with pytest.raises(DrawError, match=r"did you mean `\.svg`|end the name in \.svg"):
        picture.save(tmp_path / "x.sgv")
    with pytest.raises(QuestionError, match="format: `gif` is none of"):
        UNTYPED.Picture.to_bytes(picture, "gif")
    with pytest.raises(OSError):
        picture.save(tmp_path / "no/such/folder.svg")
    assert list(tmp_path.iterdir()) == []


def test_pictures_in_every_format(wpk: organigram.Model, tmp_path: Path) -> None:
    picture = wpk.draw("centre-2013")
    marks = {"svg": b"<svg", "png": b"\x89PNG", "pdf": b"%PDF-", "html": b"<!", "dot": b"digraph", "mmd": b"", "json": b"{"}
    for ending, mark in marks.items():
        file = tmp_path / f"centre.{ending}"
        picture.save(file)
        assert mark in file.read_bytes()[:300] and file.read_bytes() == picture.to_bytes(ending)  # type: ignore[arg-type]
    assert picture._repr_svg_() == picture.to_svg() == (tmp_path / "centre.svg").read_text(encoding="utf-8")
    # The same picture as the program writes.
    assert picture.to_svg() == Path("output/centre-2013.svg").read_text(encoding="utf-8")
