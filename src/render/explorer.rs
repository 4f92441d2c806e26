//! The page to explore a model with, as one file. Takes a title and the data as JSON, gives HTML: the style and the script
//! that `web/` builds, and the data, packed. The page asks for nothing from anywhere, and no text of a model is ever
//! read as anything but text: what is not packed is escaped.

use std::io::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use flate2::{Compression, GzBuilder};

/// The page without its data, as `web/` builds it: the policy that stands in it allows only its own style and script.
const PAGE: &str = include_str!("../../assets/page/page.html");
/// The same for a server: it asks that server what is new, and has a box for expressions.
#[cfg(feature = "serve")]
const SERVED_PAGE: &str = include_str!("../../assets/page/served.html");

/// The language of the page's own words.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
#[non_exhaustive]
pub enum PageLanguage {
    /// English.
    #[default]
    #[cfg_attr(feature = "cli", value(name = "en"))]
    English,
    /// German.
    #[cfg_attr(feature = "cli", value(name = "de"))]
    German,
    /// French.
    #[cfg_attr(feature = "cli", value(name = "fr"))]
    French,
    /// Russian.
    #[cfg_attr(feature = "cli", value(name = "ru"))]
    Russian,
    /// Korean.
    #[cfg_attr(feature = "cli", value(name = "ko"))]
    Korean,
    /// Chinese.
    #[cfg_attr(feature = "cli", value(name = "zh"))]
    Chinese,
}

impl PageLanguage {
    /// Its code, as browsers know it.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            PageLanguage::English => "en",
            PageLanguage::German => "de",
            PageLanguage::French => "fr",
            PageLanguage::Russian => "ru",
            PageLanguage::Korean => "ko",
            PageLanguage::Chinese => "zh",
        }
    }

    /// The words, as a JSON object.
    pub(crate) fn words(self) -> &'static str {
        match self {
            PageLanguage::English => include_str!("../../assets/page/texts/en.json"),
            PageLanguage::German => include_str!("../../assets/page/texts/de.json"),
            PageLanguage::French => include_str!("../../assets/page/texts/fr.json"),
            PageLanguage::Russian => include_str!("../../assets/page/texts/ru.json"),
            PageLanguage::Korean => include_str!("../../assets/page/texts/ko.json"),
            PageLanguage::Chinese => include_str!("../../assets/page/texts/zh.json"),
        }
    }
}

/// Writes the page around its data.
pub fn explorer(title: &str, language: PageLanguage, data: &str) -> String {
    filled(PAGE, title, language, data)
}

/// The same for a server, which counts the versions of its model.
#[cfg(feature = "serve")]
pub fn served_explorer(title: &str, language: PageLanguage, data: &str, version: u64) -> String {
    let (head, rest) = SERVED_PAGE.split_once("@version").expect("the page has a place for it");
    filled(&[head, &version.to_string(), rest].concat(), title, language, data)
}

fn filled(page: &str, title: &str, language: PageLanguage, data: &str) -> String {
    let (head, rest) = page.split_once("@title").expect("the page has a place for the title");
    let (middle, foot) = rest.split_once("@data").expect("the page has a place for the data");
    let head = head.replace("@lang", language.code());
    [&head, &escaped(title), middle, &packed(data), foot].concat()
}

/// Words that cannot leave their place.
fn escaped(words: &str) -> String {
    let mut text = String::with_capacity(words.len());
    for letter in words.chars() {
        match letter {
            '&' => text.push_str("&amp;"),
            '<' => text.push_str("&lt;"),
            '>' => text.push_str("&gt;"),
            letter if letter.is_control() => text.push('\u{FFFD}'),
            letter => text.push(letter),
        }
    }
    text
}

/// The data as a browser unpacks it: gzip, without a date so that the same data give the same bytes, in base 64.
fn packed(data: &str) -> String {
    let mut writer = GzBuilder::new().write(Vec::new(), Compression::best());
    let packed = writer.write_all(data.as_bytes()).and_then(|()| writer.finish());
    STANDARD.encode(packed.expect("a list of bytes in memory can be written to"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_title_leaves_its_place() {
        let page = explorer("</title><script>alert(1)</script>@data", PageLanguage::English, "{}");
        assert!(!page.contains("<script>alert"), "{page}");
        assert!(page.contains("&lt;script&gt;alert(1)"), "{page}");
    }

    #[test]
    fn the_same_data_give_the_same_bytes() {
        assert_eq!(packed("{\"a\":1}"), packed("{\"a\":1}"));
    }
}
