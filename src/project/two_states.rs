//! Two states in one view. Takes a project and a request that names two states, gives the view of both; never says
//! what differs.

use super::compare::States;
use super::{Advice, Project, ProjectError, Question, Request, Session};
use crate::graph::{NodeIx, OrgGraph};
use crate::model::ViewForm;
use crate::query::Runs;
use crate::view::{Comparison, HierarchyView, Pick, RosterView, Scope, State, View};

/// The view of both states.
pub(super) fn view(project: &Project, request: &Request) -> Result<View, ProjectError> {
    let second = request.compare.against.as_deref();
    let States { before, after, varies } = request.compare.states(project, &request.question)?;
    let session = project.session();
    let second = second.map(Project::session);
    let other = second.as_ref().unwrap_or(&session);
    let slices = (session.slice(&before)?, other.slice(&after)?);
    let mut scopes = match second.is_some() {
        // An organ that only one of two models has is no error.
        true => scopes_of_two(request, (&session, &before), (other, &after))?,
        false => (request.scope(&session, &before)?, request.scope(other, &after)?),
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

/// The scopes of two models. A root that one of them lacks is no error; one that both lack is.
fn scopes_of_two(
    request: &Request,
    (session, question): (&Session<'_>, &Question),
    (other, after): (&Session<'_>, &Question),
) -> Result<(Scope, Scope), ProjectError> {
    let known = |session: &Session<'_>, root: &String| session.project().organ(root).is_ok();
    let keep = |of: &Session<'_>, not: &Session<'_>| {
        let kept = |root: &&String| known(of, root) || !known(not, root);
        Request { root: request.root.iter().filter(kept).cloned().collect(), ..request.clone() }
    };
    let (one, two) = (keep(session, other), keep(other, session));
    if !request.is_roster()
        && !request.root.is_empty()
        && (one.root.is_empty() || two.root.is_empty())
    {
        let sentence = "{root} {}: only one of the two models has it; name an organ that both have";
        return Err(ProjectError::Usage(Advice::new(sentence, &[&request.root.join(", ")])));
    }
    Ok((one.scope(session, question)?, two.scope(other, after)?))
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
