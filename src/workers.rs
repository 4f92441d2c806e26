//! Work on all cores, where there is enough of it to be worth a thread.
//!
//! Takes pieces of work, gives what one core would give, in the same order, however many there are. All work is
//! shared out by one pool of threads, rayon's, so that what is cut within a piece takes no further threads. Without
//! the feature `parallel` one thread does everything. Never looks at what it hands on.

/// How many threads share a piece of work.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(crate) struct Workers {
    count: usize,
}

impl Workers {
    /// The thread that asks.
    pub(crate) const ONE: Workers = Workers { count: 1 };

    /// As many as the machine has, where there are so many rows that it is worth it.
    pub(crate) fn for_rows(rows: usize) -> Workers {
        const WORTH: usize = 20_000;
        if rows < WORTH { Workers::ONE } else { Workers::all() }
    }

    /// As many as the machine has; within work that is shared out already, as many as share that.
    pub(crate) fn all() -> Workers {
        Workers { count: pool::threads() }
    }

    /// Does something with so many threads, and with as many as the machine has for 0.
    pub(crate) fn with<R: Send>(threads: usize, work: impl FnOnce(Workers) -> R + Send) -> R {
        match threads {
            0 => work(Workers::all()),
            1 => work(Workers::ONE),
            _ => pool::with(threads, |count| work(Workers { count })),
        }
    }

    /// How many they are.
    #[inline]
    pub(crate) fn count(self) -> usize {
        self.count
    }

    /// Whether there is but one.
    #[inline]
    pub(crate) fn is_one(self) -> bool {
        self.count < 2
    }

    /// A list in as many pieces as there are workers, all but the last equally long.
    pub(crate) fn cut<T>(self, list: &[T]) -> std::slice::Chunks<'_, T> {
        list.chunks(list.len().div_ceil(self.count).max(1))
    }

    /// Does both and gives what each gave.
    pub(crate) fn join<A: Send, B: Send>(
        self,
        first: impl FnOnce() -> A + Send,
        second: impl FnOnce() -> B + Send,
    ) -> (A, B) {
        if self.is_one() {
            let first = first();
            return (first, second());
        }
        pool::join(first, second)
    }

    /// What `work` makes of each of a list, of which each is worth a thread.
    pub(crate) fn map<T: Send, R: Send>(
        self,
        list: Vec<T>,
        work: impl Fn(T) -> R + Sync + Send,
    ) -> Vec<R> {
        if self.is_one() || list.len() < 2 {
            return list.into_iter().map(work).collect();
        }
        pool::map(list, 1, work)
    }

    /// The same of rows, many of which are worth a thread.
    pub(crate) fn map_rows<T: Send, R: Send>(
        self,
        rows: Vec<T>,
        work: impl Fn(T) -> R + Sync + Send,
    ) -> Vec<R> {
        if self.is_one() {
            return rows.into_iter().map(work).collect();
        }
        let piece = rows.len().div_ceil(self.count * 4).max(1);
        pool::map(rows, piece, work)
    }
}

#[cfg(feature = "parallel")]
mod pool {
    use std::error::Error;
    use std::sync::OnceLock;

    use rayon::prelude::*;

    /// How many threads there are. A system that grants no threads gets the work done by the one that asks.
    pub(super) fn threads() -> usize {
        static THREADS: OnceLock<usize> = OnceLock::new();
        if rayon::current_thread_index().is_some() {
            return rayon::current_num_threads();
        }
        *THREADS.get_or_init(|| {
            if std::thread::available_parallelism().map_or(1, usize::from) < 2 {
                return 1;
            }
            match rayon::ThreadPoolBuilder::new().build_global() {
                Err(error) if error.source().is_some() => 1,
                // There already, or built just now.
                _ => rayon::current_num_threads(),
            }
        })
    }

    pub(super) fn with<R: Send>(count: usize, work: impl FnOnce(usize) -> R + Send) -> R {
        match rayon::ThreadPoolBuilder::new().num_threads(count).build() {
            Ok(pool) => pool.install(|| work(count)),
            Err(_) => work(1),
        }
    }

    pub(super) fn join<A: Send, B: Send>(
        first: impl FnOnce() -> A + Send,
        second: impl FnOnce() -> B + Send,
    ) -> (A, B) {
        rayon::join(first, second)
    }

    pub(super) fn map<T: Send, R: Send>(
        list: Vec<T>,
        piece: usize,
        work: impl Fn(T) -> R + Sync + Send,
    ) -> Vec<R> {
        list.into_par_iter().with_min_len(piece).with_max_len(piece).map(work).collect()
    }
}

#[cfg(not(feature = "parallel"))]
mod pool {
    pub(super) fn threads() -> usize {
        1
    }

    pub(super) fn with<R>(_: usize, work: impl FnOnce(usize) -> R) -> R {
        work(1)
    }

    pub(super) fn join<A, B>(first: impl FnOnce() -> A, second: impl FnOnce() -> B) -> (A, B) {
        let first = first();
        (first, second())
    }

    pub(super) fn map<T, R>(list: Vec<T>, _: usize, work: impl Fn(T) -> R) -> Vec<R> {
        list.into_iter().map(work).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_keeps_its_order_however_many_work() {
        for threads in [1, 2, 5] {
            for count in [0, 1, 2, 101] {
                let doubled: Vec<usize> = (0..count).map(|number| 2 * number).collect();
                let (jobs, rows) = Workers::with(threads, |workers| {
                    let list = || (0..count).collect::<Vec<usize>>();
                    let double = |number| 2 * number;
                    (workers.map(list(), double), workers.map_rows(list(), double))
                });
                assert_eq!((jobs, rows), (doubled.clone(), doubled));
            }
        }
    }

    #[test]
    fn a_list_is_cut_into_no_more_pieces_than_there_are_workers() {
        for (threads, len, pieces) in [(1, 9, 1), (4, 9, 3), (4, 8, 4), (4, 2, 2), (4, 0, 0)] {
            let workers = Workers { count: threads };
            assert_eq!(workers.cut(&vec![(); len]).len(), pieces);
        }
    }

    /// Work that is cut again within a piece is shared by the same threads.
    #[test]
    fn pieces_of_pieces_take_no_further_threads() {
        let threads = Workers::with(3, |workers| {
            let inner = |_| workers.map(vec![(); 8], |()| std::thread::current().id());
            workers.map(vec![(); 8], inner)
        });
        let ids: std::collections::HashSet<_> = threads.into_iter().flatten().collect();
        assert!(ids.len() <= 3, "{ids:?}");
    }
}
