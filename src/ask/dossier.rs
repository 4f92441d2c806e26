//! The dossier: all that a model says of one thing, with the sources of each claim.
//!
//! Takes a node and a slice; gives sections of rows, rivals side by side. Never decides between
//! rivals: the first is marked as preferred because the model prefers it.

use serde::Serialize;

use super::words::event_cites;
use super::{is_unjudged, name_at, reliability, words};
use crate::graph::{
    CiteRef, Class, FactRef, Field, Item, NodeIx, OrgGraph, RelationKind, RelationRef, Slice,
    SourceIx, Trait, TransitionRef, UnderRef, Why,
};
use crate::identifiers;
use crate::model::{ListOrder, Membership, Modality, Reliability, Status};
use crate::time::{Answer, LastDate};

/// All that a model says of one thing.
#[derive(Clone, Debug, Serialize)]
pub struct Dossier<'g> {
    /// Its id.
    pub id: &'g str,
    /// Its name.
    pub name: &'g str,
    /// Whether it is an organ, an event, a post or a person.
    pub class: String,
    /// Its kind, as people call it.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub kind: &'g str,
    /// Whether it existed then.
    pub answer: Answer,
    /// Why.
    pub why: String,
    /// Where it is presumed: the latest date at which a source places it there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_attested: Option<LastDate>,
    /// What is said, by subject.
    pub sections: Vec<DossierSection<'g>>,
    /// The sources that are cited.
    pub sources: Vec<SourceText<'g>>,
}

/// What is said on one subject.
#[derive(Clone, Debug, Serialize)]
pub struct DossierSection<'g> {
    /// The subject.
    pub title: &'static str,
    /// What is said.
    pub rows: Vec<Statement<'g>>,
}

/// One thing that is said.
#[derive(Clone, Debug, Serialize, Default)]
pub struct Statement<'g> {
    /// What: a date, a name, another thing's name.
    pub value: String,
    /// The id of the other thing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<&'g str>,
    /// The address at which it is found, where that is a page of the web.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
    /// In what relation.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub how: String,
    /// When, by each claim that counts, the preferred first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub dates: Vec<DateText<'g>>,
    /// The answer for the days asked about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer: Option<Answer>,
    /// Why.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub why: String,
    /// Where it is presumed: the latest date at which a source places it there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_attested: Option<LastDate>,
    /// How its sources say it.
    pub modality: Modality,
    /// How far the best of its sources is trusted.
    #[serde(skip_serializing_if = "is_unjudged")]
    pub reliability: Reliability,
    /// Whether another claim on the same subject is preferred.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub rival: bool,
    /// A remark of the modeller's.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub note: &'g str,
    /// Who says so, and where.
    pub cites: Vec<CiteText<'g>>,
    /// What the answer is of, and the other thing: to ask again on other days.
    #[serde(skip)]
    pub(crate) of: Option<(Item, NodeIx)>,
}

/// A date as a source gives it.
#[derive(Clone, Debug, Serialize)]
pub struct DateText<'g> {
    /// In EDTF.
    pub edtf: &'g str,
    /// As printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_written: Option<&'g str>,
    /// How its sources say it.
    pub modality: Modality,
    /// How far the best of its sources is trusted.
    #[serde(skip_serializing_if = "is_unjudged")]
    pub reliability: Reliability,
    /// A remark of the modeller's.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub note: &'g str,
    /// Who says so, and where.
    pub cites: Vec<CiteText<'g>>,
}

/// A place in a source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CiteText<'g> {
    /// The source's id.
    pub source: &'g str,
    /// The place in it.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub at: &'g str,
    /// Its words.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub quote: &'g str,
    /// The language of its words.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub lang: &'g str,
    /// What its words mean.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub translation: &'g str,
    #[serde(skip)]
    ix: SourceIx,
}

impl CiteText<'_> {
    /// The words of the source in quotation marks, with their language and what they mean; empty where none are quoted.
    #[must_use]
    pub fn quotation(&self) -> String {
        words::quotation(self.quote, self.lang, self.translation)
    }
}

