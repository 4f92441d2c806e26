//! What came of an update. Plain data, and its words.

use serde::Serialize;

/// What came of entries that were put into a model.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct UpdateReport {
    /// How many entries were added.
    pub added: usize,
    /// How many that were there have changed.
    pub updated: usize,
    /// How many that were there have not.
    pub unchanged: usize,
    /// The values of the model that differ from those of the tables, and were kept.
    pub kept: Vec<KeptValue>,
    /// What the tables have and somebody deleted from the model: it was not added again.
    pub deleted: Vec<String>,
    /// What the tables had the last time and have no more: it stays in the model.
    pub left: Vec<String>,
}

/// A value of the model that was kept although the tables have another.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct KeptValue {
    /// The entry, in words.
    pub entry: String,
    /// The field of the language.
    pub field: String,
    /// What the model has, in the words of the language; empty for nothing.
    pub model: String,
    /// What the tables have.
    pub table: String,
    /// Whether the tables changed too, or nothing shows who changed it: somebody should decide.
    pub is_open: bool,
}

/// How many of each are listed.
const LISTED: usize = 20;

impl UpdateReport {
    /// Whether nothing was there before, and nothing is to be said.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        let lists = self.kept.is_empty() && self.deleted.is_empty() && self.left.is_empty();
        lists && self.updated == 0 && self.unchanged == 0
    }

    /// How many values somebody should decide on.
    #[must_use]
    pub fn open(&self) -> usize {
        self.kept.iter().filter(|kept| kept.is_open).count()
    }

    /// All of it as one JSON object.
    ///
    /// # Panics
    /// Never: it holds numbers and texts.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).expect("numbers and texts are JSON")
    }

    /// All of it, a line each.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        let UpdateReport { added, updated, unchanged, kept, deleted, left } = self;
        let mut lines = vec![format!("{added} added, {updated} updated, {unchanged} unchanged")];
        list(&mut lines, kept.iter().map(KeptValue::to_string));
        list(
            &mut lines,
            deleted.iter().map(|what| {
                format!("not added again: {what} was deleted from the model since the last import")
            }),
        );
        list(
            &mut lines,
            left.iter().map(|what| {
                format!(
                    "no longer in the tables: {what}; it stays in the model until you delete it there"
                )
            }),
        );
        lines
    }
}

fn list(lines: &mut Vec<String>, items: impl ExactSizeIterator<Item = String>) {
    let more = items.len().saturating_sub(LISTED);
    lines.extend(items.take(LISTED));
    if more > 0 {
        lines.push(format!("and {more} more"));
    }
}

impl std::fmt::Display for KeptValue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let KeptValue { entry, field, model, table, is_open } = self;
        let said =
            |value: &str| if value.is_empty() { "nothing".to_owned() } else { value.to_owned() };
        let (model, table) = (said(model), said(table));
        match is_open {
            true => write!(
                f,
                "kept: `{field}` of {entry} is {model} in the model and {table} in the tables; make them agree"
            ),
            false => write!(
                f,
                "kept: `{field}` of {entry} is {model}, as it was changed in the model; the tables have {table}"
            ),
        }
    }
}
