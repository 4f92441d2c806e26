//! What may be written at a place, as a list to choose from.
//!
//! Takes a place, gives what fits there alone: a person where a person belongs, each with its name beside its id. Every
//! word that is offered is one that `check` would take there. Writes nothing.

use serde_json::{Value, json};

use super::cursor::{Cursor, Wanted};
use super::hover;
use super::protocol::LspRange;
use super::slots::{KeyRole, RecordSlot, Slot, TextRole};
use super::snippets;
use super::texts::quoted;
use super::workspace::{FileText, OpenModel, Workspace};
use crate::project::{
    CharterWord, Class, Completing, DescribedSource, Files, Project, QueryWordKind, ThingRow,
    date_meaning, identifier_schemes, query_functions, query_words, rules,
};

/// How many words are offered at most; more are found by writing on.
const MOST: usize = 300;

/// What kind of word is offered, by the protocol's numbers.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
enum Offered {
    Function = 3,
    Field = 5,
    Record = 7,
    Value = 12,
    Snippet = 15,
    File = 17,
    Reference = 18,
    Choice = 20,
}

/// A word that is offered.
struct Offer {
    word: String,
    /// What is shown beside it.
    detail: String,
    /// What it means, in Markdown.
    about: String,
    kind: Offered,
    /// What is written, where that is not the word.
    written: Option<String>,
    is_snippet: bool,
    /// Words by which it is found too: the names of a thing.
    found_by: String,
    /// Smaller ones stand first.
    rank: usize,
}

impl Offer {
    fn new(kind: Offered, word: impl Into<String>) -> Offer {
        Offer {
            word: word.into(),
            detail: String::new(),
            about: String::new(),
            kind,
            written: None,
            is_snippet: false,
            found_by: String::new(),
            rank: 1,
        }
    }

    fn detail(self, detail: impl Into<String>) -> Offer {
        Offer { detail: detail.into(), ..self }
    }

    fn about(self, about: impl Into<String>) -> Offer {
        Offer { about: about.into().trim().to_owned(), ..self }
    }

    fn written(self, text: impl Into<String>, is_snippet: bool) -> Offer {
        Offer { written: Some(text.into()), is_snippet, ..self }
    }

    fn rank(self, rank: usize) -> Offer {
        Offer { rank, ..self }
    }
}

/// What is offered at a byte of a file, as the protocol has it.
pub(super) fn completion(workspace: &Workspace, file: &FileText, at: usize) -> Value {
    let Some(cursor) = file.cursor(at) else {
        return json!({ "isIncomplete": false, "items": [] });
    };
    let models = workspace.models_lately(&file.path);
    let asked = Asked { workspace, file, cursor: &cursor, models: &models };
    let mut offers = asked.offers();
    let typed = asked.typed();
    offers.retain(|offer| fits(offer, &typed));
    offers.sort_by(|one, other| (one.rank, &one.word).cmp(&(other.rank, &other.word)));
    offers.dedup_by(|one, other| one.word == other.word && one.written == other.written);
    let is_incomplete = offers.len() > MOST;
    offers.truncate(MOST);
    let replaced = asked.replaced();
    let items = offers.into_iter().enumerate().map(|(at, offer)| asked.item(at, offer, &replaced));
    json!({ "isIncomplete": is_incomplete, "items": items.collect::<Vec<_>>() })
}

/// Whether a word may be meant by what is written of it: it begins with that, or a word of it or of its name does.
fn fits(offer: &Offer, typed: &str) -> bool {
    let typed = typed.to_lowercase();
    begins(&offer.word, &typed) || begins(&offer.found_by, &typed)
}

/// Whether a text or a word of it begins with what is typed, which is in small letters.
fn begins(text: &str, typed: &str) -> bool {
    if typed.is_empty() {
        return true;
    }
    if text.is_ascii() {
        // Large models have many names: none is copied, and few letters are looked at twice.
        let (text, typed) = (text.as_bytes(), typed.as_bytes());
        let mut is_within_word = false;
        return text.iter().enumerate().any(|(at, letter)| {
            let begins_word = !is_within_word;
            is_within_word = letter.is_ascii_alphanumeric();
            begins_word
                && letter.to_ascii_lowercase() == typed[0]
                && text[at..]
                    .get(..typed.len())
                    .is_some_and(|part| part.eq_ignore_ascii_case(typed))
        });
    }
    let text = text.to_lowercase();
    text.starts_with(typed)
        || text.split(|sign: char| !sign.is_alphanumeric()).any(|part| part.starts_with(typed))
}

