//! JSON in which no key appears twice in one object, and no text holds the sign U+0000, which no model can hold.
//!
//! Takes a text, gives an error with line and column at the first key that repeats an earlier one of
//! its object: readers of JSON keep the last and drop the first without a word (RFC 8259, section 4,
//! calls the result unpredictable). Never keeps any value.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt;

use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

/// A JSON text in which every object has each key once, without the byte order mark that some programs put before it
/// (RFC 8259, section 8.1, lets a reader pass over it).
///
/// # Errors
/// When the text is no JSON, a key is repeated, or a text holds U+0000.
pub(super) fn checked(text: &str) -> Result<&str, serde_json::Error> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    serde_json::from_str::<Checked>(text)?;
    Ok(text)
}

/// What is wrong with a text that holds the sign U+0000.
pub(super) const NUL: &str = "a text holds the sign U+0000 (`\\u0000`), which no model can hold";

/// Whether a text of a JSON document holds U+0000, which it can only as an escape.
pub(super) fn holds_nul(json: &str) -> bool {
    let is_escape = |at: usize| {
        let before = json.as_bytes()[..at].iter().rev().take_while(|&&sign| sign == b'\\');
        before.count().is_multiple_of(2)
    };
    memchr::memmem::find_iter(json.as_bytes(), b"\\u0000").any(is_escape)
}

struct Checked;

impl<'de> Deserialize<'de> for Checked {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Checked, D::Error> {
        deserializer.deserialize_any(CheckedVisitor)
    }
}

struct CheckedVisitor;

impl<'de> Visitor<'de> for CheckedVisitor {
    type Value = Checked;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("JSON")
    }

    fn visit_bool<E: de::Error>(self, _: bool) -> Result<Checked, E> {
        Ok(Checked)
    }

    fn visit_i64<E: de::Error>(self, _: i64) -> Result<Checked, E> {
        Ok(Checked)
    }

    fn visit_u64<E: de::Error>(self, _: u64) -> Result<Checked, E> {
        Ok(Checked)
    }

    fn visit_f64<E: de::Error>(self, _: f64) -> Result<Checked, E> {
        Ok(Checked)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Checked, E> {
        if text.contains('\0') { Err(E::custom(NUL)) } else { Ok(Checked) }
    }

    fn visit_unit<E: de::Error>(self) -> Result<Checked, E> {
        Ok(Checked)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Checked, A::Error> {
        while items.next_element::<Checked>()?.is_some() {}
        Ok(Checked)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Checked, A::Error> {
        let mut keys = HashSet::new();
        while let Some(KeyText(key)) = fields.next_key()? {
            if key.contains('\0') {
                return Err(de::Error::custom(NUL));
            }
            if keys.contains(&key) {
                let what = format!("the key {key:?} appears twice in one object");
                return Err(de::Error::custom(what));
            }
            keys.insert(key);
            fields.next_value::<Checked>()?;
        }
        Ok(Checked)
    }
}

/// A key, borrowed from the text where no sign in it is written with a backslash.
#[derive(serde::Deserialize)]
struct KeyText<'t>(#[serde(borrow)] Cow<'t, str>);

#[cfg(test)]
mod tests {
    use super::checked;

    #[test]
    fn a_repeated_key_is_refused_with_its_place() {
        let error = checked("{ \"a\": 1,\n  \"b\": [{ \"x\": 1, \"x\": 2 }] }").unwrap_err();
        let words = error.to_string();
        assert!(
            words.starts_with("the key \"x\" appears twice in one object at line 2"),
            "{words}"
        );
        assert_eq!(checked("\u{feff}[]").unwrap(), "[]");
        for with_nul in [r#"[{ "x": "a\u0000" }]"#, r#"[{ "\u0000": 1 }]"#, r#"["\\\u0000"]"#] {
            assert!(checked(with_nul).unwrap_err().to_string().starts_with(super::NUL));
            assert!(super::holds_nul(with_nul));
        }
        assert!(checked(r#"["\\u0000"]"#).is_ok() && !super::holds_nul(r#"["\\u0000"]"#));
        checked(r#"[{ "x": 1 }, { "x": null, "y": -1.5, "z": [true, "t"] }]"#).unwrap();
    }
}
