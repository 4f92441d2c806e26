//! Writes diagnostics for people, as rustc does: the message, the lines with the place underlined,
//! and what to do.
//!
//! Takes diagnostics and the texts they lie in. Only the lines that matter are handed to the drawing
//! of snippets, so that a problem at the end of a huge file costs nothing. Never decides what is
//! worth reporting.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{self, Write};

use annotate_snippets::{AnnotationKind, Group, Level as Title, Origin, Renderer, Snippet};

use super::plain::{clipped, plain};
use super::{Counts, Diagnostic, Diagnostics, Label, Level, heaviest};
use crate::text::{SourceFile, SourceMap};

/// Whether to write in colour.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Default)]
pub enum Colour {
    /// Plain text.
    #[default]
    Off,
    /// With the terminal's colours.
    On,
}

/// How diagnostics are written.
#[derive(Clone, Debug)]
pub struct Human {
    /// Whether in colour.
    pub colour: Colour,
    /// How many columns there are.
    pub width: usize,
    /// How many diagnostics are shown before the rest is only counted.
    pub most: usize,
    /// The address of the page of each code that has one; the code is a link to it where there are
    /// colours.
    pub pages: BTreeMap<&'static str, String>,
}

impl Default for Human {
    fn default() -> Self {
        Human { colour: Colour::Off, width: 100, most: 20, pages: BTreeMap::new() }
    }
}

/// No message, label or help is longer, however long the names in it.
const LONG_TEXT: usize = 500;
/// A line longer than this is shown as an excerpt.
const LONG_LINE: usize = 400;
/// How much of a long line is shown before the problem.
const EXCERPT: usize = 120;

impl Human {
    /// Writes diagnostics, and how many more there are.
    ///
    /// # Errors
    /// When `out` cannot be written.
    pub fn write(
        &self,
        out: &mut impl Write,
        diagnostics: &Diagnostics,
        sources: &SourceMap,
    ) -> io::Result<()> {
        self.write_heaviest(out, diagnostics.kept(), diagnostics.counts(), sources)
    }

    /// Writes the heaviest of some diagnostics, and how many of which level are left out of all that there are.
    ///
    /// # Errors
    /// When `out` cannot be written.
    pub fn write_heaviest(
        &self,
        out: &mut impl Write,
        kept: &[Diagnostic],
        all: Counts,
        sources: &SourceMap,
    ) -> io::Result<()> {
        let mut shown = Counts::default();
        for diagnostic in heaviest(kept, self.most) {
            shown.add(diagnostic.level);
            writeln!(out, "{}\n", self.one(diagnostic, sources))?;
        }
        match all.without(shown) {
            left if left.total() == 0 => Ok(()),
            left => writeln!(out, "not shown: {}\n", summary(left)),
        }
    }

    /// One diagnostic as text, without a line break at its end.
    pub fn one(&self, diagnostic: &Diagnostic, sources: &SourceMap) -> String {
        let base = match self.colour {
            Colour::On => Renderer::styled(),
            Colour::Off => Renderer::plain(),
        };
        let head = head(diagnostic);
        let title =
            level(diagnostic.level).with_name(&*head).primary_title(text(&diagnostic.message));
        let mut group = Group::with_title(title);
        let windows = windows(diagnostic, sources);
        for window in &windows {
            if let Some((line, column)) = window.cut {
                let origin = Origin::path(plain(window.name)).line(line).char_column(column);
                group = group.element(origin);
            }
            group = group.element(window.snippet());
        }
        if let (true, Some(file)) = (windows.is_empty(), &diagnostic.file) {
            group = group.element(Origin::path(plain(file)));
        }
        for note in &diagnostic.notes {
            group = group.element(Title::NOTE.message(text(note)));
        }
        let helps: Vec<String> = diagnostic.help.iter().map(ToString::to_string).collect();
        for help in &helps {
            group = group.element(Title::HELP.message(text(help)));
        }
        let reported = without_bare_marks(base.term_width(self.width).render(&[group]));
        match (self.colour, self.pages.get(diagnostic.code.code)) {
            (Colour::On, Some(page)) => linked(&reported, diagnostic.code.code, page),
            _ => reported,
        }
    }
}

/// With the first `[CODE]` as a link: OSC 8, as terminals have agreed on it.
fn linked(reported: &str, code: &str, page: &str) -> String {
    let link = format!("[\x1b]8;;{page}\x1b\\{code}\x1b]8;;\x1b\\]");
    reported.replacen(&format!("[{code}]"), &link, 1)
}

fn text(text: &str) -> Cow<'_, str> {
    match plain(text) {
        Cow::Borrowed(text) => clipped(text, LONG_TEXT),
        Cow::Owned(text) => Cow::Owned(clipped(&text, LONG_TEXT).into_owned()),
    }
}

/// A line without its colours: each is an escape, some numbers and an `m`.
fn uncoloured(line: &str) -> String {
    let mut parts = line.split('\u{1b}');
    let first = parts.next().into_iter();
    first.chain(parts.filter_map(|part| Some(part.split_once('m')?.1))).collect()
}

/// Without the `:::` that the drawing puts where an excerpt has no path of its own.
fn without_bare_marks(text: String) -> String {
    let is_bare = |line: &str| uncoloured(line).trim() == ":::";
    if !text.contains(":::") {
        return text;
    }
    text.lines().filter(|line| !is_bare(line)).collect::<Vec<_>>().join("\n")
}

