//! What the cells that refer to things mean: an id, or the name of a row's thing or of one in the model that the
//! tables go into.
//!
//! Takes what a cell says and which class of things it refers to, gives the id, or that several things have the
//! name, or that nothing has it. An id goes before a name. Names are compared without regard to case, width and
//! blanks; they are gathered only when the first cell asks for one, so that tables with ids pay nothing.

use std::sync::OnceLock;

use hashbrown::HashMap;
use rustc_hash::FxBuildHasher;

use super::absent::names_nothing;
use super::cells::Cell;
use super::columns::{ColumnKind, Field};
use super::ids::Ids;
use super::meaning::{KnownThing, Meaning, Refers};
use super::row::{RowCells, Spec};
use super::whole::whole;
use crate::graph::fold;
use crate::model::Text;

/// The things of all tables and of the model, by their names.
pub(super) struct References<'r, 't> {
    specs: &'r [Spec<'t>],
    ids: &'r Ids<'t>,
    known: &'t [KnownThing],
    names: OnceLock<Names<'t>>,
    posts: OnceLock<Names<'t>>,
}

/// Ids by kind and folded name; posts by their organ too.
type Names<'t> = HashMap<(ColumnKind, Text<'t>, String), Vec<Text<'t>>, FxBuildHasher>;

impl<'r, 't> References<'r, 't> {
    pub(super) fn new(specs: &'r [Spec<'t>], ids: &'r Ids<'t>, known: &'t [KnownThing]) -> Self {
        References { specs, ids, known, names: OnceLock::new(), posts: OnceLock::new() }
    }

    fn in_names(
        &self,
        names: &Names<'t>,
        kind: ColumnKind,
        organ: &str,
        written: &str,
    ) -> Meaning<'t> {
        let found = match names.is_empty() {
            true => None,
            false => names.get(&(kind, Text::Owned(organ.to_owned()), fold(written))),
        };
        match found.map(Vec::as_slice) {
            Some([one]) => Meaning::Is(one.clone()),
            Some(several) => Meaning::Several(several.to_vec()),
            None if names_nothing(written) => Meaning::Nothing,
            None => Meaning::New,
        }
    }

    fn names(&self) -> &Names<'t> {
        self.names.get_or_init(|| self.gather())
    }

    /// The names of organs and people.
    fn gather(&self) -> Names<'t> {
        let mut names = Names::default();
        for thing in self.known {
            if let Some(kind @ (ColumnKind::Organs | ColumnKind::People)) = thing.kind {
                for name in &thing.names {
                    add(&mut names, kind, "", name, &Text::Borrowed(&thing.id));
                }
            }
        }
        for spec in self.specs {
            match spec.kind {
                kind @ (ColumnKind::Organs | ColumnKind::People) => self.each(spec, &mut |row| {
                    let Ok(id) = row.needed_id(Field::Id) else { return };
                    let name = row.raw(Field::Name);
                    // What a row that adds to an id calls it is looked for under both kinds of things.
                    let all = std::iter::once(name)
                        .chain(row.list(Field::Names).iter().cloned().collect::<Vec<_>>());
                    for name in all {
                        add(&mut names, kind, "", &name, &id);
                    }
                }),
                ColumnKind::Names => self.each(spec, &mut |row| {
                    let id = row.raw(Field::Id);
                    let kind = self.ids.table_of(&id).map(|table| self.specs[table].kind);
                    if let Some(kind) = kind {
                        add(&mut names, kind, "", &row.raw(Field::Text), &id);
                    }
                }),
                _ => {}
            }
        }
        names
    }

    fn gather_posts(&self) -> Names<'t> {
        let mut names = Names::default();
        let mut post = |organ: &str, title: &str, id: &Text<'t>| {
            add(&mut names, ColumnKind::Posts, organ, title, id);
            if !organ.is_empty() {
                add(&mut names, ColumnKind::Posts, "", title, id);
            }
        };
        for thing in self.known.iter().filter(|thing| thing.kind == Some(ColumnKind::Posts)) {
            thing
                .names
                .iter()
                .for_each(|name| post(&thing.organ, name, &Text::Borrowed(&thing.id)));
        }
        for spec in self.specs.iter().filter(|spec| spec.kind == ColumnKind::Posts) {
            self.each(spec, &mut |row| {
                let Ok(id) = row.needed_id(Field::Id) else { return };
                post(&row.id(Field::Organ), &row.raw(Field::Title), &id);
            });
        }
        names
    }

    /// Reads the rows of a table once more.
    fn each(&self, spec: &Spec<'t>, use_it: &mut dyn FnMut(&RowCells<'_, 't>)) {
        let (mut rows, mut cells): (_, Vec<Cell<'t>>) = (spec.rows.clone(), Vec::new());
        while let Some(start) = rows.next(&mut cells) {
            if let Ok(Some(row)) = whole(spec, &cells, start, Some(self)) {
                use_it(&row);
            }
        }
    }
}

impl<'t> Refers<'t> for References<'_, 't> {
    fn has(&self, id: &str) -> bool {
        self.ids.has(id)
    }

    fn called(&self, kind: ColumnKind, written: &str) -> &[Text<'t>] {
        self.ids.called(kind, written)
    }

    fn own(&self, written: &str) -> Option<Text<'t>> {
        self.ids.apart(written)
    }

    fn meaning(&self, kind: ColumnKind, written: &str) -> Meaning<'t> {
        if kind == ColumnKind::Posts {
            return self.post("", written);
        }
        self.in_names(self.names(), kind, "", written)
    }

    fn post(&self, organ: &str, title: &str) -> Meaning<'t> {
        self.in_names(
            self.posts.get_or_init(|| self.gather_posts()),
            ColumnKind::Posts,
            organ,
            title,
        )
    }
}

fn add<'t>(names: &mut Names<'t>, kind: ColumnKind, organ: &str, name: &str, id: &Text<'t>) {
    if name.is_empty() || name.starts_with(super::row::RON) {
        return;
    }
    let mut put = |name: String| {
        let ids = names.entry((kind, Text::Owned(organ.to_owned()), name)).or_default();
        if !ids.contains(id) {
            ids.push(id.clone());
        }
    };
    let folded = fold(name);
    // `Linden, Ada` is called `Ada Linden`.
    if kind == ColumnKind::People
        && let Some((family, given)) = folded.split_once(", ")
        && !given.contains(',')
    {
        put(format!("{given} {family}"));
    }
    put(folded);
}
