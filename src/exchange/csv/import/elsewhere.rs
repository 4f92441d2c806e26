//! The identifiers that the thing of a row has elsewhere.
//!
//! Takes the columns that are called after a scheme, and the column `ids` of all others: `scheme: identifier`, with `|`
//! between several, or an address by which a register is known. Takes the address of a register off an identifier. Never
//! judges whether an identifier is well formed: checking the model does.

use super::columns::Field;
use super::report::code;
use super::row::{RowCells, shown, split};
use crate::identifiers::{of_address, scheme};
use crate::model::{Map, OneOrMany, Text};
use crate::text::fits_id;

impl<'t> RowCells<'_, 't> {
    /// The identifiers of the row's thing, by scheme.
    pub(super) fn identifiers(&self) -> Map<'t, OneOrMany<Text<'t>>> {
        let mut ids = self.other_identifiers();
        for (field, name) in self.spec.kind.schemes() {
            if !self.has(field) {
                continue;
            }
            for id in &self.list(field) {
                add(&mut ids, Text::Borrowed(name), bare(name, id));
            }
        }
        ids
    }

    fn other_identifiers(&self) -> Map<'t, OneOrMany<Text<'t>>> {
        let text = self.raw(Field::Ids);
        if let Some(nested) =
            self.nested::<Map<'static, OneOrMany<Text<'static>>>>(Field::Ids, &text)
        {
            return self.or_none(nested);
        }
        let mut ids = Map::default();
        for item in &split(&text, self.spec.lists[Field::Ids as usize]) {
            match pair(item) {
                Some((name, id)) => add(&mut ids, name, id),
                None => {
                    let message = format!("{} is no identifier with its scheme", shown(item));
                    let help = "write the scheme, a colon and the identifier: `viaf: 75121530`";
                    let refused = self.refuse::<()>(
                        code::BAD_CELL,
                        Field::Ids,
                        message,
                        Some(help.to_owned()),
                    );
                    self.or_none(refused);
                }
            }
        }
        ids
    }
}

/// A scheme and an identifier of it: `viaf: 75121530`, or the address that shows both.
pub(in crate::exchange) fn pair<'t>(item: &Text<'t>) -> Option<(Text<'t>, Text<'t>)> {
    if let Some((name, id)) = of_address(item) {
        let id = part(item, item.len() - id.len(), item.len());
        return Some((Text::Borrowed(name), id));
    }
    let colon = item.find(':')?;
    let (name, id) = (item[..colon].trim(), item[colon + 1..].trim());
    if id.is_empty() || id.starts_with("//") || name.is_empty() || !name.chars().all(fits_id) {
        return None;
    }
    let name = part(item, 0, name.len());
    let known = scheme(&name).is_some();
    let id = part(item, item.len() - item[colon + 1..].trim_start().len(), item.trim_end().len());
    let id = if known { bare(&name, &id) } else { id };
    Some((name, id))
}

/// An identifier without the address of its register.
pub(in crate::exchange) fn bare<'t>(name: &str, id: &Text<'t>) -> Text<'t> {
    let Some(known) = scheme(name) else { return id.clone() };
    let bare = known.bare(id);
    let start = bare.as_ptr() as usize - id.as_ptr() as usize;
    part(id, start, start + bare.len())
}

/// A part of a text, borrowed where the text is.
fn part<'t>(text: &Text<'t>, start: usize, end: usize) -> Text<'t> {
    match text {
        Text::Borrowed(text) => Text::Borrowed(&text[start..end]),
        Text::Owned(text) => Text::Owned(text[start..end].to_owned()),
    }
}

fn add<'t>(ids: &mut Map<'t, OneOrMany<Text<'t>>>, name: Text<'t>, id: Text<'t>) {
    let all = ids.entry(name).or_default();
    if !id.is_empty() && !all.contains(&id) {
        all.push(id);
    }
}
