//! One body through its reorganisations. Takes a question, a name and the kinds of change across which a body is taken for
//! the same; gives its stages in the order of time, each with the changes that led to it, and who held its posts in each.
//! Without such kinds every organ stands apart. Never prints.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::lineage::{LineageStep, lineage_step};
use super::{Advice, PanelRow, Project, ProjectError, Question, Session};
use crate::ask::{self, Who, words};
use crate::graph::{
    Bundle, Class, Field, Item, NodeIx, OrgGraph, RelationKind, Slice, Trait, TransitionRef, fold,
};
use crate::model::TransitionKind;
use crate::time::Answer;

/// The kinds of change across which a body may be followed.
pub const ACROSS: [TransitionKind; 6] = [
    TransitionKind::Renamed,
    TransitionKind::Succeeded,
    TransitionKind::Merged,
    TransitionKind::Absorbed,
    TransitionKind::Split,
    TransitionKind::Reorganised,
];

/// One of the organs that a body was, one after the other.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct LineStage<'g> {
    /// The organ's id.
    pub id: &'g str,
    /// Its name.
    pub name: &'g str,
    /// From when to when it existed, as written; empty where nothing dates it.
    pub existence: String,
    /// Whether it existed then.
    pub answer: Answer,
    /// Why.
    pub why: String,
    /// The changes that led to it, from other stages or to a new name, in the order of time.
    pub changes: Vec<LineageStep<'g>>,
}

/// Who held what in one stage of a body.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct WhoStage<'g> {
    /// The stage.
    pub stage: LineStage<'g>,
    /// Who held the post in it, or sat in the organ; nothing where it has no post of that title or kind.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub who: Option<Who<'g>>,
}

impl Project {
    /// The stages of a body: the organ that is named, what it grew out of and what it became by changes of these kinds.
    ///
    /// ```
    /// use organigram::model::TransitionKind;
    /// use organigram::project::{Project, Question};
    /// let project = Project::from_text("club.ron", r#"Model(
    ///     organs: { "old": Organ(existence: "1950/1960"), "new": Organ(existence: "1960/") },
    ///     transitions: [Succeeded(from: "old", into: "new", on: "1960")],
    /// )"#);
    /// let line = project.continuity(&Question::default(), "new", &[TransitionKind::Succeeded])?;
    /// assert_eq!(line.iter().map(|stage| stage.id).collect::<Vec<_>>(), ["old", "new"]);
    /// assert_eq!(line[1].changes[0].date(), Some("1960"));
    /// // Across no change, it stands apart.
    /// assert_eq!(project.continuity(&Question::default(), "new", &[])?.len(), 1);
    /// # Ok::<(), organigram::project::ProjectError>(())
    /// ```
    ///
    /// # Errors
    /// When the question names what the model lacks, when no or several organs fit the name, and when a body is to be
    /// followed across a change that ends or begins it.
    pub fn continuity(
        &self,
        question: &Question,
        organ: &str,
        across: &[TransitionKind],
    ) -> Result<Vec<LineStage<'_>>, ProjectError> {
        let organ = self.organ(organ)?;
        let slice = question.slice(self.graph())?;
        stages(&slice, organ, across)
    }

    /// Who held a post or sat in an organ, through all stages of the organ. A post of another stage is the same where its title
    /// or its kind is.
    ///
    /// # Errors
    /// As [`Project::continuity`]; and when a person is named, who is no body.
    pub fn who_across(
        &self,
        question: &Question,
        name: &str,
        across: &[TransitionKind],
    ) -> Result<Vec<WhoStage<'_>>, ProjectError> {
        let graph = self.graph();
        let slice = question.slice(graph)?;
        let classes = [Class::Post, Class::Organ, Class::Person];
        let node = self.find(name, "post, organ or person", &classes)?;
        let organ = match graph.class(node) {
            Class::Organ => node,
            Class::Post => {
                let place = graph.relations_from(node).find(|tie| tie.kind == RelationKind::PostOf);
                place.map(|tie| tie.to).ok_or_else(|| {
                    let text = "the post {} belongs to no organ that could be followed";
                    ProjectError::Usage(Advice::new(text, &[&graph.id(node)]))
                })?
            }
            _ => {
                let text = "{across} follows posts and organs, and {} is a person";
                return Err(ProjectError::Usage(Advice::new(text, &[&graph.id(node)])));
            }
        };
        let stages = stages(&slice, organ, across)?;
        let who = |stage: &LineStage<'_>| {
            let of = graph.node(stage.id).expect("a stage is an organ");
            let place = if node == organ { Some(of) } else { same_post(graph, node, of) };
            place.and_then(|place| ask::who(&slice, place))
        };
        Ok(stages.into_iter().map(|stage| WhoStage { who: who(&stage), stage }).collect())
    }
}

