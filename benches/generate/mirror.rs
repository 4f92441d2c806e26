//! The content of the generated JSON as `serde_json` reads it fastest: borrowed texts, no hashing,
//! no list where one item stands bare. What organigram's speed is compared with.

use std::fmt;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::value::{BorrowedStrDeserializer, MapAccessDeserializer};
use serde::de::{Deserializer, Error, MapAccess, SeqAccess, Visitor};

/// The whole party.
#[derive(Deserialize)]
pub(crate) struct Model<'a> {
    pub(crate) title: &'a str,
    #[serde(borrow)]
    pub(crate) sources: Entries<'a, Source<'a>>,
    pub(crate) organs: Entries<'a, Organ<'a>>,
    pub(crate) transitions: Vec<Transition<'a>>,
    pub(crate) posts: Entries<'a, Post<'a>>,
    pub(crate) people: Entries<'a, Person<'a>>,
    pub(crate) tenures: Vec<Tenure<'a>>,
}

#[derive(Deserialize)]
pub(crate) struct Source<'a> {
    pub(crate) title: &'a str,
    pub(crate) published: &'a str,
}

#[derive(Deserialize)]
pub(crate) struct Organ<'a> {
    pub(crate) kind: &'a str,
    pub(crate) name: &'a str,
    #[serde(borrow, default)]
    pub(crate) under: OneOrMany<Under<'a>>,
    pub(crate) existence: &'a str,
    pub(crate) cite: &'a str,
}

/// A superior: a bare id, or a record with a period.
pub(crate) struct Under<'a> {
    pub(crate) organ: &'a str,
    pub(crate) during: Option<&'a str>,
}

#[derive(Deserialize)]
pub(crate) enum Transition<'a> {
    #[serde(borrow)]
    Split(Change<'a>),
    Merged(Change<'a>),
    Absorbed(Change<'a>),
    Succeeded(Change<'a>),
    Renamed(Change<'a>),
}

#[derive(Deserialize)]
pub(crate) struct Change<'a> {
    pub(crate) organ: Option<&'a str>,
    #[serde(borrow, default)]
    pub(crate) from: OneOrMany<&'a str>,
    #[serde(default)]
    pub(crate) into: OneOrMany<&'a str>,
    pub(crate) on: &'a str,
    pub(crate) name: Option<&'a str>,
    pub(crate) cite: &'a str,
}

#[derive(Deserialize)]
pub(crate) struct Post<'a> {
    pub(crate) title: &'a str,
    pub(crate) organ: &'a str,
    pub(crate) seats: u32,
}

#[derive(Deserialize)]
pub(crate) struct Person<'a> {
    pub(crate) name: &'a str,
    pub(crate) born: &'a str,
}

#[derive(Deserialize)]
pub(crate) struct Tenure<'a> {
    pub(crate) person: &'a str,
    pub(crate) post: &'a str,
    pub(crate) during: &'a str,
    pub(crate) cite: &'a str,
}

/// The pairs of an object, in their order.
pub(crate) struct Entries<'a, T>(pub(crate) Vec<(&'a str, T)>);

/// A bare item or a list.
#[derive(Default)]
pub(crate) enum OneOrMany<T> {
    #[default]
    None,
    One(T),
    Many(Vec<T>),
}

impl<T> OneOrMany<T> {
    pub(crate) fn len(&self) -> usize {
        match self {
            OneOrMany::None => 0,
            OneOrMany::One(_) => 1,
            OneOrMany::Many(items) => items.len(),
        }
    }
}

struct As<T>(PhantomData<T>);

impl<'de: 'a, 'a, T: Deserialize<'de>> Deserialize<'de> for Entries<'a, T> {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        d.deserialize_map(As::<Self>(PhantomData))
    }
}

impl<'de: 'a, 'a, T: Deserialize<'de>> Visitor<'de> for As<Entries<'a, T>> {
    type Value = Entries<'a, T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        Ok(Entries(entries))
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Under<'a> {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        d.deserialize_any(As::<Self>(PhantomData))
    }
}

impl<'de: 'a, 'a> Visitor<'de> for As<Under<'a>> {
    type Value = Under<'a>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a superior")
    }

    fn visit_borrowed_str<E: Error>(self, organ: &'de str) -> Result<Under<'a>, E> {
        Ok(Under { organ, during: None })
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Under<'a>, A::Error> {
        #[derive(Deserialize)]
        struct Record<'a> {
            organ: &'a str,
            during: Option<&'a str>,
        }
        let Record { organ, during } = Record::deserialize(MapAccessDeserializer::new(map))?;
        Ok(Under { organ, during })
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for OneOrMany<T> {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        d.deserialize_any(As::<Self>(PhantomData))
    }
}

impl<'de, T: Deserialize<'de>> Visitor<'de> for As<OneOrMany<T>> {
    type Value = OneOrMany<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text or a list")
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<OneOrMany<T>, E> {
        T::deserialize(BorrowedStrDeserializer::new(text)).map(OneOrMany::One)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<OneOrMany<T>, A::Error> {
        T::deserialize(MapAccessDeserializer::new(map)).map(OneOrMany::One)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<OneOrMany<T>, A::Error> {
        let mut few = Vec::with_capacity(2);
        while let Some(item) = items.next_element()? {
            few.push(item);
        }
        Ok(OneOrMany::Many(few))
    }
}
