"""The notebook runs from its beginning, and gives the outputs that are in it.

`UPDATE_OUTPUT=1` writes the new outputs into it.
"""

import os
from typing import Any

import nbformat
from conftest import TOP
from nbclient import NotebookClient

FILE = TOP / "examples/wpk.ipynb"


def outputs(notebook: Any) -> "list[tuple[str, Any]]":
    """What each cell of code gave, without what differs from run to run."""
    given = [cell for cell in notebook.cells if cell.cell_type == "code"]
    return [(cell.source, [kept(output) for output in cell.outputs]) for cell in given]


def kept(output: Any) -> Any:
    if output.output_type == "stream":
        return output.name, output.text
    assert output.output_type in ("execute_result", "display_data"), output
    return dict(output.data)


def test_the_notebook_gives_what_it_shows() -> None:
    notebook = nbformat.read(FILE, as_version=4)  # type: ignore[no-untyped-call]
    before = outputs(notebook)
    client = NotebookClient(notebook, kernel_name="python3", timeout=120, resources={"metadata": {"path": str(TOP)}})
    client.execute()
    after = outputs(notebook)
    if os.environ.get("UPDATE_OUTPUT") == "1":
        write(notebook)
    else:
        assert after == before
    assert sum(bool(given) for _, given in after) >= 8


def write(notebook: Any) -> None:
    """Writes the notebook without clocks, versions and machines."""
    notebook.metadata = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    for number, cell in enumerate(notebook.cells):
        cell.id, cell.metadata = f"cell-{number}", {}
        if cell.cell_type == "code":
            cell.execution_count = None
            for output in cell.outputs:
                if output.output_type == "execute_result":
                    output.execution_count = None
    nbformat.write(notebook, FILE)  # type: ignore[no-untyped-call]