impl std::fmt::Display for CiteText<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.at {
            "" => f.write_str(self.source),
            at => write!(f, "{} {at}", self.source),
        }
    }
}

/// A source, in a line.
#[derive(Clone, Debug, Serialize)]
pub struct SourceText<'g> {
    /// Its id.
    pub id: &'g str,
    /// Its title, publisher and date.
    pub description: String,
    /// Its identifiers elsewhere.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub identifiers: Vec<IdentifierText<'g>>,
    /// How far it is trusted.
    #[serde(skip_serializing_if = "is_unjudged")]
    pub reliability: Reliability,
}

/// An identifier that a source has elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct IdentifierText<'g> {
    /// The scheme: the register that gave it.
    pub scheme: &'g str,
    /// The identifier.
    pub id: &'g str,
    /// The address at which it is found, where its scheme has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
}

/// The identifiers that a source has elsewhere.
pub fn source_identifiers(graph: &OrgGraph, source: SourceIx) -> Vec<IdentifierText<'_>> {
    let all = graph.source_identifiers(source);
    all.map(|(scheme, id)| IdentifierText { scheme, id, link: identifiers::address(scheme, id) })
        .collect()
}

/// The citations of some claim that count in the slice's perspective, as text.
pub fn cite_texts<'g>(
    slice: &Slice<'g>,
    cites: impl Iterator<Item = CiteRef<'g>>,
) -> Vec<CiteText<'g>> {
    let graph = slice.graph();
    cites
        .filter(|cite| slice.perspective().has_source(cite.source))
        .map(|cite| CiteText {
            source: graph.source_id(cite.source),
            at: cite.at,
            quote: cite.quote,
            lang: cite.lang,
            translation: cite.translation,
            ix: cite.source,
        })
        .collect()
}

/// A source's title, author, publisher and date in one line.
pub fn describe_source(graph: &OrgGraph, source: SourceIx) -> String {
    let Some(entry) = graph.source_entry(source) else {
        return "not described in the model".to_owned();
    };
    let within = graph.within(source).map(|outer| format!("in {}", graph.source_id(outer)));
    let parts = [
        entry.title.as_ref(),
        entry.author.as_ref(),
        entry.publisher.as_ref(),
        entry.published.edtf.as_ref(),
        within.as_deref().unwrap_or_default(),
    ];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    if parts.is_empty() { entry.url.to_string() } else { parts.join(", ") }
}

/// The dates of an item by each claim that counts, the preferred first.
pub fn dates<'g>(slice: &Slice<'g>, item: Item) -> Vec<DateText<'g>> {
    let graph = slice.graph();
    let text = |fact: FactRef<'g>| DateText {
        edtf: fact.text,
        as_written: graph.fact_property(fact.ix, Trait::AsWritten),
        modality: fact.modality,
        reliability: slice.reliability_of(graph.fact_cites(&fact)),
        note: slice.fact_note(&fact),
        cites: cite_texts(slice, graph.fact_cites(&fact)),
    };
    slice.facts(item, Field::Date).map(text).collect()
}

/// Makes the dossier of a node.
///
/// ```
/// use organigram::ask::dossier;
/// use organigram::graph::Slice;
/// use organigram::project::Project;
///
/// let project = Project::open("models/chess-club.ron")?;
/// let slice = Slice::all(project.graph());
/// let club = dossier(&slice, project.graph().node("club").unwrap());
/// assert_eq!((club.name, club.class.as_str()), ("Rookhaven Chess Club", "organ"));
/// # Ok::<(), organigram::project::ProjectError>(())
/// ```
pub fn dossier<'g>(slice: &Slice<'g>, node: NodeIx) -> Dossier<'g> {
    let graph = slice.graph();
    let desk = Desk { slice, graph, node };
    let mut sections = match graph.class(node) {
        Class::Organ => desk.organ(),
        Class::Event => desk.event(),
        Class::Post => desk.post(),
        Class::Person => desk.person(),
    };
    sections.push(desk.remarks());
    sections.retain(|section| !section.rows.is_empty());
    let sources = desk.sources(&sections);
    let why = slice.why(node);
    Dossier {
        id: graph.id(node),
        name: name_at(slice, node),
        class: graph.class(node).to_string(),
        kind: kind(slice, node),
        answer: slice.answer(node),
        why: why.to_string(),
        last_attested: why.last_attested(),
        sections,
        sources,
    }
}

