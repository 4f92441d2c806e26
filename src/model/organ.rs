//! Organs: bodies, their names and superiors; and events, which are meetings of bodies.

use super::record::record;
use super::{Allow, Cite, Date, Disputed, Modality, OneOrMany, Text};

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
        /// How many.
        pub count: u64,
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
        /// Who was there.
        pub people: OneOrMany<Text<'t>>,
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
