//! What the signs of a view mean. Takes a view, gives only the entries that occur in it, in a fixed
//! order; never says how a sign looks or where it stands.

use std::collections::BTreeSet;

use serde::Serialize;

use super::{
    Bond, Caption, Change, End, EventMarkKind, HierarchyView, LineageView, Mark, ModalityMark,
    NetworkView, RosterView, Status, TenuresView,
};
use crate::time::{Answer, DateSpan};

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
    /// A thing with this modality.
    ModalityMark(ModalityMark),
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
    EventMark(EventMarkKind),
    /// A line of a network, by what it shows and its place.
    Link(Bond, usize),
    /// A line by way of what is not shown.
    Indirect,
    /// What is stressed.
    Highlighted,
    /// A superior that only the first of two states has.
    Former,
    /// No holder is recorded.
    Vacant,
    /// A post held in this way.
    Held(Status),
    /// A difference of this sort.
    Changed(Change),
}

pub(super) fn of_hierarchy(view: &HierarchyView) -> Vec<LegendEntry> {
    let mut signs = BTreeSet::new();
    for card in &view.cards {
        // A card names its own kind.
        signs.extend(card.changes.iter().flatten().copied().map(Sign::Changed));
        add_mark(&mut signs, card.mark);
        signs.extend(card.highlighted.then_some(Sign::Highlighted));
        if let Some(superior) = &card.superior {
            signs.extend((superior.left_out > 0).then_some(Sign::Indirect));
            signs.extend(superior.line.map(Sign::Line));
            add_mark(&mut signs, superior.mark);
        }
    }
    for extra in &view.extras {
        let is_former = extra.change.is_some_and(Change::is_past);
        signs.extend(is_former.then_some(Sign::Former));
        signs.extend(extra.line.filter(|_| !is_former).map(Sign::Extra));
        add_mark(&mut signs, extra.mark);
    }
    entries(signs, LegendLabels { kinds: &view.kinds, lines: &view.lines, caption: &view.caption })
}

pub(super) fn of_lineage(view: &LineageView) -> Vec<LegendEntry> {
    let mut signs = BTreeSet::new();
    for band in &view.bands {
        signs.extend(band.kind.map(Sign::Kind));
        signs.extend(band.highlighted.then_some(Sign::Highlighted));
        add_mark(&mut signs, band.mark);
        let (end, sign) = match band.end {
            End::Stated(bounds) => (bounds, None),
            End::NotRecorded(_) => (DateSpan::UNKNOWN, Some(Sign::EndNotRecorded)),
            End::Open => (DateSpan::UNKNOWN, Some(Sign::Open)),
        };
        signs.extend(sign);
        if imprecise(band.start) || imprecise(end) {
            signs.insert(Sign::Imprecise);
        }
        if band.start == DateSpan::UNKNOWN && end == DateSpan::UNKNOWN {
            signs.insert(Sign::Undated);
        }
        if !band.renames.is_empty() {
            signs.insert(Sign::Rename);
        }
    }
    for event in &view.event_marks {
        signs.insert(if event.left_out > 0 { Sign::Indirect } else { Sign::EventMark(event.kind) });
        add_mark(&mut signs, event.mark);
    }
    entries(signs, LegendLabels { kinds: &view.kinds, lines: &[], caption: &view.caption })
}

pub(super) fn of_roster(view: &RosterView) -> Vec<LegendEntry> {
    let mut signs = BTreeSet::new();
    let bodies = view.sides.iter().flat_map(|side| side.bodies.iter().flat_map(|body| body.all()));
    for body in bodies {
        let mark = Mark { answer: Answer::No, ..body.mark };
        add_mark(&mut signs, mark);
        let is_stressed = body.highlighted || body.lists.iter().any(|list| list.highlighted);
        signs.extend(is_stressed.then_some(Sign::Highlighted));
    }
    for entry in view.entries() {
        add_mark(&mut signs, entry.mark);
        add_status(&mut signs, entry.status);
        signs.extend(entry.highlighted.then_some(Sign::Highlighted));
        signs.extend(entry.change.map(Sign::Changed));
    }
    entries(signs, LegendLabels { kinds: &[], lines: &[], caption: &view.caption })
}

pub(super) fn of_tenures(view: &TenuresView) -> Vec<LegendEntry> {
    let mut signs = BTreeSet::new();
    for bar in view.rows.iter().flat_map(|row| &row.bars) {
        add_mark(&mut signs, bar.mark);
        add_status(&mut signs, bar.status);
        signs.extend(bar.highlighted.then_some(Sign::Highlighted));
        let (end, sign) = match bar.end {
            End::Stated(bounds) => (bounds, None),
            End::NotRecorded(_) => (DateSpan::UNKNOWN, Some(Sign::EndNotRecorded)),
            End::Open => (DateSpan::UNKNOWN, Some(Sign::Open)),
        };
        let is_undated = bar.start == DateSpan::UNKNOWN && end == DateSpan::UNKNOWN;
        signs.extend(sign.filter(|_| !is_undated));
        if imprecise(bar.start) || imprecise(end) {
            signs.insert(Sign::Imprecise);
        }
        if is_undated {
            signs.insert(Sign::Undated);
        }
    }
    if view.rows.iter().any(|row| row.highlighted) {
        signs.insert(Sign::Highlighted);
    }
    if view.rows.iter().any(|row| !row.gaps.is_empty()) {
        signs.insert(Sign::Vacant);
    }
    entries(signs, LegendLabels { kinds: &[], lines: &[], caption: &view.caption })
}

