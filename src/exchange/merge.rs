//! Two accounts of one thing, made one entry.
//!
//! Takes the entry of an earlier account (a row, a model) and that of a later one with the same id, gives one in which
//! nothing that either says is lost: other names stand beside the name, other values beside the value
//! as rival claims, other superiors beside the superiors.

use crate::model::{
    Cite, Claim, Disputed, Entry, Event, ListOrder, Map, Modality, Name, Number, OneOrMany, Organ,
    Person, Post, Remit, Text, Transition,
};

/// What a later row says that is not said yet.
struct Later<'r, 't> {
    cite: &'r OneOrMany<Cite<'t>>,
    modality: Modality,
    own_cite: bool,
    own_modality: bool,
}

impl<'r, 't> Later<'r, 't> {
    fn new(
        one: (&OneOrMany<Cite<'t>>, Modality),
        cite: &'r OneOrMany<Cite<'t>>,
        modality: Modality,
    ) -> Later<'r, 't> {
        Later { own_cite: one.0 != cite, own_modality: one.1 != modality, cite, modality }
    }

    fn disputed<T: PartialEq + Clone>(&self, one: &mut Disputed<'t, T>, other: &Disputed<'t, T>) {
        for claim in other.claims() {
            if one.claims().iter().any(|known| known.value == claim.value) {
                continue;
            }
            let mut claim: Claim<'t, T> = claim.clone();
            if self.own_cite && claim.cite.is_empty() {
                claim.cite = self.cite.clone();
            }
            if self.own_modality && claim.modality == Modality::default() {
                claim.modality = self.modality;
            }
            one.push(claim);
        }
    }

    /// What is said of the same words at the same time is said already.
    fn remits(&self, one: &mut OneOrMany<Remit<'t>>, other: &OneOrMany<Remit<'t>>) {
        for mut remit in other.iter().cloned() {
            let same =
                |known: &Remit<'_>| (&known.text, &known.during) == (&remit.text, &remit.during);
            if one.iter().any(same) {
                continue;
            }
            if self.own_cite && remit.cite.is_empty() {
                remit.cite = self.cite.clone();
            }
            one.push(remit);
        }
    }

    /// Another main name stands among the names.
    fn names(
        &self,
        one: (&mut Text<'t>, &mut OneOrMany<Name<'t>>),
        name: &Text<'t>,
        names: &OneOrMany<Name<'t>>,
    ) {
        if one.0.is_empty() {
            *one.0 = name.clone();
        }
        let all = std::iter::once(Name::from(name.clone())).chain(names.iter().cloned());
        for mut name in all.filter(|name| !name.text.is_empty()) {
            if *one.0 == name.text || one.1.iter().any(|known| known.text == name.text) {
                continue;
            }
            if self.own_cite && name.cite.is_empty() {
                name.cite = self.cite.clone();
            }
            one.1.push(name);
        }
    }
}

fn add_all<T: PartialEq + Clone>(one: &mut OneOrMany<T>, other: &OneOrMany<T>) {
    for item in other {
        if !one.contains(item) {
            one.push(item.clone());
        }
    }
}

fn add_text<'t>(one: &mut Text<'t>, other: &Text<'t>) {
    if one.is_empty() {
        *one = other.clone();
    } else if !other.is_empty() && !one.split('\n').any(|line| *line == **other) {
        *one = format!("{one}\n{other}").into();
    }
}

/// Adds identifiers, scheme by scheme.
pub(in crate::exchange) fn add_identifiers<'t>(
    one: &mut Map<'t, OneOrMany<Text<'t>>>,
    other: &Map<'t, OneOrMany<Text<'t>>>,
) {
    for (scheme, ids) in other {
        add_all(one.entry(scheme.clone()).or_default(), ids);
    }
}

/// The first address stays.
fn add_url<'t>(one: &mut Text<'t>, other: &Text<'t>) {
    if one.is_empty() {
        *one = other.clone();
    }
}

/// Adds to the entry of a row what a later row with the same id says.
pub(in crate::exchange) fn entry<'t>(one: &mut Entry<'t>, other: &Entry<'t>) {
    match (one, other) {
        (Entry::Organ(_, one), Entry::Organ(_, other)) => organ(one, other),
        (Entry::Event(_, one), Entry::Event(_, other)) => event(one, other),
        (Entry::Post(_, one), Entry::Post(_, other)) => post(one, other),
        (Entry::Person(_, one), Entry::Person(_, other)) => person(one, other),
        _ => unreachable!("rows of one table are things of one kind"),
    }
}

