//! A model as things and the relations between them, for those who work with networks. Takes a question and expressions
//! for the things; gives a row for each thing and each relation of two of them, with its answer and its footing. Places
//! and draws nothing, and never prints.

use serde::Serialize;

use super::{Project, ProjectError, Question, Session};
use crate::ask::{is_unjudged, name_at, relation_modality, reliability, transition_why, words};
use crate::graph::{
    Class, Item, NodeIx, OrgGraph, RelationKind, RelationRef, Slice, TransitionRef,
};
use crate::model::{Modality, Reliability};
use crate::query::{Runs, Sorts};
use crate::time::{Answer, Period};

/// Things and the relations between them.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[non_exhaustive]
pub struct NetworkRows<'g> {
    /// The things, in the order of the model; then a transition of so many organs that it is a thing between them.
    pub things: Vec<NetworkThing<'g>>,
    /// The relations.
    pub relations: Vec<NetworkRelation<'g>>,
}

/// An organ, an event, a post or a person, or a transition that stands between many.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[non_exhaustive]
pub struct NetworkThing<'g> {
    /// Its id; of a transition a number with a word before it, for no id has a blank.
    pub id: String,
    /// What it is: `organ`, `event`, `post`, `person` or `transition`.
    pub class: String,
    /// Its name at the date.
    pub name: String,
    /// Its kind; empty where none is said.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub kind: &'g str,
    /// Its own evidence.
    #[serde(flatten)]
    pub footing: NetworkFooting,
}

/// That one thing stands in a relation to another.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[non_exhaustive]
pub struct NetworkRelation<'g> {
    /// The id of the one: the unit, the person, the post, the event, the predecessor.
    pub from: String,
    /// The id of the other: the superior, the post, the organ, the successor.
    pub to: String,
    /// Which relation: the line along which an organ stands under another (`part_of`), `held`, `seat_in`, `post_of`,
    /// `of`, `called_by`, `attended_by`, or what a transition is (`split`). What is only planned or forecast has that
    /// word behind it.
    pub relation: String,
    /// The line, where an organ stands under another.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<&'g str>,
    /// Its evidence.
    #[serde(flatten)]
    pub footing: NetworkFooting,
}

/// When something was, how sure that is, and who says so.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[non_exhaustive]
pub struct NetworkFooting {
    /// When, as written; empty where it is not dated.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub existence: String,
    /// When, where it is dated.
    #[serde(skip)]
    pub period: Option<Period>,
    /// How sure it is.
    pub answer: Answer,
    /// Why.
    pub why: String,
    /// How the sources say it.
    pub modality: Modality,
    /// How far the best of the sources is trusted.
    #[serde(skip_serializing_if = "is_unjudged")]
    pub reliability: Reliability,
    /// Who says so, and where.
    pub cites: Vec<String>,
}

impl Project {
    /// The things that expressions find, the organs where there is none, and what relates two of them.
    ///
    /// ```
    /// use organigram::project::{Project, Question};
    /// use organigram::time::Answer;
    /// let project = Project::from_text("club.ron", r#"Model(
    ///     organs: { "club": Organ(existence: "1950/"), "board": Organ(under: "club", existence: "1950/1971") },
    ///     people: { "vera": Person(name: "Vera", born: "1930") }, seats: [Seat(person: "vera", organ: "board", during: "1960/")],
    /// )"#);
    /// let found = project.network(&Question::default().as_of("1965"), &["organs()", "people()"])?;
    /// let relations = found.relations.iter().map(|one| (&*one.from, &*one.relation, &*one.to, one.footing.answer));
    /// assert_eq!(relations.collect::<Vec<_>>(), [
    ///     ("board", "part_of", "club", Answer::Presumed), ("vera", "seat_in", "board", Answer::Presumed),
    /// ]);
    /// # Ok::<(), organigram::project::ProjectError>(())
    /// ```
    ///
    /// # Errors
    /// When the question names what the model lacks, and when an expression is wrong or finds transitions or claims.
    pub fn network(
        &self,
        question: &Question,
        expressions: &[impl AsRef<str>],
    ) -> Result<NetworkRows<'_>, ProjectError> {
        let session = self.session();
        let slice = session.slice(question)?;
        let found = things(&session, question, expressions)?;
        let filler = NetworkRowFiller { slice: &slice, graph: self.graph(), found: &found };
        let mut rows = NetworkRows { things: Vec::new(), relations: Vec::new() };
        for node in found.iter().map(NodeIx) {
            rows.things.push(filler.thing(node));
            filler.relations(node, &mut rows.relations);
        }
        for transition in self.graph().all_transitions() {
            filler.transition(transition, &mut rows);
        }
        Ok(rows)
    }
}

/// The things that expressions find.
fn things(
    session: &Session<'_>,
    question: &Question,
    expressions: &[impl AsRef<str>],
) -> Result<Runs, ProjectError> {
    let context = question.context(session.graph())?;
    let mut found = Runs::NONE;
    let asked = expressions.iter().map(AsRef::as_ref);
    for words in asked.chain(expressions.is_empty().then_some("organs()")) {
        let plan = session.plan(words, Sorts::NODES)?;
        if plan.sort().class().is_none() {
            let text = "a network has organs, events, posts or people, but these are {}";
            return Err(ProjectError::Usage(super::Advice::new(text, &[&plan.sort()])));
        }
        found = found.union(&session.evaluate(words, &plan, &context)?);
    }
    Ok(found)
}

