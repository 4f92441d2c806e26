//! Posts, people, and who held and sat.

use super::record::{choice, owned_already, record};
use super::{Allow, Cite, Date, Disputed, Map, Modality, Name, OneOrMany, Text};

record! {
    /// A position that people hold: secretary, chairman, president.
    pub struct Post<'t> = "a post `Post(..)`" {
        /// The title of whoever holds it.
        pub title: Text<'t>,
        /// Other titles.
        pub names: OneOrMany<Name<'t>>,
        /// What sort of post, in the charter's words.
        pub kind: Text<'t>,
        /// The organ that it belongs to; empty where no source says.
        pub organ: Text<'t>,
        /// The posts that it reports to.
        pub under: OneOrMany<PostUnder<'t>>,
        /// How many may hold it at one time; 0 where it is not said.
        pub seats: u32,
        /// From when to when the post existed.
        pub existence: Disputed<'t, Date<'t>>,
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

record! {
    /// That a post reports to another, along a line.
    pub struct PostUnder<'t> = "a superior post: its id, or `Under(post: ..)`", named "Under", short post {
        /// The id of the superior post.
        pub post: Text<'t>,
        /// Along which line, in the charter's words; empty for its main line, `part_of`.
        pub line: Text<'t>,
        /// When; as long as both posts exist where it is not said.
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

impl<'t> From<Text<'t>> for PostUnder<'t> {
    fn from(post: Text<'t>) -> Self {
        PostUnder { post, ..PostUnder::default() }
    }
}

impl<'t> PostUnder<'t> {
    fn as_short(&self) -> Option<&str> {
        (*self == PostUnder::from(self.post.clone())).then_some(&*self.post)
    }
}

record! {
    /// A person.
    pub struct Person<'t> = "a person `Person(..)`" {
        /// The name to show.
        pub name: Text<'t>,
        /// Other names and spellings.
        pub names: OneOrMany<Name<'t>>,
        /// When born.
        pub born: Disputed<'t, Date<'t>>,
        /// When died.
        pub died: Disputed<'t, Date<'t>>,
        /// The person's identifiers elsewhere, by scheme: `wikidata`, `viaf`, `isni`, `ror`, `isil`, `lei`, `own`, or any other.
        pub ids: Map<'t, OneOrMany<Text<'t>>>,
        /// The address of the person's own page.
        pub url: Text<'t>,
        /// Words to find the person by.
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

choice! {
    /// In what way a post is held. Only the first two make somebody the holder.
    pub enum Status = "a status" {
        /// As its holder.
        Held,
        /// In place of the holder.
        Acting,
        /// As an honour.
        Honorary,
        /// As an honour to the dead.
        Posthumous,
    }
}

impl Status {
    /// Whether this makes a person the holder of the office.
    pub fn is_holder(self) -> bool {
        matches!(self, Status::Held | Status::Acting)
    }
}

record! {
    /// That a person held a post, or that nobody did.
    pub struct Tenure<'t> = "a tenure `Tenure(..)`" {
        /// The person's id.
        pub person: Text<'t>,
        /// The post's id.
        pub post: Text<'t>,
        /// Whether a source says that nobody held the post then: there is no person.
        pub vacant: bool,
        /// When.
        pub during: Disputed<'t, Date<'t>>,
        /// In what way.
        pub status: Status,
        /// Who elected or appointed them: organs, people or events.
        pub by: OneOrMany<Text<'t>>,
        /// The organs for which they were there: a party, a faction, a member state.
        pub on_behalf_of: OneOrMany<Text<'t>>,
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

impl Tenure<'_> {
    /// Whether it says that nobody held the post, and names nobody.
    pub fn is_vacancy(&self) -> bool {
        self.vacant && self.person.is_empty()
    }
}

impl Seat<'_> {
    /// Whether it says that a place was vacant, and names nobody.
    pub fn is_vacancy(&self) -> bool {
        self.vacant && self.person.is_empty()
    }

    /// Whether it is of whoever holds a post.
    pub fn is_of_a_post(&self) -> bool {
        self.person.is_empty() && !self.vacant && !self.ex_officio.is_empty()
    }
}

choice! {
    /// Whether a seat has a vote.
    pub enum Membership = "a membership" {
        /// A full member.
        Full,
        /// A candidate (alternate) member.
        Candidate,
    }
}

record! {
    /// That a person sat in an organ, that whoever holds a post sits there, or that a place there was vacant.
    pub struct Seat<'t> = "a seat `Seat(..)`" {
        /// The person's id.
        pub person: Text<'t>,
        /// The organ's id.
        pub organ: Text<'t>,
        /// The id of the post by virtue of which one sits there; without a person, whoever holds the post does.
        pub ex_officio: Text<'t>,
        /// Whether a source says that nobody had the place then: there is no person.
        pub vacant: bool,
        /// The place in the order of rank, from 1; 0 where it is not said.
        pub rank: u32,
        /// Full or candidate.
        pub membership: Membership,
        /// The role in the organ, where it has a name.
        pub title: Text<'t>,
        /// When.
        pub during: Disputed<'t, Date<'t>>,
        /// Who elected or appointed them: organs, people or events.
        pub by: OneOrMany<Text<'t>>,
        /// The organs for which they were there: a party, a faction, a member state.
        pub on_behalf_of: OneOrMany<Text<'t>>,
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
