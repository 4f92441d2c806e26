//! Identifiers that things have elsewhere: the schemes that are known, what each looks like, and its addresses.
//!
//! Takes the name of a scheme and an identifier; gives what is wrong with its form, the address under which it is found,
//! and the form in which two are compared. Never asks anybody whether an identifier is given to something. A scheme that
//! is not known here is nobody's mistake: its identifiers are taken as they are.

use std::borrow::Cow;

mod digits;

use digits::{base32, is_all, mod_11_2, mod_97, weighted};

/// A scheme of identifiers that is known.
///
/// ```
/// use organigram::identifiers::scheme;
/// let wikidata = scheme("wikidata").unwrap();
/// assert_eq!(wikidata.address("Q42").as_deref(), Some("https://www.wikidata.org/wiki/Q42"));
/// assert!(wikidata.problem("42").unwrap().contains("`Q` and digits"));
/// assert!(scheme("own").unwrap().problem("B 12/3").is_none());
/// ```
#[derive(Debug)]
pub struct Scheme {
    /// The name in models.
    pub name: &'static str,
    /// What it is, for people.
    pub label: &'static str,
    /// What an identifier looks like, behind "expected".
    pub form: &'static str,
    is_formed: fn(&str) -> bool,
    /// Whether the check digits fit; of well-formed identifiers alone.
    is_checked: fn(&str) -> bool,
    /// The addresses that stand before an identifier: the first is where it is shown.
    addresses: &'static [&'static str],
    /// What stands before an identifier in the name of its thing for linked data; empty where there is no such name.
    names: &'static str,
}

