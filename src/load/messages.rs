//! What to say about a problem: the words, the place and the fix.
//!
//! Takes a reader and where something is wrong, gives the diagnostic. Never moves the reader and
//! never decides how to go on.

use std::ops::Range;

use super::brackets::{BracketContent, Open};
use super::code;
use super::file_text::FileText;

use crate::diagnostics::{Diagnostic, Level, suggest};
use crate::model::At;
use crate::syntax::places::key_span;
use crate::syntax::{DEEPEST, lexer};
use crate::text::{is_invisible, to_id};

/// The records whose first field may stand for the whole: `"x"` for `Under(organ: "x")`.
const SHORT: &[&str] = &["Claim", "Cite", "Under", "Name", "Date", "Allow", "Stand", "Remit"];

/// Whether a record's first field is the one that a bare value means.
pub(super) fn is_short(record: &str) -> bool {
    SHORT.contains(&record)
}

/// What stands at a byte, in words, and where it ends.
pub(super) fn describe(r: &FileText<'_>, at: usize) -> (String, usize) {
    let Some(c) = r.src[at..].chars().next() else {
        return ("the end of the file".into(), at);
    };
    let one = at + c.len_utf8();
    let (word, end) = lexer::word(r.src, at);
    let bare = lexer::bare_end(r.src, at).max(one);
    match c {
        '"' => ("a text in quotes".into(), lexer::text(r.src, at).map_or(one, |read| read.end)),
        '[' => ("a list `[..]`".into(), one),
        '{' => ("entries in braces `{..}`".into(), one),
        '(' => ("parentheses `(..)`".into(), one),
        '0'..='9' | '+' | '-' | '.' if is_number(&r.src[at..bare]) => ("a number".into(), bare),
        '0'..='9' => (format!("`{}` without quotation marks", clip(&r.src[at..bare])), bare),
        _ if word.is_empty() => (format!("`{}`", c.escape_debug()), one),
        _ if r.src[end..].starts_with('(') => (format!("`{}(..)`", clip(word)), end),
        _ => (format!("the word `{}`", clip(&r.src[at..bare.max(end)])), bare.max(end)),
    }
}

/// Whether some bytes are a number of any form.
pub(super) fn is_number(bare: &str) -> bool {
    lexer::number(bare).is_some() || bare.replace('_', "").parse::<f64>().is_ok()
}

/// The head of a piece of text, short enough for a message.
fn clip(text: &str) -> String {
    let head: String = text.chars().take(40).collect();
    if head.len() < text.len() { format!("{head}…") } else { head }
}

/// Words in a row: `a`, `b` and `c`.
fn row(names: &[&str], last_by: &str) -> String {
    let quoted: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
    match &quoted[..] {
        [] => String::new(),
        [one] => one.clone(),
        [head @ .., last] => format!("{} {last_by} {last}", head.join(", ")),
    }
}

fn article(name: &str) -> &'static str {
    if name.starts_with(['A', 'E', 'I', 'O', 'U']) { "an" } else { "a" }
}

fn bracket_pair(close: u8) -> (char, char) {
    match close {
        b')' => ('(', ')'),
        b']' => ('[', ']'),
        _ => ('{', '}'),
    }
}

pub(super) fn unclosed_comment(r: &FileText<'_>, at: usize) -> Diagnostic {
    r.error(code::UNCLOSED_COMMENT, at, at + 2, "this comment is never closed".into())
        .help("close it with `*/`; a comment inside it needs a `*/` of its own")
}

pub(super) fn slash(r: &FileText<'_>, at: usize) -> Diagnostic {
    r.error(code::UNEXPECTED, at, at + 1, "a single `/` does not begin a comment".into())
        .help("a comment begins with `//`, or stands between `/*` and `*/`")
}

pub(super) fn bad_id(r: &FileText<'_>, at: usize, end: usize, id: &str) -> Diagnostic {
    if id.is_empty() {
        let found = r.error(code::BAD_ID, at, end, "this id is empty".into());
        return found.help("write letters, digits or hyphens, for example \"central-committee\"");
    }
    let what = match id.chars().find(|c| is_invisible(*c)) {
        Some(unseen) if !unseen.is_whitespace() => {
            format!("the invisible character U+{:04X}", u32::from(unseen))
        }
        _ => "spaces".to_owned(),
    };
    let found = r.error(code::BAD_ID, at, end, format!("an id cannot contain {what}"));
    let better = to_id(id);
    found.help(format!(
        "write for example \"{}\"; the full name goes into the field `name`",
        clip(&better)
    ))
}

