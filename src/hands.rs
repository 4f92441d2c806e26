//! Work on both cores, where there is enough of it to be worth a thread. Takes pieces of work, gives what one
//! core would give, in the same order. Never looks at what it hands on.

/// How many threads work.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(crate) enum Hands {
    One,
    Two,
}

impl Hands {
    /// As many as the machine has and the number of rows is worth.
    pub(crate) fn for_rows(rows: usize) -> Hands {
        const WORTH: usize = 20_000;
        let cores = || std::thread::available_parallelism().map_or(1, usize::from);
        if rows < WORTH || cores() < 2 { Hands::One } else { Hands::Two }
    }

    /// Does both and gives what each gave.
    pub(crate) fn both<A: Send, B>(
        self,
        first: impl FnOnce() -> A + Send,
        second: impl FnOnce() -> B,
    ) -> (A, B) {
        if self == Hands::One {
            return (first(), second());
        }
        std::thread::scope(|scope| {
            let first = scope.spawn(first);
            let second = second();
            (first.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)), second)
        })
    }

    /// What `work` makes of each of a list.
    pub(crate) fn map<T: Send, R: Send>(
        self,
        mut list: Vec<T>,
        work: impl Fn(T) -> R + Sync,
    ) -> Vec<R> {
        if self == Hands::One {
            return list.into_iter().map(work).collect();
        }
        let mut all = Vec::with_capacity(list.len());
        let rest = list.split_off(list.len() / 2);
        let (mut rest, ()) = self.both(
            || rest.into_iter().map(&work).collect::<Vec<R>>(),
            || all.extend(list.into_iter().map(&work)),
        );
        all.append(&mut rest);
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_keeps_its_order() {
        for count in [0, 1, 2, 101] {
            let doubled: Vec<usize> = (0..count).map(|number| 2 * number).collect();
            assert_eq!(Hands::Two.map((0..count).collect(), |number| 2 * number), doubled);
        }
    }
}
