//! The door for browsers on this machine: the page to explore a model with, and its answers as JSON, over HTTP.
//!
//! Takes the path of a model; reads it again when its files change. Asks the front door alone, so that every answer is
//! one of its rows. Never writes a file, never reads one that is not the model's, and answers nobody who comes by
//! another name than that of this machine.
//!
//! | file | owns |
//! |---|---|
//! | `live_model` | the model as it was last read, and the last state that could be read |
//! | `watcher` | the files of the model, and when they change |
//! | `parameters` | what stands behind the `?` of an address |
//! | `routes` | each address, and what it answers |
//! | `reply` | what is answered |
//! | `connections` | sockets: limits, time, and who may ask |

mod connections;
mod live_model;
mod parameters;
mod reply;
mod routes;
mod watcher;

use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;

use crate::project::{LoadOptions, PageOptions, ProjectError};
use live_model::LiveModel;

/// What to serve, and where.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ServeSettings {
    /// The model's file.
    pub model: PathBuf,
    /// How it is read.
    pub load: LoadOptions,
    /// What the page holds.
    pub page: PageOptions,
    /// The address to listen at; that of this machine alone where nothing else is said.
    pub host: IpAddr,
    /// The port; any that is free for 0.
    pub port: u16,
    /// Names by which this machine may be called, beside `localhost` and addresses in numbers.
    pub names: Vec<String>,
}

impl ServeSettings {
    /// A model, served at a free port to this machine alone.
    pub fn new(model: impl Into<PathBuf>) -> ServeSettings {
        ServeSettings {
            model: model.into(),
            load: LoadOptions::default(),
            page: PageOptions::default(),
            host: IpAddr::V4(Ipv4Addr::LOCALHOST),
            port: 0,
            names: Vec::new(),
        }
    }
}

/// Why a model cannot be served.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ServeError {
    /// The model could not be read.
    #[error(transparent)]
    Model(#[from] ProjectError),
    /// Nothing can be listened for at that address.
    #[error("cannot listen at {address}: {error}")]
    Listen {
        /// Where.
        address: SocketAddr,
        /// Why.
        error: io::Error,
    },
    /// The sockets failed.
    #[error("cannot serve: {0}")]
    Sockets(#[from] io::Error),
}

/// A model that is served: it listens from the start, and answers once it runs.
///
/// ```no_run
/// use organigram::serve::{ModelServer, ServeSettings};
///
/// let server = ModelServer::open(ServeSettings::new("models/wpk.ron"))?;
/// println!("http://{}/", server.address());
/// server.run()?;
/// # Ok::<(), organigram::serve::ServeError>(())
/// ```
#[derive(Debug)]
pub struct ModelServer {
    live: Arc<LiveModel>,
    listener: TcpListener,
    address: SocketAddr,
    names: Vec<String>,
}

impl ModelServer {
    /// Reads a model and listens.
    ///
    /// # Errors
    /// When the model cannot be read, or the address is taken.
    pub fn open(settings: ServeSettings) -> Result<ModelServer, ServeError> {
        let address = SocketAddr::new(settings.host, settings.port);
        let live = LiveModel::open(settings.model, settings.load, settings.page)?;
        let listen = || {
            let listener = TcpListener::bind(address)?;
            listener.set_nonblocking(true)?;
            let address = listener.local_addr()?;
            Ok((listener, address))
        };
        let (listener, address) =
            listen().map_err(|error| ServeError::Listen { address, error })?;
        Ok(ModelServer { live: Arc::new(live), listener, address, names: settings.names })
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Answers until the process ends, and follows the files of the model.
    ///
    /// # Errors
    /// When the sockets fail.
    pub fn run(self) -> Result<(), ServeError> {
        let live = Arc::clone(&self.live);
        // A system that cannot watch files serves the model as it was read.
        let _watching = watcher::watch(live);
        connections::serve(self.listener, self.address, self.names, self.live)?;
        Ok(())
    }
}
