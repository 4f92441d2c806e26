//! What an id means, where it is given and where it is used.
//!
//! Takes a place in a text, gives the thing, source, kind, line, query, view or rule that is named there, and all places
//! of a model's files that name the same. Never changes a text.

use std::ops::Range;
use std::path::PathBuf;
use std::rc::Rc;

use super::outline::{Piece, PieceKind};
use super::slots::TextRole;
use super::workspace::{FileText, OpenModel, Workspace};
use crate::project::{Project, QueryWordKind};

/// Which ids are kept apart: two symbols of different spaces may share an id.
#[derive(Copy, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub(super) enum IdSpace {
    /// Organs, events, posts and people.
    Things,
    Sources,
    Kinds,
    Lines,
    Queries,
    Views,
    Rules,
}

/// Something that has an id.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Symbol {
    pub(super) space: IdSpace,
    pub(super) id: String,
}

/// A place that names a symbol.
#[derive(Clone, Debug)]
pub(super) struct Naming {
    pub(super) file: Rc<FileText>,
    /// The bytes of the id, without quotes but within an expression.
    pub(super) at: Range<usize>,
    /// Whether the id is given here to what follows.
    pub(super) defines: bool,
    /// Whether it stands in an expression, with its quotes.
    pub(super) in_expression: bool,
}

/// In which space the id of a text lies.
pub(super) fn space(role: TextRole) -> Option<IdSpace> {
    match role {
        TextRole::Thing(_) => Some(IdSpace::Things),
        TextRole::Source | TextRole::Cite => Some(IdSpace::Sources),
        TextRole::Kind => Some(IdSpace::Kinds),
        TextRole::Line => Some(IdSpace::Lines),
        TextRole::Query => Some(IdSpace::Queries),
        TextRole::View => Some(IdSpace::Views),
        TextRole::Rule => Some(IdSpace::Rules),
        _ => None,
    }
}

/// What a piece names in a model.
pub(super) fn symbol(piece: &Piece, text: &str, project: &Project) -> Option<Symbol> {
    let id = piece.says(text).into_owned();
    let space = match piece.kind {
        PieceKind::Text { role, .. } => space(role)?,
        PieceKind::Word(QueryWordKind::Source) => IdSpace::Sources,
        PieceKind::Word(QueryWordKind::Kind) => IdSpace::Kinds,
        // A word is an id before it is a query.
        PieceKind::Word(QueryWordKind::Thing) if project.thing(&id).is_some() => IdSpace::Things,
        PieceKind::Word(QueryWordKind::Thing)
            if project.named_queries().any(|(name, _)| name == id) =>
        {
            IdSpace::Queries
        }
        _ => return None,
    };
    (!id.is_empty()).then_some(Symbol { space, id })
}

/// The symbol at a byte of a file, with the piece that names it.
pub(super) fn symbol_at(file: &FileText, at: usize, project: &Project) -> Option<(Symbol, Piece)> {
    let piece = file.piece_at(at)?;
    Some((symbol(&piece, &file.text, project)?, piece))
}

/// Whether a piece may name a symbol: cheap, so that whole files are gone through.
fn may_name(piece: &Piece, text: &str, wanted: &Symbol) -> bool {
    let raw = &text[piece.at.clone()];
    let fits = match piece.kind {
        PieceKind::Text { role, .. } => space(role) == Some(wanted.space),
        PieceKind::Word(_) => true,
        _ => false,
    };
    fits && (raw.contains(&wanted.id) || raw.contains('\\'))
}

/// The bytes of a text at which an id may be written: as it is, not as a part of a longer id, or with escapes.
fn may_be_written(text: &str, id: &str) -> Vec<usize> {
    // The signs that a word of an expression may hold, but for the quotation mark that may stand round it.
    let in_word = |letter: Option<char>| {
        letter.is_some_and(|letter| letter.is_alphanumeric() || "_-.#/+".contains(letter))
    };
    let (first, last) = (in_word(id.chars().next()), in_word(id.chars().next_back()));
    let is_part = |at: usize| {
        let goes_before = first && in_word(text[..at].chars().next_back());
        goes_before || last && in_word(text[at + id.len()..].chars().next())
    };
    let plain =
        memchr::memmem::find_iter(text.as_bytes(), id.as_bytes()).filter(|&at| !is_part(at));
    let escaped = memchr::memchr_iter(b'\\', text.as_bytes());
    let mut places: Vec<usize> = plain.chain(escaped).collect();
    places.sort_unstable();
    places
}

/// All places in the files of a model that name a symbol, in order.
pub(super) fn namings(workspace: &Workspace, model: &OpenModel, wanted: &Symbol) -> Vec<Naming> {
    let mut found = Vec::new();
    for path in workspace.files(model) {
        let Some(file) = workspace.text(&path) else { continue };
        let mut read_to = 0;
        for at in may_be_written(&file.text, &wanted.id) {
            if at < read_to {
                continue;
            }
            let outline = file.outline_near(&(at..at + 1));
            let pieces = outline.pieces.iter().filter(|piece| piece.end > read_to);
            let naming = pieces
                .filter(|piece| may_name(piece, &file.text, wanted))
                .filter(|piece| symbol(piece, &file.text, &model.project).as_ref() == Some(wanted));
            found.extend(naming.map(|piece| Naming {
                file: file.clone(),
                at: piece.at.clone(),
                defines: matches!(piece.kind, PieceKind::Text { defines: true, .. }),
                in_expression: matches!(piece.kind, PieceKind::Word(_)),
            }));
            read_to = outline.end;
        }
    }
    found
}

/// The same in several models, each place once.
pub(super) fn namings_in(
    workspace: &Workspace,
    models: &[Rc<OpenModel>],
    wanted: &Symbol,
) -> Vec<Naming> {
    let mut found: Vec<Naming> = Vec::new();
    let mut known: std::collections::BTreeSet<(PathBuf, usize)> = Default::default();
    for model in models {
        for naming in namings(workspace, model, wanted) {
            if known.insert((naming.file.path.clone(), naming.at.start)) {
                found.push(naming);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::may_be_written;

    #[test]
    fn an_id_is_looked_for_as_a_whole_word_or_where_an_escape_stands() {
        let text = r#"["o5", "o57", "no5", "o5-a", "\u{6f}5", o5 | o5_b]"#;
        let after = |at: &usize| text[*at..].chars().take(2).collect::<String>();
        let places = may_be_written(text, "o5");
        assert_eq!(places.iter().map(after).collect::<Vec<_>>(), ["o5", "\\u", "o5"]);
        assert_eq!(may_be_written("a.b, .b, '.b'", ".b"), [5, 10]);
    }
}
