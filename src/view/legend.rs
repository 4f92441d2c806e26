//! What the signs of a view mean. Takes a view, gives only the entries that occur in it, in a fixed
//! order; never says how a sign looks or where it stands.

use std::collections::BTreeSet;

use serde::Serialize;

use super::{Caption, End, HierarchyView, JointKind, LineageView, Mark, Stance};
use crate::time::{Answer, Span};

/// One line of a legend.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LegendEntry {
    /// The sign to draw.
    pub sign: Sign,
    /// What it means.
    pub text: String,
}

/// A sign that a legend explains.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Sign {
    /// Colour and shape of a kind, by its place.
    Kind(usize),
    /// A line of the tree, by its place.
    Line(usize),
    /// A line beside the tree, by its place.
    Extra(usize),
    /// A thing of this certainty.
    Answer(Answer),
    /// A thing on this footing.
    Stance(Stance),
    /// Sources disagree.
    Disputed,
    /// An unknown day within the dashes.
    Imprecise,
    /// The end is not recorded.
    EndNotRecorded,
    /// Known to go on.
    Open,
    /// No source gives a date.
    Undated,
    /// The label changes, the organ stays.
    Rename,
    /// An event of this kind.
    Joint(JointKind),
    /// A line by way of what is not shown.
    Indirect,
    /// What is stressed.
    Highlighted,
}

pub(super) fn of_hierarchy(view: &HierarchyView) -> Vec<LegendEntry> {
    let mut signs = BTreeSet::new();
    for card in &view.cards {
        // A card names its own kind.
        add_mark(&mut signs, card.mark);
        signs.extend(card.highlighted.then_some(Sign::Highlighted));
        if let Some(superior) = &card.superior {
            signs.extend((superior.left_out > 0).then_some(Sign::Indirect));
            signs.extend(superior.line.map(Sign::Line));
            add_mark(&mut signs, superior.mark);
        }
    }
    for extra in &view.extras {
        signs.extend(extra.line.map(Sign::Extra));
        add_mark(&mut signs, extra.mark);
    }
    entries(signs, Words { kinds: &view.kinds, lines: &view.lines, caption: &view.caption })
}

pub(super) fn of_lineage(view: &LineageView) -> Vec<LegendEntry> {
    let mut signs = BTreeSet::new();
    for band in &view.bands {
        signs.extend(band.kind.map(Sign::Kind));
        signs.extend(band.highlighted.then_some(Sign::Highlighted));
        add_mark(&mut signs, band.mark);
        let (end, sign) = match band.end {
            End::Stated(bounds) => (bounds, None),
            End::NotRecorded(_) => (Span::UNKNOWN, Some(Sign::EndNotRecorded)),
            End::Open => (Span::UNKNOWN, Some(Sign::Open)),
        };
        signs.extend(sign);
        if imprecise(band.start) || imprecise(end) {
            signs.insert(Sign::Imprecise);
        }
        if band.start == Span::UNKNOWN && end == Span::UNKNOWN {
            signs.insert(Sign::Undated);
        }
        if !band.renames.is_empty() {
            signs.insert(Sign::Rename);
        }
    }
    for joint in &view.joints {
        signs.insert(if joint.left_out > 0 { Sign::Indirect } else { Sign::Joint(joint.kind) });
        add_mark(&mut signs, joint.mark);
    }
    entries(signs, Words { kinds: &view.kinds, lines: &[], caption: &view.caption })
}

/// Half-open bounds count: the known side says no more than "by then" or "from then on".
fn imprecise(bounds: Span) -> bool {
    bounds != Span::UNKNOWN && bounds.earliest != bounds.latest
}

fn add_mark(signs: &mut BTreeSet<Sign>, mark: Mark) {
    signs.insert(Sign::Answer(mark.answer));
    if mark.stance() != Stance::Stated {
        signs.insert(Sign::Stance(mark.stance()));
    }
    if mark.disputed {
        signs.insert(Sign::Disputed);
    }
}

/// The labels that signs refer to by place.
struct Words<'v> {
    kinds: &'v [String],
    lines: &'v [String],
    caption: &'v Caption,
}

/// Drops what needs no telling: a sign without a contrast (all certain, one kind of line) says nothing.
fn entries(mut signs: BTreeSet<Sign>, words: Words<'_>) -> Vec<LegendEntry> {
    let answers = signs.iter().filter(|sign| matches!(sign, Sign::Answer(_))).count();
    if answers < 2 {
        signs.remove(&Sign::Answer(Answer::Certain));
    }
    signs.remove(&Sign::Answer(Answer::No));
    // A line that stands both in the tree and beside it is told once.
    signs = signs.iter().filter(|sign| !is_told_beside(**sign, &signs)).copied().collect();
    let texts = |sign: Sign| match sign {
        Sign::Kind(kind) => words.kinds.get(kind).cloned(),
        Sign::Line(line) | Sign::Extra(line) => words.lines.get(line).cloned(),
        Sign::Highlighted if words.caption.highlight.is_empty() => Some("highlighted".to_owned()),
        Sign::Highlighted => Some(format!("highlighted: {}", words.caption.highlight)),
        Sign::Joint(JointKind::Origin) => Some("origin or forerunner".to_owned()),
        Sign::Joint(kind) => Some(kind.to_string()),
        other => Some(meaning(other).to_owned()),
    };
    let (sure, rest): (Vec<Sign>, Vec<Sign>) =
        signs.into_iter().partition(|sign| matches!(sign, Sign::Answer(_)));
    let (first, last): (Vec<Sign>, Vec<Sign>) = rest
        .into_iter()
        .partition(|sign| matches!(sign, Sign::Kind(_) | Sign::Line(_) | Sign::Extra(_)));
    // Answers run from the surest down.
    first
        .into_iter()
        .chain(sure.into_iter().rev())
        .chain(last)
        .filter_map(|sign| texts(sign).map(|text| LegendEntry { sign, text }))
        .collect()
}

fn is_told_beside(sign: Sign, signs: &BTreeSet<Sign>) -> bool {
    matches!(sign, Sign::Line(line) if signs.contains(&Sign::Extra(line)))
}

fn meaning(sign: Sign) -> &'static str {
    match sign {
        Sign::Kind(_) | Sign::Line(_) | Sign::Extra(_) | Sign::Joint(_) | Sign::Highlighted => "",
        Sign::Indirect => "by way of what is not shown",
        Sign::Answer(Answer::No) => "did not hold",
        Sign::Answer(Answer::Possible) => "possible",
        Sign::Answer(Answer::Presumed) => "presumed (end not recorded)",
        Sign::Answer(Answer::Certain) => "certain",
        Sign::Stance(Stance::Stated) => "stated",
        Sign::Stance(Stance::Ahead) => "planned or projected",
        Sign::Stance(Stance::Read) => "implied or inferred",
        Sign::Disputed => "sources disagree",
        Sign::Imprecise => "day not known: somewhere in the dashes",
        Sign::EndNotRecorded => "end not recorded",
        Sign::Open => "goes on",
        Sign::Undated => "no date given",
        Sign::Rename => "renamed",
    }
}
