//! The cells of a line as a row of its table: as many as the headings, and meant by the mapping.
//!
//! Takes cells, gives a row, or why they are none. Reads no cell.

use super::cells::{Cell, CellProblem};
use super::meaning::Refers;
use super::report::{RowError, code};
use super::row::{Filter, RowCells, Spec, Taken};
use crate::text::Span;

/// The row, if it has as many cells as the heading; `None` if the mapping leaves it out.
pub(super) fn whole<'r, 't>(
    spec: &'r Spec<'t>,
    cells: &'r [Cell<'t>],
    start: Result<usize, CellProblem>,
    references: Option<&'r dyn Refers<'t>>,
) -> Taken<Option<RowCells<'r, 't>>> {
    let refuse = |at: usize, message: String| {
        let span = Span::at(spec.file.pos(at));
        Err(Box::new(RowError { code: code::BAD_ROW, span, message, help: None }))
    };
    let start = match start {
        Ok(start) => start,
        Err(error) => return refuse(error.at, error.what.to_owned()),
    };
    let (found, wanted) = (cells.len(), spec.headings.len());
    let empty = |cells: &[Cell<'_>]| cells.iter().all(|cell| cell.text.trim().is_empty());
    if found < wanted || !empty(&cells[wanted..]) {
        return refuse(start, format!("this row has {found} cells, but the heading has {wanted}"));
    }
    let stays = |filter: &Filter<'_>| {
        let cell = cells[filter.column].text.trim();
        filter.values.iter().any(|value| value == cell) == filter.stays
    };
    Ok(spec.filters.iter().all(stays).then(|| RowCells::new(spec, cells, start, references)))
}
