//! Transitions: what grew out of what.

use super::record::{choice, owned_already, record, variants};
use super::{Allow, Cite, Date, Disputed, Modality, OneOrMany, Text};

choice! {
    /// What sort of change it was.
    ///
    /// A rename keeps the organ's identity; a split, a merger, an absorption and a succession make
    /// new identities. `Origin` is weaker than all: root of, predecessor of, formed from the
    /// personnel of.
    pub enum TransitionKind = "a kind of transition" {
        /// `organ` was founded.
        Founded,
        /// `organ` took the name `name`.
        Renamed,
        /// `from` became several organs.
        Split,
        /// Several organs became `into`.
        Merged,
        /// `from` went up in `into`, which went on.
        Absorbed,
        /// `into` took the place of `from`.
        Succeeded,
        /// `organ`, or `from` into `into`, was built anew.
        Reorganised,
        /// `organ` ceased.
        Dissolved,
        /// `organ` came back.
        Revived,
        /// `into` has its origin in `from`; `how` says in what way.
        Origin,
    }
}

choice! {
    /// In what one organ took the place of another.
    pub enum SuccessionIn = "what a succession is in" {
        /// It is not said.
        Unsaid,
        /// In its rights and duties, by law.
        Law,
        /// In what it did.
        Function,
    }
}

record! {
    /// What the transitions of all kinds say.
    pub struct TransitionSpec<'t> = "a transition" {
        /// The organ that it happened to, where there is one (founded, renamed, dissolved, ..).
        pub organ: OneOrMany<Text<'t>>,
        /// The organs before it.
        pub from: OneOrMany<Text<'t>>,
        /// The organs after it.
        pub into: OneOrMany<Text<'t>>,
        /// When.
        pub on: Disputed<'t, Date<'t>>,
        /// Who did it: organs or people.
        pub by: OneOrMany<Text<'t>>,
        /// In what way, in the source's words.
        pub how: Text<'t>,
        /// In what: in law or in function alone, of a change after which others take the place of what was.
        pub r#in: SuccessionIn,
        /// The new name, of a rename.
        pub name: Text<'t>,
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

variants! {
    /// A change from some organs to others: `Split(from: "a", into: ["b", "c"], on: "1930")`.
    pub struct Transition<'t> = "a transition such as `Split(from: .., into: ..)`" { kind: TransitionKind, change: TransitionSpec }
}

impl<'t> Transition<'t> {
    /// The organs before the change.
    pub fn predecessors(&self) -> impl Iterator<Item = &Text<'t>> {
        let organ: &[Text<'t>] = match self.kind {
            TransitionKind::Founded => &[],
            _ => &self.change.organ,
        };
        organ.iter().chain(&*self.change.from)
    }

    /// The organs after the change.
    pub fn successors(&self) -> impl Iterator<Item = &Text<'t>> {
        let organ: &[Text<'t>] = match self.kind {
            TransitionKind::Dissolved => &[],
            _ => &self.change.organ,
        };
        organ.iter().chain(&*self.change.into)
    }
}
