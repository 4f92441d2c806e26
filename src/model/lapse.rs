//! Lengths of time as people write them: `5y`, `18m`, `90d`, `1y6m`, and the durations of ISO 8601-1 (`P5Y`).
//!
//! Takes a text; gives years, months and days. Never counts them from a day: whoever knows the calendar does.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::record::owned_already;
use super::{Forms, Read, Value, ValueShape};

const EXPECTED: &str = "a length of time such as \"5y\", \"18m\" or \"90d\"";

/// So many years, months and days.
///
/// ```
/// use organigram::model::Lapse;
/// let lapse: Lapse = "1y6m".parse()?;
/// assert_eq!((lapse.years, lapse.months, lapse.days), (1, 6, 0));
/// assert_eq!(lapse.to_string(), "1 year 6 months");
/// assert_eq!("P5Y".parse::<Lapse>()?, "5y".parse()?);
/// # Ok::<(), organigram::model::LapseError>(())
/// ```
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
pub struct Lapse {
    /// Years.
    pub years: u32,
    /// Months.
    pub months: u32,
    /// Days.
    pub days: u32,
}

/// A text that is no length of time.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("`{text}` is no length of time: write years, months and days such as 5y, 18m or 90d")]
pub struct LapseError {
    /// The text.
    pub text: String,
}

impl FromStr for Lapse {
    type Err = LapseError;

    fn from_str(text: &str) -> Result<Lapse, LapseError> {
        parse(text.trim()).ok_or_else(|| LapseError { text: text.to_owned() })
    }
}

/// Numbers with a unit each, the larger units first, each once.
fn parse(text: &str) -> Option<Lapse> {
    let mut rest = text.strip_prefix(['P', 'p']).unwrap_or(text);
    let mut lapse = Lapse { years: 0, months: 0, days: 0 };
    let mut least = 0;
    while !rest.is_empty() {
        let end = rest.find(|letter: char| !letter.is_ascii_digit()).filter(|end| *end > 0)?;
        let count = rest[..end].parse().ok().filter(|count| *count <= 1_000_000)?;
        let unit = rest[end..].chars().next()?;
        let (at, field) = match unit {
            'y' | 'Y' => (1, &mut lapse.years),
            'm' | 'M' => (2, &mut lapse.months),
            'd' | 'D' => (3, &mut lapse.days),
            _ => return None,
        };
        if at <= least {
            return None;
        }
        (*field, least) = (count, at);
        rest = &rest[end + unit.len_utf8()..];
    }
    (least > 0).then_some(lapse)
}

impl Lapse {
    fn parts(self) -> [(u32, &'static str); 3] {
        [(self.years, "year"), (self.months, "month"), (self.days, "day")]
    }
}

impl fmt::Display for Lapse {
    /// In words: `5 years`, `1 year 6 months`, `0 days`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plural = |count: u32| if count == 1 { "" } else { "s" };
        let words = |(count, unit): (u32, &str)| format!("{count} {unit}{}", plural(count));
        let said = self.parts().into_iter().filter(|(count, _)| *count > 0).map(words);
        let said = said.collect::<Vec<_>>().join(" ");
        f.write_str(if said.is_empty() { "0 days" } else { &said })
    }
}

/// How long after its last attestation a thing is presumed to have gone on; for ever where nothing is said.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct PresumeFor(pub Option<Lapse>);

owned_already!(PresumeFor);

impl<'t> Value<'t> for PresumeFor {
    const EXPECTED: &'static str = EXPECTED;

    fn read<R: Read<'t>>(&mut self, r: &mut R) -> Result<(), R::Error> {
        if r.form() != Forms::Text {
            return Err(r.mismatch(EXPECTED));
        }
        self.0 = Some(r.parsed(EXPECTED, |text| text.parse().ok())?);
        Ok(())
    }

    fn shape() -> ValueShape {
        ValueShape::Lapse
    }
}

impl Serialize for PresumeFor {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let written = |lapse: Lapse| {
            let parts = lapse.parts().into_iter().filter(|(count, _)| *count > 0);
            let text: String =
                parts.map(|(count, unit)| format!("{count}{}", &unit[..1])).collect();
            if text.is_empty() { "0d".to_owned() } else { text }
        };
        match self.0 {
            Some(lapse) => serializer.serialize_str(&written(lapse)),
            None => serializer.serialize_none(),
        }
    }
}

impl<'de> Deserialize<'de> for PresumeFor {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        text.parse().map(|lapse| PresumeFor(Some(lapse))).map_err(serde::de::Error::custom)
    }
}
