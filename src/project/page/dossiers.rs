//! What the page says of each thing: its dossier in each perspective, with the answers at every moment. Takes the slices
//! of a perspective; gives rows, each kept once, and for each its answers as runs of moments. Decides nothing: the rows
//! are those of `show`, asked again on the days on which they may change.

use std::cell::RefCell;
use std::collections::BTreeSet;

use rustc_hash::FxHashMap;
use serde::Serialize;

use super::moments::{ANY, Moments};
use super::pool::Pool;
use super::selection::Selection;
use crate::ask::{self, CiteText, DateText, Dossier, Statement};
use crate::graph::{Class, DaysOfChange, DaysOfItem, Item, NodeIx, OrgGraph, Slice};
use crate::model::{Modality, Reliability};
use crate::time::{Answer, Day, When};

/// The place of the day asked about in a reason.
const DAY: &str = "{day}";
/// Why something may be so on a day on which a date that comes again and again is not followed.
const REPEATS: &str = "its date comes again and again, and may be this day";
/// The answer of what was not asked about a date.
const NOT_ASKED: u8 = 4;

/// What all dossiers share.
#[derive(Default, Serialize)]
pub(super) struct Shared {
    pub(super) texts: Pool<String>,
    /// An answer, its reason, and a name, the last two as numbers of texts.
    values: Pool<(u8, u32, u32)>,
    /// Moments and values, by turns.
    pub(super) runs: Pool<Vec<u32>>,
    cites: Pool<CiteData>,
    rows: Pool<RowData>,
}

#[derive(PartialEq, Eq, Hash, Serialize)]
struct CiteData {
    s: u32,
    #[serde(skip_serializing_if = "String::is_empty")]
    at: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    q: String,
}

/// A row of a dossier. The keys are short, for there are many.
#[derive(PartialEq, Eq, Hash, Serialize)]
struct RowData {
    /// The other thing.
    #[serde(skip_serializing_if = "Option::is_none")]
    t: Option<u32>,
    /// The value, where it is no other thing's name.
    #[serde(skip_serializing_if = "String::is_empty")]
    v: String,
    /// The page of the web at which it is found.
    #[serde(skip_serializing_if = "String::is_empty")]
    u: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    h: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    d: Vec<DateData>,
    #[serde(skip_serializing_if = "String::is_empty")]
    m: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    r: String,
    /// Whether another claim is preferred.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    x: bool,
    #[serde(skip_serializing_if = "String::is_empty")]
    n: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    c: Vec<u32>,
    /// The run of its answers.
    #[serde(skip_serializing_if = "Option::is_none")]
    a: Option<u32>,
}

#[derive(PartialEq, Eq, Hash, Serialize)]
struct DateData {
    e: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    w: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    m: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    r: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    n: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    c: Vec<u32>,
}

/// The dossier of a thing in one perspective.
#[derive(Serialize)]
pub(super) struct DossierData {
    /// The run of its own answers.
    pub(super) a: u32,
    /// Its kind.
    #[serde(skip_serializing_if = "String::is_empty")]
    k: String,
    /// Titles of sections and rows.
    s: Vec<(u32, Vec<u32>)>,
    /// All runs in it: its own, those of what it stood under, the others.
    #[serde(skip)]
    pub(super) runs: Vec<u32>,
    /// How many of those are of what it stood under.
    #[serde(skip)]
    pub(super) superiors: usize,
}

impl Shared {
    /// The moments at which what is shown of a run changes, where only answers of at least `least` are shown: another
    /// answer or another name.
    pub(super) fn changes(&self, run: u32, least: u8, moments: &mut BTreeSet<u32>) {
        let mut last = None;
        for turn in self.runs.get(run).chunks(2) {
            let (answer, _, name) = *self.values.get(turn[1]);
            let shown = (answer >= least).then_some((answer, name));
            if last != Some(shown) {
                moments.insert(turn[0]);
                last = Some(shown);
            }
        }
    }

    /// Changes each run; none may become equal to another.
    pub(super) fn each_run(&mut self, change: impl FnMut(Vec<u32>) -> Vec<u32>) {
        self.runs = std::mem::take(&mut self.runs).each(change);
    }
}

/// What is asked again at each moment: the answer, the reason, the name.
type Said<'g> = (u8, String, &'g str);

