# What the compiled part of the package offers, for type checkers; `stubtest` holds it against the module. Says nothing of how.

import datetime
import os
from typing import Any, Iterable, Iterator, Literal, Mapping, Optional, Sequence, Union, final

import networkx
import pandas
import polars
import pyarrow  # type: ignore[import-untyped, unused-ignore]
import rustworkx
from typing_extensions import disjoint_base

__all__ = [
    "Diagnostic",
    "Model",
    "Picture",
    "Slice",
    "Table",
    "__version__",
    "open",
    "run_command",
]

__version__: str

_Date = Union[str, int, datetime.date]
_Texts = Union[str, Iterable[str]]
_Form = Literal["hierarchy", "lineage", "roster", "tenures", "diff", "network"]
_Format = Literal["svg", "png", "pdf", "html", "dot", "mmd", "json"]
_Show = Literal["default", "certain", "possible"]
_Order = Literal["model", "date", "id", "name"]

def open(path: Union[str, os.PathLike[str]], *, allow_outside: bool = False) -> Model: ...
def run_command(args: Sequence[str]) -> int: ...
@final
class Diagnostic:
    @property
    def code(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def level(self) -> str: ...
    @property
    def message(self) -> str: ...
    @property
    def file(self) -> Optional[str]: ...
    @property
    def line(self) -> Optional[int]: ...
    @property
    def column(self) -> Optional[int]: ...
    @property
    def end_line(self) -> Optional[int]: ...
    @property
    def end_column(self) -> Optional[int]: ...
    @property
    def notes(self) -> list[str]: ...
    @property
    def help(self) -> Optional[str]: ...

@final
class Table:
    @property
    def columns(self) -> list[str]: ...
    @property
    def question(self) -> str: ...
    @property
    def notes(self) -> list[str]: ...
    def __len__(self) -> int: ...
    def __iter__(self) -> Iterator[dict[str, Any]]: ...
    def __getitem__(self, row: int, /) -> dict[str, Any]: ...
    def column(self, name: str) -> list[Any]: ...
    def to_dicts(self) -> list[dict[str, Any]]: ...
    def to_arrow(self) -> pyarrow.Table: ...
    def to_pandas(self) -> pandas.DataFrame: ...
    def to_polars(self) -> polars.DataFrame: ...
    def __arrow_c_stream__(self, requested_schema: Optional[object] = None) -> object: ...
    def __arrow_c_schema__(self) -> object: ...
    def _repr_html_(self) -> str: ...

@final
class Picture:
    @property
    def notes(self) -> list[str]: ...
    def to_svg(self) -> str: ...
    def to_bytes(self, format: _Format) -> bytes: ...
    def save(self, path: Union[str, os.PathLike[str]], format: Optional[_Format] = None) -> None: ...
    def _repr_svg_(self) -> str: ...

@disjoint_base
class Slice:
    @property
    def model(self) -> Model: ...
    @property
    def question(self) -> str: ...
    def query(self, expression: str, columns: Optional[_Texts] = None, order: _Order = "model") -> Table: ...
    def who(self, name: str) -> Table: ...
    def diff(
        self,
        before: Optional[_Date] = None,
        after: Optional[_Date] = None,
        *,
        between: Optional[tuple[str, str]] = None,
        and_by: Optional[_Date] = None,
        against: Optional[Model] = None,
    ) -> Table: ...
    def timeline(self, expression: Optional[str] = None) -> Table: ...
    def panel(
        self,
        expression: str,
        dates: Optional[Union[_Date, Iterable[_Date]]] = None,
        *,
        every: Optional[str] = None,
        first: Optional[int] = None,
        last: Optional[int] = None,
    ) -> Table: ...
    def ties(self, expression: Optional[str] = None) -> Table: ...
    def tree(self, organ: Optional[str] = None, depth: Optional[int] = None) -> Table: ...
    def show(self, name: str) -> dict[str, Any]: ...
    def lineage(self, organ: str, to: Optional[str] = None, *, most: int = 100) -> dict[str, Any]: ...
    def check(
        self,
        *,
        allow: Optional[_Texts] = None,
        warn: Optional[_Texts] = None,
        deny: Optional[_Texts] = None,
    ) -> Table: ...
    def draw(
        self,
        name: Optional[str] = None,
        *,
        form: Optional[_Form] = None,
        root: Optional[_Texts] = None,
        depth: Optional[int] = None,
        only: Optional[_Texts] = None,
        highlight: Optional[_Texts] = None,
        posts: bool = False,
        cluster: Optional[Literal["none", "kind", "superior"]] = None,
        title: Optional[str] = None,
        subtitle: Optional[str] = None,
        before: Optional[_Date] = None,
        after: Optional[_Date] = None,
        between: Optional[tuple[str, str]] = None,
        and_by: Optional[_Date] = None,
        against: Optional[Model] = None,
        of: Optional[Literal["hierarchy", "roster"]] = None,
        theme: Literal["light", "dark", "print"] = "light",
        direction: Optional[str] = None,
        stretches: Optional[str] = None,
        calendar: Optional[str] = None,
        engine: Optional[str] = None,
        paper: Optional[str] = None,
        scale: float = 2.0,
        svg_id: Optional[str] = None,
        svg: Optional[Literal["styled", "plain"]] = None,
    ) -> Picture: ...
    def to_networkx(self, *expressions: str) -> networkx.MultiDiGraph[str]: ...
    def to_rustworkx(self, *expressions: str) -> rustworkx.PyDiGraph[dict[str, Any], dict[str, Any]]: ...

@final
class Model(Slice):
    @classmethod
    def from_text(cls, text: str, *, name: str = "model.ron") -> Model: ...
    @classmethod
    def from_texts(cls, texts: Mapping[str, str], entry: str) -> Model: ...
    @classmethod
    def from_frames(
        cls,
        *,
        sources: Optional[Any] = None,
        organs: Optional[Any] = None,
        hierarchy: Optional[Any] = None,
        names: Optional[Any] = None,
        members: Optional[Any] = None,
        lineage: Optional[Any] = None,
        events: Optional[Any] = None,
        posts: Optional[Any] = None,
        people: Optional[Any] = None,
        tenures: Optional[Any] = None,
        seats: Optional[Any] = None,
        mapping: Optional[Union[str, dict[str, Any]]] = None,
        strict: bool = True,
    ) -> Model: ...
    def at(
        self,
        as_of: Optional[_Date] = None,
        *,
        according_to: Optional[_Texts] = None,
        without: Optional[_Texts] = None,
        known_by: Optional[_Date] = None,
        modality: Optional[_Texts] = None,
        presume_for: Optional[str] = None,
        show: Optional[_Show] = None,
        lines: Optional[_Texts] = None,
    ) -> Slice: ...
    @property
    def name(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def views(self) -> list[str]: ...
    @property
    def notes(self) -> list[str]: ...
    def things(self) -> Table: ...
    def sources(self) -> Table: ...
    def diagnostics(self) -> list[Diagnostic]: ...
    def reported(self) -> list[Diagnostic]: ...
    def to_ron(self) -> str: ...
