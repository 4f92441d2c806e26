"""Every public class and method has a docstring in NumPy style with an example, and every example runs."""

import doctest
import inspect
import re
from pathlib import Path
from typing import Any, Iterator

import pytest
from conftest import TOP

import organigram
import organigram.errors


def documented() -> "Iterator[tuple[str, Any]]":
    """The public objects with their names."""
    yield "organigram", organigram
    for name in organigram.__all__:
        thing = getattr(organigram, name)
        if name.startswith("__"):
            continue
        yield name, thing
        if inspect.isclass(thing) and not issubclass(thing, Exception):
            own = [member for member in vars(thing) if not member.startswith("_")]
            yield from ((f"{name}.{member}", getattr(thing, member)) for member in own)


NAMES = [name for name, _ in documented()]


def attributes() -> "set[str]":
    """What docstrings of classes list as attributes."""
    out = set()
    for name, thing in documented():
        if inspect.isclass(thing) and thing.__doc__ and "Attributes\n" in thing.__doc__:
            part = thing.__doc__.split("Attributes\n", 1)[1].split("Examples\n", 1)[0]
            for line in re.findall(r"^([\w, ]+) : ", part, re.MULTILINE):
                out |= {f"{name}.{one.strip()}" for one in line.split(",")}
    return out


@pytest.mark.parametrize("name", NAMES)
def test_examples_run(name: str) -> None:
    doc = inspect.getdoc(dict(documented())[name]) or ""
    thing = dict(documented())[name]
    if name in attributes():
        return
    assert doc, f"{name} has no docstring and is no attribute that its class lists"
    if inspect.isclass(thing) and issubclass(thing, organigram.OrganigramError) and thing is not organigram.OrganigramError:
        return
    assert ">>> " in doc, f"{name} has no example"
    test = doctest.DocTestParser().get_doctest(doc, {}, name, None, 0)
    runner = doctest.DocTestRunner(optionflags=doctest.REPORT_NDIFF)
    assert runner.run(test).failed == 0


@pytest.mark.parametrize("name", [name for name in NAMES if "." in name and name not in attributes()])
def test_sections_are_those_of_numpy(name: str) -> None:
    doc = inspect.getdoc(dict(documented())[name]) or ""
    sections = re.findall(r"^(\w+)\n(-+)$", doc, re.MULTILINE)
    assert all(len(title) == len(line) for title, line in sections)
    titles = [title for title, _ in sections]
    order = ["Parameters", "Returns", "Raises", "Examples"]
    assert titles == [title for title in order if title in titles]
    parameters = [one for one in inspect.signature(dict(documented())[name]).parameters if one not in ("self", "cls")]
    if parameters:
        described = doc.split("Parameters\n", 1)[1].split("Returns\n", 1)[0]
        missing = [one for one in parameters if not re.search(rf"^\*?(\w+, )*{one}\b", described, re.MULTILINE)]
        assert not missing


@pytest.mark.parametrize("file", ["docs/python.md"])
def test_pages_show_what_is(file: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The blocks of a page are one session; what it writes goes into a folder of its own."""
    text = (TOP / file).read_text(encoding="utf-8")
    blocks = re.findall(r"^```pycon\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    assert blocks
    (tmp_path / "models").symlink_to(TOP / "models")
    monkeypatch.chdir(tmp_path)
    test = doctest.DocTestParser().get_doctest("\n".join(blocks), {}, file, file, 0)
    runner = doctest.DocTestRunner(optionflags=doctest.REPORT_NDIFF | doctest.NORMALIZE_WHITESPACE)
    assert runner.run(test).failed == 0
