//! When somebody lived, as far as birth and death are recorded. Takes a slice and a person, gives a period.

use crate::graph::{Field, Item, NodeIx, Slice};
use crate::time::Period;

/// A person's life from birth to death, as far as it is recorded.
pub(super) fn life(slice: &Slice<'_>, person: NodeIx) -> Option<Period> {
    let item = Item::Node(person);
    let date = |field| slice.facts(item, field).next().map(|fact| fact.period);
    match (date(Field::Born), date(Field::Died)) {
        (None, None) => None,
        (born, died) => {
            let life = born.map_or(Period::UNKNOWN, |born| Period::UNKNOWN.with_start_of(born));
            Some(died.map_or(life, |died| life.with_end_of(died)))
        }
    }
}
