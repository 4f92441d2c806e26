//! Numbers of people and things: one, a range, or about one.
//!
//! Takes a number or a text such as `"100..150"`, `"100.."` or `"~400"`; gives the least and the most that it may be. Never
//! takes a range that goes backwards, and never makes one number of two.

use std::fmt;
use std::str::FromStr;

use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::record::owned_already;
use super::{Forms, Read, Value, ValueShape};

/// How many: a number, a range of which either end may be open, or about that.
///
/// ```
/// use organigram::model::Quantity;
/// let count: Quantity = ron::from_str(r#""100..150""#)?;
/// assert_eq!((count.least, count.most, count.is_about), (100, Some(150), false));
/// assert_eq!(ron::from_str::<Quantity>("31")?, Quantity::from(31));
/// assert_eq!("~400".parse::<Quantity>().unwrap().words(), "about 400");
/// assert!("150..100".parse::<Quantity>().is_err());
/// # Ok::<(), ron::error::SpannedError>(())
/// ```
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
pub struct Quantity {
    /// The least that it may be; 0 where nobody says.
    pub least: u64,
    /// The most that it may be; none where nobody says.
    pub most: Option<u64>,
    /// Whether it is an estimate.
    pub is_about: bool,
}

owned_already!(Quantity);

const EXPECTED: &str = "a number such as 31, \"100..150\", \"100..\" or \"~400\"";

impl Default for Quantity {
    fn default() -> Self {
        Quantity::from(0)
    }
}

impl From<u64> for Quantity {
    fn from(number: u64) -> Self {
        Quantity { least: number, most: Some(number), is_about: false }
    }
}

/// A text is no number, nor a range of numbers.
#[derive(Copy, Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("expected {EXPECTED}")]
pub struct QuantityError;

impl FromStr for Quantity {
    type Err = QuantityError;

    fn from_str(text: &str) -> Result<Self, QuantityError> {
        let about = text.strip_prefix('~').or_else(|| text.strip_suffix('~'));
        let (text, is_about) = (about.unwrap_or(text), about.is_some());
        let number = |text: &str| match text.bytes().all(|byte| byte.is_ascii_digit()) {
            true => text.parse::<u64>().map_err(|_| QuantityError),
            false => Err(QuantityError),
        };
        let (least, most) = match text.split_once("..") {
            None => {
                let exact = number(text)?;
                (exact, Some(exact))
            }
            Some(("", "")) => return Err(QuantityError),
            Some(("", most)) => (0, Some(number(most)?)),
            Some((least, "")) => (number(least)?, None),
            Some((least, most)) => (number(least)?, Some(number(most)?)),
        };
        if most.is_some_and(|most| most < least) {
            return Err(QuantityError);
        }
        Ok(Quantity { least, most, is_about })
    }
}

impl Quantity {
    /// The number, where it is one and no estimate.
    ///
    /// ```
    /// use organigram::model::Quantity;
    /// assert_eq!(Quantity::from(31).exact(), Some(31));
    /// assert_eq!("~31".parse::<Quantity>().unwrap().exact(), None);
    /// ```
    #[must_use]
    pub fn exact(self) -> Option<u64> {
        (self.most == Some(self.least) && !self.is_about).then_some(self.least)
    }

    /// As people say it: `31`, `100 to 150`, `at least 100`, `about 400`.
    ///
    /// ```
    /// use organigram::model::Quantity;
    /// assert_eq!("100..".parse::<Quantity>().unwrap().words(), "at least 100");
    /// ```
    #[must_use]
    pub fn words(self) -> String {
        let about = if self.is_about { "about " } else { "" };
        match (self.least, self.most) {
            (least, Some(most)) if least == most => format!("{about}{least}"),
            (0, Some(most)) => format!("at most {about}{most}"),
            (least, Some(most)) => format!("{about}{least} to {most}"),
            (least, None) => format!("at least {about}{least}"),
        }
    }
}

impl fmt::Display for Quantity {
    /// As the language writes it: `31`, `100..150`, `~400`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let about = if self.is_about { "~" } else { "" };
        match (self.least, self.most) {
            (least, Some(most)) if least == most => write!(f, "{about}{least}"),
            (0, Some(most)) => write!(f, "{about}..{most}"),
            (least, Some(most)) => write!(f, "{about}{least}..{most}"),
            (least, None) => write!(f, "{about}{least}.."),
        }
    }
}

impl<'t> Value<'t> for Quantity {
    const EXPECTED: &'static str = EXPECTED;

    fn read<R: Read<'t>>(&mut self, r: &mut R) -> Result<(), R::Error> {
        *self = match r.form() {
            _ if r.is_number() => Quantity::from(r.number(u64::MAX)?),
            Forms::Text => r.parsed(EXPECTED, |text| text.parse().ok())?,
            _ => return Err(r.mismatch(EXPECTED)),
        };
        Ok(())
    }

    fn shape() -> ValueShape {
        ValueShape::Quantity
    }
}

impl Serialize for Quantity {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        match self.exact() {
            Some(number) => s.serialize_u64(number),
            None => s.collect_str(self),
        }
    }
}

impl<'de> Deserialize<'de> for Quantity {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        struct Form;
        impl Visitor<'_> for Form {
            type Value = Quantity;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(EXPECTED)
            }

            fn visit_u64<E: Error>(self, number: u64) -> Result<Quantity, E> {
                Ok(Quantity::from(number))
            }

            fn visit_i64<E: Error>(self, number: i64) -> Result<Quantity, E> {
                u64::try_from(number).map(Quantity::from).map_err(|_| E::custom(QuantityError))
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Quantity, E> {
                text.parse().map_err(E::custom)
            }
        }
        d.deserialize_any(Form)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back_and_what_is_none_is_refused() {
        for text in [
            "0",
            "31",
            "100..150",
            "100..",
            "..150",
            "~400",
            "~100..150",
            "~..9",
            "18446744073709551615",
        ] {
            let count: Quantity = text.parse().unwrap();
            assert_eq!(count.to_string(), text);
            let ron = ron::to_string(&count).unwrap();
            assert_eq!(ron::from_str::<Quantity>(&ron).unwrap(), count, "{ron}");
        }
        assert_eq!("400~".parse(), "~400".parse::<Quantity>());
        assert_eq!("0..5".parse::<Quantity>().unwrap().to_string(), "..5");
        for text in [
            "",
            "..",
            "~",
            "-3",
            "+3",
            "1.5",
            "150..100",
            "a",
            "1..2..3",
            "18446744073709551616",
            "1 000",
        ] {
            assert!(text.parse::<Quantity>().is_err(), "{text}");
        }
        assert!(ron::from_str::<Quantity>("-3").is_err());
    }
}
