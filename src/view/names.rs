//! The names that stand in a picture: the one that was borne then, and the one in another script. Takes a
//! slice and a node, gives texts of the model; never translates.

use crate::graph::{Field, Item, NodeIx, Slice};
use crate::time::{Answer, Period};

/// The name that was used for certain on the days asked about, where one is reported to have been.
pub(super) fn name_then<'g>(slice: &Slice<'g>, node: NodeIx) -> &'g str {
    let own = slice.graph().name(node);
    let Some(when) = slice.when() else { return own };
    let used = |period: Period| !period.is_unknown() && period.answer(when) >= Answer::Presumed;
    let names = slice.facts(Item::Node(node), Field::Name);
    let mut then = names.filter(|name| used(name.period) && is_latin(name.text) == is_latin(own));
    then.next().map_or(own, |name| name.text)
}

/// The first name in another script than that of the label.
pub(super) fn original<'g>(slice: &Slice<'g>, node: NodeIx, label: &str) -> Option<&'g str> {
    let mut names = slice.facts(Item::Node(node), Field::Name);
    names.find(|name| is_latin(name.text) != is_latin(label)).map(|name| name.text)
}

/// Whether a name is written in Latin letters, as far as it has letters.
fn is_latin(text: &str) -> bool {
    text.chars().find(|letter| letter.is_alphabetic()).is_none_or(|letter| letter < '\u{250}')
}
