//! Claims: values with the evidence for them, and values that may be disputed.

use std::fmt;
use std::marker::PhantomData;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Error, IntoDeserializer, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::record::{choice, owned_already, record};
use super::{
    At, Cite, FieldShape, Forms, IntoOwned, OneOrMany, Read, RecordShape, Text, Value, ValueShape,
    is_default,
};

choice! {
    /// How a source makes a claim.
    pub enum Modality = "a modality" {
        /// In its own words, as a fact.
        Asserted,
        /// As what somebody else said.
        Reported,
        /// As announced or aimed at, not yet held.
        Planned,
        /// As a forecast.
        Projected,
        /// Without saying it: the text leaves it to the reader.
        Implied,
        /// Not at all: it is the modeller's own reading.
        Inferred,
    }
}

impl Modality {
    /// Whether a claim of this modality says that something was so. A plan and a forecast do not,
    /// and never answer who held or what stood.
    pub fn is_held(self) -> bool {
        !matches!(self, Modality::Planned | Modality::Projected)
    }

    /// A word for something that is said in this way: what is only planned or forecast has that behind it, for tools that
    /// look at nothing else.
    ///
    /// ```
    /// use organigram::model::Modality;
    /// assert_eq!(Modality::Planned.of_word("held"), "held (planned)");
    /// assert_eq!(Modality::Reported.of_word("held"), "held");
    /// ```
    pub fn of_word(self, word: &str) -> String {
        match self.is_held() {
            true => word.to_owned(),
            false => format!("{word} ({self})"),
        }
    }
}

record! {
    /// A date or a period: EDTF (ISO 8601-2:2019, levels 0 to 2) and what the source printed.
    ///
    /// A bare text is the EDTF. It is kept as written and parsed where the graph is built.
    pub struct Date<'t> = "a date such as \"1930-07-03\"", short edtf {
        /// The date in EDTF.
        pub edtf: Text<'t>,
        /// The date as the source printed it.
        pub as_written: Text<'t>,
        /// The calendar of the printed date; empty for the Gregorian.
        pub calendar: Text<'t>,
    }
}

impl<'t> From<Text<'t>> for Date<'t> {
    fn from(edtf: Text<'t>) -> Self {
        Date { edtf, ..Date::default() }
    }
}

impl<'t> Date<'t> {
    fn as_short(&self) -> Option<&str> {
        (self.as_written.is_empty() && self.calendar.is_empty()).then_some(&*self.edtf)
    }
}

record! {
    /// A rule that is not to be reported on an entry, with the reason.
    pub struct Allow<'t> = "the name of a rule", short rule {
        /// The rule's name.
        pub rule: Text<'t>,
        /// Why the diagnostic is no problem here.
        pub reason: Text<'t>,
    }
}

impl<'t> From<Text<'t>> for Allow<'t> {
    fn from(rule: Text<'t>) -> Self {
        Allow { rule, ..Allow::default() }
    }
}

impl Allow<'_> {
    fn as_short(&self) -> Option<&str> {
        self.reason.is_empty().then_some(&*self.rule)
    }
}

/// One value that a source claims.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, remote = "Self")]
#[serde(bound(
    serialize = "T: Serialize + Default + PartialEq",
    deserialize = "T: Deserialize<'de> + Default"
))]
pub struct Claim<'t, T> {
    /// What is claimed.
    #[serde(skip_serializing_if = "is_default")]
    pub value: T,
    /// From when to when it was so, of a place or a kind; a date needs none.
    #[serde(skip_serializing_if = "is_default")]
    pub during: Date<'t>,
    /// Who says so, and where. A claim without citations rests on those of its entry.
    #[serde(skip_serializing_if = "is_default")]
    pub cite: OneOrMany<Cite<'t>>,
    /// How they say it.
    #[serde(skip_serializing_if = "is_default")]
    pub modality: Modality,
    /// A remark of the modeller's.
    #[serde(skip_serializing_if = "is_default")]
    pub note: Text<'t>,
    /// Where it begins in its text; not part of the language.
    #[serde(skip)]
    pub pos: At,
}

impl<T: Default> Claim<'_, T> {
    /// A value without evidence of its own.
    pub fn bare(value: T, pos: At) -> Self {
        Claim { value, pos, ..Claim::default() }
    }
}

impl<T> Claim<'_, T> {
    fn is_bare(&self) -> bool {
        self.cite.is_empty()
            && is_default(&self.modality)
            && self.note.is_empty()
            && is_default(&self.during)
    }
}

impl<T: IntoOwned> IntoOwned for Claim<'_, T> {
    type Owned = Claim<'static, T::Owned>;

    fn into_owned(self) -> Self::Owned {
        Claim {
            value: self.value.into_owned(),
            during: IntoOwned::into_owned(self.during),
            cite: self.cite.into_owned(),
            modality: self.modality,
            note: IntoOwned::into_owned(self.note),
            pos: self.pos,
        }
    }
}

const CLAIM_FIELDS: &[&str] = &["value", "during", "cite", "modality", "note"];

/// The fields of a claim, whatever its value looks like.
pub const CLAIM_SHAPE: RecordShape = RecordShape {
    name: "Claim",
    type_name: "Claim",
    about: "One value that a source claims.",
    fields: &[
        FieldShape {
            name: "value",
            about: "What is claimed.",
            shape: <Text<'_> as Value<'_>>::shape,
        },
        FieldShape {
            name: "during",
            about: "From when to when it was so, of a place or a kind; a date needs none.",
            shape: <Date<'_> as Value<'_>>::shape,
        },
        FieldShape {
            name: "cite",
            about: "Who says so, and where. A claim without citations rests on those of its entry.",
            shape: <OneOrMany<Cite<'_>> as Value<'_>>::shape,
        },
        FieldShape {
            name: "modality",
            about: "How they say it.",
            shape: <Modality as Value<'_>>::shape,
        },
        FieldShape {
            name: "note",
            about: "A remark of the modeller's.",
            shape: <Text<'_> as Value<'_>>::shape,
        },
    ],
    short: None,
};

