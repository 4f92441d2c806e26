"""Organisations as code: open, ask, check and draw a model of an organisation.

A model says what sources say about an organisation. Every answer says how sure it is (certain, presumed, possible or
no), why, and who says so; what answers in rows is an Arrow table, which pandas, Polars, DuckDB and PyArrow read.

Examples
--------
>>> import organigram
>>> model = organigram.open("models/chess-club.ron")
>>> club = model.at("1960")
>>> club.query("under(club)").column("id")
['board', 'juniors']
"""

from ._organigram import Diagnostic, Model, Picture, Slice, Table, __version__, open
from .errors import (
    DrawError,
    InternalError,
    ModelError,
    OrganigramError,
    QuestionError,
)

__all__ = [
    "Diagnostic",
    "DrawError",
    "InternalError",
    "Model",
    "ModelError",
    "OrganigramError",
    "Picture",
    "QuestionError",
    "Slice",
    "Table",
    "__version__",
    "open",
]
