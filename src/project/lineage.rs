//! What grew out of what. Takes a question and the organs that it is about, gives the steps of their lineage or the
//! ways between them; never prints.

mod dot;

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Project, ProjectError, Question};
use crate::ask::{
    CiteText, DateText, cite_texts, dates, is_unjudged, reliability, transition_how, transition_why,
};
use crate::graph::{
    Bundle, Hop, Item, LineagePath, NodeIx, Paths, Slice, Step, Trait, TransitionRef,
};
use crate::model::{Modality, Reliability, TransitionKind};
use crate::time::Answer;

/// What to ask of a lineage.
///
/// ```
/// use organigram::project::LineageRequest;
/// let ways = LineageRequest::of("diu").to("wpk").most(10);
/// let predecessors = LineageRequest::of("ycl").common("src").common("wpk");
/// # assert!(ways.to.is_some() && predecessors.common.len() == 2);
/// ```
#[derive(Clone, PartialEq, Debug)]
#[non_exhaustive]
pub struct LineageRequest {
    /// The organ, by id or name.
    pub from: String,
    /// The organ to which the ways lead; without one, the nearest steps around `from` are given.
    pub to: Option<String>,
    /// Organs with which the nearest shared predecessors are looked for, and the ways from them.
    pub common: Vec<String>,
    /// Only through these kinds of transitions; through all where none is named.
    pub via: Vec<TransitionKind>,
    /// Only a way with the fewest steps.
    pub shortest: bool,
    /// How many ways to give at most.
    pub most: usize,
}

impl LineageRequest {
    /// How many ways are enough for somebody who reads them.
    pub const MOST: usize = 100;

    /// The steps around an organ: what it grew out of and what it became.
    #[must_use]
    pub fn of(organ: impl Into<String>) -> LineageRequest {
        LineageRequest {
            from: organ.into(),
            to: None,
            common: Vec::new(),
            via: Vec::new(),
            shortest: false,
            most: LineageRequest::MOST,
        }
    }

    /// The ways to another organ.
    #[must_use]
    pub fn to(self, organ: impl Into<String>) -> LineageRequest {
        LineageRequest { to: Some(organ.into()), ..self }
    }

    /// The nearest predecessors that the organ shares with this one, and the ways from them; may be repeated.
    #[must_use]
    pub fn common(mut self, organ: impl Into<String>) -> LineageRequest {
        self.common.push(organ.into());
        self
    }

    /// Only through this kind of transition; may be repeated.
    #[must_use]
    pub fn via(mut self, kind: TransitionKind) -> LineageRequest {
        self.via.push(kind);
        self
    }

    /// Only a way with the fewest steps.
    #[must_use]
    pub fn shortest(self) -> LineageRequest {
        LineageRequest { shortest: true, ..self }
    }

    /// At most so many ways.
    #[must_use]
    pub fn most(self, most: usize) -> LineageRequest {
        LineageRequest { most, ..self }
    }
}

/// Steps around an organ, or ways between organs.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct LineageAnswer<'g> {
    /// The id of the organ that was asked about.
    pub from: &'g str,
    /// The id of the organ to which the ways lead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<&'g str>,
    /// The ids of the nearest predecessors that the organs share, where these were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub common: Option<Vec<&'g str>>,
    /// The steps to the organ, where no ways were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub predecessors: Option<Vec<LineageStep<'g>>>,
    /// The steps from the organ, likewise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub successors: Option<Vec<LineageStep<'g>>>,
    /// What the organ itself went through, in the order of time, where no ways were asked for: its founding, its new
    /// names, each time that it was reorganised, ended or came back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub changes: Option<Vec<LineageStep<'g>>>,
    /// The ways, where they were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paths: Option<Vec<LineageWay<'g>>>,
    /// Where no way goes forward in time: the steps of one whose recorded dates run backwards.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub backwards: Option<Vec<LineageStep<'g>>>,
    /// Whether there are more ways than were asked for.
    pub more: bool,
    /// The names of all these organs by their ids.
    pub names: BTreeMap<&'g str, &'g str>,
}

/// One way: from each organ to the next, all steps that lead there. A way goes forward in time and passes no organ
/// twice.
pub type LineageWay<'g> = Vec<Vec<LineageStep<'g>>>;

/// The steps of one transition: from each of some organs to each of others.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct LineageStep<'g> {
    /// The ids of the predecessors.
    pub from: Vec<&'g str>,
    /// The ids of the successors.
    pub to: Vec<&'g str>,
    /// The kind of the transition, with the source's own words for it.
    pub kind: String,
    /// When, by each claim that counts, the preferred first.
    pub dates: Vec<DateText<'g>>,
    /// Whether it had happened by the end of the days asked about.
    pub answer: Answer,
    /// Why.
    pub why: String,
    /// How the sources say it.
    pub modality: Modality,
    /// How far the best of the sources is trusted.
    #[serde(skip_serializing_if = "is_unjudged")]
    pub reliability: Reliability,
    /// A remark of the modeller's.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub note: &'g str,
    /// Who says so, and where.
    pub cites: Vec<CiteText<'g>>,
}

