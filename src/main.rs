//! The program `organigram`: gives its arguments to the library and exits with its code.

use std::process::ExitCode;

fn main() -> ExitCode {
    organigram::cli::main()
}
