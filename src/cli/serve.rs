//! `organigram serve`: the page and the answers over HTTP, for browsers on this machine. Takes arguments, starts the
//! server of the library; answers no request itself.

use std::io::Write;
use std::net::IpAddr;

use super::{CliError, ModelArgs, Outcome, Terminal};
use crate::project::{LoadOptions, Outside, PageLanguage, ProjectError};
use crate::serve::{ModelServer, ServeError, ServeSettings};

/// Serve a model to browsers on this machine: the page, with each change of the files at once.
///
/// It can only be read. Its answers are at /api/.. too, as JSON, which /api/openapi.json describes.
#[derive(clap::Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    #[command(flatten)]
    model: ModelArgs,
    /// The port to listen at; any that is free for 0.
    #[arg(long, value_name = "PORT", default_value_t = 3617)]
    port: u16,
    /// The address to listen at. Whoever reaches another than this machine's own can read the model.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1")]
    host: IpAddr,
    /// A name by which this machine may be called, beside `localhost`; may be repeated.
    #[arg(long, value_name = "NAME")]
    allow_name: Vec<String>,
    /// Open the page in the browser.
    #[arg(long)]
    open: bool,
    /// Only this view of the model's; may be repeated.
    #[arg(long, value_name = "NAME")]
    view: Vec<String>,
    /// The language of the page's own words.
    #[arg(long, value_enum, default_value_t)]
    lang: PageLanguage,
}

const EXAMPLES: &str = "\
Examples:
  organigram serve models/wpk.ron --open
  organigram serve models/wpk.ron --port 8000 &
  curl 'http://localhost:8000/api/tree?organ=wpk&depth=1&as_of=2013-01-28'
";

pub(super) fn run(args: &Args, terminal: &mut Terminal) -> Result<Outcome, CliError> {
    let mut settings = ServeSettings::new(&args.model.model);
    let outside = if args.model.allow_outside { Outside::Allowed } else { Outside::Refused };
    settings.load = LoadOptions::default().outside(outside);
    settings.page.views.clone_from(&args.view);
    settings.page.language = args.lang;
    settings.host = args.host;
    settings.port = args.port;
    settings.names.clone_from(&args.allow_name);
    let server = ModelServer::open(settings).map_err(|error| failed(error, terminal))?;
    let address = format!("http://{}/", server.address());
    writeln!(terminal.out, "{address}")?;
    terminal.out.flush()?;
    if args.open && !show(&address) {
        terminal.note("no browser could be opened");
    }
    server.run().map_err(|error| failed(error, terminal))?;
    Ok(Outcome::Fine)
}

/// An error of the server; of a model that cannot be read, its problems are shown first.
fn failed(error: ServeError, terminal: &mut Terminal) -> CliError {
    match error {
        ServeError::Model(error) => {
            if let ProjectError::Unreadable { shown, .. } = &error {
                let _ = terminal.err.write_all(shown.as_bytes());
            }
            error.into()
        }
        error => CliError::Usage(error.to_string()),
    }
}

/// Opens an address by the program that each system has for it.
fn show(address: &str) -> bool {
    let (program, first): (&str, &[&str]) = match std::env::consts::OS {
        "macos" => ("open", &[]),
        "windows" => ("rundll32", &["url.dll,FileProtocolHandler"]),
        _ => ("xdg-open", &[]),
    };
    std::process::Command::new(program).args(first).arg(address).spawn().is_ok()
}
