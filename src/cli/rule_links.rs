//! Where the pages of the rules are, for messages to link to.
//!
//! Takes an address or a folder that somebody named, else the environment, else the folder of pages
//! in the sources that this program was built from, if it is still there; gives the address of each
//! page. Reads no page and asks no network.

use std::collections::BTreeMap;
use std::path::Path;

use super::CliError;
use crate::diagnostics::sarif::uri;
use crate::project::rules;

/// The variable that names the pages where no option does.
const VARIABLE: &str = "ORGANIGRAM_RULES";

/// Where the pages are.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Pages {
    base: String,
    /// Whether others than this machine can reach them.
    public: bool,
}

impl Pages {
    /// The pages that were named, or those at hand.
    ///
    /// # Errors
    /// When neither an address nor a folder was named.
    pub(super) fn find(named: Option<&str>) -> Result<Option<Pages>, CliError> {
        let variable = std::env::var(VARIABLE).ok().filter(|value| !value.is_empty());
        if let Some(named) = named.map(str::to_owned).or(variable) {
            return Pages::named(&named).map(Some);
        }
        let built_from = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/rules");
        Ok(built_from.is_dir().then(|| Pages { base: file_address(&built_from), public: false }))
    }

    fn named(named: &str) -> Result<Pages, CliError> {
        if named.contains("://") && !named.contains(|c: char| c.is_control() || c.is_whitespace()) {
            return Ok(Pages { base: named.to_owned(), public: !named.starts_with("file:") });
        }
        match std::fs::canonicalize(named) {
            Ok(folder) if folder.is_dir() => {
                Ok(Pages { base: file_address(&folder), public: false })
            }
            _ => Err(CliError::Usage(format!(
                "`{named}` is neither an address nor a folder with the pages of the rules; \
                 `organigram rules --pages FOLDER` writes them"
            ))),
        }
    }

    /// The address of a page: the code in the place of `{code}`, else as a file of the folder.
    fn address(&self, code: &str) -> String {
        match self.base.contains("{code}") {
            true => self.base.replace("{code}", code),
            false => format!("{}/{code}.md", self.base.trim_end_matches('/')),
        }
    }

    /// The address of the page of every rule.
    pub(super) fn all(&self) -> BTreeMap<&'static str, String> {
        rules().map(|rule| (rule.code, self.address(rule.code))).collect()
    }

    /// The same, where others can reach them.
    pub(super) fn all_public(&self) -> BTreeMap<&'static str, String> {
        if self.public { self.all() } else { BTreeMap::new() }
    }
}

fn file_address(folder: &Path) -> String {
    format!("file://{}", uri(&folder.display().to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_or_a_folder_may_be_named() {
        let web = Pages::named("https://example.org/rules/").unwrap();
        assert_eq!(web.address("T003"), "https://example.org/rules/T003.md");
        let html = Pages::named("https://example.org/{code}.html").unwrap();
        assert_eq!(html.all_public()["T003"], "https://example.org/T003.html");
        let folder = tempfile::Builder::new().prefix("a b").tempdir().unwrap();
        let local = Pages::named(folder.path().to_str().unwrap()).unwrap();
        assert!(local.address("T003").starts_with("file:///"));
        assert!(local.address("T003").contains("a%20b"));
        assert!(local.all_public().is_empty());
        Pages::named("no such folder").unwrap_err();
        Pages::named("https://example.org/\u{1b}[31m").unwrap_err();
    }
}