struct Asked<'a> {
    workspace: &'a Workspace,
    file: &'a FileText,
    cursor: &'a Cursor,
    models: &'a [std::rc::Rc<OpenModel>],
}

impl Asked<'_> {
    fn projects(&self) -> impl Iterator<Item = &Project> {
        self.models.iter().map(|model| &*model.project)
    }

    /// What is written of the word that is completed.
    fn typed(&self) -> String {
        let typed = self.cursor.typed.as_str();
        match self.cursor.wanted {
            Wanted::Text(TextRole::Expression) => typed[self.expression_start()..].to_owned(),
            // Forms of a date begin with what is written of it already.
            Wanted::Text(TextRole::Date) => String::new(),
            _ => typed.to_owned(),
        }
    }

    /// Where in an expression the word begins that is being written.
    fn expression_start(&self) -> usize {
        let typed = &self.cursor.typed;
        self.projects()
            .next()
            .map_or(0, |project| project.complete(Completing::Expression, typed).start)
    }

    /// What a word that is chosen takes the place of.
    fn replaced(&self) -> LspRange {
        let mut replace = self.cursor.replace.clone();
        if let Wanted::Text(TextRole::Expression) = self.cursor.wanted {
            // The rest of the expression stays.
            let here = replace.start + self.cursor.typed.len();
            replace = replace.start + self.expression_start()..here;
        }
        if let Wanted::Text(TextRole::Cite) = self.cursor.wanted {
            // The place in the source stays.
            let text = &self.file.text[replace.clone()];
            replace.end = replace.start + text.find(' ').unwrap_or(text.len());
        }
        self.file.lines(self.workspace.unit).range(&replace)
    }

    fn item(&self, at: usize, offer: Offer, replaced: &LspRange) -> Value {
        let snippets = self.workspace.settings.snippets;
        let (text, is_snippet) = match &offer.written {
            Some(text) if offer.is_snippet && !snippets => (snippets::plain(text), false),
            Some(text) => (text.clone(), offer.is_snippet),
            None => (offer.word.clone(), false),
        };
        let mut item = json!({
            "label": offer.word,
            "kind": offer.kind as u8,
            "sortText": format!("{at:05}"),
            "textEdit": { "range": replaced, "newText": text },
        });
        let mut set = |key: &str, value: Value| item[key] = value;
        if !offer.detail.is_empty() {
            set("detail", json!(offer.detail));
        }
        if !offer.about.is_empty() {
            set("documentation", json!({ "kind": "markdown", "value": offer.about }));
        }
        if !offer.found_by.is_empty() {
            set("filterText", json!(format!("{} {}", offer.word, offer.found_by)));
        }
        if let Wanted::Text(TextRole::Date) = self.cursor.wanted {
            set("filterText", json!(self.cursor.typed));
        }
        if is_snippet {
            set("insertTextFormat", json!(2));
        }
        item
    }

    fn offers(&self) -> Vec<Offer> {
        match &self.cursor.wanted {
            Wanted::File => snippets::FILES.iter().map(snippet).collect(),
            Wanted::Field { record, present } => fields(*record, present, self.follows()),
            Wanted::Value(slot) => self.values(*slot),
            Wanted::Text(role) => self.texts(*role),
            Wanted::Key { role, value, section, quoted } => {
                self.keys(*role, *value, section, *quoted)
            }
        }
    }

    /// The sign that follows the word.
    fn follows(&self) -> Option<char> {
        self.file.text[self.cursor.replace.end..].trim_start().chars().next()
    }

    /// What may stand where a value belongs.
    fn values(&self, slot: Slot) -> Vec<Offer> {
        let mut offers = values(slot);
        if let Some(role) = slot.text() {
            let texts = self.texts(role).into_iter().map(|offer| {
                let written = quoted(&offer.word);
                let rank = offer.rank + 10;
                Offer { written: Some(written), is_snippet: false, rank, ..offer }
            });
            offers.extend(texts);
            offers.push(Offer::new(Offered::Value, "\"..\"").written("\"$1\"", true).rank(0));
        }
        offers
    }

    /// What a text may say.
    fn texts(&self, role: TextRole) -> Vec<Offer> {
        match role {
            TextRole::Thing(classes) => self.things(classes),
            TextRole::Source | TextRole::Cite if self.cursor.typed.contains(' ') => Vec::new(),
            TextRole::Source | TextRole::Cite => {
                let sources = self.projects().flat_map(Project::sources);
                sources.map(|source| source_offer(&source)).collect()
            }
            TextRole::Kind => self.projects().flat_map(Project::kinds).map(charter_word).collect(),
            TextRole::Line => self.projects().flat_map(Project::lines).map(charter_word).collect(),
            TextRole::Rule => self.rules(),
            TextRole::Expression => self.expression(),
            TextRole::Date => dates(&self.cursor.typed),
            TextRole::Lapse => {
                ["5y", "18m", "90d"].map(|text| Offer::new(Offered::Value, text)).into()
            }
            TextRole::Path => self.paths(),
            TextRole::Scheme => identifier_schemes().map(charter_word).collect(),
            TextRole::Query | TextRole::View | TextRole::Free => Vec::new(),
        }
    }

    fn things(&self, classes: &[Class]) -> Vec<Offer> {
        let things = self.projects().flat_map(Project::things);
        let typed = self.typed().to_lowercase();
        let mut fitting: Vec<ThingRow<'_>> = things
            .filter(|thing| classes.contains(&thing.class))
            .filter(|thing| begins(thing.id, &typed) || begins(thing.name, &typed))
            .collect();
        // With one more than is shown, the answer says that there are more.
        if fitting.len() > MOST + 1 {
            fitting.select_nth_unstable_by(MOST + 1, |one, other| one.id.cmp(other.id));
            fitting.truncate(MOST + 1);
        }
        fitting.iter().map(thing_offer).collect()
    }

    fn rules(&self) -> Vec<Offer> {
        let own = self.projects().flat_map(Project::charter_rules).map(charter_word);
        let offer = |rule: crate::project::RuleRow| {
            Offer::new(Offered::Choice, rule.name).detail(rule.code).about(rule.summary)
        };
        rules().filter(|rule| !rule.group.is_empty()).map(offer).chain(own).collect()
    }

    /// The words that an expression may go on with.
    fn expression(&self) -> Vec<Offer> {
        let Some(project) = self.projects().next() else { return Vec::new() };
        // What a word would name here, were there one more letter.
        let words = query_words(&format!("{}x", self.cursor.typed));
        match words.last().map(|word| word.kind) {
            Some(QueryWordKind::Kind) => return self.texts(TextRole::Kind),
            Some(QueryWordKind::Source) => {
                return project.sources().map(|source| source_offer(&source)).collect();
            }
            _ => {}
        }
        let found = project.complete(Completing::Expression, &self.cursor.typed);
        let offer = |word: crate::project::Completion| {
            let function = query_functions()
                .iter()
                .find(|entry| word.word.strip_suffix('(') == Some(entry.name));
            match function {
                Some(entry) => Offer::new(Offered::Function, word.word)
                    .detail(format!("{}({})", entry.name, entry.arguments))
                    .about(hover::function(entry))
                    .rank(2),
                None => Offer::new(Offered::Reference, word.word).detail(word.name),
            }
        };
        found.words.into_iter().map(offer).collect()
    }

    /// The model files below this one's folder.
    fn paths(&self) -> Vec<Offer> {
        let Some(folder) = self.file.path.parent() else { return Vec::new() };
        let typed = &self.cursor.typed;
        let base = typed.rfind('/').map_or("", |slash| &typed[..=slash]);
        let entries = self.workspace.documents.list(&folder.join(base)).unwrap_or_default();
        let offer = |entry: crate::project::FolderEntry| match entry.is_folder {
            true => Some(Offer::new(Offered::File, format!("{base}{}/", entry.name)).rank(2)),
            false if entry.name.ends_with(".ron") => {
                Some(Offer::new(Offered::File, format!("{base}{}", entry.name)))
            }
            false => None,
        };
        entries.into_iter().filter(|entry| !entry.name.starts_with('.')).filter_map(offer).collect()
    }

    /// What an item of a map may begin with.
    fn keys(
        &self,
        role: Option<KeyRole>,
        value: Slot,
        section: &str,
        quoted_key: bool,
    ) -> Vec<Offer> {
        if let Some(KeyRole { role, defines: false }) = role {
            let known = self.texts(role).into_iter();
            return match quoted_key {
                true => known.collect(),
                false => known
                    .map(|offer| {
                        let written = format!("{}: $1", quoted(&offer.word));
                        offer.written(written, true)
                    })
                    .collect(),
            };
        }
        let entry = snippets::ENTRIES.iter().find(|entry| entry.word == section);
        match (entry, quoted_key) {
            (Some(entry), false) => vec![snippet(entry)],
            (None, false) => value
                .record(None)
                .map(|record| {
                    let text = format!("\"$1\": {}($2),", record.record.name);
                    Offer::new(Offered::Snippet, record.record.name).written(text, true)
                })
                .into_iter()
                .collect(),
            (_, true) => Vec::new(),
        }
    }
}

