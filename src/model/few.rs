//! A list that mostly has one item: `"a"` and `["a"]` mean the same.

use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Error, IntoDeserializer, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Forms, IntoOwned, Read, Value};

/// None, one or many items, read like a slice. One item stands without brackets in the language.
#[derive(Clone, Default)]
pub enum Few<T> {
    /// No item: the field is missing.
    #[default]
    None,
    /// One item.
    One(T),
    /// A list, which may still have one item or none.
    Many(Vec<T>),
}

impl<T> Few<T> {
    /// Adds an item at the end.
    pub fn push(&mut self, item: T) {
        *self = match std::mem::take(self) {
            Few::None => Few::One(item),
            Few::One(first) => Few::Many(vec![first, item]),
            Few::Many(mut items) => {
                items.push(item);
                Few::Many(items)
            }
        };
    }
}

impl<T> Deref for Few<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        match self {
            Few::None => &[],
            Few::One(item) => std::slice::from_ref(item),
            Few::Many(items) => items,
        }
    }
}

impl<T: PartialEq> PartialEq for Few<T> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl<T: fmt::Debug> fmt::Debug for Few<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T> FromIterator<T> for Few<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        let mut few = Few::None;
        for item in items {
            few.push(item);
        }
        few
    }
}

impl<'a, T> IntoIterator for &'a Few<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<T: IntoOwned> IntoOwned for Few<T> {
    type Owned = Few<T::Owned>;

    fn into_owned(self) -> Self::Owned {
        match self {
            Few::None => Few::None,
            Few::One(item) => Few::One(item.into_owned()),
            Few::Many(items) => Few::Many(items.into_owned()),
        }
    }
}

impl<'t, T: Value<'t>> Value<'t> for Few<T> {
    const EXPECTED: &'static str = T::EXPECTED;

    fn read<R: Read<'t>>(&mut self, r: &mut R) -> Result<(), R::Fault> {
        if r.form() != Forms::List {
            return self.read_first(r);
        }
        r.list(|r| {
            if matches!(self, Few::None) {
                return self.read_first(r);
            }
            let mut item = T::default();
            item.read(r)?;
            self.push(item);
            Ok(())
        })
    }
}

impl<'t, T: Value<'t>> Few<T> {
    /// Reads the only item so far where it will stay: items are large, and most lists have one.
    fn read_first<R: Read<'t>>(&mut self, r: &mut R) -> Result<(), R::Fault> {
        *self = Few::One(T::default());
        let Few::One(item) = self else { unreachable!("it was just set") };
        let read = item.read(r);
        if read.is_err() {
            *self = Few::None;
        }
        read
    }
}

impl<T: Serialize> Serialize for Few<T> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        match &**self {
            [item] => item.serialize(s),
            items => s.collect_seq(items),
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Few<T> {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        d.deserialize_any(Form(PhantomData))
    }
}

struct Form<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for Form<T> {
    type Value = Few<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("one item or a list `[..]`")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Few<T>, E> {
        T::deserialize(text.into_deserializer()).map(Few::One)
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Few<T>, E> {
        T::deserialize(number.into_deserializer()).map(Few::One)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Few<T>, A::Error> {
        T::deserialize(MapAccessDeserializer::new(map)).map(Few::One)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Few<T>, A::Error> {
        let mut few = Vec::new();
        while let Some(item) = items.next_element()? {
            few.push(item);
        }
        Ok(Few::Many(few))
    }
}
