//! Words of sources that are quoted. Takes a model, counts them, for formats that name a source and the place in it alone.

use crate::model::{Cite, Disputed, Model, Name, Remit};

/// What quotations are called among what is left out.
pub(super) const QUOTES: &str = "quotations of sources";

/// How many citations have the words of their source.
pub(super) fn quotations(model: &Model<'_>) -> usize {
    let organs = model.organs.values().map(|organ| {
        let unders = organ.under.iter().map(|one| in_cites(&one.cite) + in_claims(&one.during));
        let members = organ.members.iter().map(|one| in_cites(&one.cite) + in_claims(&one.on));
        let remits = [&organ.functions, &organ.mandates, &organ.jurisdiction, &organ.legal_basis];
        let own = in_cites(&organ.cite) + in_claims(&organ.existence) + in_names(&organ.names);
        let values = in_claims(&organ.kind) + in_claims(&organ.place);
        let remits = remits.into_iter().map(|remits| in_remits(remits));
        own + values + unders.chain(members).chain(remits).sum::<usize>()
    });
    let events = model.events.values().map(|event| {
        let numbers = event.numbers.iter().map(|number| in_cites(&number.cite));
        let own = in_cites(&event.cite) + in_claims(&event.on) + in_claims(&event.place);
        own + in_names(&event.names) + numbers.sum::<usize>()
    });
    let posts = model.posts.values().map(|post| {
        let unders = post.under.iter().map(|one| in_cites(&one.cite) + in_claims(&one.during));
        let own = in_cites(&post.cite) + in_claims(&post.existence) + in_names(&post.names);
        own + unders.sum::<usize>()
    });
    let people = model.people.values().map(|person| {
        let life = in_claims(&person.born) + in_claims(&person.died);
        in_cites(&person.cite) + life + in_names(&person.names)
    });
    let tenures = model.tenures.iter().map(|one| in_cites(&one.cite) + in_claims(&one.during));
    let seats = model.seats.iter().map(|one| in_cites(&one.cite) + in_claims(&one.during));
    let changes = model.transitions.iter().map(|one| &one.change);
    let changes = changes.map(|one| in_cites(&one.cite) + in_claims(&one.on));
    let things = organs.chain(events).chain(posts).chain(people);
    things.chain(tenures).chain(seats).chain(changes).sum()
}

fn in_cites(cites: &[Cite<'_>]) -> usize {
    cites.iter().filter(|cite| !cite.quote.is_empty()).count()
}

fn in_claims<T>(values: &Disputed<'_, T>) -> usize {
    values.claims().iter().map(|claim| in_cites(&claim.cite)).sum()
}

fn in_names(names: &[Name<'_>]) -> usize {
    names.iter().map(|name| in_cites(&name.cite) + in_claims(&name.used)).sum()
}

fn in_remits(remits: &[Remit<'_>]) -> usize {
    remits.iter().map(|remit| in_cites(&remit.cite) + in_claims(&remit.during)).sum()
}