fn head(diagnostic: &Diagnostic) -> String {
    let level = match diagnostic.level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note => "note",
    };
    format!("{level}[{}] {}", diagnostic.code.code, diagnostic.code.name)
}

fn level(level: Level) -> Title<'static> {
    match level {
        Level::Error => Title::ERROR,
        Level::Warning => Title::WARNING,
        Level::Note => Title::NOTE,
    }
}

/// Some lines of one file with what is underlined in them.
struct Window<'d> {
    name: &'d str,
    text: String,
    first_line: usize,
    /// Where the problem is, if the head of its line is not shown.
    cut: Option<(usize, usize)>,
    marks: Vec<(AnnotationKind, std::ops::Range<usize>, &'d str)>,
}

impl Window<'_> {
    fn snippet(&self) -> Snippet<'_, annotate_snippets::Annotation<'_>> {
        let marks = self.marks.iter().map(|(kind, range, label)| {
            let mark = kind.span(range.clone());
            if label.is_empty() { mark } else { mark.label(text(label)) }
        });
        Snippet::source(&*self.text)
            .line_start(self.first_line)
            .path(self.cut.is_none().then(|| plain(self.name)))
            .annotations(marks.collect::<Vec<_>>())
    }
}

/// A file, its first and last line to show, and what is underlined: the problem itself is `true`.
type Lines<'d> = (&'d SourceFile, u32, u32, Vec<(bool, &'d Label)>);

/// The lines that a diagnostic speaks of, one window for each stretch of near lines. The problem itself
/// comes first; what explains it joins it when it is near.
fn windows<'d>(diagnostic: &'d Diagnostic, sources: &'d SourceMap) -> Vec<Window<'d>> {
    const NEAR: u32 = 8;
    let mut windows: Vec<Lines<'d>> = Vec::new();
    for (index, label) in diagnostic.labels.iter().enumerate() {
        let Some(file) = sources.file_of(label.span.start) else { continue };
        let first = file.line_col(file.offset(label.span.start)).line;
        let last = file.line_col(end_of(file, label)).line.min(first + NEAR);
        let near = windows.iter_mut().find(|(of, from, to, _)| {
            std::ptr::eq(*of, file) && first <= *to + NEAR && last + NEAR >= *from
        });
        match near {
            Some((_, from, to, labels)) => {
                (*from, *to) = ((*from).min(first), (*to).max(last));
                labels.push((index == 0, label));
            }
            None => windows.push((file, first, last, vec![(index == 0, label)])),
        }
    }
    windows.into_iter().map(|(file, from, to, labels)| window(file, from, to, &labels)).collect()
}

/// The last byte that a label underlines.
fn end_of(file: &SourceFile, label: &Label) -> usize {
    let (start, end) = (file.offset(label.span.start), file.offset(label.span.end));
    end.saturating_sub(1).max(start)
}

fn window<'d>(
    file: &'d SourceFile,
    from: u32,
    to: u32,
    labels: &[(bool, &'d Label)],
) -> Window<'d> {
    let start = file.line_start(from);
    let start = if from == 1 && file.text().starts_with('\u{feff}') { 3 } else { start };
    let last = file.line(to);
    let end = (file.line_start(to) + last.len()).max(start);
    let line = start;
    let (start, end) = excerpt(file.text(), start, end, from == to, labels, file);
    let cut = (start > line).then(|| {
        let place = file.line_col(file.offset(labels[0].1.span.start));
        (place.line as usize, place.column as usize)
    });
    let marks = labels
        .iter()
        .map(|(primary, label)| {
            let kind = if *primary { AnnotationKind::Primary } else { AnnotationKind::Context };
            let low = whole_letter(file.text(), file.offset(label.span.start).clamp(start, end));
            let high = whole_letter(file.text(), file.offset(label.span.end).clamp(low, end));
            (kind, low - start..high - start, &*label.text)
        })
        .collect();
    let text = file.text()[start..end].to_owned();
    Window { name: &file.name, text, first_line: from as usize, cut, marks }
}

/// The byte at which the letter begins that `at` lies in: a place within a letter would be no place
/// that can be drawn.
fn whole_letter(text: &str, at: usize) -> usize {
    (0..=at).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

/// Cuts a very long line down to what lies around its first label.
fn excerpt(
    text: &str,
    start: usize,
    end: usize,
    one_line: bool,
    labels: &[(bool, &Label)],
    file: &SourceFile,
) -> (usize, usize) {
    if end - start <= LONG_LINE || !one_line {
        return (start, end);
    }
    let boundary = |mut at: usize| {
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let low = labels.iter().map(|(_, label)| file.offset(label.span.start)).min().unwrap_or(start);
    let low = low.saturating_sub(EXCERPT).max(start);
    (boundary(low), boundary((low + LONG_LINE).min(end)))
}

/// How many diagnostics there are, in words: `2 errors and 1 warning`; `no problems` without any.
pub fn summary(counts: Counts) -> String {
    let part = |count: usize, what: &str| match count {
        0 => None,
        1 => Some(format!("1 {what}")),
        _ => Some(format!("{count} {what}s")),
    };
    let parts: Vec<_> = [
        part(counts.errors, "error"),
        part(counts.warnings, "warning"),
        part(counts.notes, "note"),
    ]
    .into_iter()
    .flatten()
    .collect();
    match &parts[..] {
        [] => "no problems".into(),
        [one] => one.clone(),
        [head @ .., last] => format!("{} and {last}", head.join(", ")),
    }
}