/// The post of an organ that has the title of another one, else its kind.
fn same_post(graph: &OrgGraph, post: NodeIx, organ: NodeIx) -> Option<NodeIx> {
    let posts = graph.relations_to(organ).filter(|tie| tie.kind == RelationKind::PostOf);
    let posts: Vec<NodeIx> = posts.map(|tie| tie.from).collect();
    if posts.contains(&post) {
        return Some(post);
    }
    let title = fold(graph.name(post));
    let kind = graph.kind(post);
    let titled = posts.iter().copied().find(|other| fold(graph.name(*other)) == title);
    let of_kind = || posts.iter().copied().find(|other| graph.kind(*other) == kind);
    titled.or_else(|| of_kind().filter(|_| !kind.is_empty()))
}

fn check(across: &[TransitionKind]) -> Result<(), ProjectError> {
    match across.iter().find(|kind| !ACROSS.contains(kind)) {
        None => Ok(()),
        Some(kind) => {
            let all: Vec<String> = ACROSS.iter().map(ToString::to_string).collect();
            let text = "nothing goes on across a change of the kind {}; {across} takes {}";
            Err(ProjectError::Usage(Advice::new(text, &[kind, &all.join(", ")])))
        }
    }
}

fn stages<'g>(
    slice: &Slice<'g>,
    organ: NodeIx,
    across: &[TransitionKind],
) -> Result<Vec<LineStage<'g>>, ProjectError> {
    check(across)?;
    let mut line = vec![organ];
    if !across.is_empty() {
        // What became of it later belongs to the line, whatever day is asked about.
        let walked = slice.clone().at(None).via(across);
        line.extend(walked.predecessors(organ));
        line.extend(walked.successors(organ));
    }
    line.sort_by_key(|organ| {
        let begun = slice.period(Item::Node(*organ)).map(|period| period.start());
        (begun.is_none(), begun.map(|begun| (begun.earliest, begun.latest)), organ.0)
    });
    line.dedup();
    let is_in: BTreeSet<NodeIx> = line.iter().copied().collect();
    let stage = |organ: &NodeIx| stage(slice, *organ, across, &is_in);
    Ok(line.iter().map(stage).collect())
}

fn stage<'g>(
    slice: &Slice<'g>,
    organ: NodeIx,
    across: &[TransitionKind],
    line: &BTreeSet<NodeIx>,
) -> LineStage<'g> {
    let graph = slice.graph();
    let ever = slice.clone().at(None);
    let mut changes: Vec<TransitionRef<'g>> = changes_to(&ever, organ, across)
        .filter(|change| {
            change.kind == TransitionKind::Renamed || change.from().any(|from| line.contains(&from))
        })
        .collect();
    changes.sort_by_key(|change| (ever.transition_days(change), change.ix));
    changes.dedup_by_key(|change| change.ix);
    let step = |change: &TransitionRef<'g>| {
        let from = change.from().filter(|from| line.contains(from)).collect();
        let bundle = Bundle { transition: change.ix, from, into: vec![organ] };
        let step = lineage_step(&ever, &bundle);
        match graph.property(Item::Transition(change.ix), Trait::Title) {
            Some(name) => {
                LineageStep { kind: format!("{} \u{201c}{name}\u{201d}", step.kind), ..step }
            }
            None => step,
        }
    };
    LineStage {
        id: graph.id(organ),
        name: ask::name_at(slice, organ),
        existence: words::date(slice, Item::Node(organ)).into_owned(),
        answer: slice.answer(organ),
        why: slice.why(organ).to_string(),
        changes: changes.iter().map(step).collect(),
    }
}