/// A post that is plainly held needs no mention.
fn add_status(signs: &mut BTreeSet<Sign>, status: Status) {
    if status != Status::Held {
        signs.insert(Sign::Held(status));
    }
}

pub(super) fn of_network(view: &NetworkView) -> Vec<LegendEntry> {
    let mut signs = BTreeSet::new();
    for card in &view.cards {
        add_mark(&mut signs, card.mark);
        signs.extend(card.highlighted.then_some(Sign::Highlighted));
    }
    for link in &view.links {
        signs.insert(Sign::Link(link.bond, link.line));
        add_mark(&mut signs, link.mark);
    }
    entries(signs, LegendLabels { kinds: &view.kinds, lines: &view.lines, caption: &view.caption })
}

/// Half-open bounds count: the known side says no more than "by then" or "from then on".
fn imprecise(bounds: DateSpan) -> bool {
    bounds != DateSpan::UNKNOWN && bounds.earliest != bounds.latest
}

fn add_mark(signs: &mut BTreeSet<Sign>, mark: Mark) {
    signs.insert(Sign::Answer(mark.answer));
    if mark.modality_mark() != ModalityMark::Stated {
        signs.insert(Sign::ModalityMark(mark.modality_mark()));
    }
    if mark.disputed {
        signs.insert(Sign::Disputed);
    }
}

/// The labels that signs refer to by place.
struct LegendLabels<'v> {
    kinds: &'v [String],
    lines: &'v [String],
    caption: &'v Caption,
}

/// Drops what needs no mention: a sign without a contrast (all certain, one kind of line) says nothing.
fn entries(mut signs: BTreeSet<Sign>, words: LegendLabels<'_>) -> Vec<LegendEntry> {
    signs.remove(&Sign::Answer(Answer::No));
    let answers = signs.iter().filter(|sign| matches!(sign, Sign::Answer(_))).count();
    if answers < 2 {
        signs.remove(&Sign::Answer(Answer::Certain));
    }
    // A line that stands both in the tree and beside it is reported once.
    signs = signs.iter().filter(|sign| !is_reported_beside(**sign, &signs)).copied().collect();
    let texts = |sign: Sign| match sign {
        Sign::Kind(kind) => words.kinds.get(kind).cloned(),
        Sign::Line(line) | Sign::Extra(line) | Sign::Link(_, line) => {
            words.lines.get(line).cloned()
        }
        Sign::Highlighted if words.caption.highlight.is_empty() => Some("highlighted".to_owned()),
        Sign::Highlighted => Some(format!("highlighted: {}", words.caption.highlight)),
        Sign::EventMark(EventMarkKind::Origin) => Some("origin or predecessor".to_owned()),
        Sign::EventMark(kind) => Some(kind.to_string()),
        Sign::Changed(change) => Some(change.word().to_owned()),
        other => Some(meaning(other).to_owned()),
    };
    let (sure, rest): (Vec<Sign>, Vec<Sign>) =
        signs.into_iter().partition(|sign| matches!(sign, Sign::Answer(_)));
    let (first, last): (Vec<Sign>, Vec<Sign>) = rest.into_iter().partition(|sign| {
        matches!(sign, Sign::Kind(_) | Sign::Line(_) | Sign::Extra(_) | Sign::Link(..))
    });
    // Answers run from the surest down.
    first
        .into_iter()
        .chain(sure.into_iter().rev())
        .chain(last)
        .filter_map(|sign| texts(sign).map(|text| LegendEntry { sign, text }))
        .collect()
}

fn is_reported_beside(sign: Sign, signs: &BTreeSet<Sign>) -> bool {
    matches!(sign, Sign::Line(line) if signs.contains(&Sign::Extra(line)))
}

fn meaning(sign: Sign) -> &'static str {
    match sign {
        Sign::Kind(_)
        | Sign::Line(_)
        | Sign::Extra(_)
        | Sign::EventMark(_)
        | Sign::Link(..)
        | Sign::Highlighted
        | Sign::Changed(_) => "",
        Sign::Indirect => "through organs that are not shown",
        Sign::Former => "superior only in the first state",
        Sign::Vacant => "no holder recorded",
        Sign::Held(Status::Held) => "holder",
        Sign::Held(Status::Acting) => "acting",
        Sign::Held(Status::Honorary) => "honorary, not the holder",
        Sign::Held(Status::Posthumous) => "posthumous honour, not the holder",
        Sign::Answer(Answer::No) => "did not hold",
        Sign::Answer(Answer::Possible) => "possible",
        Sign::Answer(Answer::Presumed) => "presumed (end not recorded)",
        Sign::Answer(Answer::Certain) => "certain",
        Sign::ModalityMark(ModalityMark::Stated) => "stated",
        Sign::ModalityMark(ModalityMark::Ahead) => "planned or projected",
        Sign::ModalityMark(ModalityMark::Read) => "implied or inferred",
        Sign::ModalityMark(ModalityMark::Weak) => "only in unreliable sources",
        Sign::Disputed => "sources disagree",
        Sign::Imprecise => "exact day not known, within the dashed part",
        Sign::EndNotRecorded => "start or end not recorded",
        Sign::Open => "goes on",
        Sign::Undated => "without a date",
        Sign::Rename => "renamed",
    }
}
