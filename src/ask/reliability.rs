//! How far what an answer rests on is trusted. Takes the sources that an item cites and that count in a slice,
//! gives the modeller's judgement of them; judges nothing itself.

use crate::graph::{Item, Slice};
use crate::model::Reliability;

/// How reliable the best of the sources of an item are that count: a claim that a reliable source makes too rests
/// on that one. An item that cites nothing is not judged.
///
/// ```
/// use organigram::ask::reliability;
/// use organigram::graph::{Builder, Item, Slice};
/// use organigram::model::Reliability;
/// let graph = Builder::from_model(ron::from_str(r#"Model(
///     sources: { "rumour": Source(reliability: Low), "minutes": Source(reliability: High) },
///     organs: { "club": Organ(cite: "rumour"), "board": Organ(cite: ["rumour", "minutes p. 3"]) },
/// )"#)?);
/// let slice = Slice::all(&graph);
/// let of = |id| reliability(&slice, Item::Node(graph.node(id).unwrap()));
/// assert_eq!(of("club"), Reliability::Low);
/// assert_eq!(of("board"), Reliability::High);
/// # Ok::<(), ron::error::SpannedError>(())
/// ```
#[must_use]
pub fn reliability(slice: &Slice<'_>, item: Item) -> Reliability {
    slice.reliability(item)
}

/// For serde: a judgement that nobody made is not written.
#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
pub(crate) fn is_unjudged(reliability: &Reliability) -> bool {
    *reliability == Reliability::Unjudged
}
