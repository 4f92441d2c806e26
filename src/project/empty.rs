//! Why a view shows nothing, and what to ask for instead. Takes a request and its view, gives words; never draws.

use std::borrow::Cow;

use super::{Advice, Project, ProjectError, Request};
use crate::ask::name_at;
use crate::graph::{Class, Item, NodeIx, RelationKind, Slice};
use crate::model::ViewForm;
use crate::time::Answer;
use crate::view::View;

/// The words after `nothing to draw:`.
pub(super) fn why(
    project: &Project,
    request: &Request,
    view: &View,
) -> Result<Advice, ProjectError> {
    let (graph, session) = (project.graph(), project.session());
    let asked = &view.caption().subtitle;
    if let Some(only) = request.pick(&session, &request.question, &request.only)? {
        let sentence = match only.found.len() {
            0 => "{only} {} finds nothing ({})",
            _ => "nothing that {only} {} finds is in this picture ({})",
        };
        return Ok(Advice::new(sentence, &[&only.words, asked]));
    }
    let mut slice = session.slice(&request.question)?;
    if request.compare.is_asked() || !(request.is_roster() || request.form == ViewForm::Tenures) {
        return Ok(asked.clone().into());
    }
    let scope = request.scope(&session, &request.question)?;
    let dated = slice.when().is_some();
    slice = slice.at(None);
    let served: Vec<NodeIx> = match scope.roots.is_empty() {
        true => graph.organs().collect(),
        false => scope.roots.clone(),
    };
    let names: Vec<&str> = scope.roots.iter().map(|&root| name_at(&slice, root)).collect();
    let of = if names.is_empty() { "anybody".to_owned() } else { names.join(", ") };
    let ever: Vec<Cow<'_, str>> = served.iter().flat_map(|&node| services(&slice, node)).collect();
    Ok(match (dated, ever.first()) {
        (true, Some(_)) => Advice::new(
            "no member or post holder of {} is recorded at that time ({}); recorded are {}; \
             {possible} also shows what is only possible",
            &[&of, asked, &list(&ever)],
        ),
        _ if request.form == ViewForm::Tenures => Advice::new(
            "no tenure or seat of {} is recorded; its units may have some: add {depth} 1, or \
             name another organ with {root}",
            &[&of],
        ),
        _ => Advice::new(
            "no member or post holder of {} is recorded; its units may have some: add {depth} 1, \
             or name another organ with {root}",
            &[&of],
        ),
    })
}

/// The dates of all who served in an organ, in a post of it, or as a person.
fn services<'g>(slice: &Slice<'g>, node: NodeIx) -> Vec<Cow<'g, str>> {
    let graph = slice.graph();
    let posts =
        graph.relations_to(node).filter(|tie| tie.kind == RelationKind::PostOf).map(|tie| tie.from);
    let held = posts.flat_map(|post| graph.relations_to(post));
    let own = graph.relations_from(node).filter(|_| graph.class(node) == Class::Person);
    let ties = held.chain(graph.relations_to(node)).chain(own);
    let ties = ties.filter(|tie| matches!(tie.kind, RelationKind::Tenure | RelationKind::Seat));
    let ties = ties.filter(|tie| slice.relation_answer(tie) > Answer::No);
    let mut dates: Vec<Cow<'g, str>> =
        ties.map(|tie| crate::ask::words::date(slice, Item::Tie(tie.ix))).collect();
    dates.retain(|date| !date.is_empty());
    dates.sort_unstable();
    dates.dedup();
    dates
}

fn list(dates: &[Cow<'_, str>]) -> String {
    const MOST: usize = 4;
    let shown = dates[..dates.len().min(MOST)].join(", ");
    match dates.len().checked_sub(MOST) {
        Some(more) if more > 0 => format!("{shown} and {more} more dates"),
        _ => shown,
    }
}