/// The schemes that are known, by name.
///
/// ```
/// use organigram::identifiers::SCHEMES;
/// assert!(SCHEMES.iter().any(|scheme| scheme.name == "wikidata"));
/// assert!(SCHEMES.is_sorted_by_key(|scheme| scheme.name));
/// ```
pub static SCHEMES: &[Scheme] = &[
    Scheme {
        name: "doi",
        label: "DOI",
        form: "`10.`, digits, `/` and a name, such as 10.1000/182",
        is_formed: |id| {
            let rest = id.strip_prefix("10.").and_then(|rest| rest.split_once('/'));
            rest.is_some_and(|(prefix, name)| {
                is_all(prefix, |byte| byte.is_ascii_digit() || byte == b'.')
                    && !name.is_empty()
                    && !name.contains(char::is_whitespace)
            })
        },
        is_checked: always,
        names: "https://doi.org/",
        addresses: &[
            "https://doi.org/",
            "http://doi.org/",
            "https://dx.doi.org/",
            "http://dx.doi.org/",
        ],
    },
    Scheme {
        name: "gnd",
        label: "GND",
        form: "digits and a check digit, such as 118540238 or 2024703-2",
        is_formed: |id| {
            let (last, plain) = (id.as_bytes().last().copied(), id.replacen('-', "", 1));
            (2..=10).contains(&plain.len())
                && last.is_some_and(|last| last.is_ascii_digit() || last == b'X')
                && is_all(&plain[..plain.len() - 1], |byte| byte.is_ascii_digit())
        },
        is_checked: always,
        names: "https://d-nb.info/gnd/",
        addresses: &["https://d-nb.info/gnd/", "http://d-nb.info/gnd/"],
    },
    Scheme {
        name: "isbn",
        label: "ISBN",
        form: "10 or 13 digits, such as 978-3-16-148410-0",
        is_formed: |id| {
            let plain = compact(id);
            let is_digit = |byte: u8| byte.is_ascii_digit();
            match plain.len() {
                _ if !plain.is_ascii() => false,
                10 => {
                    is_all(&plain[..9], is_digit)
                        && plain.ends_with(|c: char| c.is_ascii_digit() || c == 'X')
                }
                13 => is_all(&plain, is_digit),
                _ => false,
            }
        },
        is_checked: |id| {
            let plain = compact(id);
            match plain.len() {
                10 => weighted(&plain, |at| 10 - at as u32) % 11 == 0,
                _ => weighted(&plain, |at| if at % 2 == 0 { 1 } else { 3 }) % 10 == 0,
            }
        },
        names: "",
        addresses: &[],
    },
    Scheme {
        name: "isil",
        label: "ISIL",
        form: "a prefix, a hyphen and at most 11 letters, digits, `:`, `/` or `-`, such as DE-1 or OCLC-ABC",
        is_formed: |id| {
            id.split_once('-').is_some_and(|(prefix, unit)| {
                (1..=4).contains(&prefix.len())
                    && is_all(prefix, |byte| byte.is_ascii_alphanumeric())
                    && unit.len() <= 11
                    && is_all(unit, |byte| byte.is_ascii_alphanumeric() || b":/-".contains(&byte))
            })
        },
        is_checked: always,
        names: "",
        addresses: &[],
    },
    Scheme {
        name: "isni",
        label: "ISNI",
        form: "16 digits of which the last may be X, such as 0000 0001 2281 955X",
        is_formed: |id| is_16(&compact(id)),
        is_checked: |id| mod_11_2(&compact(id)),
        names: "https://isni.org/isni/",
        addresses: &[
            "https://isni.org/isni/",
            "http://isni.org/isni/",
            "http://www.isni.org/isni/",
            "https://www.isni.org/isni/",
        ],
    },
    Scheme {
        name: "issn",
        label: "ISSN",
        form: "eight digits with a hyphen, of which the last may be X, such as 2049-3630",
        is_formed: |id| {
            let plain = compact(id);
            id.len() == 9
                && id.is_ascii()
                && id.as_bytes()[4] == b'-'
                && plain.len() == 8
                && is_all(&plain[..7], |byte| byte.is_ascii_digit())
                && plain.ends_with(|c: char| c.is_ascii_digit() || c == 'X')
        },
        is_checked: |id| weighted(&compact(id), |at| 8 - at as u32) % 11 == 0,
        names: "https://portal.issn.org/resource/ISSN/",
        addresses: &["https://portal.issn.org/resource/ISSN/"],
    },
    Scheme {
        name: "lei",
        label: "LEI",
        form: "18 capital letters or digits and two check digits, such as 5493001KJTIIGC8Y1R12",
        is_formed: |id| {
            id.len() == 20
                && is_all(id, |byte| byte.is_ascii_digit() || byte.is_ascii_uppercase())
                && is_all(&id[18..], |byte| byte.is_ascii_digit())
        },
        is_checked: mod_97,
        names: "",
        addresses: &["https://search.gleif.org/#/record/"],
    },
    Scheme {
        name: "orcid",
        label: "ORCID",
        form: "four groups of four digits of which the last may be X, such as 0000-0002-1825-0097",
        is_formed: |id| {
            let groups: Vec<&str> = id.split('-').collect();
            groups.len() == 4 && groups.iter().all(|group| group.len() == 4) && is_16(&compact(id))
        },
        is_checked: |id| mod_11_2(&compact(id)),
        names: "https://orcid.org/",
        addresses: &["https://orcid.org/", "http://orcid.org/"],
    },
    Scheme {
        name: "own",
        label: "own number",
        form: "anything",
        is_formed: |_| true,
        is_checked: always,
        names: "",
        addresses: &[],
    },
    Scheme {
        name: "ror",
        label: "ROR",
        form: "`0`, six small letters or digits and two check digits, such as 03yrm5c26",
        is_formed: |id| {
            id.len() == 9
                && id.is_ascii()
                && id.starts_with('0')
                && is_all(&id[1..7], |byte| base32(byte).is_some())
                && is_all(&id[7..], |byte| byte.is_ascii_digit())
        },
        is_checked: |id| {
            let number = id[..7]
                .bytes()
                .filter_map(base32)
                .fold(0, |all, digit| all * 32 + u64::from(digit));
            id[7..].parse() == Ok(98 - (number * 100) % 97)
        },
        names: "https://ror.org/",
        addresses: &["https://ror.org/", "http://ror.org/"],
    },
    Scheme {
        name: "viaf",
        label: "VIAF",
        form: "digits, such as 75121530",
        is_formed: |id| {
            id.len() <= 22 && !id.starts_with('0') && is_all(id, |byte| byte.is_ascii_digit())
        },
        is_checked: always,
        names: "http://viaf.org/viaf/",
        addresses: &[
            "https://viaf.org/viaf/",
            "http://viaf.org/viaf/",
            "https://viaf.org/en/viaf/",
        ],
    },
    Scheme {
        name: "wikidata",
        label: "Wikidata",
        form: "`Q` and digits, such as Q42",
        is_formed: |id| {
            id.strip_prefix('Q').is_some_and(|number| {
                !number.starts_with('0')
                    && number.len() <= 12
                    && is_all(number, |byte| byte.is_ascii_digit())
            })
        },
        is_checked: always,
        names: "http://www.wikidata.org/entity/",
        addresses: &[
            "https://www.wikidata.org/wiki/",
            "http://www.wikidata.org/entity/",
            "https://www.wikidata.org/entity/",
            "http://www.wikidata.org/wiki/",
            "https://wikidata.org/wiki/",
        ],
    },
];