impl<'g> LineageStep<'g> {
    /// The preferred date, in EDTF.
    #[must_use]
    pub fn date(&self) -> Option<&'g str> {
        self.dates.first().map(|date| date.edtf)
    }

    /// The steps one by one, by ids: no organ leads to itself.
    pub fn pairs(&self) -> impl Iterator<Item = (&'g str, &'g str)> + '_ {
        let pairs = self.from.iter().flat_map(|from| self.to.iter().map(|to| (*from, *to)));
        pairs.filter(|(from, to)| from != to)
    }

    /// Whether to list the steps one by one would take far more than to name the organs.
    #[must_use]
    pub fn is_crowded(&self) -> bool {
        const FEW: usize = 4;
        self.from.len().saturating_mul(self.to.len()) > FEW * (self.from.len() + self.to.len())
    }
}

impl<'g> LineageAnswer<'g> {
    /// The name of one of the organs, by its id.
    #[must_use]
    pub fn name(&self, id: &'g str) -> &'g str {
        self.names.get(id).copied().unwrap_or(id)
    }

    /// Whether something was found: of an organ alone that always holds, for that nothing is recorded is an answer.
    #[must_use]
    pub fn is_found(&self) -> bool {
        self.paths.as_ref().is_none_or(|paths| !paths.is_empty())
    }

    /// All steps.
    fn steps(&self) -> impl Iterator<Item = &LineageStep<'g>> {
        let ways = self.paths.iter().flatten().flatten().flatten();
        let around = self.predecessors.iter().chain(&self.successors).chain(&self.backwards);
        ways.chain(around.flatten())
    }

    /// The same with the names of its organs.
    fn named(mut self, slice: &Slice<'g>) -> LineageAnswer<'g> {
        let graph = slice.graph();
        let named =
            [self.from].into_iter().chain(self.to).chain(self.common.iter().flatten().copied());
        let ends = self.steps().flat_map(|step| step.from.iter().chain(&step.to)).copied();
        let name = |id| (id, graph.node(id).map_or(id, |node| graph.name(node)));
        self.names = named.chain(ends).map(name).collect();
        self
    }
}

impl Project {
    /// What an organ grew out of and what it became; the ways from one organ to another; or the nearest predecessors
    /// that several organs share.
    ///
    /// ```
    /// use organigram::project::{LineageRequest, Project, Question};
    /// use organigram::time::Answer;
    ///
    /// let project = Project::from_text("club.ron", r#"Model(
    ///     organs: { "club": Organ(name: "Chess Club"), "board": Organ(), "union": Organ() },
    ///     transitions: [
    ///         Succeeded(from: "club", into: "board", on: "1950", cite: "minutes p. 3"),
    ///         Succeeded(from: "board", into: "union", on: "1960"),
    ///     ],
    /// )"#);
    /// let question = Question::default();
    /// let around = project.lineage(&question, &LineageRequest::of("board"))?;
    /// let step = &around.predecessors.as_ref().unwrap()[0];
    /// assert_eq!((step.from[0], step.date(), step.answer), ("club", Some("1950"), Answer::Certain));
    /// assert_eq!(step.cites[0].source, "minutes");
    ///
    /// let ways = project.lineage(&question, &LineageRequest::of("club").to("union"))?;
    /// assert_eq!(ways.paths.unwrap()[0].len(), 2);
    /// # Ok::<(), organigram::project::ProjectError>(())
    /// ```
    ///
    /// # Errors
    /// When the question names what the model lacks, and when no or several organs fit a name.
    pub fn lineage(
        &self,
        question: &Question,
        request: &LineageRequest,
    ) -> Result<LineageAnswer<'_>, ProjectError> {
        let slice = question.slice(self.graph())?.via(&request.via);
        let from = self.organ(&request.from)?;
        let to = request.to.as_ref().map(|to| self.organ(to)).transpose()?;
        let lineage = match to {
            _ if !request.common.is_empty() => {
                let others = request.common.iter().map(|name| self.organ(name));
                common(&slice, from, others.collect::<Result<_, _>>()?, request.most)
            }
            Some(to) if request.shortest => {
                let found: Vec<LineagePath> = slice.shortest(from, to).into_iter().collect();
                ways(&slice, from, Some(to), Paths { found, more: false })
            }
            Some(to) => ways(&slice, from, Some(to), slice.paths(from, to, request.most)),
            None => around(&slice, from),
        };
        Ok(lineage.named(&slice))
    }
}

