//! Two pieces of work at once, where they are large enough to be worth a thread.

/// How many threads finish a graph. What they give is the same.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(super) enum Hands {
    One,
    Two,
}

impl Hands {
    /// As many as the machine has and the number of rows is worth.
    pub(super) fn for_rows(rows: usize) -> Hands {
        const WORTH: usize = 20_000;
        let cores = || std::thread::available_parallelism().map_or(1, usize::from);
        if rows < WORTH || cores() < 2 { Hands::One } else { Hands::Two }
    }

    /// Does both and gives what each gave.
    pub(super) fn both<A: Send, B>(
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
}