impl<'t, T: Value<'t>> Value<'t> for Claim<'t, T> {
    const EXPECTED: &'static str = T::EXPECTED;

    fn read<R: Read<'t>>(&mut self, r: &mut R) -> Result<(), R::Error> {
        self.pos = r.pos();
        if r.form() != Forms::Record {
            return self.value.read(r);
        }
        r.record("Claim", CLAIM_FIELDS, |r, index| match index {
            0 => self.value.read(r),
            1 => self.during.read(r),
            2 => self.cite.read(r),
            3 => self.modality.read(r),
            _ => self.note.read(r),
        })
    }

    fn shape() -> ValueShape {
        T::shape()
    }
}

impl<T: Serialize + Default + PartialEq> Serialize for Claim<'_, T> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        Claim::serialize(self, s)
    }
}

impl<'de, 't, T: Deserialize<'de> + Default> Deserialize<'de> for Claim<'t, T> {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        d.deserialize_any(ClaimForm(PhantomData))
    }
}

struct ClaimForm<'t, T>(PhantomData<Claim<'t, T>>);

impl<'de, 't, T: Deserialize<'de> + Default> Visitor<'de> for ClaimForm<'t, T> {
    type Value = Claim<'t, T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value or `Claim(value: .., cite: ..)`")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Claim::bare(T::deserialize(text.into_deserializer())?, At::default()))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        Claim::deserialize(MapAccessDeserializer::new(map))
    }
}

/// A value that sources may disagree on: one bare value, or a list of rival claims of which the
/// first is preferred and none is lost.
///
/// ```
/// use organigram::model::Model;
///
/// let model: Model = ron::from_str(r#"Model(organs: { "club": Organ(existence: [
///     Claim(value: "1950/", cite: "minutes"), Claim(value: "1949/", cite: "memoir", modality: Reported),
/// ]) })"#)?;
/// let existence = &model.organs["club"].existence;
/// assert_eq!(existence.claims().len(), 2);
/// assert_eq!(existence.preferred().unwrap().edtf, "1950/");
/// # Ok::<(), ron::error::SpannedError>(())
/// ```
#[derive(Clone, Default, PartialEq)]
pub struct Disputed<'t, T>(OneOrMany<Claim<'t, T>>);

impl<'t, T> Disputed<'t, T> {
    /// All claims, the preferred first; empty when nothing is said.
    pub fn claims(&self) -> &[Claim<'t, T>] {
        &self.0
    }

    /// The preferred value.
    pub fn preferred(&self) -> Option<&T> {
        self.0.first().map(|claim| &claim.value)
    }

    /// Adds a claim that is less preferred than all before it.
    pub fn push(&mut self, claim: Claim<'t, T>) {
        self.0.push(claim);
    }
}

impl<T: fmt::Debug> fmt::Debug for Disputed<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<'t, T> FromIterator<Claim<'t, T>> for Disputed<'t, T> {
    fn from_iter<I: IntoIterator<Item = Claim<'t, T>>>(claims: I) -> Self {
        Disputed(claims.into_iter().collect())
    }
}

impl<T: Default> From<T> for Disputed<'_, T> {
    fn from(value: T) -> Self {
        Disputed(OneOrMany::One(Claim::bare(value, At::default())))
    }
}

impl<T: IntoOwned> IntoOwned for Disputed<'_, T> {
    type Owned = Disputed<'static, T::Owned>;

    fn into_owned(self) -> Self::Owned {
        Disputed(self.0.into_owned())
    }
}

impl<'t, T: Value<'t>> Value<'t> for Disputed<'t, T> {
    const EXPECTED: &'static str = T::EXPECTED;

    fn read<R: Read<'t>>(&mut self, r: &mut R) -> Result<(), R::Error> {
        if r.form() == Forms::List {
            return self.0.read(r);
        }
        self.0 = OneOrMany::One(Claim::bare(T::default(), r.pos()));
        let OneOrMany::One(claim) = &mut self.0 else { unreachable!("it was just set") };
        let read = claim.value.read(r);
        if read.is_err() {
            self.0 = OneOrMany::None;
        }
        read
    }

    fn shape() -> ValueShape {
        ValueShape::Disputed(T::shape)
    }
}

impl<T: Serialize + Default + PartialEq> Serialize for Disputed<'_, T> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        match self.claims() {
            [only] if only.is_bare() => only.value.serialize(s),
            claims => s.collect_seq(claims),
        }
    }
}

impl<'de, 't, T: Deserialize<'de> + Default> Deserialize<'de> for Disputed<'t, T> {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        d.deserialize_any(DisputedForm(PhantomData))
    }
}

struct DisputedForm<'t, T>(PhantomData<Claim<'t, T>>);

impl<'de, 't, T: Deserialize<'de> + Default> Visitor<'de> for DisputedForm<'t, T> {
    type Value = Disputed<'t, T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("one value, or a list of claims `[Claim(value: .., cite: ..), ..]`")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        T::deserialize(text.into_deserializer()).map(Disputed::from)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        T::deserialize(MapAccessDeserializer::new(map)).map(Disputed::from)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        let mut claims = Vec::new();
        while let Some(claim) = items.next_element()? {
            claims.push(claim);
        }
        Ok(Disputed(OneOrMany::Many(claims)))
    }
}