fn empty<'g>(slice: &Slice<'g>, from: NodeIx) -> LineageAnswer<'g> {
    LineageAnswer {
        from: slice.graph().id(from),
        to: None,
        common: None,
        predecessors: None,
        successors: None,
        changes: None,
        paths: None,
        backwards: None,
        more: false,
        names: BTreeMap::new(),
    }
}

fn ways<'g>(
    slice: &Slice<'g>,
    from: NodeIx,
    to: Option<NodeIx>,
    paths: Paths,
) -> LineageAnswer<'g> {
    let single = |step: &Step| Bundle {
        transition: step.transition,
        from: vec![step.from],
        into: vec![step.to],
    };
    let hop = |hop: &Hop| hop.iter().map(|step| lineage_step(slice, &single(step))).collect();
    let way = |path: &LineagePath| path.iter().map(hop).collect();
    let backwards = to.filter(|_| paths.found.is_empty());
    let backwards = backwards.and_then(|to| slice.way_whatever_the_dates(from, to));
    let backwards =
        backwards.map(|way| way.iter().map(|s| lineage_step(slice, &single(s))).collect());
    LineageAnswer {
        to: to.map(|to| slice.graph().id(to)),
        paths: Some(paths.found.iter().map(way).collect()),
        backwards,
        more: paths.more,
        ..empty(slice, from)
    }
}

/// The nearest predecessors that several organs share, and the ways from them to each.
fn common<'g>(
    slice: &Slice<'g>,
    first: NodeIx,
    others: Vec<NodeIx>,
    most: usize,
) -> LineageAnswer<'g> {
    let graph = slice.graph();
    let ends: Vec<NodeIx> = [first].into_iter().chain(others).collect();
    let organs: Vec<Vec<NodeIx>> = ends.iter().map(|&organ| vec![organ]).collect();
    let shared = slice.common_predecessors(&organs);
    let mut paths = Paths::default();
    for (&from, &to) in shared.iter().flat_map(|from| ends.iter().map(move |to| (from, to))) {
        let left = most.saturating_sub(paths.found.len());
        if left == 0 {
            paths.more = true;
            break;
        }
        let found = slice.paths(from, to, left);
        paths.found.extend(found.found);
        paths.more |= found.more;
    }
    let shared = shared.iter().map(|&organ| graph.id(organ)).collect();
    LineageAnswer { common: Some(shared), ..ways(slice, first, None, paths) }
}

fn around<'g>(slice: &Slice<'g>, organ: NodeIx) -> LineageAnswer<'g> {
    let steps = |bundles: Vec<Bundle>| {
        Some(bundles.iter().map(|bundle| lineage_step(slice, bundle)).collect())
    };
    LineageAnswer {
        predecessors: steps(slice.steps_to_predecessors(organ)),
        successors: steps(slice.steps_to_successors(organ)),
        changes: Some(changes(slice, organ)),
        ..empty(slice, organ)
    }
}

/// The transitions that an organ went through without another one.
fn changes<'g>(slice: &Slice<'g>, organ: NodeIx) -> Vec<LineageStep<'g>> {
    use TransitionKind::{Dissolved, Founded, Renamed, Reorganised, Revived};
    let graph = slice.graph();
    let mut own: Vec<TransitionRef<'g>> =
        graph.transitions_from(organ).chain(graph.transitions_into(organ)).collect();
    own.retain(|t| {
        matches!(t.kind, Dissolved | Founded | Renamed | Reorganised | Revived)
            && slice.counts_item(Item::Transition(t.ix))
            && slice.shows(slice.transition_answer(t))
    });
    own.sort_by_key(|t| {
        let (first, last) = slice.transition_days(t);
        (if first.is_bounded() { first } else { last }, t.ix.0)
    });
    own.dedup_by_key(|t| t.ix);
    let step = |t: &TransitionRef<'g>| {
        let bundle = Bundle { transition: t.ix, from: vec![organ], into: vec![organ] };
        let name = graph.property(Item::Transition(t.ix), Trait::Title);
        let named = |name| format!(" \u{201c}{name}\u{201d}");
        let step = lineage_step(slice, &bundle);
        LineageStep { kind: step.kind.clone() + &name.map_or(String::new(), named), ..step }
    };
    own.iter().map(step).collect()
}

pub(super) fn lineage_step<'g>(slice: &Slice<'g>, bundle: &Bundle) -> LineageStep<'g> {
    let graph = slice.graph();
    let transition = graph.transition(bundle.transition);
    let item = Item::Transition(bundle.transition);
    let ids = |organs: &[NodeIx]| organs.iter().map(|&organ| graph.id(organ)).collect();
    LineageStep {
        from: ids(&bundle.from),
        to: ids(&bundle.into),
        kind: transition_how(graph, &transition),
        dates: dates(slice, item),
        answer: slice.transition_answer(&transition),
        why: transition_why(slice, &transition),
        modality: transition.modality,
        reliability: reliability(slice, item),
        note: slice.note(item),
        cites: cite_texts(slice, graph.cites(item)),
    }
}