fn source_offer(source: &DescribedSource<'_>) -> Offer {
    let offer = Offer::new(Offered::Reference, source.id).detail(source.description.as_str());
    Offer { found_by: source.description.clone(), ..offer }
}

fn thing_offer(thing: &ThingRow<'_>) -> Offer {
    let kind = if thing.kind.is_empty() { thing.class.to_string() } else { thing.kind.to_owned() };
    let detail = match thing.name == thing.id {
        true => kind,
        false => format!("{} ({kind})", thing.name),
    };
    let offer = Offer::new(Offered::Reference, thing.id).detail(detail);
    Offer { found_by: thing.name.to_owned(), ..offer }
}

fn charter_word(word: CharterWord<'_>) -> Offer {
    Offer::new(Offered::Choice, word.word).detail(word.label).about(word.about)
}

fn snippet(snippet: &snippets::Snippet) -> Offer {
    Offer::new(Offered::Snippet, snippet.label).about(snippet.about).written(snippet.text, true)
}

fn fields(record: RecordSlot, present: &[String], follows: Option<char>) -> Vec<Offer> {
    let missing = record.record.fields.iter().enumerate();
    let missing = missing.filter(|(_, field)| !present.iter().any(|known| known == field.name));
    let offer = |(at, field): (usize, &'static crate::model::FieldShape)| {
        let value = record.field(field.name).map_or("$1", |(_, slot)| snippets::value(slot));
        let offer = Offer::new(Offered::Field, field.name).about(field.about.trim()).rank(at);
        match follows {
            // A field whose name alone is written anew.
            Some(':') => offer,
            Some(',') => offer.written(format!("{}: {value}", field.name), true),
            _ => offer.written(format!("{}: {value},", field.name), true),
        }
    };
    missing.map(offer).collect()
}

