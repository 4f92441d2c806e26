//! Signals that arrive while files are being written.
//!
//! Holds SIGINT, SIGTERM and SIGHUP back until the temporary files are gone, then lets them do what they
//! do. Does nothing unless the program asked for it at its start: a library has no business with the
//! signals of its process. Never holds back a signal that the process ignores, or SIGQUIT.

#[cfg(unix)]
pub use unix::finish_writing_before_signals;
#[cfg(unix)]
pub(super) use unix::{arrived, defer};

#[cfg(not(unix))]
pub use other::finish_writing_before_signals;
#[cfg(not(unix))]
pub(super) use other::{arrived, defer};

#[cfg(unix)]
mod unix {
    use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
    use std::sync::{Arc, Mutex, OnceLock};

    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    use signal_hook::{flag, low_level};

    struct State {
        /// True while nothing is being written: signals act at once.
        idle: Arc<AtomicBool>,
        /// The signal that arrived while something was.
        arrived: Arc<AtomicUsize>,
        writers: Mutex<usize>,
    }

    static STATE: OnceLock<State> = OnceLock::new();

    /// From now on, SIGINT, SIGTERM and SIGHUP end the process only after the files that are being written
    /// are whole or gone. For programs, at their start.
    pub fn finish_writing_before_signals() {
        STATE.get_or_init(|| {
            let idle = Arc::new(AtomicBool::new(true));
            let arrived = Arc::new(AtomicUsize::new(0));
            for signal in [SIGINT, SIGTERM, SIGHUP].into_iter().filter(|signal| is_heeded(*signal))
            {
                // Where the system refuses, the signal does what it always did.
                let _ = flag::register_conditional_default(signal, Arc::clone(&idle));
                let number = usize::try_from(signal).unwrap_or_default();
                let _ = flag::register_usize(signal, Arc::clone(&arrived), number);
            }
            State { idle, arrived, writers: Mutex::new(0) }
        });
    }

    /// Whether the process does not ignore a signal, as `nohup` makes it ignore SIGHUP. SIGHUP is left alone
    /// where the system does not say.
    fn is_heeded(signal: i32) -> bool {
        let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
        let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
        match mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()) {
            Some(mask) => mask & (1 << (signal - 1)) == 0,
            None => signal != SIGHUP,
        }
    }

    /// Whether a signal waits for the writing to end.
    pub(in super::super) fn arrived() -> bool {
        STATE.get().is_some_and(|state| state.arrived.load(Ordering::SeqCst) != 0)
    }

    /// Holds signals back until the value is dropped.
    pub(in super::super) struct Deferred(());

    pub(in super::super) fn defer() -> Deferred {
        if let Some(state) = STATE.get() {
            *state.writers.lock().expect("no writer panics with the lock") += 1;
            state.idle.store(false, Ordering::SeqCst);
        }
        Deferred(())
    }

    impl Drop for Deferred {
        fn drop(&mut self) {
            let Some(state) = STATE.get() else { return };
            let mut writers = state.writers.lock().expect("no writer panics with the lock");
            *writers = writers.saturating_sub(1);
            if *writers > 0 {
                return;
            }
            state.idle.store(true, Ordering::SeqCst);
            if let Ok(signal @ 1..) = i32::try_from(state.arrived.swap(0, Ordering::SeqCst)) {
                let _ = low_level::emulate_default_handler(signal);
            }
        }
    }
}

#[cfg(not(unix))]
mod other {
    /// Does nothing where there are no signals.
    pub fn finish_writing_before_signals() {}

    pub(in super::super) fn arrived() -> bool {
        false
    }

    pub(in super::super) struct Deferred(());

    pub(in super::super) fn defer() -> Deferred {
        Deferred(())
    }
}
