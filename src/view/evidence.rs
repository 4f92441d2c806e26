//! The evidence behind each mark of a picture. Takes items of a slice, gives marks, tooltips and the
//! numbered list of the sources that they cite; never decides what is shown.

use indexmap::IndexSet;
use rustc_hash::FxBuildHasher;

use super::presumed::Presumed;
use super::{LinkTarget, Mark, Reference};
use crate::ask::{transition_how, words};
use crate::graph::{
    CiteRef, Field, Item, NodeIx, OrgGraph, RelationIx, Slice, SourceIx, Trait, TransitionRef,
    UnderRef, Why,
};
use crate::model::{Modality, Reliability};
use crate::time::Answer;

/// Numbers the sources in the order in which a picture first cites them.
pub(super) struct Evidence<'s, 'g> {
    slice: &'s Slice<'g>,
    graph: &'g OrgGraph,
    cited: IndexSet<SourceIx, FxBuildHasher>,
    /// The sources that were numbered before, by another state of the model or by another model.
    known: Numbers,
    presumed: Presumed,
}

/// What is said of a mark, and the source that says it first.
pub(super) struct Said {
    pub(super) tooltip: String,
    pub(super) link: Option<LinkTarget>,
}

impl Said {
    /// Adds what is said of another thing on the same mark.
    pub(super) fn and(&mut self, other: Said) {
        self.tooltip.push_str("\n\n");
        self.tooltip.push_str(&other.tooltip);
        self.link = self.link.take().or(other.link);
    }
}

/// Sources by number, across the states that one picture compares.
#[derive(Default)]
pub(super) struct Numbers {
    ids: IndexSet<String, FxBuildHasher>,
    references: Vec<Reference>,
    /// What the last of the states shows as presumed.
    presumed: Presumed,
}

impl Numbers {
    /// The sources that were cited, by number.
    pub(super) fn references(self) -> Vec<Reference> {
        self.references
    }

    /// What the last of the states shows as presumed, as a remark under the picture.
    pub(super) fn presumed(&self) -> Option<String> {
        self.presumed.in_words()
    }
}

impl<'s, 'g> Evidence<'s, 'g> {
    pub(super) fn new(slice: &'s Slice<'g>) -> Self {
        Evidence::following(slice, Numbers::default())
    }

    /// Numbers the sources after those that are known.
    pub(super) fn following(slice: &'s Slice<'g>, known: Numbers) -> Self {
        let (cited, presumed) = (IndexSet::default(), Presumed::default());
        Evidence { slice, graph: slice.graph(), cited, known, presumed }
    }

    /// How sure an item is, how its sources say it, and whether its dates are disputed.
    pub(super) fn mark(&self, item: Item, answer: Answer) -> Mark {
        let of_entry = self.graph.modality(item);
        let mut dates = self.slice.facts(item, Field::Date);
        let of_date = dates.find(|fact| fact.modality.is_held()).map(|fact| fact.modality);
        let modality = match of_entry {
            Modality::Asserted => of_date.unwrap_or_else(|| self.preferred_modality(item)),
            said => said,
        };
        let reliability = self.slice.reliability(item);
        Mark { answer, modality, disputed: self.disputed(item), reliability }
    }

    fn preferred_modality(&self, item: Item) -> Modality {
        self.slice.facts(item, Field::Date).next().map_or(Modality::Asserted, |fact| fact.modality)
    }

    /// Whether two dates that count cannot both be right. A coarser date is no contradiction.
    fn disputed(&self, item: Item) -> bool {
        let mut dates = self.slice.facts(item, Field::Date);
        dates.nth(1).is_some() && !self.slice.conflicting(item, Field::Date).is_empty()
    }

    /// What is said of an organ, for those who point at it.
    pub(super) fn organ(&mut self, organ: NodeIx, answer: Answer) -> Said {
        let item = Item::Node(organ);
        let kind = self.graph.kind_label(organ);
        let name = self.graph.name(organ);
        let head = if kind.is_empty() { name.to_owned() } else { format!("{name}, {kind}") };
        let why = self.slice.why(organ);
        self.said(head, item, answer, why)
    }

    /// What is said of an organ's standing under another.
    pub(super) fn under(&mut self, under: &UnderRef<'_>, answer: Answer) -> Said {
        let (unit, superior) = (self.graph.name(under.unit), self.graph.name(under.superior));
        let head = format!("{unit}: {} {superior}", self.graph.line_label(under.line));
        let why = self.slice.under_why(under);
        self.said(head, Item::Under(under.ix), answer, why)
    }

    /// What is said of a tenure or a seat.
    pub(super) fn tie(&mut self, tie: RelationIx, answer: Answer) -> Said {
        let (item, tie) = (Item::Tie(tie), self.graph.tie(tie));
        let why = self.slice.relation_why(&tie);
        self.said(words::sentence(self.graph, item), item, answer, why)
    }

    /// What is said of a post.
    pub(super) fn post(&mut self, post: NodeIx, answer: Answer) -> Said {
        let head = words::post(self.graph, post);
        let why = self.slice.why(post);
        self.said(head, Item::Node(post), answer, why)
    }

    /// What is said of a transition.
    pub(super) fn transition(&mut self, transition: TransitionRef<'g>) -> Said {
        let (from, into) = (self.names(transition.from()), self.names(transition.into()));
        let how = transition_how(self.graph, &transition);
        let head = match (&from[..], &into[..]) {
            ("", organ) | (organ, "") => format!("{organ}: {how}"),
            (from, into) if from == into => format!("{from}: {how}"),
            (from, into) => format!("{from} \u{2192} {into}: {how}"),
        };
        let item = Item::Transition(transition.ix);
        self.said(head, item, self.slice.transition_answer(&transition), Why::AnyTime)
    }

