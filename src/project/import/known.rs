//! What a model has already, and what imports made of it: ids, names, and the memory beside it.
//!
//! Takes entries and texts, gives things by id and name. Imports nothing.

use std::collections::HashSet;

use crate::exchange::{self, ImportMemory, KnownThing, TableKind};
use crate::model::{Entry, Model, Sink};
use crate::project::ProjectError;
use crate::text::SourceFile;

/// The name of a file without its folders.
pub(super) fn file_name(path: &str) -> String {
    path.rsplit(['/', '\\']).next().unwrap_or(path).to_owned()
}

pub(super) fn read_memory(text: &str) -> Result<ImportMemory, ProjectError> {
    ImportMemory::read(text).map_err(|error| {
        let message = format!(
            "what was remembered of the last import cannot be read: {error}; delete that file to do without it"
        );
        ProjectError::Usage(message.into())
    })
}

/// The ids of a model's text.
pub(super) fn ids(name: &str, text: &str) -> Result<Vec<String>, ProjectError> {
    exchange::ids(text).map_err(in_file(name))
}

pub(super) fn in_file<E: std::fmt::Display>(name: &str) -> impl Fn(E) -> ProjectError + '_ {
    move |error| ProjectError::Usage(format!("{name}: {error}").into())
}

/// The ids of the things of a model.
pub(super) fn ids_of<'m>(model: &'m Model<'_>) -> HashSet<&'m str> {
    let organs_and_people = model.organs.keys().chain(model.people.keys());
    let rest = model.posts.keys().chain(model.events.keys()).chain(model.sources.keys());
    organs_and_people.chain(rest).map(|id| &**id).collect()
}

/// Gathers what a model has: ids and names.
#[derive(Default)]
pub(super) struct Known(pub(super) Vec<KnownThing>);

impl Sink for Known {
    fn fresh(&self) -> Self {
        Known::default()
    }

    fn take<'t>(&mut self, _: &'t SourceFile, entry: &Entry<'t>) {
        let named = |name: &str, names: &crate::model::OneOrMany<crate::model::Name<'_>>| {
            let others = names.iter().map(|name| name.text.to_string());
            std::iter::once(name.to_owned()).chain(others).collect::<Vec<String>>()
        };
        let thing = |id: &str, kind| KnownThing::new(id, Some(kind));
        self.0.push(match entry {
            Entry::Source(key, source) => {
                thing(&key.id, TableKind::Sources).names(vec![source.title.to_string()])
            }
            Entry::Organ(key, organ) => {
                thing(&key.id, TableKind::Organs).names(named(&organ.name, &organ.names))
            }
            Entry::Event(key, _) => thing(&key.id, TableKind::Events),
            Entry::Post(key, post) => thing(&key.id, TableKind::Posts)
                .names(named(&post.title, &post.names))
                .organ(post.organ.clone()),
            Entry::Person(key, person) => {
                thing(&key.id, TableKind::People).names(named(&person.name, &person.names))
            }
            _ => return,
        });
    }

    fn append(&mut self, later: Self) {
        self.0.extend(later.0);
    }
}
