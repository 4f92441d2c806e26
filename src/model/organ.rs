//! Organs: bodies, their names and superiors; and events, which are meetings of bodies.

use super::record::{choice, owned_already, record};
use super::{Allow, Cite, Date, Disputed, Map, Modality, OneOrMany, Quantity, Text};

record! {
    /// A body: a party, a committee, a bureau, a cell, a league, or a group of such bodies.
    pub struct Organ<'t> = "an organ `Organ(..)`" {
        /// What sort of body, in the charter's words.
        pub kind: Disputed<'t, Text<'t>>,
        /// The name to show.
        pub name: Text<'t>,
        /// Other names: languages, abbreviations, spellings, names of other times.
        pub names: OneOrMany<Name<'t>>,
        /// From when to when it existed.
        pub existence: Disputed<'t, Date<'t>>,
        /// Where it sat or worked.
        pub place: Disputed<'t, Text<'t>>,
        /// What it stood under.
        pub under: OneOrMany<Under<'t>>,
        /// How many members it had.
        pub members: OneOrMany<Members<'t>>,
        /// What it did.
        pub functions: OneOrMany<Remit<'t>>,
        /// What it was charged with.
        pub mandates: OneOrMany<Remit<'t>>,
        /// For which territory or people.
        pub jurisdiction: OneOrMany<Remit<'t>>,
        /// By which law, decree or statute.
        pub legal_basis: OneOrMany<Remit<'t>>,
        /// Its identifiers elsewhere, by scheme: `wikidata`, `viaf`, `isni`, `ror`, `isil`, `lei`, `own`, or any other.
        pub ids: Map<'t, OneOrMany<Text<'t>>>,
        /// The address of its own page.
        pub url: Text<'t>,
        /// Words to find it by.
        pub tags: OneOrMany<Text<'t>>,
        /// A remark of the modeller's.
        pub note: Text<'t>,
        /// Who says so: rests under every value of the entry that has no citation of its own.
        pub cite: OneOrMany<Cite<'t>>,
        /// How they say it.
        pub modality: Modality,
        /// Rules not to be reported here.
        pub allow: OneOrMany<Allow<'t>>,
    }
}

record! {
    /// A name of something.
    pub struct Name<'t> = "a name", short text {
        /// The name.
        pub text: Text<'t>,
        /// Its language, as a BCP 47 tag.
        pub lang: Text<'t>,
        /// When it was in use.
        pub used: Disputed<'t, Date<'t>>,
        /// A remark of the modeller's.
        pub note: Text<'t>,
        /// Who uses it.
        pub cite: OneOrMany<Cite<'t>>,
        /// How they say it.
        pub modality: Modality,
    }
}

impl<'t> From<Text<'t>> for Name<'t> {
    fn from(text: Text<'t>) -> Self {
        Name { text, ..Name::default() }
    }
}

impl<'t> Name<'t> {
    fn as_short(&self) -> Option<&str> {
        (*self == Name::from(self.text.clone())).then_some(&*self.text)
    }
}

record! {
    /// That an organ stands under another, along a line.
    pub struct Under<'t> = "a superior: its id, or `Under(organ: ..)`", short organ {
        /// The superior's id.
        pub organ: Text<'t>,
        /// Along which line, in the charter's words; empty for its main line, `part_of`.
        pub line: Text<'t>,
        /// When; as long as both organs exist where it is not said.
        pub during: Disputed<'t, Date<'t>>,
        /// A remark of the modeller's.
        pub note: Text<'t>,
        /// Who says so; the entry's citations where there is none.
        pub cite: OneOrMany<Cite<'t>>,
        /// How they say it.
        pub modality: Modality,
        /// Rules not to be reported here.
        pub allow: OneOrMany<Allow<'t>>,
    }
}

impl<'t> From<Text<'t>> for Under<'t> {
    fn from(organ: Text<'t>) -> Self {
        Under { organ, ..Under::default() }
    }
}

impl<'t> Under<'t> {
    fn as_short(&self) -> Option<&str> {
        (*self == Under::from(self.organ.clone())).then_some(&*self.organ)
    }
}

