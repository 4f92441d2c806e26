//! What an editor may set. Takes the settings as JSON, gives them with what is usual in the place of what is missing or
//! not understood. Reads no file.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::project::Question;

/// What an editor may set, under the names `asOf`, `allowOutside`, `inlayHints` and `rulePages`.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct LspSettings {
    /// The day for which answers are shown, in EDTF; at any time where there is none.
    pub as_of: Option<String>,
    /// Whether models may include files outside their folders.
    pub allow_outside: bool,
    /// Whether names are shown behind ids.
    pub inlay_hints: bool,
    /// Where the page of each rule is, by its code.
    pub rule_pages: BTreeMap<&'static str, String>,
    /// Whether the editor fills in snippets.
    pub(super) snippets: bool,
    /// The address of the rules' pages that the editor set, which may contain `{code}`.
    rule_base: Option<String>,
}

impl Default for LspSettings {
    fn default() -> LspSettings {
        LspSettings {
            as_of: None,
            allow_outside: false,
            inlay_hints: true,
            rule_pages: BTreeMap::new(),
            snippets: false,
            rule_base: None,
        }
    }
}

impl LspSettings {
    /// Takes over what some JSON sets: an object with the names above, or one that has it as `organigram`.
    pub fn set(&mut self, json: &Value) {
        let own = json.get("organigram").unwrap_or(json);
        if let Some(as_of) = own.get("asOf") {
            let text = as_of.as_str().map(str::trim).filter(|text| !text.is_empty());
            // A date that is none asks about no day, rather than refuse every hover.
            let is_date = |text: &&str| Question::default().as_of(*text).when().is_ok();
            self.as_of = text.filter(is_date).map(str::to_owned);
        }
        let flag = |name: &str| own.get(name).and_then(Value::as_bool);
        self.allow_outside = flag("allowOutside").unwrap_or(self.allow_outside);
        self.inlay_hints = flag("inlayHints").unwrap_or(self.inlay_hints);
        if let Some(base) = own.get("rulePages").and_then(Value::as_str) {
            self.rule_base = Some(base.trim().to_owned()).filter(|base| !base.is_empty());
        }
    }

    /// The question that these settings ask of a thing.
    #[must_use]
    pub(super) fn question(&self) -> Question {
        let mut question = Question::default();
        question.as_of.clone_from(&self.as_of);
        question
    }

    /// The address of a rule's page, where one is known.
    pub(super) fn rule_page(&self, code: &str) -> Option<String> {
        match &self.rule_base {
            Some(base) if base.contains("{code}") => Some(base.replace("{code}", code)),
            Some(base) => Some(format!("{}/{code}.md", base.trim_end_matches('/'))),
            None => self.rule_pages.get(code).cloned(),
        }
    }
}
