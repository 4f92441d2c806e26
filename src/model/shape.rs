//! What the language's values look like before they are written: for whoever helps to write them.
//!
//! Gives each value its shape, each record its fields and each choice its names, with what their comments say. They
//! come from the definitions of the records themselves. Never reads a text.

/// What may stand where a value is expected.
///
/// ```
/// use organigram::model::{Model, Record, ValueShape};
/// let organs = Model::SHAPE.field("organs").unwrap();
/// let ValueShape::Map(organ) = (organs.shape)() else { panic!() };
/// let ValueShape::Record(organ) = organ() else { panic!() };
/// assert_eq!((organ.name, organ.fields[1].name), ("Organ", "name"));
/// assert_eq!(organ.fields[1].about.trim(), "The name to show.");
/// ```
#[derive(Copy, Clone, Debug)]
#[non_exhaustive]
pub enum ValueShape {
    /// A text in quotes.
    Text,
    /// A whole number.
    Number,
    /// `true` or `false`.
    Flag,
    /// A length of time in quotes.
    Lapse,
    /// A whole number, or a range or an estimate in quotes.
    Quantity,
    /// One of some names.
    Choice(ChoiceShape),
    /// `Name(field: ..)`.
    Record(RecordShape),
    /// `Variant(field: ..)`, the fields being the same for all.
    Variants(ChoiceShape, RecordShape),
    /// `[..]`
    List(fn() -> ValueShape),
    /// One item, or a list of them.
    OneOrMany(fn() -> ValueShape),
    /// One value, or a list of rival claims.
    Disputed(fn() -> ValueShape),
    /// `{"id": ..}`
    Map(fn() -> ValueShape),
    /// A path in quotes, or the value itself.
    PathOr(fn() -> ValueShape),
}

/// A record, its fields, and how it is written in short.
#[derive(Copy, Clone, Debug)]
pub struct RecordShape {
    /// The name before the parentheses.
    pub name: &'static str,
    /// The name of its type, which no other record has.
    pub type_name: &'static str,
    /// What it is.
    pub about: &'static str,
    /// Its fields, in order.
    pub fields: &'static [FieldShape],
    /// The field for which a bare text stands, where one does.
    pub short: Option<&'static str>,
}

impl RecordShape {
    /// The field of a name.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&'static FieldShape> {
        self.fields.iter().find(|field| field.name == name)
    }
}

/// A field of a record.
#[derive(Copy, Clone, Debug)]
pub struct FieldShape {
    /// Its name.
    pub name: &'static str,
    /// What it holds.
    pub about: &'static str,
    /// What its value looks like.
    pub shape: fn() -> ValueShape,
}

/// The names of which one is to be chosen.
#[derive(Copy, Clone, Debug)]
pub struct ChoiceShape {
    /// What is chosen, with its article.
    pub what: &'static str,
    /// The names.
    pub names: &'static [&'static str],
    /// What each means.
    pub about: &'static [&'static str],
}
