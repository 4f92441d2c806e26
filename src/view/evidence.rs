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

/// What is said of a mark, and the sources that say it.
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

/// A name as short as a label can hold: the abbreviation that it gives itself in brackets, else its first words.
fn shortened(name: &str) -> String {
    const LONGEST: usize = 24;
    let is_abbreviation = |text: &str| {
        (2..=10).contains(&text.chars().count()) && text.chars().all(char::is_uppercase)
    };
    let bracketed = name.split_once('(').and_then(|(_, rest)| Some(rest.split_once(')')?.0));
    if let Some(abbreviation) = bracketed.filter(|text| is_abbreviation(text)) {
        return abbreviation.to_owned();
    }
    let Some((end, _)) = name.char_indices().nth(LONGEST) else { return name.to_owned() };
    let kept = &name[..end];
    let words = kept.rfind(' ').map_or(kept, |blank| &kept[..blank]);
    format!("{}\u{2026}", words.trim_end_matches([',', ';', ' ']))
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
        let kind = self.graph.label_of_kind(self.slice.kind_then(organ));
        let name = self.graph.name(organ);
        let head = if kind.is_empty() { name.to_owned() } else { format!("{name}, {kind}") };
        let why = self.slice.why(organ);
        self.said(head, item, answer, why)
    }

    /// What is said of an organ's standing under another.
    pub(super) fn under(&mut self, under: &UnderRef<'_>, answer: Answer) -> Said {
        let (unit, superior) = (self.graph.name(under.unit), self.graph.name(under.superior));
        let head = format!("{unit}: {} {superior}", self.graph.under_label(under));
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
        let (mut lines, mut cited) = (vec![head], Vec::new());
        if self.slice.when().is_some() && why != Why::AnyTime {
            if answer == Answer::Presumed {
                self.presumed.note(self.graph, item, &why);
            }
            lines.push(format!("{answer}: {why}"));
        }
        lines.extend(self.dates(item, &mut cited));
        let said = self.cites(self.graph.cites(item), &mut cited);
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
        let link = (!cited.is_empty()).then_some(LinkTarget::Sources(cited));
        Said { tooltip: lines.join("\n"), link }
    }

    /// A line for each dated claim, the preferred first.
    fn dates(&mut self, item: Item, cited: &mut Vec<u32>) -> Vec<String> {
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
            let cites = self.cites(self.graph.fact_cites(&fact), cited);
            lines.push(format!("{line} {cites}").trim_end().to_owned());
        }
        lines
    }

    /// The places that count, by the numbers of their sources, which are noted.
    fn cites(&mut self, cites: impl Iterator<Item = CiteRef<'g>>, cited: &mut Vec<u32>) -> String {
        let mut places = Vec::new();
        for cite in cites.filter(|cite| self.slice.perspective().has_source(cite.source)) {
            let number = self.number(cite.source);
            if !cited.contains(&(number as u32)) {
                cited.push(number as u32);
            }
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

    /// A source in two or three words: who says it, and in what year.
    fn short(&self, source: SourceIx) -> String {
        let Some(entry) = self.graph.source_entry(source) else {
            return self.graph.source_id(source).to_owned();
        };
        let who = [&*entry.author, &*entry.publisher, &*entry.title, self.graph.source_id(source)];
        let who = who.into_iter().find(|text| !text.is_empty()).unwrap_or_default();
        let year: String = entry.published.edtf.chars().take_while(char::is_ascii_digit).collect();
        match year.is_empty() {
            true => shortened(who),
            false => format!("{}\u{a0}{year}", shortened(who)),
        }
    }

    /// The sources that were cited, by number, for the next state to go on from.
    pub(super) fn numbers(mut self) -> Numbers {
        let graph = self.graph;
        let first = self.known.ids.len() as u32 + 1;
        let reference = |(source, number): (&SourceIx, u32)| Reference {
            number,
            text: self.reference(*source),
            short: self.short(*source),
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

#[cfg(test)]
mod tests {
    use super::shortened;

    #[test]
    fn a_source_is_named_by_its_abbreviation_or_its_first_words() {
        assert_eq!(shortened("Korean Central News Agency (KCNA), copied on a web log"), "KCNA");
        assert_eq!(
            shortened("Embassy of the Democratic People's Republic"),
            "Embassy of the\u{2026}"
        );
        assert_eq!(shortened("Rodong Sinmun"), "Rodong Sinmun");
        assert_eq!(
            shortened("조선로동당출판사에서 나온 아주 긴 이름의 책 하나 더"),
            "조선로동당출판사에서 나온 아주 긴 이름의\u{2026}"
        );
        assert_eq!(shortened("A report (2nd)"), "A report (2nd)");
    }
}
