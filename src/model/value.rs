//! How a value is read from text, whatever the reader: the seam between the types and `load`.
//!
//! serde has no places and stops at the first problem; this is the little of it that model files
//! need, with both. `load` implements [`Read`]; the types implement [`Value`].

use super::{At, ChoiceShape, RecordShape, Text, ValueShape};

/// What a value looks like before it is read.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Forms {
    /// `"text"`, in any of RON's forms.
    Text,
    /// A number.
    Number,
    /// `[..]`
    List,
    /// `{..}`
    Map,
    /// `(..)` or `Name(..)`.
    Record,
    /// A bare name such as `Inferred`, `true` or `None`.
    Name,
    /// Anything else: a problem that the reader will report when asked to read it.
    Other,
}

/// One reader of one text. A `Problem` says that something was wrong and has been reported already.
pub trait Read<'t>: Sized {
    /// What stops a value from being read.
    type Error;

    /// Where the next value begins.
    fn pos(&mut self) -> At;
    /// What the next value looks like.
    fn form(&mut self) -> Forms;
    /// Whether the next value is a number without quotation marks: [`Read::form`] takes one for a text that lacks them.
    fn is_number(&mut self) -> bool;
    /// Reads a text.
    ///
    /// # Errors
    ///
    /// Where the next value is no text; it has been reported.
    fn text(&mut self) -> Result<Text<'t>, Self::Error>;
    /// Reads a text that means something: what `parse` makes of it. Where that is nothing, reports that the text is
    /// not what belongs there (`expected` in the user's words).
    ///
    /// # Errors
    ///
    /// Where the next value is no text, or one of which `parse` makes nothing; it has been reported.
    fn parsed<T>(
        &mut self,
        expected: &'static str,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Result<T, Self::Error>;
    /// Reads a whole number that is no larger than `most`.
    ///
    /// # Errors
    ///
    /// Where the next value is no whole number, or larger than `most`; it has been reported.
    fn number(&mut self, most: u64) -> Result<u64, Self::Error>;
    /// Reads `true` or `false`.
    ///
    /// # Errors
    ///
    /// Where the next value is neither; it has been reported.
    fn flag(&mut self) -> Result<bool, Self::Error>;
    /// Reads one of some names and gives its index.
    ///
    /// # Errors
    ///
    /// Where the next value is none of the names; it has been reported.
    fn choice(
        &mut self,
        what: &'static str,
        names: &'static [&'static str],
    ) -> Result<usize, Self::Error>;
    /// Reads `[..]`, calling `item` where each item begins.
    ///
    /// # Errors
    ///
    /// Where the next value is no list, or has no end; it has been reported.
    fn list(
        &mut self,
        item: impl FnMut(&mut Self) -> Result<(), Self::Error>,
    ) -> Result<(), Self::Error>;
    /// Reads `{key: value, ..}` with keys that are ids, calling `item` where each value begins.
    ///
    /// # Errors
    ///
    /// Where the next value is no map, or has no end; it has been reported.
    fn map(
        &mut self,
        item: impl FnMut(&mut Self, Text<'t>, At) -> Result<(), Self::Error>,
    ) -> Result<(), Self::Error>;
    /// Reports that a key stands in its map a second time, at a place. The later value is taken.
    fn repeated_key(&mut self, at: At, key: &str);
    /// Reads `(field: value, ..)`, with or without `name` before it, calling `field` with the
    /// index of each field where its value begins.
    ///
    /// # Errors
    ///
    /// Where the next value is no such record, or has no end; it has been reported.
    fn record(
        &mut self,
        name: &'static str,
        fields: &'static [&'static str],
        field: impl FnMut(&mut Self, usize) -> Result<(), Self::Error>,
    ) -> Result<(), Self::Error>;
    /// Reads `Variant(field: value, ..)`: `variant` is reported which, then `field` as in
    /// [`Read::record`].
    ///
    /// # Errors
    ///
    /// Where the next value is none of the variants, or has no end; it has been reported.
    fn variant(
        &mut self,
        what: &'static str,
        variants: &'static [&'static str],
        fields: &'static [&'static str],
        field: impl FnMut(&mut Self, usize) -> Result<(), Self::Error>,
    ) -> Result<usize, Self::Error>;
    /// Reports that the next value is not what belongs there (`expected` in the user's words),
    /// passes over it and gives the problem.
    fn mismatch(&mut self, expected: &'static str) -> Self::Error;
}

