//! A list that mostly has one item: `"a"` and `["a"]` mean the same.

use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Error, IntoDeserializer, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Forms, IntoOwned, Read, Value, ValueShape};

/// None, one or many items, read like a slice. One item stands without brackets in the language.
///
/// ```
/// use organigram::model::OneOrMany;
///
/// let one: OneOrMany<String> = ron::from_str(r#""a""#)?;
/// let two: OneOrMany<String> = ron::from_str(r#"["a", "b"]"#)?;
/// assert_eq!((one.len(), two.len()), (1, 2));
/// # Ok::<(), ron::error::SpannedError>(())
/// ```
#[derive(Clone, Default)]
pub enum OneOrMany<T> {
    /// No item: the field is missing.
    #[default]
    None,
    /// One item.
    One(T),
    /// A list, which may still have one item or none.
    Many(Vec<T>),
}

impl<T> OneOrMany<T> {
    /// Adds an item at the end.
    pub fn push(&mut self, item: T) {
        *self = match std::mem::take(self) {
            OneOrMany::None => OneOrMany::One(item),
            OneOrMany::One(first) => OneOrMany::Many(vec![first, item]),
            OneOrMany::Many(mut items) => {
                items.push(item);
                OneOrMany::Many(items)
            }
        };
    }
}

impl<T> Deref for OneOrMany<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        match self {
            OneOrMany::None => &[],
            OneOrMany::One(item) => std::slice::from_ref(item),
            OneOrMany::Many(items) => items,
        }
    }
}

impl<T: PartialEq> PartialEq for OneOrMany<T> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl<T: fmt::Debug> fmt::Debug for OneOrMany<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T> FromIterator<T> for OneOrMany<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        let mut few = OneOrMany::None;
        for item in items {
            few.push(item);
        }
        few
    }
}

impl<'a, T> IntoIterator for &'a OneOrMany<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<T: IntoOwned> IntoOwned for OneOrMany<T> {
    type Owned = OneOrMany<T::Owned>;

    fn into_owned(self) -> Self::Owned {
        match self {
            OneOrMany::None => OneOrMany::None,
            OneOrMany::One(item) => OneOrMany::One(item.into_owned()),
            OneOrMany::Many(items) => OneOrMany::Many(items.into_owned()),
        }
    }
}

impl<'t, T: Value<'t>> Value<'t> for OneOrMany<T> {
    const EXPECTED: &'static str = T::EXPECTED;

    fn read<R: Read<'t>>(&mut self, r: &mut R) -> Result<(), R::Error> {
        if r.form() != Forms::List {
            return self.read_first(r);
        }
        r.list(|r| {
            if matches!(self, OneOrMany::None) {
                return self.read_first(r);
            }
            let mut item = T::default();
            item.read(r)?;
            self.push(item);
            Ok(())
        })
    }

    fn shape() -> ValueShape {
        ValueShape::OneOrMany(T::shape)
    }
}

impl<'t, T: Value<'t>> OneOrMany<T> {
    /// Reads the only item so far where it will stay: items are large, and most lists have one.
    fn read_first<R: Read<'t>>(&mut self, r: &mut R) -> Result<(), R::Error> {
        *self = OneOrMany::One(T::default());
        let OneOrMany::One(item) = self else { unreachable!("it was just set") };
        let read = item.read(r);
        if read.is_err() {
            *self = OneOrMany::None;
        }
        read
    }
}

impl<T: Serialize> Serialize for OneOrMany<T> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        match &**self {
            [item] => item.serialize(s),
            items => s.collect_seq(items),
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for OneOrMany<T> {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        d.deserialize_any(Form(PhantomData))
    }
}

struct Form<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for Form<T> {
    type Value = OneOrMany<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("one item or a list `[..]`")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<OneOrMany<T>, E> {
        T::deserialize(text.into_deserializer()).map(OneOrMany::One)
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<OneOrMany<T>, E> {
        T::deserialize(number.into_deserializer()).map(OneOrMany::One)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<OneOrMany<T>, A::Error> {
        T::deserialize(MapAccessDeserializer::new(map)).map(OneOrMany::One)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<OneOrMany<T>, A::Error> {
        let mut few = Vec::new();
        while let Some(item) = items.next_element()? {
            few.push(item);
        }
        Ok(OneOrMany::Many(few))
    }
}
