//! Compressed rows: for each of `n` keys a list of numbers, in two flat arrays.

/// Lists of numbers by key.
#[derive(Default, Debug)]
pub(super) struct Rows {
    starts: Vec<u32>,
    items: Vec<u32>,
}

impl Rows {
    /// Sorts `pairs` of key and item by key, keeping the order of items. Linear.
    pub(super) fn new(keys: usize, pairs: impl Iterator<Item = (u32, u32)> + Clone) -> Rows {
        // Counted two places further on, each start can serve as the cursor of its row, and ends
        // as the start of the next one.
        let mut starts = vec![0u32; keys + 2];
        for (key, _) in pairs.clone() {
            starts[key as usize + 2] += 1;
        }
        for key in 2..keys + 2 {
            starts[key] += starts[key - 1];
        }
        let mut items = vec![0u32; starts[keys + 1] as usize];
        for (key, item) in pairs {
            let at = &mut starts[key as usize + 1];
            items[*at as usize] = item;
            *at += 1;
        }
        starts.pop();
        Rows { starts, items }
    }

    /// The list of one key.
    #[inline]
    pub(super) fn get(&self, key: usize) -> &[u32] {
        match self.starts.get(key..key + 2) {
            Some(&[start, end]) => &self.items[start as usize..end as usize],
            _ => &[],
        }
    }
}