/// Asks in one perspective.
pub(super) struct Asking<'a, 'g> {
    /// The runs of rows that are known: many a relation stands in the dossiers of both its ends.
    pub(super) known: RefCell<FxHashMap<(Item, NodeIx, bool), u32>>,
    pub(super) days: &'a DaysOfChange<'g>,
    pub(super) moments: &'a Moments,
    pub(super) slices: &'a [Slice<'g>],
    pub(super) selection: &'a Selection,
}

impl<'g> Asking<'_, 'g> {
    fn graph(&self) -> &'g OrgGraph {
        self.slices[0].graph()
    }

    /// The dossiers of all things, in the order of their numbers.
    pub(super) fn dossiers(&self, shared: &mut Shared) -> Vec<DossierData> {
        let nodes = (0..self.graph().len() as u32).map(NodeIx);
        nodes.map(|node| self.dossier(node, shared)).collect()
    }

    fn dossier(&self, node: NodeIx, shared: &mut Shared) -> DossierData {
        if !self.selection.has(node) {
            return self.left_out(node, shared);
        }
        let Dossier { sections, kind, .. } = ask::dossier(&self.slices[0], node);
        let own = self.run(self.days.of_node(node), shared, |slice| {
            let (answer, why) = (slice.answer(node), slice.why(node).to_string());
            (number(answer), why, ask::name_at(slice, node))
        });
        let mut runs = vec![own];
        let mut others = Vec::new();
        let mut data = Vec::new();
        for section in sections {
            let mut rows = Vec::new();
            for row in section.rows {
                let is_superior = row.of.is_some_and(|(item, _)| self.is_superior(item, node));
                let (row, run) = self.row(row, shared);
                let list = if is_superior { &mut runs } else { &mut others };
                list.extend(run);
                rows.push(row);
            }
            let title = shared.texts.put(section.title.to_owned());
            data.push((title, rows));
        }
        let superiors = runs.len() - 1;
        runs.append(&mut others);
        DossierData { a: own, k: kind.to_owned(), s: data, runs, superiors }
    }

    /// What is left out of the page has a name where others refer to it.
    fn left_out(&self, node: NodeIx, shared: &mut Shared) -> DossierData {
        let name = shared.texts.put(self.graph().name(node).to_owned());
        let value = shared.values.put((NOT_ASKED, shared.texts.put(String::new()), name));
        let own = shared.runs.put(vec![ANY, value]);
        DossierData { a: own, k: String::new(), s: Vec::new(), runs: Vec::new(), superiors: 0 }
    }

    fn is_superior(&self, item: Item, node: NodeIx) -> bool {
        matches!(item, Item::Under(ix) if self.graph().under(ix).unit == node)
    }

    fn row(&self, row: Statement<'g>, shared: &mut Shared) -> (u32, Option<u32>) {
        let run = row.of.map(|(item, other)| self.row_run(item, other, row.id.is_some(), shared));
        let other = row.id.and_then(|id| self.graph().node(id));
        let data = RowData {
            t: other.map(|node| node.0),
            v: if other.is_some() { String::new() } else { row.value },
            u: row.link.unwrap_or_default(),
            h: row.how,
            d: row.dates.iter().map(|date| self.date(date, shared)).collect(),
            m: modality(row.modality),
            r: reliability(row.reliability),
            x: row.rival,
            n: row.note.to_owned(),
            c: self.cites(&row.cites, shared),
            a: run,
        };
        (shared.rows.put(data), run)
    }

    /// What is said of a relation or a transition, and what the other thing is called where that is shown.
    fn row_run(&self, item: Item, other: NodeIx, is_named: bool, shared: &mut Shared) -> u32 {
        let key = (item, other, is_named);
        if let Some(run) = self.known.borrow().get(&key) {
            return *run;
        }
        let run = self.run(&self.days.of_row(item, other), shared, |slice| {
            let name = if is_named { ask::name_at(slice, other) } else { "" };
            match slice.when() {
                None => (NOT_ASKED, String::new(), name),
                Some(_) => {
                    let (answer, why) = ask::answer_of(slice, item);
                    (number(answer), why, name)
                }
            }
        });
        self.known.borrow_mut().insert(key, run);
        run
    }

    fn date(&self, date: &DateText<'g>, shared: &mut Shared) -> DateData {
        DateData {
            e: date.edtf.to_owned(),
            w: date.as_written.unwrap_or_default().to_owned(),
            m: modality(date.modality),
            r: reliability(date.reliability),
            n: date.note.to_owned(),
            c: self.cites(&date.cites, shared),
        }
    }

    fn cites(&self, cites: &[CiteText<'g>], shared: &mut Shared) -> Vec<u32> {
        let cite = |cite: &CiteText<'g>| {
            let source = self.graph().source(cite.source).expect("a cited source has an id");
            let q = match cite.translation {
                "" => cite.quote.to_owned(),
                translation => format!("{} [{translation}]", cite.quote),
            };
            CiteData { s: source.index() as u32, at: cite.at.to_owned(), q }
        };
        cites.iter().map(|text| shared.cites.put(cite(text))).collect()
    }

    /// What is said at each moment, as moments at which it changes and what it then is.
    fn run(
        &self,
        of: &DaysOfItem,
        shared: &mut Shared,
        say: impl Fn(&Slice<'g>) -> Said<'g>,
    ) -> u32 {
        let mut run = Vec::new();
        let mut last = None;
        let days = &of.days;
        for moment in self.moments.of_days(days) {
            let (mut answer, mut why, name) = say(&self.slices[moment as usize]);
            if of.repeats && answer == 0 && self.is_beyond(moment) {
                (answer, why) = (1, REPEATS.to_owned());
            }
            let day = self.moments.when(moment).map(|when| when.from);
            let until = day.and_then(|day| days.get(days.partition_point(|of| *of <= day)));
            let why = self.on_any_day(moment, until.copied(), why, &say);
            let value = (answer, shared.texts.put(why), shared.texts.put(name.to_owned()));
            let value = shared.values.put(value);
            if last != Some(value) {
                run.extend([moment, value]);
                last = Some(value);
            }
        }
        shared.runs.put(run)
    }

    /// Whether a moment lies where dates that come again and again are no longer followed.
    fn is_beyond(&self, moment: u32) -> bool {
        let day = self.moments.when(moment).filter(|when| when.is_day());
        day.is_some_and(|day| !self.days.is_within_horizon(day.from))
    }

    /// A reason that holds on any day up to the next on which something may change: where it names the day asked
    /// about, that has a place of its own.
    fn on_any_day(
        &self,
        moment: u32,
        until: Option<Day>,
        why: String,
        say: &impl Fn(&Slice<'g>) -> Said<'g>,
    ) -> String {
        let Some(day) = self.moments.when(moment).filter(|when| when.is_day()) else { return why };
        let (from, day) = (day.from, day.from.to_string());
        if !why.contains(&day) {
            return why;
        }
        let other = if moment == super::moments::BEFORE { from.prev() } else { from.next() };
        if until.is_some_and(|until| until <= other) {
            return why;
        }
        let then = say(&self.slices[moment as usize].clone().at(Some(When::day(other)))).1;
        if then == why {
            return why;
        }
        let other = other.to_string();
        let mut places = why.match_indices(&day);
        let put = |at: usize, text: &str| [&why[..at], text, &why[at + day.len()..]].concat();
        let place = places.find(|(at, _)| put(*at, &other) == then);
        place.map_or_else(|| why.clone(), |(at, _)| put(at, DAY))
    }
}

fn number(answer: Answer) -> u8 {
    match answer {
        Answer::No => 0,
        Answer::Possible => 1,
        Answer::Presumed => 2,
        Answer::Certain => 3,
    }
}

fn modality(modality: Modality) -> String {
    if modality == Modality::default() { String::new() } else { modality.to_string() }
}

fn reliability(reliability: Reliability) -> String {
    match reliability {
        Reliability::Unjudged => String::new(),
        judged => judged.to_string(),
    }
}

/// A thing that the page can show.
#[derive(Serialize)]
pub(super) struct ThingData {
    id: String,
    /// `o`rgan, `p`ost, p`e`rson, e`v`ent.
    c: char,
    /// All its names, its own first.
    n: Vec<String>,
    /// Whether the page says nothing of it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    x: bool,
}

pub(super) fn things(graph: &OrgGraph, selection: &Selection) -> Vec<ThingData> {
    let thing = |node: NodeIx| {
        let mut names: Vec<String> = Vec::new();
        for name in graph.names(node) {
            if !names.iter().any(|known| known == name) {
                names.push(name.to_owned());
            }
        }
        let class = match graph.class(node) {
            Class::Organ => 'o',
            Class::Post => 'p',
            Class::Person => 'e',
            Class::Event => 'v',
        };
        ThingData { id: graph.id(node).to_owned(), c: class, n: names, x: !selection.has(node) }
    };
    (0..graph.len() as u32).map(|node| thing(NodeIx(node))).collect()
}
