//! The terminal: where output goes, and whether in colour.

use std::cell::Cell;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::rc::Rc;

use anstream::{AutoStream, ColorChoice};

use super::error::CliError;
use super::sanitize::{Piped, Sanitized, Trust};
use crate::diagnostics::plain;

/// When to use colours.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Default, clap::ValueEnum)]
pub enum Color {
    /// On a terminal, unless `NO_COLOR` is set.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// Where a command writes: its answer to `out`, everything else to `err`.
pub struct Terminal {
    /// Standard output, buffered.
    pub out: BufWriter<Box<dyn Write>>,
    /// Standard error.
    pub err: Box<dyn Write>,
    /// Whether standard output takes colours.
    pub color_out: bool,
    /// Whether standard error takes colours.
    pub color_err: bool,
    trust: Rc<Cell<Trust>>,
}

impl Terminal {
    /// The process's own streams.
    #[must_use]
    pub fn new(color: Color) -> Self {
        let choice = match color {
            Color::Auto => ColorChoice::Auto,
            Color::Always => ColorChoice::Always,
            Color::Never => ColorChoice::Never,
        };
        choice.write_global();
        let out = AutoStream::new(io::stdout(), choice);
        let err = AutoStream::new(io::stderr(), choice);
        let colored = |choice| choice != ColorChoice::Never;
        let color_out = colored(out.current_choice());
        let color_err = colored(err.current_choice());
        let trust = Rc::new(Cell::new(Trust::Text));
        let out: Box<dyn Write> = match color_out || io::stdout().is_terminal() {
            true => Box::new(Sanitized::new(out, Rc::clone(&trust))),
            false => Box::new(Piped::new(out, Rc::clone(&trust))),
        };
        Terminal { out: BufWriter::new(out), err: Box::new(err), color_out, color_err, trust }
    }

    /// Lets what is written from now on pass as it is: the writer of diagnostics makes names safe.
    ///
    /// # Errors
    /// When what was written before cannot be.
    pub fn trust_diagnostics(&mut self) -> io::Result<()> {
        self.out.flush()?;
        self.trust.set(Trust::Safe);
        Ok(())
    }

    /// Writes what a program will read: no letter of it is dropped, unless a terminal shows it.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn data(&mut self, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
        self.out.flush()?;
        self.trust.set(Trust::Data);
        let written = write(&mut self.out).and_then(|()| self.out.flush());
        self.trust.set(Trust::Text);
        written
    }

    /// Whether standard error is a terminal that a person looks at.
    #[must_use]
    pub fn is_watched(&self) -> bool {
        io::stderr().is_terminal()
    }

    /// Prints a value as JSON.
    ///
    /// # Errors
    /// When the output takes no more.
    pub fn json(&mut self, value: &impl serde::Serialize) -> io::Result<()> {
        serde_json::to_writer_pretty(&mut self.out, value)?;
        writeln!(self.out)
    }

    /// Prints why a command could not be run.
    pub fn failure(&mut self, failure: &CliError) {
        let _ = self.out.flush();
        let mut text = failure.to_string();
        if let Some(help) = failure.help() {
            text.push_str("\n  help: ");
            text.push_str(&help);
        }
        let _ = writeln!(self.err, "\x1b[1;31merror\x1b[0m: {}", lines(&text));
    }

    /// Prints what is wrong with an answer that was given all the same.
    pub fn warn(&mut self, warning: &str) {
        let _ = writeln!(self.err, "\x1b[1;33mwarning\x1b[0m: {}", lines(warning));
    }

    /// Prints something worth knowing that is not part of the answer.
    pub fn note(&mut self, note: &str) {
        let _ = writeln!(self.err, "\x1b[1;36mnote\x1b[0m: {}", lines(note));
    }
}

/// Lines without control characters: a failure may quote a name.
fn lines(text: &str) -> String {
    text.split('\n').map(plain).collect::<Vec<_>>().join("\n")
}

/// Text in bold.
pub(super) fn bold(text: &str) -> String {
    format!("\x1b[1m{text}\x1b[0m")
}

/// Text that steps back: ids, sources, reasons.
pub(super) fn dim(text: &str) -> String {
    format!("\x1b[2m{text}\x1b[0m")
}
