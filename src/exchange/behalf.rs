//! For whom people sat: the party, the faction or the country that somebody stood for. Takes a model, counts it, for formats
//! without a place for it.

use crate::model::Model;

/// What this is called among what is left out.
pub(super) const BEHALF: &str = "bodies on whose behalf people sat or held posts";

/// How many tenures and seats say on whose behalf they are.
pub(super) fn behalf(model: &Model<'_>) -> usize {
    let tenures = model.tenures.iter().filter(|tenure| !tenure.on_behalf_of.is_empty());
    tenures.count() + model.seats.iter().filter(|seat| !seat.on_behalf_of.is_empty()).count()
}
