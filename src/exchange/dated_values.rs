//! Kinds and places that are claimed of some days alone. Takes a model, counts such claims, for formats that keep the value
//! without the days.

use crate::model::{Disputed, Model, Text};

/// What the days of kinds and places are called among what is left out.
pub(super) const TIMES_OF_VALUES: &str = "times of kinds and places";

/// How many claims of kinds and places have days of their own.
pub(super) fn times_of_values(model: &Model<'_>) -> usize {
    let dated = |values: &Disputed<'_, Text<'_>>| {
        values.claims().iter().filter(|claim| !claim.during.edtf.is_empty()).count()
    };
    let organs = model.organs.values().map(|organ| dated(&organ.kind) + dated(&organ.place));
    organs.chain(model.events.values().map(|event| dated(&event.place))).sum()
}