fn organ<'t>(one: &mut Organ<'t>, other: &Organ<'t>) {
    let later = Later::new((&one.cite, one.modality), &other.cite, other.modality);
    later.names((&mut one.name, &mut one.names), &other.name, &other.names);
    later.disputed(&mut one.kind, &other.kind);
    later.disputed(&mut one.existence, &other.existence);
    later.disputed(&mut one.place, &other.place);
    for mut under in other.under.iter().cloned() {
        let same = |known: &crate::model::Under<'_>| {
            (&known.organ, &known.line) == (&under.organ, &under.line)
        };
        if !one.under.iter().any(same) {
            if later.own_cite && under.cite.is_empty() {
                under.cite = other.cite.clone();
            }
            one.under.push(under);
        }
    }
    for mut number in other.members.iter().cloned() {
        let same = |known: &crate::model::Members<'_>| {
            (known.count, &known.of, &known.on) == (number.count, &number.of, &number.on)
        };
        if !one.members.iter().any(same) {
            if later.own_cite && number.cite.is_empty() {
                number.cite = other.cite.clone();
            }
            one.members.push(number);
        }
    }
    for (one, other) in [
        (&mut one.functions, &other.functions),
        (&mut one.mandates, &other.mandates),
        (&mut one.jurisdiction, &other.jurisdiction),
        (&mut one.legal_basis, &other.legal_basis),
    ] {
        later.remits(one, other);
    }
    add_identifiers(&mut one.ids, &other.ids);
    add_url(&mut one.url, &other.url);
    add_all(&mut one.tags, &other.tags);
    add_text(&mut one.note, &other.note);
    add_all(&mut one.allow, &other.allow);
}

fn event<'t>(one: &mut Event<'t>, other: &Event<'t>) {
    let later = Later::new((&one.cite, one.modality), &other.cite, other.modality);
    later.names((&mut one.name, &mut one.names), &other.name, &other.names);
    later.disputed(&mut one.on, &other.on);
    later.disputed(&mut one.place, &other.place);
    add_all(&mut one.organs, &other.organs);
    add_all(&mut one.by, &other.by);
    add_all(&mut one.bodies, &other.bodies);
    // Two lists put together have no order of their own.
    if one.people != other.people && !other.people.is_empty() {
        one.order = if one.people.is_empty() { other.order } else { ListOrder::Unsaid };
    }
    add_all(&mut one.people, &other.people);
    for mut number in other.numbers.iter().cloned() {
        let same = |known: &Number<'_>| (known.count, &known.of) == (number.count, &number.of);
        if !one.numbers.iter().any(same) {
            if later.own_cite && number.cite.is_empty() {
                number.cite = other.cite.clone();
            }
            one.numbers.push(number);
        }
    }
    add_identifiers(&mut one.ids, &other.ids);
    add_url(&mut one.url, &other.url);
    add_all(&mut one.tags, &other.tags);
    add_text(&mut one.note, &other.note);
    add_all(&mut one.allow, &other.allow);
}

fn post<'t>(one: &mut Post<'t>, other: &Post<'t>) {
    let later = Later::new((&one.cite, one.modality), &other.cite, other.modality);
    later.names((&mut one.title, &mut one.names), &other.title, &other.names);
    for (one, other) in [(&mut one.kind, &other.kind), (&mut one.organ, &other.organ)] {
        if one.is_empty() {
            *one = other.clone();
        }
    }
    if one.seats == 0 {
        one.seats = other.seats;
    }
    later.disputed(&mut one.existence, &other.existence);
    for mut under in other.under.iter().cloned() {
        let same = |known: &crate::model::PostUnder<'_>| {
            (&known.post, &known.line) == (&under.post, &under.line)
        };
        if !one.under.iter().any(same) {
            if later.own_cite && under.cite.is_empty() {
                under.cite = other.cite.clone();
            }
            one.under.push(under);
        }
    }
    add_identifiers(&mut one.ids, &other.ids);
    add_url(&mut one.url, &other.url);
    add_all(&mut one.tags, &other.tags);
    add_text(&mut one.note, &other.note);
    add_all(&mut one.allow, &other.allow);
}

fn person<'t>(one: &mut Person<'t>, other: &Person<'t>) {
    let later = Later::new((&one.cite, one.modality), &other.cite, other.modality);
    later.names((&mut one.name, &mut one.names), &other.name, &other.names);
    later.disputed(&mut one.born, &other.born);
    later.disputed(&mut one.died, &other.died);
    add_identifiers(&mut one.ids, &other.ids);
    add_url(&mut one.url, &other.url);
    add_all(&mut one.tags, &other.tags);
    add_text(&mut one.note, &other.note);
    add_all(&mut one.allow, &other.allow);
}

/// Adds to a transition what another row of the same one says.
pub(in crate::exchange) fn transition<'t>(one: &mut Transition<'t>, other: &Transition<'t>) {
    let (one, other) = (&mut one.change, &other.change);
    add_all(&mut one.organ, &other.organ);
    add_all(&mut one.from, &other.from);
    add_all(&mut one.into, &other.into);
    add_all(&mut one.by, &other.by);
    for claim in other.on.claims() {
        if !one.on.claims().iter().any(|known| known.value == claim.value) {
            one.on.push(claim.clone());
        }
    }
}