/// The known scheme of a name.
///
/// ```
/// use organigram::identifiers::scheme;
/// assert_eq!(scheme("isni").unwrap().label, "ISNI");
/// assert!(scheme("parish-register").is_none());
/// ```
#[must_use]
pub fn scheme(name: &str) -> Option<&'static Scheme> {
    SCHEMES.iter().find(|scheme| scheme.name == name)
}

/// The address under which an identifier is found, where its scheme is known and has one, and its form is right.
///
/// ```
/// use organigram::identifiers::address;
/// assert_eq!(address("isni", "0000 0001 2281 955X").as_deref(), Some("https://isni.org/isni/000000012281955X"));
/// assert_eq!(address("own", "17"), None);
/// assert_eq!(address("viaf", "javascript:alert(1)"), None);
/// ```
#[must_use]
pub fn address(name: &str, id: &str) -> Option<String> {
    scheme(name)?.address(id)
}

/// The known scheme of which a text is an identifier with its address, and the identifier.
///
/// ```
/// use organigram::identifiers::of_address;
/// assert_eq!(of_address("http://www.wikidata.org/entity/Q42"), Some(("wikidata", "Q42")));
/// assert_eq!(of_address("https://example.org/Q42"), None);
/// ```
#[must_use]
pub fn of_address(text: &str) -> Option<(&'static str, &str)> {
    SCHEMES.iter().find_map(|scheme| {
        let id = scheme.bare(text);
        (id.len() < text.len() && scheme.problem(id).is_none()).then_some((scheme.name, id))
    })
}

/// An identifier in the form in which those of its scheme are compared.
///
/// ```
/// use organigram::identifiers::compared;
/// assert_eq!(compared("isni", "0000 0001 2281 955X"), "000000012281955X");
/// assert_eq!(compared("own", "B 12"), "B 12");
/// ```
#[must_use]
pub fn compared<'i>(name: &str, id: &'i str) -> Cow<'i, str> {
    match name {
        "isni" | "isbn" | "orcid" | "gnd" => Cow::Owned(compact(id)),
        "doi" if id.bytes().any(|byte| byte.is_ascii_uppercase()) => {
            Cow::Owned(id.to_ascii_lowercase())
        }
        _ => Cow::Borrowed(id),
    }
}

impl Scheme {
    /// What is wrong with the form of an identifier, in words.
    ///
    /// ```
    /// use organigram::identifiers::scheme;
    /// let isni = scheme("isni").unwrap();
    /// assert_eq!(isni.problem("0000 0001 2281 955X"), None);
    /// assert!(isni.problem("0000 0001 2281 9555").unwrap().contains("check digit"));
    /// ```
    #[must_use]
    pub fn problem(&self, id: &str) -> Option<String> {
        if !(self.is_formed)(id) {
            return Some(format!("expected {}", self.form));
        }
        let checked = (self.is_checked)(id);
        (!checked).then(|| {
            "the check digit does not fit: a digit is wrong, or two are swapped".to_owned()
        })
    }

    /// The address under which an identifier is shown, if its form is right.
    ///
    /// ```
    /// use organigram::identifiers::scheme;
    /// assert_eq!(scheme("ror").unwrap().address("03yrm5c26").as_deref(), Some("https://ror.org/03yrm5c26"));
    /// ```
    #[must_use]
    pub fn address(&self, id: &str) -> Option<String> {
        let first = self.addresses.first()?;
        (self.is_formed)(id).then(|| format!("{first}{}", self.written(id)))
    }

    /// The name of the thing for linked data, if the identifier is right.
    ///
    /// ```
    /// use organigram::identifiers::scheme;
    /// let name = scheme("wikidata").unwrap().linked_name("Q42");
    /// assert_eq!(name.as_deref(), Some("http://www.wikidata.org/entity/Q42"));
    /// assert_eq!(scheme("isil").unwrap().linked_name("DE-1"), None);
    /// ```
    #[must_use]
    pub fn linked_name(&self, id: &str) -> Option<String> {
        let is_named = !self.names.is_empty() && self.problem(id).is_none();
        is_named.then(|| format!("{}{}", self.names, self.written(id)))
    }