/// The changes of some kinds that led to an organ and count.
fn changes_to<'s, 'g>(
    slice: &'s Slice<'g>,
    organ: NodeIx,
    across: &'s [TransitionKind],
) -> impl Iterator<Item = TransitionRef<'g>> + use<'s, 'g> {
    slice.graph().transitions_into(organ).filter(move |change| {
        let item = Item::Transition(change.ix);
        let mut said = slice.facts(item, Field::Date).map(|fact| fact.modality).peekable();
        let is_held = match said.peek() {
            Some(_) => said.any(|modality| modality.is_held()),
            None => change.modality.is_held(),
        };
        across.contains(&change.kind) && slice.counts_item(item) && is_held
    })
}

/// Which line each organ belongs to, for panels that follow bodies.
#[derive(Clone, Debug, Default)]
pub struct PanelLines<'g> {
    /// By id of an organ: the line's id, and the changes that led to the organ.
    lines: BTreeMap<&'g str, (&'g str, Vec<String>)>,
}

impl<'p> Session<'p> {
    /// The lines of all organs that changes of some kinds connect, for [`PanelLines::mark`].
    ///
    /// ```
    /// use organigram::model::TransitionKind;
    /// use organigram::project::{Project, Question};
    /// let project = Project::from_text("club.ron", r#"Model(
    ///     organs: { "old": Organ(existence: "1950/1960"), "new": Organ(existence: "1961/") },
    ///     transitions: [Succeeded(from: "old", into: "new", on: "1961")],
    /// )"#);
    /// let session = project.session();
    /// let lines = session.panel_lines(&Question::default(), &[TransitionKind::Succeeded])?;
    /// let mut rows = session.panel_at(&Question::default(), "organs()", "1955")?;
    /// lines.mark(&mut rows);
    /// assert_eq!((rows[0].then.id, rows[0].line), (Some("old"), Some("new")));
    /// # Ok::<(), organigram::project::ProjectError>(())
    /// ```
    ///
    /// # Errors
    /// As [`Project::continuity`].
    pub fn panel_lines(
        &self,
        question: &Question,
        across: &[TransitionKind],
    ) -> Result<PanelLines<'p>, ProjectError> {
        check(across)?;
        let slice = self.slice(question)?.at(None);
        let graph: &'p OrgGraph = slice.graph();
        let mut first: Vec<u32> = (0..graph.organ_count() as u32).collect();
        let mut has_successor: BTreeSet<NodeIx> = BTreeSet::new();
        for organ in graph.organs() {
            for change in changes_to(&slice, organ, across) {
                for from in change.from().filter(|from| *from != organ) {
                    has_successor.insert(from);
                    join(&mut first, from.0, organ.0);
                }
            }
        }
        // A line is called by the last of its organs, the first of several in the order of the model.
        let mut names: BTreeMap<u32, (bool, NodeIx)> = BTreeMap::new();
        for organ in graph.organs() {
            let key = (has_successor.contains(&organ), organ);
            let known = names.entry(root(&mut first, organ.0)).or_insert(key);
            *known = (*known).min(key);
        }
        let mut lines = BTreeMap::new();
        for organ in graph.organs() {
            let line = graph.id(names[&root(&mut first, organ.0)].1);
            let changes = changes_to(&slice, organ, across).map(|change| {
                let item = Item::Transition(change.ix);
                let date = words::date(&slice, item);
                let sentence = words::sentence(graph, item);
                if date.is_empty() { sentence } else { format!("{sentence}, {date}") }
            });
            lines.insert(graph.id(organ), (line, changes.collect()));
        }
        Ok(PanelLines { lines })
    }
}

impl<'g> PanelLines<'g> {
    /// Writes into rows of organs to which line each belongs, and by which changes it came.
    pub fn mark(&self, rows: &mut [PanelRow<'g>]) {
        for row in rows {
            let Some((line, changes)) = row.then.id.and_then(|id| self.lines.get(id)) else {
                continue;
            };
            row.line = Some(line);
            row.changes.clone_from(changes);
        }
    }
}

/// The first of all that are joined with a number.
fn root(first: &mut [u32], of: u32) -> u32 {
    let mut at = of;
    while first[at as usize] != at {
        first[at as usize] = first[first[at as usize] as usize];
        at = first[at as usize];
    }
    at
}

fn join(first: &mut [u32], one: u32, other: u32) {
    let (one, other) = (root(first, one), root(first, other));
    first[one.max(other) as usize] = one.min(other);
}