pub(super) fn bad_escape(r: &FileText<'_>, range: Range<usize>, why: &str) -> Diagnostic {
    let what = format!("`{}` is not a valid escape: {why}", &r.src[range.clone()].escape_debug());
    let found = r.error(code::BAD_ESCAPE, range.start, range.end, what);
    if why == lexer::NO_NUL {
        return found.help("leave it out");
    }
    found.help("a backslash begins an escape, such as `\\n` for a new line: write `\\\\` for the backslash \
               itself, or a raw text such as r\"C:\\dir\"",
        )
}

pub(super) fn unknown_field(
    r: &FileText<'_>,
    range: Range<usize>,
    record: &str,
    fields: &[&str],
) -> Diagnostic {
    let name = r.src[range.clone()].trim_matches('"').trim_start_matches("r#");
    let what = format!("{} `{record}` has no field `{}`", article(record), clip(name));
    let found = r.error(code::UNKNOWN_FIELD, range.start, range.end, what);
    match suggest(name, fields.iter().copied()) {
        Some(near) => {
            let span = r.span(range.start, range.end);
            found.label(format!("did you mean `{near}`?")).fix(span, near)
        }
        None => found.help(format!("the fields of `{record}` are {}", row(fields, "and"))),
    }
}

pub(super) fn repeated_field(r: &FileText<'_>, at: usize, record: &str, field: &str) -> Diagnostic {
    let end = lexer::word(r.src, at).1.max(at + 1);
    let what = format!("the field `{field}` appears twice in this `{record}`");
    r.error(code::REPEATED_FIELD, at, end, what)
        .help("remove one of the two, or put both values into one")
}

pub(super) fn repeated_key(r: &FileText<'_>, at: At, key: &str) -> Diagnostic {
    let span = key_span(r.file, at.0);
    let what = format!("`{}` appears twice in this map", clip(key));
    Diagnostic::new(code::REPEATED_ID, Level::Error, what, span)
        .help("remove one of the two, or put both values into one, as a list")
}

pub(super) fn missing_field_name(
    r: &FileText<'_>,
    at: usize,
    record: &str,
    fields: &[&str],
) -> Diagnostic {
    let end = describe(r, at).1;
    let what = format!("a value in `{record}` has no field name");
    let found = r.error(code::MISSING_FIELD_NAME, at, end, what);
    if is_short(record) {
        let field = fields[0];
        let value = clip(&r.src[at..end]);
        return found
            .help(format!(
                "write `{field}: {value}`; in parentheses every value needs its field name"
            ))
            .fix(r.span(at, at), format!("{field}: "));
    }
    found.help(format!("the fields of `{record}` are {}", row(fields, "and")))
}

pub(super) fn needless_quotes(r: &FileText<'_>, at: usize, end: usize, name: &str) -> Diagnostic {
    let what = format!("write `{name}` without quotation marks");
    r.error(code::NEEDLESS_QUOTES, at, end, what).fix(r.span(at, end), name)
}

pub(super) fn needless_some(r: &FileText<'_>, at: usize, end: usize) -> Diagnostic {
    let what = "`Some(..)` is not needed: write the value itself".into();
    Diagnostic { level: Level::Warning, ..r.error(code::NEEDLESS_SOME, at, end, what) }
}

pub(super) fn needless_none(r: &FileText<'_>, at: usize, end: usize) -> Diagnostic {
    let what = format!("`{}` is not needed: leave the field out", &r.src[at..end]);
    Diagnostic { level: Level::Warning, ..r.error(code::NEEDLESS_SOME, at, end, what) }
}

pub(super) fn wrong_type(r: &FileText<'_>, at: usize, end: usize, expected: &str) -> Diagnostic {
    let (what, seen) = describe(r, at);
    let end = if r.src[at..end].contains('\n') { seen } else { end };
    r.error(code::WRONG_TYPE, at, end, format!("expected {expected}, found {what}"))
}

