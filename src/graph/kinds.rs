//! How many organs of each kind there are in a range of numbers, without looking at each.
//!
//! For every block of numbers the counts of all organs before it are kept: a range is the
//! difference of two blocks and what sticks out of them. Made when it is first asked for.

use std::ops::Range;
use std::sync::OnceLock;

use super::org_graph::OrgGraph;

const BLOCK: usize = 1024;

/// Counts of each kind before each block.
#[derive(Debug)]
pub(super) struct KindCounts {
    kinds: usize,
    before: Vec<u32>,
}

impl KindCounts {
    fn new(graph: &OrgGraph) -> KindCounts {
        let kinds = graph.kind_names().len();
        let mut running = vec![0u32; kinds];
        let mut before = Vec::with_capacity((graph.organ_count() / BLOCK + 2) * kinds);
        for block in graph.nodes[..graph.organ_count()].chunks(BLOCK) {
            before.extend_from_slice(&running);
            block.iter().for_each(|row| running[row.kind as usize] += 1);
        }
        before.extend_from_slice(&running);
        KindCounts { kinds, before }
    }

    fn block(&self, at: usize) -> &[u32] {
        &self.before[at * self.kinds..(at + 1) * self.kinds]
    }
}

impl OrgGraph {
    /// How many organs of each kind there are among some ranges of numbers, by the number of the kind, with the
    /// help of counts that are kept.
    pub(super) fn count_kinds(
        &self,
        organs: &[Range<u32>],
        kept: &OnceLock<KindCounts>,
    ) -> Vec<usize> {
        let mut counts = vec![0; self.kind_names().len()];
        for range in organs {
            let range = range.start as usize..(range.end as usize).min(self.organ_count());
            let (first, last) = (range.start.div_ceil(BLOCK), range.end / BLOCK);
            if first >= last {
                self.count_each(range, &mut counts);
                continue;
            }
            let blocks = kept.get_or_init(|| KindCounts::new(self));
            let pairs = blocks.block(first).iter().zip(blocks.block(last));
            counts.iter_mut().zip(pairs).for_each(|(n, (a, b))| *n += (b - a) as usize);
            self.count_each(range.start..first * BLOCK, &mut counts);
            self.count_each(last * BLOCK..range.end, &mut counts);
        }
        counts
    }

    fn count_each(&self, organs: Range<usize>, counts: &mut [usize]) {
        self.nodes[organs].iter().for_each(|row| counts[row.kind as usize] += 1);
    }
}