    /// An identifier as addresses write it.
    fn written<'i>(&self, id: &'i str) -> Cow<'i, str> {
        if self.name == "isni" { Cow::Owned(compact(id)) } else { Cow::Borrowed(id) }
    }

    /// An identifier without the address that may stand before it.
    ///
    /// ```
    /// use organigram::identifiers::scheme;
    /// assert_eq!(scheme("ror").unwrap().bare("https://ror.org/03yrm5c26"), "03yrm5c26");
    /// assert_eq!(scheme("ror").unwrap().bare("03yrm5c26"), "03yrm5c26");
    /// ```
    #[must_use]
    pub fn bare<'i>(&self, text: &'i str) -> &'i str {
        let bare = self.addresses.iter().find_map(|address| text.strip_prefix(address));
        bare.unwrap_or(text).trim_end_matches('/')
    }
}

fn always(_: &str) -> bool {
    true
}

/// An identifier without blanks and hyphens.
fn compact(id: &str) -> String {
    id.chars().filter(|c| !matches!(c, ' ' | '-')).collect()
}

/// Whether a text is 15 digits and a check digit.
fn is_16(plain: &str) -> bool {
    plain.len() == 16
        && plain.is_ascii()
        && is_all(&plain[..15], |byte| byte.is_ascii_digit())
        && plain.ends_with(|c: char| c.is_ascii_digit() || c == 'X')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_registers_give_out_is_well_formed() {
        for (name, id) in [
            ("wikidata", "Q42"),
            ("viaf", "75121530"),
            ("isni", "0000 0001 2281 955X"),
            ("isni", "000000012281955X"),
            ("orcid", "0000-0002-1825-0097"),
            ("orcid", "0000-0002-1694-233X"),
            ("ror", "03yrm5c26"),
            ("ror", "05dxps055"),
            ("lei", "5493001KJTIIGC8Y1R12"),
            ("isil", "DE-1"),
            ("isil", "OCLC-ABC:1/2-3"),
            ("gnd", "118540238"),
            ("gnd", "2024703-2"),
            ("doi", "10.1000/182"),
            ("isbn", "978-3-16-148410-0"),
            ("isbn", "0-306-40615-2"),
            ("issn", "2049-3630"),
            ("issn", "2434-561X"),
            ("own", "Box 3, 가"),
        ] {
            assert_eq!(scheme(name).unwrap().problem(id), None, "{name} {id}");
        }
    }

    #[test]
    fn what_is_mistyped_is_noticed_and_nothing_stops_the_check() {
        for (name, id) in [
            ("wikidata", "P31"),
            ("wikidata", "Q042"),
            ("wikidata", "https://www.wikidata.org/wiki/Q42"),
            ("viaf", "75 12"),
            ("isni", "0000 0001 2281 9556"),
            ("isni", "000000012281995X"),
            ("isni", "00000001228195X5"),
            ("orcid", "0000000218250097"),
            ("orcid", "0000-0002-1825-0079"),
            ("ror", "03yrm5c62"),
            ("ror", "03yrmlc26"),
            ("ror", "13yrm5c26"),
            ("lei", "5493001KJTIIGC8Y1R21"),
            ("lei", "5493001kjtiigc8y1r12"),
            ("isil", "Berlin"),
            ("isil", "DE-123456789012"),
            ("gnd", "11854O238"),
            ("doi", "182"),
            ("isbn", "978-3-16-148410-1"),
            ("issn", "20493630"),
            ("issn", "2049-3603"),
        ] {
            assert!(scheme(name).unwrap().problem(id).is_some(), "{name} {id}");
        }
        for text in
            ["", "가", "가나다라마바사아자", "-", "0", "é234567890123456", "2049é3630", "10.가/ "]
        {
            for scheme in SCHEMES {
                let _: (Option<String>, Option<String>) =
                    (scheme.problem(text), scheme.address(text));
                let _: Cow<'_, str> = compared(scheme.name, text);
            }
        }
    }

    #[test]
    fn an_address_of_an_identifier_is_read_back_as_it() {
        for (name, id) in
            [("wikidata", "Q42"), ("viaf", "75121530"), ("ror", "03yrm5c26"), ("gnd", "118540238")]
        {
            let shown = address(name, id).unwrap();
            assert_eq!(of_address(&shown), Some((name, id)));
        }
        assert_eq!(of_address("Q42"), None);
    }
}