/// What to call a node's kind by the first claim that counts.
fn kind<'g>(slice: &Slice<'g>, node: NodeIx) -> &'g str {
    let (graph, item) = (slice.graph(), Item::Node(node));
    let claimed = slice.value_then(item, Field::Kind);
    match claimed {
        Some(fact) => graph.label_of_kind(fact.text),
        None if graph.facts_of(item, Field::Kind).next().is_none() => graph.kind_label(node),
        None => "",
    }
}

struct Desk<'s, 'g> {
    slice: &'s Slice<'g>,
    graph: &'g OrgGraph,
    node: NodeIx,
}

impl<'g> Desk<'_, 'g> {
    fn organ(&self) -> Vec<DossierSection<'g>> {
        let mut existence = self.claims("existence", Field::Date);
        existence.rows.extend(self.bounds_by_events());
        vec![
            existence,
            self.claims("kind", Field::Kind),
            self.claims("place", Field::Place),
            self.claims("names", Field::Name),
            self.claims("members", Field::Members),
            self.claims("functions", Field::Function),
            self.claims("mandates", Field::Mandate),
            self.claims("jurisdiction", Field::Jurisdiction),
            self.claims("legal basis", Field::LegalBasis),
            self.identifiers(),
            self.url(),
            self.superiors(),
            self.units(),
            self.posts(),
            self.relations_to("seats", &[RelationKind::Seat, RelationKind::ExOfficio]),
            self.relations_to("vacant places", &[RelationKind::Vacant]),
            self.lineage("grew out of", RelatedBy::Into),
            self.lineage("became", RelatedBy::From),
            self.relations_to("of the event", &[RelationKind::BodyOf]),
            self.relations_to("events", &[RelationKind::Met]),
            self.relations_to("called", &[RelationKind::CalledBy]),
        ]
    }

    fn event(&self) -> Vec<DossierSection<'g>> {
        vec![
            self.claims("held", Field::Date),
            self.claims("place", Field::Place),
            self.claims("names", Field::Name),
            self.claims("numbers", Field::Number),
            self.identifiers(),
            self.url(),
            self.series(),
            self.relations_from("of", &[RelationKind::Met]),
            self.relations_from("initiated by", &[RelationKind::CalledBy]),
            self.relations_from("its organs", &[RelationKind::BodyOf]),
            self.there(),
        ]
    }

    fn post(&self) -> Vec<DossierSection<'g>> {
        vec![
            self.claims("existence", Field::Date),
            self.claims("names", Field::Name),
            self.identifiers(),
            self.url(),
            self.relations_from("belongs to", &[RelationKind::PostOf]),
            self.superiors(),
            self.units(),
            self.relations_to("held by", &[RelationKind::Tenure]),
            self.relations_to("vacant", &[RelationKind::Vacant]),
            self.relations_from("seats of its holder", &[RelationKind::ExOfficio]),
        ]
    }

    fn person(&self) -> Vec<DossierSection<'g>> {
        vec![
            self.claims("born", Field::Born),
            self.claims("died", Field::Died),
            self.claims("names", Field::Name),
            self.identifiers(),
            self.url(),
            self.relations_from("posts", &[RelationKind::Tenure]),
            self.relations_from("seats", &[RelationKind::Seat]),
            self.relations_from("events", &[RelationKind::Attended]),
            self.founded(),
        ]
    }

    fn claims(&self, title: &'static str, field: Field) -> DossierSection<'g> {
        let item = Item::Node(self.node);
        let rows = self.slice.facts(item, field).enumerate().map(|(at, fact)| Statement {
            value: self.claim_value(&fact),
            modality: fact.modality,
            reliability: self.slice.reliability_of(self.graph.fact_cites(&fact)),
            rival: at > 0 && !field.has_many(),
            note: self.slice.fact_note(&fact),
            cites: cite_texts(self.slice, self.graph.fact_cites(&fact)),
            ..Statement::default()
        });
        DossierSection { title, rows: rows.collect() }
    }

    /// The start and the end that change events give where the claims leave them open or say them less closely.
    fn bounds_by_events(&self) -> impl Iterator<Item = Statement<'g>> {
        let events = ["start", "end"].into_iter().zip(self.slice.dated_by_events(self.node));
        events.filter_map(|(bound, event)| {
            let event = event?;
            let item = Item::Transition(event.ix);
            let date = self.slice.facts(item, Field::Date).next()?.text;
            let how = transition_how(self.graph, &event);
            Some(Statement {
                value: format!("{bound} {date}, {how}"),
                modality: self.graph.modality(item),
                reliability: self.slice.reliability(item),
                cites: cite_texts(self.slice, event_cites(self.slice, &event).into_iter()),
                ..Statement::default()
            })
        })
    }

    fn claim_value(&self, fact: &FactRef<'g>) -> String {
        let property = |what| self.graph.fact_property(fact.ix, what);
        let mut value = words::value(fact);
        if let Some(of) = property(Trait::Of) {
            value.push_str(&format!(" {of}"));
        }
        if let Some(lang) = property(Trait::Lang) {
            value.push_str(&format!(" ({lang})"));
        }
        if let Some(when) = property(Trait::When) {
            value.push_str(&format!(", {when}"));
        }
        if let Some(written) = property(Trait::AsWritten) {
            value.push_str(&format!(" \"{written}\""));
        }
        value
    }

    fn other(
        &self,
        item: Item,
        other: NodeIx,
        how: String,
        answer: Answer,
        why: Option<Why>,
    ) -> Statement<'g> {
        let asked = self.slice.when().is_some();
        Statement {
            value: name_at(self.slice, other).to_owned(),
            id: Some(self.graph.id(other)),
            how,
            dates: dates(self.slice, item),
            answer: asked.then_some(answer),
            last_attested: why.as_ref().and_then(Why::last_attested),
            why: why.filter(|_| asked).map_or(String::new(), |why| why.to_string()),
            modality: self.graph.modality(item),
            reliability: reliability(self.slice, item),
            note: self.slice.note(item),
            cites: cite_texts(self.slice, self.graph.cites(item)),
            of: Some((item, other)),
            ..Statement::default()
        }
    }

    fn superiors(&self) -> DossierSection<'g> {
        let all = self.graph.unders(self.node);
        let counted = all.filter(|under| self.slice.counts_item(Item::Under(under.ix)));
        let rows = counted.map(|under| {
            let (answer, why) = (self.slice.under_answer(&under), self.slice.under_why(&under));
            self.other(Item::Under(under.ix), under.superior, self.how(&under), answer, Some(why))
        });
        let is_post = self.graph.class(self.node) == Class::Post;
        let title = if is_post { "reports to" } else { "stood under" };
        DossierSection { title, rows: rows.collect() }
    }

    fn units(&self) -> DossierSection<'g> {
        let all = self.graph.units(self.node);
        let counted = all.filter(|under| self.slice.counts_item(Item::Under(under.ix)));
        let rows = counted.map(|under| {
            let (answer, why) = (self.slice.under_answer(&under), self.slice.under_why(&under));
            self.other(Item::Under(under.ix), under.unit, self.how(&under), answer, Some(why))
        });
        let is_post = self.graph.class(self.node) == Class::Post;
        let title = if is_post { "reporting to it" } else { "under it" };
        DossierSection { title, rows: rows.collect() }
    }

    /// The line of a relation; that of a post that reports to another needs no word unless it is one of its own.
    fn how(&self, under: &UnderRef<'_>) -> String {
        let is_report = self.graph.class(under.unit) == Class::Post;
        match is_report && under.line == self.graph.main_line() {
            true => String::new(),
            false => self.graph.line_label(under.line),
        }
    }

    /// The posts of an organ, each with its holders.
    fn posts(&self) -> DossierSection<'g> {
        let mut rows = Vec::new();
        for tie in self.graph.relations_to(self.node).filter(|tie| tie.kind == RelationKind::PostOf)
        {
            if self.slice.counts_item(Item::Tie(tie.ix)) {
                rows.push(self.tie_row(&tie, tie.from));
            }
            let held =
                self.graph.relations_to(tie.from).filter(|tie| tie.kind == RelationKind::Tenure);
            let held = held.filter(|tie| self.slice.counts_item(Item::Tie(tie.ix)));
            rows.extend(held.map(|tie| self.tie_row(&tie, tie.from)));
        }
        DossierSection { title: "posts and holders", rows }
    }

    fn relations_from(&self, title: &'static str, kinds: &[RelationKind]) -> DossierSection<'g> {
        let ties = self.graph.relations_from(self.node).filter(|tie| kinds.contains(&tie.kind));
        let ties = ties.filter(|tie| self.slice.counts_item(Item::Tie(tie.ix)));
        DossierSection { title, rows: ties.map(|tie| self.tie_row(&tie, tie.to)).collect() }
    }

    fn relations_to(&self, title: &'static str, kinds: &[RelationKind]) -> DossierSection<'g> {
        let ties = self.graph.relations_to(self.node).filter(|tie| kinds.contains(&tie.kind));
        let ties = ties.filter(|tie| self.slice.counts_item(Item::Tie(tie.ix)));
        DossierSection { title, rows: ties.map(|tie| self.tie_row(&tie, tie.from)).collect() }
    }

    /// Who was there. Where the order of the list is evidence, each has a place in it.
    fn there(&self) -> DossierSection<'g> {
        let mut section = self.relations_to("there", &[RelationKind::Attended]);
        if self.graph.list_order(self.node) == ListOrder::AsListed {
            for (row, person) in section.rows.iter_mut().zip(1..) {
                let place = format!("listed {person}");
                row.how = match row.how.is_empty() {
                    true => place,
                    false => format!("{place}, {}", row.how),
                };
            }
        }
        section
    }

    fn tie_row(&self, tie: &RelationRef, other: NodeIx) -> Statement<'g> {
        let item = Item::Tie(tie.ix);
        let (answer, why) = (self.slice.relation_answer(tie), self.slice.relation_why(tie));
        let mut row = self.other(item, other, self.tie_how(tie), answer, Some(why));
        if row.dates.is_empty() && self.graph.class(other) == Class::Event {
            row.dates = dates(self.slice, Item::Node(other));
        }
        row
    }

    fn tie_how(&self, tie: &RelationRef) -> String {
        let item = Item::Tie(tie.ix);
        let mut how = match tie.kind {
            RelationKind::Tenure if tie.status == Status::Held => Vec::new(),
            RelationKind::Tenure => vec![tie.status.to_string()],
            RelationKind::Vacant => vec!["stated vacant".to_owned()],
            RelationKind::Seat | RelationKind::ExOfficio => match tie.membership {
                Membership::Full => vec!["full member".to_owned()],
                Membership::Candidate => vec!["candidate member".to_owned()],
            },
            _ => Vec::new(),
        };
        match (tie.kind, self.graph.post_of_seat(tie.ix)) {
            (RelationKind::ExOfficio, _) => how.push("ex officio".to_owned()),
            (_, Some(post)) => how.push(format!("ex officio as {}", self.graph.name(post))),
            _ => {}
        }
        if matches!(tie.kind, RelationKind::Seat | RelationKind::ExOfficio | RelationKind::Vacant) {
            how.extend(self.graph.number(item).map(|rank| format!("rank {rank}")));
        }
        how.extend(self.graph.property(item, Trait::Title).map(str::to_owned));
        let by = self.graph.properties(item).filter(|(what, _)| *what == Trait::By);
        how.extend(by.map(|(_, id)| format!("by {id}")));
        let behalf = self.graph.properties(item).filter(|(what, _)| *what == Trait::OnBehalfOf);
        how.extend(behalf.map(|(_, id)| {
            let organ = self.graph.node(id).map_or(id, |organ| name_at(self.slice, organ));
            format!("on behalf of {organ}")
        }));
        how.join(", ")
    }

    fn series(&self) -> DossierSection<'g> {
        let item = Item::Node(self.node);
        let number = self.graph.number(item).map(|number| format!(", number {number}"));
        let counts = self.slice.counts_item(item);
        let series = self.graph.property(item, Trait::Series).filter(|_| counts);
        let series = series.map(|series| Statement {
            value: format!("{series}{}", number.unwrap_or_default()),
            reliability: reliability(self.slice, item),
            cites: cite_texts(self.slice, self.graph.cites(item)),
            ..Statement::default()
        });
        DossierSection { title: "series", rows: series.into_iter().collect() }
    }

    fn lineage(&self, title: &'static str, side: RelatedBy) -> DossierSection<'g> {
        let transitions: Vec<TransitionRef<'g>> = match side {
            RelatedBy::Into => self.graph.transitions_into(self.node).collect(),
            RelatedBy::From => self.graph.transitions_from(self.node).collect(),
        };
        let mut rows = Vec::new();
        for transition in transitions {
            if !self.slice.counts_item(Item::Transition(transition.ix)) {
                continue;
            }
            let others: Vec<NodeIx> = match side {
                RelatedBy::Into => transition.from().collect(),
                RelatedBy::From => transition.into().collect(),
            };
            let loose = others.iter().all(|&other| other == self.node);
            if loose && (side == RelatedBy::Into || others.is_empty()) {
                rows.push(self.change(&transition));
            }
            let others = others.into_iter().filter(|&other| other != self.node);
            rows.extend(others.map(|other| self.step(&transition, other)));
        }
        DossierSection { title, rows }
    }

    fn step(&self, transition: &TransitionRef<'g>, other: NodeIx) -> Statement<'g> {
        let item = Item::Transition(transition.ix);
        let answer = self.slice.transition_answer(transition);
        self.other(item, other, transition_how(self.graph, transition), answer, None)
    }

    /// A change without another organ: a founding, a renaming, an end.
    fn change(&self, transition: &TransitionRef<'g>) -> Statement<'g> {
        let mut row = self.step(transition, self.node);
        let name = self.graph.property(Item::Transition(transition.ix), Trait::Title);
        row.value = name.map_or(String::new(), |name| format!("\"{name}\""));
        row.id = None;
        let by: Vec<&str> = transition.by().map(|node| self.graph.name(node)).collect();
        if !by.is_empty() {
            row.value = format!("{} by {}", row.value, by.join(", ")).trim().to_owned();
        }
        row
    }

    /// The transitions that a person brought about.
    fn founded(&self) -> DossierSection<'g> {
        let all = self.graph.all_transitions();
        let own = all.filter(|transition| transition.by().any(|by| by == self.node));
        let own = own.filter(|transition| self.slice.counts_item(Item::Transition(transition.ix)));
        let rows = own.flat_map(|transition| {
            transition.into().map(move |organ| (transition, organ)).collect::<Vec<_>>()
        });
        let rows = rows.map(|(transition, organ)| self.step(&transition, organ));
        DossierSection { title: "brought about", rows: rows.collect() }
    }

    /// What it is called in registers: it rests on what the whole entry rests on.
    fn identifiers(&self) -> DossierSection<'g> {
        let all = self.graph.identifiers(self.node);
        let counts = self.slice.counts_item(Item::Node(self.node));
        let rows = all.filter(|_| counts).map(|one| {
            let scheme = identifiers::scheme(one.scheme);
            Statement {
                value: format!("{} {}", scheme.map_or(one.scheme, |known| known.label), one.id),
                link: identifiers::address(one.scheme, one.id),
                ..self.of_entry()
            }
        });
        DossierSection { title: "identifiers", rows: rows.collect() }
    }

    /// Its own page.
    fn url(&self) -> DossierSection<'g> {
        let counts = self.slice.counts_item(Item::Node(self.node));
        let url = self.graph.url(self.node).filter(|_| counts);
        let row = url.map(|url| Statement {
            value: url.to_owned(),
            link: is_page(url).then(|| url.to_owned()),
            ..self.of_entry()
        });
        DossierSection { title: "web page", rows: row.into_iter().collect() }
    }

    /// A statement that rests on the entry.
    fn of_entry(&self) -> Statement<'g> {
        let item = Item::Node(self.node);
        Statement {
            cites: cite_texts(self.slice, self.graph.cites(item)),
            modality: self.graph.modality(item),
            reliability: reliability(self.slice, item),
            ..Statement::default()
        }
    }

    fn remarks(&self) -> DossierSection<'g> {
        let item = Item::Node(self.node);
        let note = Some(self.slice.note(item)).filter(|note| !note.is_empty());
        let note = note.map(|note| Statement {
            value: note.to_owned(),
            cites: cite_texts(self.slice, self.graph.cites(item)),
            modality: self.graph.modality(item),
            reliability: reliability(self.slice, item),
            ..Statement::default()
        });
        DossierSection { title: "note", rows: note.into_iter().collect() }
    }

    fn sources(&self, sections: &[DossierSection<'g>]) -> Vec<SourceText<'g>> {
        let own = cite_texts(self.slice, self.graph.cites(Item::Node(self.node)));
        let rows = sections.iter().flat_map(|section| &section.rows);
        let cited =
            rows.flat_map(|row| row.cites.iter().chain(row.dates.iter().flat_map(|d| &d.cites)));
        let mut sources: Vec<SourceIx> = own.iter().chain(cited).map(|cite| cite.ix).collect();
        sources.sort_unstable();
        sources.dedup();
        let text = |source| SourceText {
            id: self.graph.source_id(source),
            description: describe_source(self.graph, source),
            identifiers: source_identifiers(self.graph, source),
            reliability: self
                .graph
                .source_entry(source)
                .map_or(Reliability::Unjudged, |s| s.reliability),
        };
        sources.into_iter().map(text).collect()
    }
}

/// Whether an address is that of a page of the web that nobody changes on its way.
fn is_page(url: &str) -> bool {
    let is_https = url.get(..8).is_some_and(|start| start.eq_ignore_ascii_case("https://"));
    is_https && !url.contains(|c: char| c.is_whitespace() || c.is_control())
}

#[derive(Copy, Clone, PartialEq, Eq)]
enum RelatedBy {
    Into,
    From,
}

/// The answer about a relation or a transition of a dossier's row in a slice, and why.
#[cfg(feature = "page")]
pub(crate) fn answer_of(slice: &Slice<'_>, item: Item) -> (Answer, String) {
    let graph = slice.graph();
    match item {
        Item::Under(ix) => {
            let under = graph.under(ix);
            (slice.under_answer(&under), slice.under_why(&under).to_string())
        }
        Item::Tie(ix) => {
            let tie = graph.tie(ix);
            (slice.relation_answer(&tie), slice.relation_why(&tie).to_string())
        }
        Item::Transition(ix) => (slice.transition_answer(&graph.transition(ix)), String::new()),
        Item::Node(node) => (slice.answer(node), slice.why(node).to_string()),
    }
}

/// The kind of a transition, with the source's own words for it.
pub fn transition_how(graph: &OrgGraph, transition: &TransitionRef<'_>) -> String {
    let item = Item::Transition(transition.ix);
    let kind = match graph.property(item, Trait::In) {
        Some(what) => format!("{} in {what}", transition.kind),
        None => transition.kind.to_string(),
    };
    match graph.property(item, Trait::How) {
        Some(how) if !how.eq_ignore_ascii_case(&kind) => format!("{kind} ({how})"),
        _ => kind,
    }
}

/// Why a transition's answer is what it is, in words without a capital.
pub fn transition_why(slice: &Slice<'_>, transition: &TransitionRef<'_>) -> String {
    let item = Item::Transition(transition.ix);
    let why = match (slice.when(), &*words::date(slice, item)) {
        _ if !slice.counts_item(item) => Why::Unsaid.to_string(),
        (None, _) => Why::AnyTime.to_string(),
        (Some(_), "") => Why::Undated.to_string(),
        (Some(_), date) => format!("dated {date}"),
    };
    match transition.modality.is_held() {
        true => why,
        false => format!("only {}: {why}", transition.modality),
    }
}
