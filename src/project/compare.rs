//! Two states in one view: which, by names. Takes a project and a request that names two dates, sources, states
//! of knowledge or models; gives the view. Never says what differs.

use super::question::date;
use super::{Project, ProjectError, Question, Request};
use crate::graph::{Class, NodeIx, OrgGraph};
use crate::model::ViewForm;
use crate::query::Runs;
use crate::view::{Comparison, HierarchyView, Pick, RosterView, Scope, State, Varies, View};

/// The view of both states.
pub(super) fn view(project: &Project, request: &Request) -> Result<View, ProjectError> {
    let second = request.compare.against.as_deref();
    let other = second.unwrap_or(project);
    let (before, after, varies) = states(project, request)?;
    let slices = (before.slice(project.graph())?, after.slice(other.graph())?);
    let mut scopes = match second.is_some() {
        // An organ that only one of two models has is no error.
        true => scopes_of_two(request, (project, &before), (other, &after))?,
        false => (request.scope(project, &before)?, request.scope(other, &after)?),
    };
    let (graph, other) = (project.graph(), other.graph());
    let (one, two) = &mut scopes;
    in_either((graph, &mut one.only), (other, &mut two.only));
    in_either((graph, &mut one.highlight), (other, &mut two.highlight));
    let states = Comparison {
        before: State { slice: &slices.0, scope: &scopes.0 },
        after: State { slice: &slices.1, scope: &scopes.1 },
        varies,
    };
    debug_assert!(
        request.is_roster() || matches!(request.form, ViewForm::Diff | ViewForm::Hierarchy)
    );
    Ok(match request.is_roster() {
        true => View::Roster(RosterView::compared(&states)),
        false => View::Hierarchy(HierarchyView::compared(&states)),
    })
}

/// The questions of both states, and in what they differ.
fn states(
    project: &Project,
    request: &Request,
) -> Result<(Question, Question, Varies), ProjectError> {
    let (one, two, compare) =
        (request.question.clone(), request.question.clone(), &request.compare);
    let usage = |text: &str| Err(ProjectError::Usage(text.to_owned()));
    if let Some(against) = &compare.against {
        let names = [project.name().to_owned(), against.name().to_owned()];
        return Ok((one, two, Varies::Model(names)));
    }
    match (&compare.from, &compare.to) {
        (Some(from), Some(to)) => {
            let (first, second) = (date("from", from)?, date("to", to)?);
            if second.to < first.from {
                return Err(ProjectError::Usage(format!(
                    "--from {from} is later than --to {to}: exchange the two"
                )));
            }
            return Ok((one.as_of(from), two.as_of(to), Varies::Date));
        }
        (None, None) => {}
        _ => return usage("a diff of dates needs both `from` and `to`"),
    }
    match (&compare.between[..], &compare.and_by) {
        ([first, second], None) => {
            let of = |question: Question, source: &String| Question {
                according_to: vec![source.clone()],
                ..question
            };
            Ok((of(one, first), of(two, second), Varies::Source))
        }
        ([], Some(by)) if one.known_by.is_some() => {
            let second = Question { known_by: Some(by.clone()), ..two };
            Ok((one, second, Varies::Knowledge))
        }
        ([], Some(_)) => usage("`and_by` needs `known_by`, the earlier of the two dates"),
        _ => usage("`between` takes two sources, as in `between: [\"minutes\", \"gazette\"]`"),
    }
}

/// The scopes of two models. A root that one of them lacks is no error; one that both lack is.
fn scopes_of_two(
    request: &Request,
    (project, question): (&Project, &Question),
    (other, after): (&Project, &Question),
) -> Result<(Scope, Scope), ProjectError> {
    let known =
        |project: &Project, root: &String| project.find(root, "organ", &[Class::Organ]).is_ok();
    let keep = |of: &Project, not: &Project| {
        let kept = |root: &&String| known(of, root) || !known(not, root);
        Request { root: request.root.iter().filter(kept).cloned().collect(), ..request.clone() }
    };
    let (one, two) = (keep(project, other), keep(other, project));
    if !request.is_roster()
        && !request.root.is_empty()
        && (one.root.is_empty() || two.root.is_empty())
    {
        return Err(ProjectError::Usage(format!(
            "--root {}: only one of the two models has it; name an organ that both have",
            request.root.join(", ")
        )));
    }
    Ok((one.scope(project, question)?, two.scope(other, after)?))
}

/// What an expression finds in either state is shown in both: else whatever it finds at one date alone
/// would look as if it had come or gone.
fn in_either(
    (graph, one): (&OrgGraph, &mut Option<Pick>),
    (other_graph, other): (&OrgGraph, &mut Option<Pick>),
) {
    let (Some(one), Some(other)) = (one, other) else { return };
    let also = |found: &Runs, of: &OrgGraph, to: &OrgGraph| {
        let mut numbers: Vec<u32> = found
            .iter()
            .filter_map(|node| to.node(of.id(NodeIx(node))))
            .map(|node| node.0)
            .collect();
        numbers.sort_unstable();
        Runs::from_sorted(numbers)
    };
    let (from_one, from_other) = match std::ptr::eq(graph, other_graph) {
        true => (one.found.clone(), other.found.clone()),
        false => (also(&one.found, graph, other_graph), also(&other.found, other_graph, graph)),
    };
    one.found = one.found.union(&from_other);
    other.found = other.found.union(&from_one);
}
