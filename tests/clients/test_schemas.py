"""The JSON schemas in editors/schemas, held by the library jsonschema against what the program writes and reads."""

import json
import os
import subprocess
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

PROGRAM = os.environ.get("ORGANIGRAM", "organigram")
TOP = Path(__file__).resolve().parents[2]


def validator(name: str) -> Draft202012Validator:
    schema = json.loads((TOP / f"editors/schemas/{name}.schema.json").read_text())
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def wrong(name: str, value) -> list[str]:
    return [f"{error.json_path}: {error.message[:200]}" for error in validator(name).iter_errors(value)]


@pytest.mark.parametrize("model", ["wpk", "chess-club", "ministry", "six-scripts"])
def test_a_model_that_is_exported_is_valid(model: str):
    command = [PROGRAM, "export", "json", str(TOP / f"models/{model}.ron")]
    exported = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    assert exported["organs"]
    assert wrong("model", exported) == []


@pytest.mark.parametrize(
    "model",
    [
        {"organs": {"club": {"nmae": "Club"}}},
        {"organs": {"club": {"name": 5}}},
        {"transitions": [{"Exploded": {}}]},
        {"organs": {"club": {"modality": "Rumoured"}}},
    ],
)
def test_what_the_program_refuses_is_not_valid(model: dict, tmp_path: Path):
    assert wrong("model", model)
    file = tmp_path / "model.json"
    file.write_text(json.dumps(model))
    assert subprocess.run([PROGRAM, "import", "json", str(file)], capture_output=True).returncode == 2


def test_a_theme_and_a_mapping_that_are_valid_are_read(tmp_path: Path):
    theme = {"$schema": "theme.schema.json", "base": "dark", "page": "#101419"}
    mapping = {
        "$schema": "mapping.schema.json",
        "sources": {"list": {"title": "List of clubs", "published": "2001"}},
        "cite": "list",
        "dates": {"choices": ["DayFirst"], "coarser": {"-01-01": "Year"}},
        "tables": [{"file": "clubs.csv", "holds": "Organs", "columns": {"id": "No", "name": "Club"}}],
    }
    assert wrong("theme", theme) == [] and wrong("mapping", mapping) == []
    (tmp_path / "theme.json").write_text(json.dumps(theme))
    (tmp_path / "mapping.json").write_text(json.dumps(mapping))
    (tmp_path / "clubs.csv").write_text("No,Club\n1,Rookhaven\n")
    command = [PROGRAM, "import", "csv", "--map", "mapping.json", "-o", "clubs.ron"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    command = [PROGRAM, "render", "clubs.ron", "--view", "hierarchy", "--theme", "theme.json", "-o", "x.svg"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    assert "#101419" in (tmp_path / "x.svg").read_text()
    assert wrong("theme", {"pge": "#fff"}) and wrong("mapping", {"tables": [{"holds": "Clubs"}]})