pub(super) fn bad_number(r: &FileText<'_>, at: usize, end: usize, most: u64) -> Diagnostic {
    let written = clip(&r.src[at..end]);
    let found =
        r.error(code::BAD_NUMBER, at, end, format!("`{written}` is not a valid number here"));
    found.help(format!("write a whole number from 0 to {most}"))
}

pub(super) fn bare_text(r: &FileText<'_>, at: usize, end: usize) -> Diagnostic {
    let bare = &r.src[at..end];
    let (code, what) = if is_number(bare) {
        (code::WRONG_TYPE, "expected a text in quotes, found a number".into())
    } else {
        let what = format!("`{}` needs quotation marks", clip(bare));
        (code::MISSING_QUOTES, what)
    };
    r.error(code, at, end, what)
        .help(format!("write \"{}\"", clip(bare)))
        .fix(r.span(at, end), format!("\"{bare}\""))
}

pub(super) fn wrong_quotes(r: &FileText<'_>, at: usize, end: usize, text: &str) -> Diagnostic {
    let what = "a text needs straight double quotation marks".into();
    let found = r.error(code::WRONG_QUOTES, at, end, what);
    let straight = format!("\"{}\"", text.escape_default());
    let straight =
        if text.is_ascii() { straight } else { format!("\"{}\"", text.replace('"', "\\\"")) };
    found.help(format!("write {}", clip(&straight))).fix(r.span(at, end), straight)
}

/// A noun without its article: `modality` for `a modality`.
fn noun(what: &str) -> &str {
    what.strip_prefix("a ").or_else(|| what.strip_prefix("an ")).unwrap_or(what)
}

pub(super) fn unknown_name(
    r: &FileText<'_>,
    at: usize,
    end: usize,
    what: &str,
    names: &[&str],
) -> Diagnostic {
    let name = &r.src[at..end];
    let found =
        r.error(code::UNKNOWN_NAME, at, end, format!("unknown {} `{}`", noun(what), clip(name)));
    match suggest(name, names.iter().copied()) {
        Some(near) => found.label(format!("did you mean `{near}`?")).fix(r.span(at, end), near),
        None => found.help(format!("expected {}", row(names, "or"))),
    }
}

pub(super) fn wrong_record(r: &FileText<'_>, at: usize, end: usize, expected: &str) -> Diagnostic {
    let found = &r.src[at..end];
    let what = format!("expected `{expected}(..)`, found `{}(..)`", clip(found));
    r.error(code::WRONG_RECORD, at, end, what)
}

pub(super) fn missing_comma(r: &FileText<'_>, before: usize, at: usize, end: usize) -> Diagnostic {
    let what = "a comma is missing".into();
    let found = r.error(code::MISSING_COMMA, before, before, what);
    found
        .label("write `,` here")
        .also(r.span(at, end), "before this")
        .fix(r.span(before, before), ",")
}

pub(super) fn missing_colon(r: &FileText<'_>, at: usize, end: usize) -> Diagnostic {
    let what = "expected a colon between a name and its value".into();
    let found = r.error(code::MISSING_COLON, at, end, what);
    found.help("write `name: value`").fix(r.span(at, end), ":")
}

pub(super) fn no_comma(r: &FileText<'_>, at: usize, open: &Open) -> Diagnostic {
    let (what, end) = describe(r, at);
    let close = open.close as char;
    let what = format!("expected `,` or `{close}`, found {what}");
    let (opening, _) = bracket_pair(open.close);
    r.error(code::UNEXPECTED, at, end, what)
        .also(r.span(open.at, open.at + 1), format!("this `{opening}` is still open"))
}

pub(super) fn unclosed(r: &FileText<'_>, open: &Open, at: usize) -> Diagnostic {
    let (opening, closing) = bracket_pair(open.close);
    let found = r.error(
        code::UNCLOSED_BRACKET,
        open.at,
        open.at + 1,
        format!("this `{opening}` is never closed"),
    );
    let end = describe(r, at).1;
    let before = if at >= r.bytes.len() { "before the end of the file" } else { "before this" };
    found.also(r.span(at, end), format!("a `{closing}` is missing {before}"))
}