/// The names and records that a value may be.
fn values(slot: Slot) -> Vec<Offer> {
    use crate::model::ValueShape as Shape;
    let record = |record: RecordSlot| {
        Offer::new(Offered::Record, record.record.name)
            .about(record.record.about)
            .written(format!("{}($1)", record.record.name), true)
            .rank(2)
    };
    let mut offers = Vec::new();
    match slot.bare().shape {
        Shape::Choice(choice) => {
            let names = choice.names.iter().zip(choice.about).enumerate();
            offers.extend(names.map(|(at, (name, about))| {
                Offer::new(Offered::Choice, *name).about(*about).rank(at)
            }));
        }
        Shape::Variants(choice, _) => {
            let names = choice.names.iter().zip(choice.about).enumerate();
            offers.extend(names.map(|(at, (name, about))| {
                let text = snippets::variant(name);
                Offer::new(Offered::Record, *name).about(*about).written(text, true).rank(at)
            }));
        }
        Shape::Record(_) => offers.extend(slot.record(None).map(record)),
        Shape::Flag => {
            offers.extend(["true", "false"].map(|word| Offer::new(Offered::Choice, word)))
        }
        _ => {}
    }
    if slot.record(Some("Claim")).is_some_and(|claim| claim.record.name == "Claim") {
        let claim = "Claim(value: \"$1\", cite: \"$2\")";
        let list = slot.may_be_disputed();
        let text = if list {
            format!("[{claim}, Claim(value: \"$3\", cite: \"$4\")]")
        } else {
            claim.to_owned()
        };
        let word = if list { "[Claim(..), Claim(..)]" } else { "Claim" };
        let about = "Rival claims: the first is preferred, none is lost.";
        offers.push(Offer::new(Offered::Record, word).about(about).written(text, true).rank(3));
    }
    offers
}

/// Forms of a date that begin with what is written, each with its meaning.
fn dates(typed: &str) -> Vec<Offer> {
    let stem = typed.trim_end_matches(['/', '.', '~', '?', '%', '-']);
    let is_date = !stem.is_empty() && date_meaning(stem).is_ok();
    let forms: Vec<String> = match is_date {
        false => snippets::DATES.iter().map(|form| (*form).to_owned()).collect(),
        true => snippets::DATES_OF.iter().map(|form| form.replace('@', stem)).collect(),
    };
    let offer = |(at, form): (usize, String)| {
        let meaning = date_meaning(&form).ok()?;
        Some(Offer::new(Offered::Value, form).detail(meaning).rank(at))
    };
    forms.into_iter().enumerate().filter_map(offer).collect()
}
