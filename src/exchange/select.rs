//! The part of a model that a slice shows.
//!
//! Takes the model of some texts and a slice of the graph of the same texts, gives the entries that
//! the slice shows, with all their claims that count. Relations are known by their places in the text.

use std::hash::BuildHasherDefault;

use hashbrown::HashSet;
use rustc_hash::FxHasher;

use super::counted::Counted;

use crate::graph::{Class, RelationKind, Slice};
use crate::model::Model;
use crate::text::Pos;

/// The entries of a model that a slice shows, with what is claimed of them in its perspective. Views, queries and
/// levels stay, and the sources that count.
#[must_use]
pub fn select<'t>(mut model: Model<'t>, slice: &Slice<'_>) -> Model<'t> {
    let graph = slice.graph();
    if !slice.perspective().is_all() {
        Counted::new(graph, slice.perspective()).keep(&mut model);
    }
    let shown = |id: &str, class: Class| {
        graph
            .node(id)
            .is_some_and(|node| graph.class(node) == class && slice.shows(slice.answer(node)))
    };
    let places = shown_places(slice);
    model.organs.retain(|id, _| shown(id, Class::Organ));
    for organ in model.organs.values_mut() {
        organ.under =
            organ.under.iter().filter(|under| places.contains(&under.pos.0)).cloned().collect();
    }
    model.events.retain(|id, _| shown(id, Class::Event));
    model.posts.retain(|id, _| shown(id, Class::Post));
    for post in model.posts.values_mut() {
        post.under =
            post.under.iter().filter(|under| places.contains(&under.pos.0)).cloned().collect();
    }
    model.tenures.retain(|tenure| places.contains(&tenure.pos.0));
    model.seats.retain(|seat| places.contains(&seat.pos.0));
    model.transitions.retain(|transition| places.contains(&transition.change.pos.0));
    model.people.retain(|id, _| shown(id, Class::Person));
    model
}

/// The part of a model that is about some organs: the organs, what stands between them, their posts
/// and seats, and the people and events of those. Sources, views, queries and levels stay.
#[must_use]
pub fn select_organs<'t>(mut model: Model<'t>, wanted: impl Fn(&str) -> bool) -> Model<'t> {
    model.organs.retain(|id, _| wanted(id));
    for organ in model.organs.values_mut() {
        organ.under = organ.under.iter().filter(|under| wanted(&under.organ)).cloned().collect();
    }
    model
        .transitions
        .retain(|step| step.predecessors().chain(step.successors()).any(|id| wanted(id)));
    model.events.retain(|_, event| event.organs.iter().any(|id| wanted(id)));
    model.posts.retain(|_, post| wanted(&post.organ));
    let posts: HashSet<String, BuildHasherDefault<FxHasher>> =
        model.posts.keys().map(ToString::to_string).collect();
    for post in model.posts.values_mut() {
        post.under =
            post.under.iter().filter(|under| posts.contains(&*under.post)).cloned().collect();
    }
    model.tenures.retain(|tenure| model.posts.contains_key(&tenure.post));
    model.seats.retain(|seat| wanted(&seat.organ));
    let mentioned: HashSet<String, BuildHasherDefault<FxHasher>> = {
        let holders = model.tenures.iter().map(|tenure| &tenure.person);
        let members = model.seats.iter().map(|seat| &seat.person);
        let present = model.events.values().flat_map(|event| &event.people);
        holders.chain(members).chain(present).map(ToString::to_string).collect()
    };
    model.people.retain(|id, _| mentioned.contains(&**id));
    model
}

/// Where the relations stand that the slice shows.
fn shown_places(slice: &Slice<'_>) -> HashSet<Pos, BuildHasherDefault<FxHasher>> {
    let graph = slice.graph();
    let units = graph.organs().chain(graph.nodes(Class::Post));
    let unders = units.flat_map(|unit| slice.superiors(unit).map(|(under, _)| under.pos));
    let ties = graph.all_relations().filter(|tie| {
        use RelationKind::{ExOfficio, Seat, Tenure, Vacant};
        matches!(tie.kind, Tenure | Seat | ExOfficio | Vacant)
    });
    let ties = ties.filter(|tie| slice.shows(slice.relation_answer(tie))).map(|tie| tie.pos);
    let transitions = graph.all_transitions();
    let transitions = transitions.filter(|step| slice.shows(slice.transition_answer(step)));
    unders.chain(ties).chain(transitions.map(|step| step.pos)).collect()
}