    /// The first names, and how many more there are: a tooltip of thousands shows nothing.
    fn names(&self, nodes: impl Iterator<Item = NodeIx> + Clone) -> String {
        const SHOWN: usize = 12;
        let shown = nodes.clone().take(SHOWN).map(|node| self.graph.name(node));
        let shown = shown.collect::<Vec<_>>().join(", ");
        match nodes.skip(SHOWN).count() {
            0 => shown,
            more => format!("{shown} and {more} more"),
        }
    }

    fn said(&mut self, head: String, item: Item, answer: Answer, why: Why) -> Said {
        let (mut lines, mut first) = (vec![head], None);
        if self.slice.when().is_some() && why != Why::AnyTime {
            if answer == Answer::Presumed {
                self.presumed.note(self.graph, item, &why);
            }
            lines.push(format!("{answer}: {why}"));
        }
        lines.extend(self.dates(item, &mut first));
        let said = self.cites(self.graph.cites(item), &mut first);
        let reported = |line: &String| line.ends_with(&said);
        if !said.is_empty() && !lines.iter().any(reported) {
            lines.push(format!("stated in {said}"));
        }
        let modality = self.graph.modality(item);
        if modality != Modality::default() {
            lines.push(format!("as {modality}"));
        }
        if self.slice.reliability(item) == Reliability::Low {
            lines.push("only by sources of low reliability".to_owned());
        }
        Said { tooltip: lines.join("\n"), link: first.map(LinkTarget::Source) }
    }

    /// A line for each dated claim, the preferred first.
    fn dates(&mut self, item: Item, first: &mut Option<u32>) -> Vec<String> {
        let slice = self.slice;
        let mut lines: Vec<String> = Vec::new();
        for fact in slice.facts(item, Field::Date) {
            let mut line = fact.text.to_owned();
            if let Some(written) = self.graph.fact_property(fact.ix, Trait::AsWritten) {
                line.push_str(&format!(" (\u{201c}{written}\u{201d})"));
            }
            if fact.modality != Modality::default() {
                line.push_str(&format!(", {}", fact.modality));
            }
            let cites = self.cites(self.graph.fact_cites(&fact), first);
            lines.push(format!("{line} {cites}").trim_end().to_owned());
        }
        lines
    }

    /// The places that count, by the numbers of their sources; the first of all is noted.
    fn cites(
        &mut self,
        cites: impl Iterator<Item = CiteRef<'g>>,
        first: &mut Option<u32>,
    ) -> String {
        let mut places = Vec::new();
        for cite in cites.filter(|cite| self.slice.perspective().has_source(cite.source)) {
            let number = self.number(cite.source);
            first.get_or_insert(number as u32);
            places.push(format!("[{number}] {}", cite.at).trim_end().to_owned());
        }
        places.join("; ")
    }

    fn number(&mut self, source: SourceIx) -> usize {
        let known = self.known.ids.get_index_of(self.graph.source_id(source));
        let place =
            known.unwrap_or_else(|| self.known.ids.len() + self.cited.insert_full(source).0);
        place + 1
    }

    /// The number of a source that was cited.
    fn number_of(&self, source: SourceIx) -> Option<usize> {
        let known = self.known.ids.get_index_of(self.graph.source_id(source));
        let new = || Some(self.known.ids.len() + self.cited.get_index_of(&source)?);
        known.or_else(new).map(|place| place + 1)
    }

    /// A source as a reader would cite it. That within which it speaks is reported where it is a work
    /// rather than a heading for several.
    fn reference(&self, source: SourceIx) -> String {
        let Some(entry) = self.graph.source_entry(source) else {
            return format!("{} (not described in the model)", self.graph.source_id(source));
        };
        let outer = self.graph.within(source).and_then(|outer| {
            let entry = self.graph.source_entry(outer)?;
            let known = [&entry.publisher, &entry.author, &entry.published.edtf, &entry.url];
            let number = self.number_of(outer).map(|number| format!("in {number}"));
            let title = || format!("in \u{201c}{}\u{201d}", entry.title);
            known.iter().any(|text| !text.is_empty()).then(|| number.unwrap_or_else(title))
        });
        let title =
            if entry.title.is_empty() { self.graph.source_id(source) } else { &entry.title };
        let parts = [title, &entry.author, &entry.publisher, &entry.published.edtf];
        let parts = parts.into_iter().chain(outer.as_deref());
        parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    }

    /// The sources that were cited, by number, for the next state to go on from.
    pub(super) fn numbers(mut self) -> Numbers {
        let graph = self.graph;
        let first = self.known.ids.len() as u32 + 1;
        let reference = |(source, number): (&SourceIx, u32)| Reference {
            number,
            text: self.reference(*source),
            link: graph
                .source_entry(*source)
                .map(|entry| entry.url.to_string())
                .filter(|url| !url.is_empty()),
        };
        let new: Vec<Reference> = self.cited.iter().zip(first..).map(reference).collect();
        self.known.references.extend(new);
        self.known.presumed = self.presumed;
        self.known.ids.extend(self.cited.iter().map(|&source| graph.source_id(source).to_owned()));
        self.known
    }
}