struct NetworkRowFiller<'s, 'g> {
    slice: &'s Slice<'g>,
    graph: &'g OrgGraph,
    found: &'s Runs,
}

impl<'g> NetworkRowFiller<'_, 'g> {
    fn thing(&self, node: NodeIx) -> NetworkThing<'g> {
        let item = Item::Node(node);
        let (answer, why) = (self.slice.answer(node), self.slice.why(node).to_string());
        NetworkThing {
            id: self.graph.id(node).to_owned(),
            class: self.graph.class(node).to_string(),
            name: name_at(self.slice, node).to_owned(),
            kind: self.graph.kind(node),
            footing: self.footing(item, answer, why, self.graph.modality(item)),
        }
    }

    fn footing(
        &self,
        item: Item,
        answer: Answer,
        why: String,
        modality: Modality,
    ) -> NetworkFooting {
        NetworkFooting {
            existence: words::date(self.slice, item).into_owned(),
            period: self.slice.period(item),
            answer,
            why,
            modality,
            reliability: reliability(self.slice, item),
            cites: words::cites(self.slice, item),
        }
    }

    fn is_found(&self, node: NodeIx) -> bool {
        self.found.contains(node.0)
    }

    /// What leads from a thing to others.
    fn relations(&self, node: NodeIx, into: &mut Vec<NetworkRelation<'g>>) {
        let is_post = self.graph.class(node) == Class::Post;
        for (under, answer) in self.slice.superiors(node) {
            if !self.is_found(under.superior) {
                continue;
            }
            let item = Item::Under(under.ix);
            let why = self.slice.under_why(&under).to_string();
            let is_report = is_post && under.line == self.graph.main_line();
            let name = if is_report { "reports_to" } else { under.line };
            into.push(NetworkRelation {
                from: self.graph.id(node).to_owned(),
                to: self.graph.id(under.superior).to_owned(),
                relation: under.modality.of_word(name),
                line: Some(under.line),
                footing: self.footing(item, answer, why, under.modality),
            });
        }
        // What was vacant relates no two things.
        let ties = self.graph.relations_from(node);
        let ties = ties.filter(|tie| tie.kind != RelationKind::Vacant);
        into.extend(ties.filter_map(|tie| self.tie(&tie)));
    }

    /// A tenure, a seat, a post's organ, or who had to do with an event.
    fn tie(&self, tie: &RelationRef) -> Option<NetworkRelation<'g>> {
        let item = Item::Tie(tie.ix);
        let answer = self.slice.relation_answer(tie);
        let is_shown = self.slice.counts_item(item)
            && (self.slice.when().is_none() || self.slice.shows(answer));
        if !is_shown || !self.is_found(tie.to) {
            return None;
        }
        let name = match tie.kind {
            RelationKind::Tenure => "held",
            RelationKind::Seat => "seat_in",
            RelationKind::ExOfficio => "seat_ex_officio_in",
            RelationKind::Vacant => "vacant",
            RelationKind::PostOf => "post_of",
            RelationKind::Met => "of",
            RelationKind::CalledBy => "called_by",
            RelationKind::Attended => "attended_by",
            RelationKind::BodyOf => "had",
        };
        let modality = relation_modality(self.slice, tie);
        let why = self.slice.relation_why(tie).to_string();
        Some(NetworkRelation {
            from: self.graph.id(tie.from).to_owned(),
            to: self.graph.id(tie.to).to_owned(),
            relation: modality.of_word(name),
            line: None,
            footing: self.footing(item, answer, why, modality),
        })
    }

    /// A relation from each organ before a transition to each after it; where they would be far more than its ends, the
    /// transition is a thing between them.
    fn transition(&self, transition: TransitionRef<'g>, rows: &mut NetworkRows<'g>) {
        const FEW: usize = 4;
        let answer = self.slice.transition_answer(&transition);
        if !self.slice.shows(answer) || !self.slice.counts_item(Item::Transition(transition.ix)) {
            return;
        }
        let ids = |nodes: &mut dyn Iterator<Item = NodeIx>| -> Vec<&str> {
            nodes.filter(|&node| self.is_found(node)).map(|node| self.graph.id(node)).collect()
        };
        let (from, to) = (ids(&mut transition.from()), ids(&mut transition.into()));
        let why = transition_why(self.slice, &transition);
        let item = Item::Transition(transition.ix);
        let footing = self.footing(item, answer, why, transition.modality);
        let name = transition.modality.of_word(&transition.kind.to_string().to_lowercase());
        let relation = |from: &str, to: &str| NetworkRelation {
            from: from.to_owned(),
            to: to.to_owned(),
            relation: name.clone(),
            line: None,
            footing: footing.clone(),
        };
        if from.len().saturating_mul(to.len()) > FEW * (from.len() + to.len()) {
            let id = format!("transition {}", rows.things.len());
            rows.relations.extend(from.iter().map(|from| relation(from, &id)));
            rows.relations.extend(to.iter().map(|to| relation(&id, to)));
            let class = "transition".to_owned();
            rows.things.push(NetworkThing {
                id,
                class,
                name: name.clone(),
                kind: "",
                footing: footing.clone(),
            });
            return;
        }
        let pairs = from.iter().flat_map(|from| to.iter().map(move |to| (from, to)));
        // A new name leads from an organ to itself, and relates no two things.
        let is_between = |&(from, to): &(&&str, &&str)| from != to;
        rows.relations.extend(pairs.filter(is_between).map(|(from, to)| relation(from, to)));
    }
}