pub(super) fn missing_bracket(r: &FileText<'_>, at: usize, section: &str) -> Diagnostic {
    let end = describe(r, at).1;
    r.error(
        code::MISSING_BRACKET,
        at,
        end,
        format!("no `{{` opens before the entries of `{section}`"),
    )
    .label("write `{` before this")
    .fix(r.span(at, at), "{ ")
}

pub(super) fn wrong_bracket(r: &FileText<'_>, open: &Open, at: usize) -> Diagnostic {
    let (opening, closing) = bracket_pair(open.close);
    let found = r.src[at..].chars().next().unwrap_or(' ');
    let what = format!("`{found}` cannot close `{opening}`");
    r.error(code::WRONG_BRACKET, at, at + 1, what)
        .label(format!("write `{closing}`"))
        .also(r.span(open.at, open.at + 1), "opened here")
        .fix(r.span(at, at + 1), closing)
}

pub(super) fn braces(r: &FileText<'_>, at: usize, record: &str) -> Diagnostic {
    let what = format!("`{record}` takes parentheses, not braces");
    r.error(code::WRONG_BRACKET, at, at + 1, what)
        .help(format!("write `{record}(field: value, ..)`"))
}

pub(super) fn unclosed_text(r: &FileText<'_>, at: usize) -> Diagnostic {
    let line = memchr::memchr(b'\n', &r.bytes[at..]).map_or(r.bytes.len(), |len| at + len);
    let end = r.src[at..line].trim_end().len() + at;
    r.error(code::UNCLOSED_TEXT, at, end, "this text is never closed".into())
        .help("a text ends with `\"`; write `\\\"` for a quotation mark inside it")
}

pub(super) fn swallowed(r: &FileText<'_>, start: usize, end: usize) -> Diagnostic {
    let lines = r.src[start..end].contains('\n');
    let what =
        if lines { "this text runs on into the next lines" } else { "this text ends too early" };
    let first = memchr::memchr(b'\n', &r.bytes[start..end]).map_or(end, |len| start + len);
    r.error(code::UNCLOSED_TEXT, start, first, format!("{what}: a quotation mark is missing"))
        .also(r.span(end - 1, end), "it ends here")
        .help("a text ends with `\"`; write `\\\"` for a quotation mark inside it")
}

pub(super) fn unexpected(r: &FileText<'_>, at: usize, expected: &str) -> Diagnostic {
    let (what, end) = describe(r, at);
    r.error(code::UNEXPECTED, at, end, format!("expected {expected}, found {what}"))
}

pub(super) fn key_in_list(r: &FileText<'_>, at: usize, end: usize) -> Diagnostic {
    r.error(code::UNEXPECTED, at, end, "the entries of this list take no ids".into())
        .help("remove the id and its colon")
}

pub(super) fn too_deep(r: &FileText<'_>, at: usize) -> Diagnostic {
    let what = format!("brackets are nested more than {DEEPEST} deep");
    r.error(code::TOO_DEEP, at, at + 1, what).help("look for a bracket above that is never closed")
}

pub(super) fn after_end(r: &FileText<'_>, at: usize) -> Diagnostic {
    let (what, end) = describe(r, at);
    r.error(code::AFTER_END, at, end, format!("found {what} after the end of the model"))
        .help("a file contains one `Model(..)`: move this into it, or into a file of its own")
}

pub(super) fn bad_header(r: &FileText<'_>, at: usize, end: usize) -> Diagnostic {
    r.error(code::BAD_HEADER, at, end, "unknown header line".into()).help(
        "`#![enable(..)]` accepts `implicit_some`, `unwrap_newtypes`, `unwrap_variant_newtypes` and \
         `explicit_struct_names`; none of them is needed, and the line can be removed",
    )
}

/// What belongs in a bracket, for messages.
pub(super) fn item_of(holds: BracketContent) -> &'static str {
    match holds {
        BracketContent::Fields => "a field `name: value`",
        BracketContent::Items => "an item of the list",
        BracketContent::Entries => "an entry `\"id\": ..`",
    }
}
