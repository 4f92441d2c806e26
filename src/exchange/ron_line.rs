//! One value as RON on one line, in the spelling of our models: `Organ(name: "Board", under: "club")`.
//!
//! Takes anything of the model that serde can write, gives its text. Breaks no lines and knows no
//! widths: that is the work of the [`format`](super::format) printer. The crate `ron` writes the
//! same language; this is several times as fast and always names its records.

use std::fmt::{self, Display, Write};

use serde::ser::{self, Impossible, Serialize};

/// Appends a value as RON on one line.
///
/// # Panics
/// When the value holds what no model holds (a float, bytes, a tuple).
pub(super) fn append(out: &mut String, value: &impl Serialize) {
    value.serialize(RonLine { out }).expect("models hold texts, numbers, lists, maps and records");
}

/// A value as RON on one line.
pub(super) fn text(value: &impl Serialize) -> String {
    let mut out = String::new();
    append(&mut out, value);
    out
}

/// Appends a text in quotation marks. What would not be seen is escaped.
pub(super) fn quote(out: &mut String, text: &str) {
    out.push('"');
    let mut rest = text;
    while let Some(at) = rest.find(is_special) {
        out.push_str(&rest[..at]);
        let special = rest[at..].chars().next().expect("`find` gives the place of a character");
        match special {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            other => write!(out, "\\u{{{:x}}}", u32::from(other)).expect("strings take all"),
        }
        rest = &rest[at + special.len_utf8()..];
    }
    out.push_str(rest);
    out.push('"');
}

/// Quotation marks, backslashes, controls, and the marks that turn the direction of writing, which
/// would make a file read otherwise than it is.
fn is_special(c: char) -> bool {
    matches!(c, '"' | '\\' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        || c.is_control()
}

/// A value that cannot stand in a model.
#[derive(Debug)]
pub(super) struct Foreign(String);

impl Display for Foreign {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Foreign {}

impl ser::Error for Foreign {
    fn custom<T: Display>(message: T) -> Self {
        Foreign(message.to_string())
    }
}

type Outcome = Result<(), Foreign>;

struct RonLine<'o> {
    out: &'o mut String,
}

/// Something in brackets, being written.
pub(super) struct Items<'o> {
    out: &'o mut String,
    first: bool,
    close: char,
}

impl<'o> RonLine<'o> {
    fn open(self, open: char, close: char) -> Items<'o> {
        self.out.push(open);
        Items { out: self.out, first: true, close }
    }

    fn bare(self, value: impl Display) -> Outcome {
        write!(self.out, "{value}").expect("strings take all");
        Ok(())
    }
}

impl Items<'_> {
    fn next(&mut self) {
        if !std::mem::take(&mut self.first) {
            self.out.push_str(", ");
        }
    }

    fn item(&mut self, value: &(impl Serialize + ?Sized)) -> Outcome {
        self.next();
        value.serialize(RonLine { out: self.out })
    }

    fn field(&mut self, key: &'static str, value: &(impl Serialize + ?Sized)) -> Outcome {
        self.next();
        self.out.push_str(key);
        self.out.push_str(": ");
        value.serialize(RonLine { out: self.out })
    }

    fn close(self) -> Outcome {
        self.out.push(self.close);
        Ok(())
    }
}

macro_rules! bare {
    ($($method:ident: $t:ty),*) => { $(
        fn $method(self, value: $t) -> Outcome { self.bare(value) }
    )* };
}

macro_rules! refused {
    ($($method:ident($($t:ty),*) -> $what:ty;)*) => { $(
        fn $method(self, $(_: $t),*) -> Result<$what, Foreign> {
            Err(Foreign(concat!("no model holds a value of ", stringify!($method)).to_owned()))
        }
    )* };
}

impl<'o> ser::Serializer for RonLine<'o> {
    type Ok = ();
    type Error = Foreign;
    type SerializeSeq = Items<'o>;
    type SerializeTuple = Impossible<(), Foreign>;
    type SerializeTupleStruct = Impossible<(), Foreign>;
    type SerializeTupleVariant = Impossible<(), Foreign>;
    type SerializeMap = Items<'o>;
    type SerializeStruct = Items<'o>;
    type SerializeStructVariant = Items<'o>;

    bare!(
        serialize_bool: bool, serialize_i8: i8, serialize_i16: i16, serialize_i32: i32,
        serialize_i64: i64, serialize_u8: u8, serialize_u16: u16, serialize_u32: u32,
        serialize_u64: u64
    );

    refused! {
        serialize_f32(f32) -> ();
        serialize_f64(f64) -> ();
        serialize_char(char) -> ();
        serialize_bytes(&[u8]) -> ();
        serialize_none() -> ();
        serialize_unit() -> ();
        serialize_unit_struct(&'static str) -> ();
        serialize_tuple(usize) -> Self::SerializeTuple;
        serialize_tuple_struct(&'static str, usize) -> Self::SerializeTupleStruct;
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> Self::SerializeTupleVariant;
    }

    fn serialize_str(self, text: &str) -> Outcome {
        quote(self.out, text);
        Ok(())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Outcome {
        value.serialize(self)
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Outcome {
        self.out.push_str(variant);
        Ok(())
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Outcome {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Outcome {
        self.out.push_str(variant);
        let mut items = self.open('(', ')');
        items.item(value)?;
        items.close()
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Items<'o>, Foreign> {
        Ok(self.open('[', ']'))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Items<'o>, Foreign> {
        Ok(self.open('{', '}'))
    }

    fn serialize_struct(self, name: &'static str, fields: usize) -> Result<Items<'o>, Foreign> {
        self.out.push_str(name);
        let mut items = self.open('(', ')');
        // The crate `ron` takes empty parentheses for a list where a short form is possible.
        if name == "Claim" && fields == 0 {
            items.field("value", "")?;
        }
        Ok(items)
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Items<'o>, Foreign> {
        self.out.push_str(variant);
        Ok(self.open('(', ')'))
    }
}

impl ser::SerializeSeq for Items<'_> {
    type Ok = ();
    type Error = Foreign;
    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Outcome {
        self.item(value)
    }
    fn end(self) -> Outcome {
        self.close()
    }
}

impl ser::SerializeMap for Items<'_> {
    type Ok = ();
    type Error = Foreign;
    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Outcome {
        self.item(key)
    }
    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Outcome {
        self.out.push_str(": ");
        value.serialize(RonLine { out: self.out })
    }
    fn end(self) -> Outcome {
        self.close()
    }
}

impl ser::SerializeStruct for Items<'_> {
    type Ok = ();
    type Error = Foreign;
    fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Outcome {
        self.field(key, value)
    }
    fn end(self) -> Outcome {
        self.close()
    }
}

impl ser::SerializeStructVariant for Items<'_> {
    type Ok = ();
    type Error = Foreign;
    fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Outcome {
        self.field(key, value)
    }
    fn end(self) -> Outcome {
        self.close()
    }
}
