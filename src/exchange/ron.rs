//! RON out: entries as tidy text, section by section.
//!
//! Takes entries like any [`Sink`], gives one file or one a kind of thing, or the sections to put into
//! a model that is there. Writes in the style of [`format`](super::format()) from the start. Keeps the
//! order in which the entries came, and opens no file.

use std::io::{self, Write};

use super::format::{ModelSection, append_entry};
use super::ron_line;
use crate::model::{Entry, EntryKey, IntoOwned, Model, OneOrMany, Sink, Text, is_default};
use crate::text::SourceFile;

/// The sections of a model, in their order.
const SECTIONS: [(&str, [char; 2]); 11] = [
    ("sources", ['{', '}']),
    ("organs", ['{', '}']),
    ("transitions", ['[', ']']),
    ("events", ['{', '}']),
    ("posts", ['{', '}']),
    ("people", ['{', '}']),
    ("tenures", ['[', ']']),
    ("seats", ['[', ']']),
    ("views", ['{', '}']),
    ("queries", ['{', '}']),
    ("levels", ['{', '}']),
];

/// Writes entries as RON.
///
/// ```
/// use organigram::exchange::Ron;
/// let model = ron::from_str(r#"Model(title: "Club", organs: { "club": Organ(name: "Club", under: []) })"#)?;
/// assert_eq!(Ron::of(model).to_text(), "\
/// Model(
///     title: \"Club\",
///     organs: {
///         \"club\": Organ(name: \"Club\"),
///     },
/// )
/// ");
/// # Ok::<(), ron::error::SpannedError>(())
/// ```
#[derive(Debug, Default)]
pub struct Ron {
    head: Model<'static>,
    sections: [String; SECTIONS.len()],
    line: String,
}

impl Ron {
    /// The text of a whole model.
    #[must_use]
    pub fn of(model: Model<'_>) -> Ron {
        let file = SourceFile::alone("", "");
        let mut ron = Ron::default();
        for entry in model.into_entries() {
            ron.take(&file, &entry);
        }
        ron
    }

    fn entry(&mut self, section: &str, key: Option<&EntryKey<'_>>, value: &impl serde::Serialize) {
        self.line.clear();
        if let Some(key) = key {
            ron_line::quote(&mut self.line, &key.id);
            self.line.push_str(": ");
        }
        ron_line::append(&mut self.line, value);
        let at = SECTIONS.iter().position(|(name, _)| *name == section);
        let out = &mut self.sections[at.expect("the name is one of the table above")];
        out.push_str("        ");
        append_entry(out, &self.line, 8);
        out.push_str(",\n");
    }

    /// The title, note, charter and includes as lines.
    fn head(&self) -> String {
        let mut out = String::new();
        let mut field = |name: &str, value: String| {
            out.push_str("    ");
            append_entry(&mut out, &format!("{name}: {value}"), 4);
            out.push_str(",\n");
        };
        let Model { title, note, charter, presume_for, include, .. } = &self.head;
        if !title.is_empty() {
            field("title", ron_line::text(title));
        }
        if !note.is_empty() {
            field("note", ron_line::text(note));
        }
        if !is_default(charter) {
            field("charter", ron_line::text(charter));
        }
        if !is_default(presume_for) {
            field("presume_for", ron_line::text(presume_for));
        }
        if !include.is_empty() {
            let list: Vec<&Text<'_>> = include.iter().collect();
            field("include", ron_line::text(&list));
        }
        out
    }

    /// Writes one file with everything.
    ///
    /// # Errors
    /// When `out` takes no more.
    pub fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(b"Model(\n")?;
        out.write_all(self.head().as_bytes())?;
        for section in 0..SECTIONS.len() {
            self.write_section(section, out)?;
        }
        out.write_all(b")\n")
    }

    fn write_section(&self, section: usize, out: &mut dyn Write) -> io::Result<()> {
        let ((name, [open, close]), entries) = (SECTIONS[section], &self.sections[section]);
        if entries.is_empty() {
            return Ok(());
        }
        writeln!(out, "    {name}: {open}")?;
        out.write_all(entries.as_bytes())?;
        writeln!(out, "    {close},")
    }

    /// One file with everything.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut out = Vec::new();
        self.write(&mut out).expect("memory takes all");
        String::from_utf8(out).expect("models are text")
    }

    /// One file a kind of thing, by name; `main` is the one that includes the others.
    #[must_use]
    pub fn to_files(&self, main: &str) -> Vec<(String, String)> {
        let filled = (0..SECTIONS.len()).filter(|&at| !self.sections[at].is_empty());
        let mut include: OneOrMany<Text<'static>> = self.head.include.clone();
        let mut files = Vec::new();
        for section in filled {
            let name = format!("{}.ron", SECTIONS[section].0);
            include.push(name.clone().into());
            let mut out = b"Model(\n".to_vec();
            self.write_section(section, &mut out).expect("memory takes all");
            out.extend_from_slice(b")\n");
            files.push((name, String::from_utf8(out).expect("models are text")));
        }
        let head = Model { include, ..self.head.clone() };
        let main_text = Ron { head, ..Ron::default() }.to_text();
        files.insert(0, (main.to_owned(), main_text));
        files
    }

    /// The entries as sections, to put into a model that is there.
    #[must_use]
    pub fn into_sections(self) -> Vec<ModelSection> {
        let sections = SECTIONS.iter().zip(self.sections);
        sections
            .map(|((name, brackets), entries)| ModelSection { name, brackets: *brackets, entries })
            .collect()
    }
}

impl Sink for Ron {
    fn fresh(&self) -> Self {
        Ron::default()
    }

    fn take<'t>(&mut self, _: &'t SourceFile, entry: &Entry<'t>) {
        match entry {
            Entry::Title(_)
            | Entry::Note(_)
            | Entry::Charter(_)
            | Entry::PresumeFor(_)
            | Entry::Include(..) => {
                let mut head = std::mem::take(&mut self.head);
                let mut part = Model::default();
                part.add(entry.clone());
                let part = part.into_owned();
                if !part.title.is_empty() {
                    head.title = part.title;
                }
                if !part.note.is_empty() {
                    head.note = part.note;
                }
                if !is_default(&part.charter) {
                    head.charter = part.charter;
                }
                if !is_default(&part.presume_for) {
                    head.presume_for = part.presume_for;
                }
                part.include.iter().for_each(|path| head.include.push(path.clone()));
                self.head = head;
            }
            Entry::Source(key, source) => self.entry("sources", Some(key), source),
            Entry::Organ(key, organ) => self.entry("organs", Some(key), organ),
            Entry::Transition(transition) => self.entry("transitions", None, transition),
            Entry::Event(key, event) => self.entry("events", Some(key), event),
            Entry::Post(key, post) => self.entry("posts", Some(key), post),
            Entry::Person(key, person) => self.entry("people", Some(key), person),
            Entry::Tenure(tenure) => self.entry("tenures", None, tenure),
            Entry::Seat(seat) => self.entry("seats", None, seat),
            Entry::View(key, view) => self.entry("views", Some(key), view),
            Entry::Query(key, query) => self.entry("queries", Some(key), query),
            Entry::Level(key, level) => self.entry("levels", Some(key), level),
        }
    }

    fn append(&mut self, later: Self) {
        for (section, more) in self.sections.iter_mut().zip(&later.sections) {
            section.push_str(more);
        }
    }
}
