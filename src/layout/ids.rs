//! Ids that distinguish the marks of a picture, so that each can be linked to. Makes those of marks that no
//! one thing of the model stands for; takes items, numbers those of one id: `kim@pb`, `kim@pb~2`. Never
//! changes an id that stands once.

use std::hash::BuildHasher as _;

use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

use super::scene::{Group, SceneItem};

/// The id of a line from one mark to another.
pub(super) fn line(from: &str, to: &str) -> String {
    [from, to].join("--")
}

/// The id of what happened to a thing, or is of it: `merged-wpk`.
pub(super) fn of(what: &str, thing: &str) -> String {
    [what, thing].join("-")
}

/// Gives the second and each further mark of one id an id of its own.
pub(super) fn tell_apart(items: &mut [SceneItem]) {
    if are_apart(items, &mut FxHashSet::default()) {
        return;
    }
    let mut taken = FxHashSet::default();
    collect(items, &mut taken);
    let mut numbering = Numbering { counts: FxHashMap::default(), taken };
    numbering.number(items);
}

/// The id of a mark. Sources have numbers of their own, which no mark can take.
fn name_of(group: &Group) -> Option<&String> {
    group.id.as_ref().filter(|_| group.class != "source")
}

/// Whether for certain no id stands twice. Their hashes are looked at alone, which is quicker: two of one
/// hash are taken for one.
fn are_apart(items: &[SceneItem], once: &mut FxHashSet<u64>) -> bool {
    items.iter().all(|item| match item {
        SceneItem::Group(group) => {
            name_of(group).is_none_or(|id| once.insert(FxBuildHasher.hash_one(id)))
                && are_apart(&group.items, once)
        }
        _ => true,
    })
}

fn collect(items: &[SceneItem], taken: &mut FxHashSet<String>) {
    for item in items {
        if let SceneItem::Group(group) = item {
            taken.extend(name_of(group).cloned());
            collect(&group.items, taken);
        }
    }
}

struct Numbering {
    /// How often each id was met.
    counts: FxHashMap<String, usize>,
    /// Every id in the picture.
    taken: FxHashSet<String>,
}

impl Numbering {
    fn number(&mut self, items: &mut [SceneItem]) {
        for item in items {
            let SceneItem::Group(group) = item else { continue };
            if let Some(id) = name_of(group) {
                group.id = Some(self.own(id));
            }
            self.number(&mut group.items);
        }
    }

    fn own(&mut self, id: &str) -> String {
        let count = self.counts.entry(id.to_owned()).or_insert(0);
        *count += 1;
        if *count == 1 {
            return id.to_owned();
        }
        loop {
            let own = format!("{id}~{count}");
            if self.taken.insert(own.clone()) {
                return own;
            }
            *count += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(ids: &[&str]) -> Vec<SceneItem> {
        let mark =
            |id: &&str| SceneItem::from(Group { id: Some((*id).to_owned()), ..Group::default() });
        ids.iter().map(mark).collect()
    }

    fn ids(items: &[SceneItem]) -> Vec<&str> {
        fn id(item: &SceneItem) -> Option<&str> {
            if let SceneItem::Group(group) = item { group.id.as_deref() } else { None }
        }
        items.iter().filter_map(id).collect()
    }

    #[test]
    fn no_two_marks_keep_one_id() {
        let mut items = marks(&["a", "b", "a", "a~2", "a", "b"]);
        tell_apart(&mut items);
        assert_eq!(ids(&items), ["a", "b", "a~3", "a~2", "a~4", "b~2"]);
    }

    #[test]
    fn what_is_apart_stays_as_it_is() {
        let mut items = marks(&["a", "b~2", "b"]);
        tell_apart(&mut items);
        assert_eq!(ids(&items), ["a", "b~2", "b"]);
    }
}
