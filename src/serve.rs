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

use crate::project::{Disk, LoadOptions, PageOptions, Project, ProjectError};
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
    model: PathBuf,
    load: LoadOptions,
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
        let ServeSettings { model, load, page, names, .. } = settings;
        let project = Project::load_from(&Disk, &model, &load).readable()?;
        let live = Arc::new(LiveModel::new(Arc::new(project), page));
        let (listener, address) = listen(address)?;
        Ok(ModelServer { live, model, load, listener, address, names })
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
        let _watching = watcher::watch(live, self.model, self.load);
        connections::serve(self.listener, self.address, self.names, self.live)?;
        Ok(())
    }
}

fn listen(address: SocketAddr) -> Result<(TcpListener, SocketAddr), ServeError> {
    let listen = || {
        let listener = TcpListener::bind(address)?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        Ok((listener, address))
    };
    listen().map_err(|error| ServeError::Listen { address, error })
}

/// The page of a model that somebody is writing: it follows the text as it stands in an editor, shows what the cursor stands
/// in, and reports to the editor what is clicked on. For this machine alone, on a thread of its own until the process ends.
///
/// ```
/// use std::sync::Arc;
/// use organigram::project::Project;
/// use organigram::serve::PreviewServer;
///
/// let read = |text: &str| Arc::new(Project::from_text("club.ron", text));
/// let first = read(r#"Model(organs: { "club": Organ(name: "Club") })"#);
/// let preview = PreviewServer::start(first, |id| println!("clicked on {id}"))?;
/// assert!(preview.address().ip().is_loopback());
/// preview.show(read(r#"Model(organs: { "club": Organ(name: "Chess Club") })"#));
/// preview.point("club");
/// # Ok::<(), organigram::serve::ServeError>(())
/// ```
#[derive(Debug)]
pub struct PreviewServer {
    live: Arc<LiveModel>,
    address: SocketAddr,
}

impl PreviewServer {
    /// Begins to answer; `clicked` hears the id of each thing that somebody clicks on.
    ///
    /// # Errors
    /// When the model cannot be read, or no port is free.
    pub fn start(
        project: Arc<Project>,
        clicked: impl Fn(&str) + Send + Sync + 'static,
    ) -> Result<PreviewServer, ServeError> {
        if let Some(error) = project.unreadable() {
            return Err(error.into());
        }
        let live = LiveModel::new(project, PageOptions::default()).written_by(clicked);
        let live = Arc::new(live);
        let (listener, address) = listen(SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 0))?;
        let answering = Arc::clone(&live);
        std::thread::Builder::new().name("preview".to_owned()).spawn(move || {
            // Sockets that fail end the preview and not the editor's server.
            let _ = connections::serve(listener, address, Vec::new(), answering);
        })?;
        Ok(PreviewServer { live, address })
    }

    /// Where it answers.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Shows a newer reading; one that cannot be read keeps the last picture and shows what is wrong.
    pub fn show(&self, project: Arc<Project>) {
        self.live.replace(project);
    }

    /// Shows what the cursor stands in.
    pub fn point(&self, id: &str) {
        self.live.point(id);
    }
}
