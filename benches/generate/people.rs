//! Posts and their holders: takes the party, gives a secretary to every county and to every eighth
//! primary committee, two of them one after the other. Writes nothing.

use std::fmt;

use super::calendar::{Date, Period, civil, day};
use super::party::{Cite, Fault, Party, Place};
use super::random::{For, draw};

/// The post of an organ's secretary. Displays as its id.
#[derive(Copy, Clone)]
pub(crate) struct Post {
    pub(crate) organ: Place,
}

/// Somebody who held a post. Displays as the person's id.
#[derive(Copy, Clone)]
pub(crate) struct Person {
    number: usize,
    bits: u64,
}

/// That a person held a post.
pub(crate) struct Tenure {
    pub(crate) person: Person,
    pub(crate) post: Post,
    pub(crate) during: Period,
    pub(crate) cite: Cite,
}

/// Primary committees with a post of their own: every so many units.
const EACH: usize = 80;
const GIVEN: [&str; 8] = ["Song", "Yong", "Chol", "Hui", "Il", "Jong", "Ok", "Nam"];
const FAMILY: [&str; 8] = ["Kim", "Ri", "Pak", "Choe", "Jong", "Kang", "Han", "O"];

impl Party {
    /// All posts; the last ones are faults, with two holders at a time.
    pub(crate) fn posts(&self) -> impl Iterator<Item = Post> + '_ {
        let of_county = move |q| {
            let units = (0..self.units_in(q)).step_by(EACH).map(move |j| self.unit(q, j));
            std::iter::once(self.county(q)).chain(units)
        };
        let faulty = (0..self.faults).map(|case| Place::Faulty(Fault::Lost, case));
        (0..self.county_count()).flat_map(of_county).chain(faulty).map(|organ| Post { organ })
    }

    /// All people.
    pub(crate) fn people(&self) -> impl Iterator<Item = Person> + '_ {
        self.tenures().map(|tenure| tenure.person)
    }

    /// Who held which post.
    pub(crate) fn tenures(&self) -> impl Iterator<Item = Tenure> + '_ {
        self.posts().enumerate().flat_map(|(n, post)| self.holders(n, post))
    }

    fn holders(&self, n: usize, post: Post) -> [Tenure; 2] {
        let bits = draw(self.seed, For::Tenure, n as u64);
        let start = self.existence(post.organ).start.first();
        let change = start + 30 + (bits % 1800) as i32;
        let faulty = matches!(post.organ, Place::Faulty(..));
        let last = if faulty { change + 400 } else { change - 1 };
        [
            (0, Period::between(Date::day(start), Date::day(last))),
            (1, Period::from(Date::day(change))),
        ]
        .map(|(turn, during)| Tenure {
            person: self.person(2 * n + turn),
            post,
            during,
            cite: self.cite(For::Tenure, (2 * n + turn) as u64),
        })
    }

    fn person(&self, number: usize) -> Person {
        Person { number, bits: draw(self.seed, For::Person, number as u64) }
    }
}

impl Person {
    pub(crate) fn name(self) -> String {
        let pick = |words: [&'static str; 8], shift: u32| words[(self.bits >> shift) as usize % 8];
        format!("{} {} {}", pick(FAMILY, 0), pick(GIVEN, 8), pick(GIVEN, 16))
    }

    pub(crate) fn born(self) -> i32 {
        civil(day(1900, 1, 1) + ((self.bits >> 32) % 18_000) as i32).0
    }
}

impl fmt::Display for Person {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "h{:06}", self.number)
    }
}

impl fmt::Display for Post {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.secretary", self.organ)
    }
}
