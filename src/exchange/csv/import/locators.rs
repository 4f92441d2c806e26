//! The page cited, apart from the source: `BArch DC 20, Bl. 7` is a place in `BArch DC 20`.
//!
//! Takes a citation as it is written, gives the source's title and the place in it. Never cuts what may be part
//! of a title: only pages, sheets and their like are places.

use std::sync::LazyLock;

use regex::Regex;

/// What stands before the number of a page, a sheet, a line or a paragraph, or behind it in East Asia.
const PLACE: &str = r"(?xi)
    ^(?P<title>.*?) [\s,;:、，：]*
    (?P<place>
        (?: \b(?: vol | vols | bd | bde | band | т | том | t ) \.?\s*\d+\s*[,:]\s* )?
        (?:
            \b(?: pp? | pgs? | pages? | s | seiten? | bl | blatt | fols? | folios? | ff | lines? | z | zeilen? | paras?
                | с | стр | страница | л | лл | лист | листы ) \.?\s* \d [\w\s.,–—\-/f]*
            | § {1,2} \s* \d [\w\s.,–—\-/]*
            | (?: 第 \s*)? \d [\d\s,–—\-~]* (?: 쪽 | 면 | 페이지 | 页 | 頁 | ページ | 张 | 張 )
        )
    )$";

static PLACES: LazyLock<Regex> = LazyLock::new(|| Regex::new(PLACE).expect("the pattern is one"));

/// The source and the place in it; the source is empty where only a page is said.
pub(super) fn of(cited: &str) -> Option<(&str, &str)> {
    if !cited.chars().any(|c| c.is_ascii_digit()) || cited.len() > 400 {
        return None;
    }
    let found = PLACES.captures(cited)?;
    let (title, place) = (found.name("title")?, found.name("place")?);
    // `Gazette s 5` is a place, `Moss 5` is none: a place stands apart from what is before it.
    let is_apart = title.as_str().is_empty()
        || cited[title.end()..place.start()].chars().any(|c| !c.is_alphanumeric());
    is_apart.then(|| (title.as_str(), place.as_str()))
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn pages_are_places_in_sources() {
        for (cited, title, place) in [
            ("BArch DC 20, Bl. 7", "BArch DC 20", "Bl. 7"),
            ("BArch DC 20, Bl. 7-9", "BArch DC 20", "Bl. 7-9"),
            ("p. 5", "", "p. 5"),
            ("S. 12f.", "", "S. 12f."),
            ("Minute book p. 9", "Minute book", "p. 9"),
            ("Fifty Years of Chess, pp. 30–31", "Fifty Years of Chess", "pp. 30–31"),
            ("Meier 1990: S. 12", "Meier 1990", "S. 12"),
            ("РГАСПИ ф. 17 оп. 3 д. 5, л. 12", "РГАСПИ ф. 17 оп. 3 д. 5", "л. 12"),
            ("Annals, vol. 2, p. 5", "Annals", "vol. 2, p. 5"),
            ("로동신문 3쪽", "로동신문", "3쪽"),
            ("官報、第5頁", "官報", "第5頁"),
        ] {
            assert_eq!(of(cited), Some((title, place)), "{cited}");
        }
        for whole in [
            "Gazette 1950",
            "Minute book",
            "Law No. 12",
            "Moss 5",
            "BArch DC 20",
            "https://example.org/p/5",
            "Chess 64",
        ] {
            assert_eq!(of(whole), None, "{whole}");
        }
    }
}
