//! What stands behind the `?` of an address. Takes its text; gives questions and requests of the front door. A word that
//! is not known is an error: it is never passed over. Never asks.

use std::borrow::Cow;

use super::reply::{Reply, wrong};
use crate::diagnostics::suggest;
use crate::model::{Choice, Modality, Show};
use crate::project::Question;

/// Names and values, in the order of the address.
pub(super) struct Parameters<'r> {
    all: Vec<(Cow<'r, str>, Cow<'r, str>)>,
}

/// The parameters that say when, according to whom and how surely.
const OF_QUESTIONS: [&str; 8] =
    ["as_of", "according_to", "without", "known_by", "modality", "presume_for", "show", "line"];

impl<'r> Parameters<'r> {
    /// Reads them; `own` are those of the address beside those of every question.
    pub(super) fn read(text: &'r str, own: &[&str]) -> Result<Self, Reply> {
        let all: Vec<_> = form_urlencoded::parse(text.as_bytes()).collect();
        let known = || own.iter().copied().chain(OF_QUESTIONS);
        for (name, _) in &all {
            if !known().any(|one| one == name) {
                let near = suggest(name, known()).map(|near| format!("did you mean `{near}`?"));
                return Err(wrong(&format!("unknown parameter `{name}`"), near));
            }
        }
        Ok(Parameters { all })
    }

    pub(super) fn all<'s>(&'s self, name: &'s str) -> impl Iterator<Item = &'s str> {
        self.all.iter().filter(move |(own, _)| own == name).map(|(_, value)| &**value)
    }

    /// A value that can be given once.
    pub(super) fn one<'s>(&'s self, name: &'s str) -> Result<Option<&'s str>, Reply> {
        let mut values = self.all(name);
        match (values.next(), values.next()) {
            (value, None) => Ok(value),
            (_, Some(_)) => Err(wrong(&format!("`{name}` is given twice"), None)),
        }
    }

    /// A value that has to be given.
    pub(super) fn needed<'s>(&'s self, name: &'s str) -> Result<&'s str, Reply> {
        self.one(name)?.ok_or_else(|| wrong(&format!("`{name}` is missing"), None))
    }

    /// A value that a text stands for.
    pub(super) fn parsed<T: std::str::FromStr>(&self, name: &str) -> Result<Option<T>, Reply>
    where
        T::Err: std::fmt::Display,
    {
        let parse = |text: &str| {
            text.parse()
                .map_err(|error: T::Err| wrong(&format!("`{name}`: `{text}`: {error}"), None))
        };
        self.one(name)?.map(parse).transpose()
    }

    /// A choice by its name.
    fn chosen<T: Choice>(&self, name: &str, text: &str) -> Result<T, Reply> {
        let is_it = |known: &&str| known.eq_ignore_ascii_case(text);
        match T::NAMES.iter().position(is_it) {
            Some(index) => Ok(T::from_index(index)),
            None => {
                let names = T::NAMES.join(", ").to_lowercase();
                let help = Some(format!("one of {names}"));
                Err(wrong(&format!("`{name}` cannot be `{text}`"), help))
            }
        }
    }

    /// When, according to whom and how surely.
    pub(super) fn question(&self) -> Result<Question, Reply> {
        let texts = |name| self.all(name).map(str::to_owned).collect();
        let text = |name| Ok(self.one(name)?.map(str::to_owned));
        let modality = self.all("modality").map(|text| self.chosen::<Modality>("modality", text));
        let mut question = Question::default();
        question.as_of = text("as_of")?;
        question.according_to = texts("according_to");
        question.without = texts("without");
        question.known_by = text("known_by")?;
        question.modality = modality.collect::<Result<_, _>>()?;
        question.presume_for = self.parsed("presume_for")?;
        question.lines = texts("line");
        if let Some(show) = self.one("show")? {
            question.show = self.chosen::<Show>("show", show)?;
        }
        Ok(question)
    }
}
