"""Tables as data frames of other libraries, which are imported only when they are asked for.

Takes what speaks the Arrow C stream; gives frames. Chooses types, changes no value.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas
    import polars

    from ._organigram import Table


def to_pandas(table: "Table") -> "pandas.DataFrame":
    """Give the table as a data frame of pandas, whose integers and texts can be missing."""
    import pandas
    import pyarrow  # type: ignore[import-untyped, unused-ignore]

    kept: dict[Any, Any] = {
        pyarrow.int32(): pandas.Int32Dtype(),
        pyarrow.int64(): pandas.Int64Dtype(),
        pyarrow.bool_(): pandas.BooleanDtype(),
        pyarrow.large_string(): pandas.StringDtype("pyarrow"),
    }
    frame: pandas.DataFrame = pyarrow.table(table).to_pandas(types_mapper=kept.get)
    return frame


def to_polars(table: "Table") -> "polars.DataFrame":
    """Give the table as a data frame of Polars."""
    import polars

    frame = polars.DataFrame(table)
    return frame


def cells(frame: Any) -> "tuple[list[str], list[list[str]]]":
    """Give the headings and the rows of any data frame as texts: missing values as empty ones, days in ISO 8601."""
    names, columns = _columns(frame)
    texts = [[_text(value) for value in column] for column in columns]
    lengths = {len(column) for column in texts}
    if len(lengths) > 1:
        raise ValueError(f"the columns are of different lengths: {sorted(lengths)}")
    return names, [list(row) for row in zip(*texts)]


def _columns(frame: Any) -> "tuple[list[str], list[list[Any]]]":
    if isinstance(frame, dict):
        return [str(name) for name in frame], [list(column) for column in frame.values()]
    if isinstance(frame, (list, tuple)):
        if not all(isinstance(row, dict) for row in frame):
            raise TypeError("a list of rows has a dictionary for each")
        names = list(dict.fromkeys(str(name) for row in frame for name in row))
        return names, [[row.get(name) for row in frame] for name in names]
    if hasattr(frame, "to_dict") and hasattr(frame, "columns"):
        names = [str(name) for name in frame.columns]
        return names, [list(frame[name]) for name in frame.columns]
    if hasattr(frame, "__arrow_c_stream__"):
        import pyarrow  # type: ignore[import-untyped, unused-ignore]

        table = pyarrow.table(frame)
        return list(table.column_names), [column.to_pylist() for column in table.columns]
    raise TypeError(f"no data frame, dictionary of columns or list of rows: {type(frame).__name__}")


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if value is None or type(value).__name__ in ("NAType", "NaTType"):
        return ""
    if isinstance(value, float) and value != value:
        return ""
    if isinstance(value, (list, tuple)):
        return "|".join(_text(item) for item in value)
    if hasattr(value, "isoformat"):
        day, _, clock = str(value.isoformat()).partition("T")
        if clock.strip("0:.+Z"):
            raise ValueError(f"{value} is a time of day; organigram knows days: keep the date alone")
        return day
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
