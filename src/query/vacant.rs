//! Posts that nobody held: on a day on which the post was there, no holder is left that may have held it.
//!
//! Takes a slice and a post; answers in the worlds of the model, and says which source states a vacancy, or between which
//! tenures the gap lies. Where none states one, that no source names a holder is all that it says.

use super::people;
use super::runs::Runs;
use super::service;
use crate::ask;
use crate::graph::{Class, DayRange, Item, NodeIx, RelationKind, RelationRef, Slice, Threshold};
use crate::time::{Answer, When};

/// The posts, or the posts of the organs, that nobody held.
pub(super) fn vacant(slice: &Slice<'_>, of: &Runs) -> Runs {
    let graph = slice.graph();
    let posts = of.iter().flat_map(|node| people::posts(graph, NodeIx(node)));
    posts.filter(|post| is_vacant(slice, *post)).map(|post| post.0).collect()
}

fn tenures<'g>(slice: &Slice<'g>, post: NodeIx) -> impl Iterator<Item = RelationRef> + use<'g> {
    let ties = slice.graph().relations_to(post);
    ties.filter(|tie| tie.kind == RelationKind::Tenure)
}

/// Whether nobody held a post, as sure as the slice's threshold asks; without a date, whether no holder is recorded at all.
fn is_vacant(slice: &Slice<'_>, post: NodeIx) -> bool {
    match slice.when() {
        None => {
            slice.shows(is_there(slice, post))
                && !tenures(slice, post).any(|tie| service::is_service(slice, &tie))
        }
        Some(when) => slice.shows(when.ask(|when| answer(slice, post, when))),
    }
}

/// How sure it is that on one of some days without a gap between them the post was there and nobody held it.
fn answer(slice: &Slice<'_>, post: NodeIx, when: When) -> Answer {
    let surest = [Answer::Certain, Answer::Presumed, Answer::Possible].into_iter();
    surest.clone().find(|least| stands_empty(slice, post, when, *least)).unwrap_or(Answer::No)
}

/// For certain and presumably, where nobody can have held it; possibly, where nobody must have held it: of worlds in which no
/// unrecorded end has come, nobody who is presumed to have.
fn stands_empty(slice: &Slice<'_>, post: NodeIx, when: When, least: Answer) -> bool {
    let holders = match (least, slice.threshold()) {
        (Answer::Possible, Threshold::Unended) => Threshold::Presumed,
        (Answer::Possible, _) => Threshold::Certain,
        _ => Threshold::Possible,
    };
    let held = tenures(slice, post).filter_map(|tie| service::days(slice, &tie));
    let held: Vec<DayRange> = held.filter_map(|days| service::as_sure(days, holders)).collect();
    let there = |(from, to)| is_there(&slice.clone().at(Some(When::between(from, to))), post);
    service::gaps(when, held).into_iter().any(|gap| there(gap) >= least)
}

/// Whether the post was there, and the organ whose post it is.
fn is_there(slice: &Slice<'_>, post: NodeIx) -> Answer {
    let graph = slice.graph();
    let own = slice.answer(post);
    if graph.class(post) != Class::Post {
        return Answer::No;
    }
    let places = graph
        .relations_from(post)
        .filter(|tie| tie.kind == RelationKind::PostOf && slice.counts_item(Item::Tie(tie.ix)));
    let best = places.map(|tie| slice.relation_answer(&tie)).max();
    own.min(best.unwrap_or(own))
}

/// Why nobody held a post: between which tenures the days asked about lie, or who may have held it.
pub(super) fn why(slice: &Slice<'_>, post: NodeIx, answer: Answer) -> String {
    if slice.when().is_none() {
        return "no holder is recorded at any time".to_owned();
    }
    let held = ask::holders(slice, post);
    let perhaps = held.holdings.iter().filter(|held| held.standing <= ask::Standing::Perhaps);
    let perhaps: Vec<&str> = perhaps.map(|held| held.name).collect();
    let there = is_there(slice, post);
    let because = match there < Answer::Certain && there <= answer {
        true => format!("; the post itself is {there}: {}", slice.why(post)),
        false => String::new(),
    };
    let stated = held.vacancies.iter().find(|vacancy| vacancy.modality.is_held());
    let stated = stated.map(ToString::to_string);
    match (&held.gap, &perhaps[..]) {
        (_, []) if stated.is_some() => stated.unwrap_or_default() + &because,
        (_, [_, ..]) => {
            let stated = stated.map_or(String::new(), |stated| format!("{stated}; "));
            let names = perhaps.join(" and ");
            format!("{stated}held by {names} on some of these days or perhaps{because}")
        }
        (Some(gap), _) => {
            format!("no source names a holder {gap}").trim_end().to_owned() + &because
        }
        (None, []) => format!("no source names a holder{because}"),
    }
}