/// A value that a reader can fill.
pub trait Value<'t>: Default {
    /// What the value is, in the user's words, with its article: for messages.
    const EXPECTED: &'static str;

    /// Reads the next value into `self`, which holds the default.
    ///
    /// # Errors
    /// When the text holds something else; it has been reported then.
    fn read<R: Read<'t>>(&mut self, r: &mut R) -> Result<(), R::Error>;

    /// What the value looks like, for whoever helps to write it.
    fn shape() -> ValueShape;
}

/// A record: a value of named fields.
pub trait Record<'t>: Value<'t> {
    /// The name that may stand before the parentheses.
    const NAME: &'static str;
    /// The names of the fields.
    const FIELDS: &'static [&'static str];
    /// The fields with what they hold.
    const SHAPE: RecordShape;

    /// Reads the value of one field.
    ///
    /// # Errors
    /// As [`Value::read`].
    fn read_field<R: Read<'t>>(&mut self, index: usize, r: &mut R) -> Result<(), R::Error>;
}

/// One of a fixed set of names.
pub trait Choice: Copy + Default + 'static {
    /// What it is, in the user's words.
    const WHAT: &'static str;
    /// The names, in the order of [`Choice::from_index`].
    const NAMES: &'static [&'static str];
    /// The names with what they mean.
    const SHAPE: ChoiceShape;
    /// The choice with a name's index.
    fn from_index(index: usize) -> Self;
    /// The index of the name.
    fn index(self) -> usize;
    /// The name.
    fn name(self) -> &'static str {
        Self::NAMES[self.index()]
    }
}

impl<'t> Value<'t> for Text<'t> {
    const EXPECTED: &'static str = "a text in quotes";

    fn read<R: Read<'t>>(&mut self, r: &mut R) -> Result<(), R::Error> {
        *self = r.text()?;
        Ok(())
    }

    fn shape() -> ValueShape {
        ValueShape::Text
    }
}

impl<'t> Value<'t> for u32 {
    const EXPECTED: &'static str = "a whole number";

    fn read<R: Read<'t>>(&mut self, r: &mut R) -> Result<(), R::Error> {
        *self = r.number(u32::MAX.into())? as u32;
        Ok(())
    }

    fn shape() -> ValueShape {
        ValueShape::Number
    }
}

impl<'t> Value<'t> for u64 {
    const EXPECTED: &'static str = "a whole number";

    fn read<R: Read<'t>>(&mut self, r: &mut R) -> Result<(), R::Error> {
        *self = r.number(u64::MAX)?;
        Ok(())
    }

    fn shape() -> ValueShape {
        ValueShape::Number
    }
}

impl<'t> Value<'t> for bool {
    const EXPECTED: &'static str = "true or false";

    fn read<R: Read<'t>>(&mut self, r: &mut R) -> Result<(), R::Error> {
        *self = r.flag()?;
        Ok(())
    }

    fn shape() -> ValueShape {
        ValueShape::Flag
    }
}

impl<'t, T: Value<'t>> Value<'t> for Vec<T> {
    const EXPECTED: &'static str = "a list `[..]`";

    fn read<R: Read<'t>>(&mut self, r: &mut R) -> Result<(), R::Error> {
        r.list(|r| {
            let mut item = T::default();
            item.read(r)?;
            self.push(item);
            Ok(())
        })
    }

    fn shape() -> ValueShape {
        ValueShape::List(T::shape)
    }
}