record! {
    /// How many members an organ had.
    pub struct Members<'t> = "a number of members `Members(count: ..)`" {
        /// How many: a number, a range such as `"100..150"`, or about one, `"~400"`.
        pub count: Quantity,
        /// Of what, where it is no number of people who belong to it: cells, households, candidate members.
        pub of: Text<'t>,
        /// When.
        pub on: Disputed<'t, Date<'t>>,
        /// A remark of the modeller's.
        pub note: Text<'t>,
        /// Who says so.
        pub cite: OneOrMany<Cite<'t>>,
        /// How they say it.
        pub modality: Modality,
    }
}

record! {
    /// What an organ was for: one of its functions or mandates, its territory, its law.
    pub struct Remit<'t> = "a text, or `Remit(text: ..)`", short text {
        /// In words.
        pub text: Text<'t>,
        /// When it was so; at a time that nobody says where nothing is said.
        pub during: Disputed<'t, Date<'t>>,
        /// A remark of the modeller's.
        pub note: Text<'t>,
        /// Who says so; the entry's citations where there is none.
        pub cite: OneOrMany<Cite<'t>>,
        /// How they say it.
        pub modality: Modality,
    }
}

impl<'t> From<Text<'t>> for Remit<'t> {
    fn from(text: Text<'t>) -> Self {
        Remit { text, ..Remit::default() }
    }
}

impl<'t> Remit<'t> {
    fn as_short(&self) -> Option<&str> {
        (*self == Remit::from(self.text.clone())).then_some(&*self.text)
    }
}

choice! {
    /// What the order says in which people are listed.
    pub enum ListOrder = "what the order of a list says" {
        /// It is not said, and nothing follows from it.
        Unsaid,
        /// As the source lists them: the order is evidence of rank.
        AsListed,
        /// By name: the order says nothing of rank.
        Alphabetical,
    }
}

record! {
    /// How many of something there were at an event.
    pub struct Number<'t> = "a number `Number(of: .., count: ..)`" {
        /// Of what: delegates, votes for a motion.
        pub of: Text<'t>,
        /// How many: a number, a range such as `"100..150"`, or about one, `"~400"`.
        pub count: Quantity,
        /// A remark of the modeller's.
        pub note: Text<'t>,
        /// Who says so; the entry's citations where there is none.
        pub cite: OneOrMany<Cite<'t>>,
        /// How they say it.
        pub modality: Modality,
    }
}

record! {
    /// A meeting or another happening: a congress, a conference, a session, a proclamation.
    pub struct Event<'t> = "an event `Event(..)`" {
        /// The name to show.
        pub name: Text<'t>,
        /// Other names, with the time when each was in use.
        pub names: OneOrMany<Name<'t>>,
        /// What sort of event, in the charter's words.
        pub kind: Text<'t>,
        /// The series of meetings that it belongs to.
        pub series: Text<'t>,
        /// Its number in the series; 0 where it has none.
        pub number: u32,
        /// When it was held.
        pub on: Disputed<'t, Date<'t>>,
        /// Where it was held.
        pub place: Disputed<'t, Text<'t>>,
        /// The organs that met, or that it happened to.
        pub organs: OneOrMany<Text<'t>>,
        /// Who called it: organs or people.
        pub by: OneOrMany<Text<'t>>,
        /// Organs that it had for itself: a presidium, a secretariat, a commission.
        pub bodies: OneOrMany<Text<'t>>,
        /// Who was there, as listed.
        pub people: OneOrMany<Text<'t>>,
        /// What the order of the list says.
        pub order: ListOrder,
        /// How many: delegates, votes.
        pub numbers: OneOrMany<Number<'t>>,
        /// Its identifiers elsewhere, by scheme: `wikidata`, `viaf`, `isni`, `ror`, `isil`, `lei`, `own`, or any other.
        pub ids: Map<'t, OneOrMany<Text<'t>>>,
        /// The address of its own page.
        pub url: Text<'t>,
        /// Words to find it by.
        pub tags: OneOrMany<Text<'t>>,
        /// A remark of the modeller's.
        pub note: Text<'t>,
        /// Who says so.
        pub cite: OneOrMany<Cite<'t>>,
        /// How they say it.
        pub modality: Modality,
        /// Rules not to be reported here.
        pub allow: OneOrMany<Allow<'t>>,
    }
}
