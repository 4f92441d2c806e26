//! Entries by id, read with or without places. Never reorders them.

use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;

use super::{IntoOwned, Read, Text, Value, ValueShape};

/// Entries by id, in the order in which they are written.
pub type Map<'t, T> = IndexMap<Text<'t>, T, FxBuildHasher>;

impl<T: IntoOwned> IntoOwned for Map<'_, T> {
    type Owned = Map<'static, T::Owned>;

    fn into_owned(self) -> Self::Owned {
        self.into_iter().map(|(id, item)| (IntoOwned::into_owned(id), item.into_owned())).collect()
    }
}

impl<'t, T: Value<'t>> Value<'t> for Map<'t, T> {
    const EXPECTED: &'static str = "a map `{ \"id\": .. }`";

    fn read<R: Read<'t>>(&mut self, r: &mut R) -> Result<(), R::Error> {
        r.map(|r, id, at| {
            let mut item = T::default();
            item.read(r)?;
            if self.contains_key(&id) {
                r.repeated_key(at, &id);
            }
            self.insert(id, item);
            Ok(())
        })
    }

    fn shape() -> ValueShape {
        ValueShape::Map(T::shape)
    }
}
