//! Rows to entries of a model, one function a kind of table.
//!
//! Takes a row, gives the record that it says. Joins nothing: what other tables say of the same id is
//! added by `import`.

use super::absent::names_nothing;
use super::columns::{ColumnKind, Field, Place};
use super::report::code;
use super::row::{RowCells, Taken, shown};
use crate::model::{
    CharterRef, Entry, EntryKey, Event, Members, Name, NamedView, Number, OneOrMany, Organ, Person,
    Post, PostUnder, PresumeFor, Quantity, Remit, RuleLevel, Seat, Source, Status, Tenure, Text,
    Transition, TransitionKind, Under,
};

/// What is counted, and how many.
pub(in crate::exchange) fn counted<'t>(item: &Text<'t>) -> Option<(Text<'t>, Quantity)> {
    let (of, count) = item.rsplit_once(':')?;
    let count = count.trim().parse().ok()?;
    let len = of.trim_end().len();
    let of = match item {
        Text::Borrowed(item) => Text::Borrowed(&item[..len]),
        Text::Owned(item) => Text::Owned(item[..len].to_owned()),
    };
    (!of.is_empty()).then_some((of, count))
}

impl<'t> RowCells<'_, 't> {
    fn key(&self) -> Taken<EntryKey<'t>> {
        Ok(EntryKey { id: self.needed_id(Field::Id)?, pos: self.at(Field::Id) })
    }

    /// The entry of a row of things.
    pub(super) fn thing(&self, entry: &mut Entry<'t>) -> Taken<()> {
        match self.spec.kind {
            ColumnKind::Organs => {
                *entry = Entry::Organ(self.key()?, Organ::default());
                let Entry::Organ(_, organ) = entry else { unreachable!("it was just set") };
                return self.organ(organ);
            }
            ColumnKind::Events => {
                let (key, event) = self.event()?;
                *entry = Entry::Event(key, event);
            }
            ColumnKind::Posts => {
                let (key, post) = self.post_entry()?;
                *entry = Entry::Post(key, post);
            }
            ColumnKind::People => {
                let (key, person) = self.person()?;
                *entry = Entry::Person(key, person);
            }
            _ => unreachable!("only things have ids"),
        }
        Ok(())
    }

    /// Fills an organ where it stays: organs are large.
    fn organ(&self, organ: &mut Organ<'t>) -> Taken<()> {
        organ.kind = self.disputed_text(Field::Kind);
        organ.name = self.text(Field::Name);
        organ.names = self.names(Field::Names, &organ.name);
        self.note_unsure_names();
        organ.existence = self.period();
        organ.place = self.disputed_text(Field::Place);
        organ.under = self.parents();
        organ.functions = self.remits(Field::Functions);
        organ.mandates = self.remits(Field::Mandates);
        organ.jurisdiction = self.remits(Field::Jurisdiction);
        organ.legal_basis = self.remits(Field::LegalBasis);
        organ.ids = self.identifiers();
        organ.url = self.text(Field::Url);
        organ.tags = self.list(Field::Tags);
        organ.note = self.text(Field::Note);
        organ.cite = self.cite();
        organ.modality = self.modality()?;
        organ.allow = self.allow();
        organ.pos = self.pos();
        Ok(())
    }

    /// Numbers, each behind what it counts: `delegates: 900 | votes: 12..15`.
    fn numbers(&self) -> OneOrMany<Number<'t>> {
        let text = self.raw(Field::Numbers);
        if let Some(nested) = self.nested::<OneOrMany<Number<'static>>>(Field::Numbers, &text) {
            return self.or_none(nested);
        }
        let pos = self.at(Field::Numbers);
        let mut numbers = OneOrMany::None;
        for item in &self.list(Field::Numbers) {
            match counted(item) {
                Some((of, count)) => numbers.push(Number { of, count, pos, ..Number::default() }),
                None => {
                    let message = format!("{} is no number with what it counts", shown(item));
                    let help = "write what is counted, a colon and the number: `delegates: 900`";
                    let help = Some(help.to_owned());
                    self.or_none(self.refuse::<()>(code::BAD_CELL, Field::Numbers, message, help));
                }
            }
        }
        numbers
    }

    /// Texts that may be given with their time and evidence.
    fn remits(&self, field: Field) -> OneOrMany<Remit<'t>> {
        let text = self.raw(field);
        if let Some(nested) = self.nested::<OneOrMany<Remit<'static>>>(field, &text) {
            return self.or_none(nested);
        }
        let pos = self.at(field);
        let remit = |text: &Text<'t>| Remit { pos, ..Remit::from(text.clone()) };
        self.list(field).iter().map(remit).collect()
    }

    fn parents(&self) -> OneOrMany<Under<'t>> {
        let (line, pos) = (self.text(Field::Line), self.at(Field::Under));
        let parents = self.ids(Field::Under);
        let under =
            |organ: &Text<'t>| Under { line: line.clone(), pos, ..Under::from(organ.clone()) };
        parents.iter().map(under).collect()
    }

    /// The posts that a post reports to.
    fn superior_posts(&self) -> OneOrMany<PostUnder<'t>> {
        let (line, pos) = (self.text(Field::Line), self.at(Field::Under));
        let superiors = self.ids(Field::Under);
        let under = |post: &Text<'t>| PostUnder {
            line: line.clone(),
            pos,
            ..PostUnder::from(post.clone())
        };
        superiors.iter().map(under).collect()
    }

    /// A row of the hierarchy that is about a post.
    pub(super) fn report(&self) -> Taken<PostUnder<'t>> {
        let Under { organ: post, line, during, note, cite, modality, allow, pos } = self.under()?;
        Ok(PostUnder { post, line, during, note, cite, modality, allow, pos })
    }

    pub(super) fn under(&self) -> Taken<Under<'t>> {
        Ok(Under {
            organ: self.needed_id(Field::Organ)?,
            line: self.text(Field::Line),
            during: self.sure_period()?,
            note: self.text(Field::Note),
            cite: self.cite(),
            modality: self.modality()?,
            allow: self.allow(),
            pos: self.pos(),
        })
    }

    pub(super) fn name(&self) -> Taken<Name<'t>> {
        Ok(Name {
            text: self.needed_text(Field::Text)?,
            lang: self.text(Field::Lang),
            used: self.sure_period()?,
            note: self.text(Field::Note),
            cite: self.cite(),
            modality: self.modality()?,
            pos: self.pos(),
        })
    }

    pub(super) fn members(&self) -> Taken<Members<'t>> {
        Ok(Members {
            count: self.needed_number(Field::Count)?,
            of: self.text(Field::Of),
            on: self.disputed_date(Field::Date),
            note: self.text(Field::Note),
            cite: self.cite(),
            modality: self.modality()?,
            pos: self.pos(),
        })
    }

    pub(super) fn source(&self) -> Taken<(EntryKey<'t>, Source<'t>)> {
        let source = Source {
            title: self.text(Field::Title),
            author: self.text(Field::Author),
            publisher: self.text(Field::Publisher),
            published: self.date(Field::Published).unwrap_or_default(),
            in_force: self.date(Field::InForce).unwrap_or_default(),
            within: self.id(Field::Within),
            witness: self.choice(Field::Witness, Default::default())?,
            kind: self.text(Field::Kind),
            url: self.text(Field::Url),
            ids: self.identifiers(),
            file: self.text(Field::File),
            lang: self.text(Field::Lang),
            reliability: self.choice(Field::Reliability, Default::default())?,
            note: self.text(Field::Note),
            pos: self.pos(),
        };
        Ok((self.key()?, source))
    }

    fn event(&self) -> Taken<(EntryKey<'t>, Event<'t>)> {
        let name = self.text(Field::Name);
        let event = Event {
            names: self.names(Field::Names, &name),
            name,
            kind: self.text(Field::Kind),
            series: self.text(Field::Series),
            number: self.number(Field::Number),
            on: self.period(),
            place: self.disputed_text(Field::Place),
            organs: self.ids(Field::Organs),
            by: self.ids(Field::By),
            bodies: self.ids(Field::Bodies),
            people: self.ids(Field::People),
            order: self.choice(Field::Order, Default::default())?,
            numbers: self.numbers(),
            ids: self.identifiers(),
            url: self.text(Field::Url),
            tags: self.list(Field::Tags),
            note: self.text(Field::Note),
            cite: self.cite(),
            modality: self.modality()?,
            allow: self.allow(),
            pos: self.pos(),
        };
        Ok((self.key()?, event))
    }

    fn post_entry(&self) -> Taken<(EntryKey<'t>, Post<'t>)> {
        let title = self.text(Field::Title);
        let post = Post {
            names: self.names(Field::Names, &title),
            title,
            kind: self.text(Field::Kind),
            organ: self.id(Field::Organ),
            under: self.superior_posts(),
            seats: self.number(Field::Seats),
            existence: self.period(),
            ids: self.identifiers(),
            url: self.text(Field::Url),
            tags: self.list(Field::Tags),
            note: self.text(Field::Note),
            cite: self.cite(),
            modality: self.modality()?,
            allow: self.allow(),
            pos: self.pos(),
        };
        Ok((self.key()?, post))
    }

    fn person(&self) -> Taken<(EntryKey<'t>, Person<'t>)> {
        let name = self.text(Field::Name);
        let (born, died) = self.life();
        let person = Person {
            names: self.names(Field::Names, &name),
            name,
            born,
            died,
            ids: self.identifiers(),
            url: self.text(Field::Url),
            tags: self.list(Field::Tags),
            note: self.text(Field::Note),
            cite: self.cite(),
            modality: self.modality()?,
            allow: self.allow(),
            pos: self.pos(),
        };
        Ok((self.key()?, person))
    }

    /// The tenures or seats of a row: one for each of the people in its cell.
    pub(super) fn holdings(&self) -> Taken<Vec<Entry<'t>>> {
        let whole = match self.spec.kind {
            ColumnKind::Tenures => Entry::Tenure(self.tenure()?),
            _ => Entry::Seat(self.seat()?),
        };
        if self.names_no_person()? {
            return Ok(vec![self.without_a_person(whole)]);
        }
        let holders = self.holders(Field::Person)?;
        Ok(holders.iter().map(|holder| holder.hold(whole.clone())).collect())
    }

    /// What the row says of all its people.
    fn tenure(&self) -> Taken<Tenure<'t>> {
        Ok(Tenure {
            person: Text::default(),
            post: self.post()?,
            vacant: self.flag(Field::Vacant),
            during: self.period(),
            status: self.choice(Field::Status, Status::default())?,
            by: self.ids(Field::By),
            on_behalf_of: self.ids(Field::OnBehalfOf),
            note: self.text(Field::Note),
            cite: self.cite(),
            modality: self.modality()?,
            allow: self.allow(),
            pos: self.pos(),
        })
    }

    fn seat(&self) -> Taken<Seat<'t>> {
        Ok(Seat {
            person: Text::default(),
            organ: self.needed_id(Field::Organ)?,
            ex_officio: self.id(Field::ExOfficio),
            vacant: self.flag(Field::Vacant),
            rank: self.number(Field::Rank),
            membership: self.choice(Field::Membership, Default::default())?,
            title: self.text(Field::Title),
            during: self.period(),
            by: self.ids(Field::By),
            on_behalf_of: self.ids(Field::OnBehalfOf),
            note: self.text(Field::Note),
            cite: self.cite(),
            modality: self.modality()?,
            allow: self.allow(),
            pos: self.pos(),
        })
    }

    pub(super) fn transition(&self) -> Taken<Transition<'t>> {
        Ok(Transition {
            kind: self.transition_kind()?,
            change: crate::model::TransitionSpec {
                organ: self.ids(Field::Organ),
                from: self.ids(Field::From),
                into: self.ids(Field::Into),
                on: self.disputed_date(Field::Date),
                by: self.ids(Field::By),
                how: self.text(Field::How),
                r#in: self.choice(Field::In, Default::default())?,
                name: self.text(Field::Name),
                note: self.text(Field::Note),
                cite: self.cite(),
                modality: self.modality()?,
                allow: self.allow(),
                pos: self.pos(),
            },
        })
    }

    fn transition_kind(&self) -> Taken<TransitionKind> {
        // That one came before the other is all that a row without a kind says.
        if self.spec.columns.places[Field::Kind as usize] == Place::None && !self.has(Field::Kind) {
            return Ok(TransitionKind::Succeeded);
        }
        let text = self.needed_text(Field::Kind)?;
        if names_nothing(&text) && self.has(Field::From) && self.has(Field::Into) {
            return Ok(TransitionKind::Succeeded);
        }
        let usual = match text.to_lowercase().as_str() {
            "foundation" | "found" | "creation" => TransitionKind::Founded,
            "rename" | "renaming" | "name change" => TransitionKind::Renamed,
            "splitting" | "splinter" | "secession" | "division" => TransitionKind::Split,
            "merge" | "merger" | "fusion" | "union" => TransitionKind::Merged,
            "absorption" | "joined" | "incorporated" => TransitionKind::Absorbed,
            "succession" | "successor" => TransitionKind::Succeeded,
            "reorganisation" | "reorganization" | "reorganized" => TransitionKind::Reorganised,
            "dissolution" | "abolished" | "ended" => TransitionKind::Dissolved,
            "revival" | "restored" => TransitionKind::Revived,
            _ => return self.choice(Field::Kind, TransitionKind::default()),
        };
        Ok(usual)
    }

    /// A part of the model itself.
    pub(super) fn part(&self) -> Taken<Entry<'t>> {
        let part = self.needed_text(Field::Part)?;
        let key = EntryKey { id: self.text(Field::Id), pos: self.at(Field::Id) };
        Ok(match &*part {
            "title" => Entry::Title(self.text(Field::Value)),
            "note" => Entry::Note(self.text(Field::Value)),
            "include" => Entry::Include(self.text(Field::Value), self.at(Field::Value)),
            "charter" => Entry::Charter(self.value::<CharterRef<'static>>()?),
            "presume_for" => Entry::PresumeFor(self.value::<PresumeFor>()?),
            "view" => Entry::View(key, self.value::<NamedView<'static>>()?),
            "query" => Entry::Query(key, self.text(Field::Value)),
            "level" => Entry::Level(key, self.choice(Field::Value, RuleLevel::default())?),
            other => {
                let message = format!("a model has no part {}", shown(other));
                return self.refuse(code::BAD_CELL, Field::Part, message, None);
            }
        })
    }

    fn value<T: serde::de::DeserializeOwned>(&self) -> Taken<T> {
        let text = self.needed_text_raw()?;
        let nested = self.nested(Field::Value, &text);
        nested.unwrap_or_else(|| {
            let quoted = crate::exchange::ron_line::text(&text);
            ron::from_str(&quoted).or_else(|_| {
                let message = format!("{} is not a valid value", shown(&text));
                self.refuse(code::BAD_CELL, Field::Value, message, None)
            })
        })
    }

    fn needed_text_raw(&self) -> Taken<Text<'t>> {
        match self.raw(Field::Value) {
            text if text.is_empty() => {
                self.refuse(code::MISSING_CELL, Field::Value, "this row has no `value`", None)
            }
            text => Ok(text),
        }
    }
}
