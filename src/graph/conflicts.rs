//! Conflicts: whether two claims about one thing cannot both be true.
//!
//! Takes two claims of one item and one field; gives yes or no. A finer date agrees with a coarser one, an end
//! that is not recorded with any end, a plan with what came of it; a source does not conflict with itself by
//! giving two values. Never decides which of two claims is right.

use rustc_hash::FxHashSet;

use super::find::fold;
use super::index::{Item, SourceIx};
use super::org_graph::FactRef;
use super::slice::Slice;
use super::tables::Field;
use crate::time::{Bound, Day, Period};

impl Slice<'_> {
    /// Whether two claims of one item and one field cannot both be true.
    pub fn conflict(&self, item: Item, one: &FactRef<'_>, other: &FactRef<'_>) -> bool {
        if one.ix == other.ix || !one.modality.is_held() || !other.modality.is_held() {
            return false;
        }
        let (mine, theirs) = (self.said_by(item, one), self.said_by(item, other));
        if !mine.is_empty() && mine == theirs {
            return false;
        }
        match one.field {
            Field::Date | Field::Born | Field::Died => {
                one.period.contradicts(other.period)
                    || self.goes_on_past(&mine, one.period, other.period)
                    || self.goes_on_past(&theirs, other.period, one.period)
            }
            Field::Kind => {
                !self.is_wider(one.text, other.text) && !self.is_wider(other.text, one.text)
            }
            Field::Place => {
                let (here, there) = (words(one.text), words(other.text));
                !here.is_empty() && !there.is_empty() && here.is_disjoint(&there)
            }
            _ => fold(one.text) != fold(other.text),
        }
    }

    fn said_by(&self, item: Item, fact: &FactRef<'_>) -> Vec<SourceIx> {
        let graph = self.graph();
        let mut sources: Vec<SourceIx> = graph.fact_cites(fact).map(|cite| cite.source).collect();
        if sources.is_empty() {
            sources = graph.cites(item).map(|cite| cite.source).collect();
        }
        sources.retain(|source| self.perspective().has_source(*source));
        sources.sort_unstable();
        sources.dedup();
        sources
    }

    /// Whether what one source knew to go on had ended before that source spoke, as the other has it.
    fn goes_on_past(&self, sources: &[SourceIx], one: Period, other: Period) -> bool {
        if one.end_bound() != Bound::Open
            || other.end_bound() != Bound::Stated
            || other.is_instant()
        {
            return false;
        }
        let spoke: Option<Day> = sources.iter().filter_map(|source| self.spoke(*source)).max();
        spoke.is_none_or(|day| day > other.end().latest)
    }

    /// Whether one kind is the other, or a wider one in the charter.
    fn is_wider(&self, wide: &str, kind: &str) -> bool {
        let kinds = self.graph().charter().map(|charter| &charter.kinds);
        let mut at = kind.to_owned();
        for _ in 0..64 {
            if fold(&at) == fold(wide) {
                return true;
            }
            let wider = kinds.and_then(|kinds| kinds.get(&*at)).map(|kind| kind.is.to_string());
            match wider.filter(|wider| !wider.is_empty()) {
                Some(wider) => at = wider,
                None => return false,
            }
        }
        false
    }
}

/// The words of a place that show it from others: two places that share one may be the same, one given more closely.
fn words(place: &str) -> FxHashSet<String> {
    const COMMON: [&str; 24] = [
        "the", "of", "in", "at", "on", "near", "and", "area", "areas", "county", "province",
        "city", "district", "region", "north", "south", "east", "west", "northern", "southern",
        "eastern", "western", "street", "road",
    ];
    let folded = fold(place);
    let words =
        folded.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    words.filter(|word| !COMMON.contains(word)).map(str::to_owned).collect()
}
