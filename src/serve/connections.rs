//! The sockets: who may ask, how many at once, and for how long. Takes a listener and the model; gives fit requests to
//! `routes`. A client that is slow, silent or wrong costs one connection and a few kilobytes, for a while. Never reads
//! the body of a request.

use std::convert::Infallible;
use std::io;
use std::net::{IpAddr, SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::header::{HOST, HeaderMap, HeaderValue, ORIGIN};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::TcpStream;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::live_model::LiveModel;
use super::reply::{Reply, error_reply};
use super::routes::{answer, clicked, known_turn, state};

/// Connections that are open at one time; further ones wait to be taken.
const CONNECTIONS: usize = 2_000;
/// Questions that are worked out at one time; further ones wait.
const QUESTIONS: usize = 16;
/// So long a client may take for the head of a request.
const HEAD: Duration = Duration::from_secs(10);
/// So long a connection lasts, however slowly its client reads.
const CONNECTION: Duration = Duration::from_secs(300);
/// So long a page waits for a change before it asks again.
const WAIT: Duration = Duration::from_secs(25);
/// A request's head has no more bytes than this, the least that hyper takes.
const HEAD_BYTES: usize = 16 * 1024;

/// What all connections share.
struct Door {
    live: Arc<LiveModel>,
    address: SocketAddr,
    names: Vec<String>,
    questions: Arc<Semaphore>,
}

/// Answers at a listener until the process ends.
pub(super) fn serve(
    listener: TcpListener,
    address: SocketAddr,
    names: Vec<String>,
    live: Arc<LiveModel>,
) -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .max_blocking_threads(QUESTIONS)
        .build()?;
    let questions = Arc::new(Semaphore::new(QUESTIONS));
    let door = Arc::new(Door { live, address, names, questions });
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener)?;
        let connections = Arc::new(Semaphore::new(CONNECTIONS));
        loop {
            let place = Arc::clone(&connections).acquire_owned().await;
            let place = place.expect("nobody closes the places");
            match listener.accept().await {
                Ok((stream, _)) => {
                    tokio::spawn(connection(stream, Arc::clone(&door), place));
                }
                // Too many open files, or a client that left: neither is for ever.
                Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
            }
        }
    })
}

async fn connection(stream: TcpStream, door: Arc<Door>, place: OwnedSemaphorePermit) {
    let service = service_fn(move |request| {
        let door = Arc::clone(&door);
        async move { Ok::<_, Infallible>(door.respond(&request).await) }
    });
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(HEAD).max_buf_size(HEAD_BYTES);
    // What goes wrong on a connection is its client's business.
    let _ = tokio::time::timeout(CONNECTION, http.serve_connection(TokioIo::new(stream), service))
        .await;
    drop(place);
}

impl Door {
    async fn respond(&self, request: &Request<Incoming>) -> Response<Full<Bytes>> {
        let is_head = request.method() == Method::HEAD;
        let reply = match self.refuse(request) {
            Some(refused) => refused,
            None => self.reply(request).await,
        };
        response(reply, is_head)
    }

    async fn reply(&self, request: &Request<Incoming>) -> Reply {
        let path = request.uri().path().to_owned();
        let query = request.uri().query().unwrap_or_default().to_owned();
        if path == "/api/changes" {
            return self.wait(&query).await;
        }
        if path == "/api/clicked" {
            return clicked(&self.live, &query);
        }
        let turn = Arc::clone(&self.questions).acquire_owned().await;
        let live = Arc::clone(&self.live);
        let answered = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            answer(&live, &path, &query)
        });
        let failed = |_| error_reply(500, "this question could not be answered");
        answered.await.unwrap_or_else(failed)
    }

    /// Says what is new once the model has another version than the client knows, or after a while.
    async fn wait(&self, query: &str) -> Reply {
        let known = match known_turn(query) {
            Ok(known) => known,
            Err(wrong) => return wrong,
        };
        let mut turns = self.live.turns();
        let changed =
            turns.wait_for(|turn| turn.version != known.version || turn.pointed != known.pointed);
        let _ = tokio::time::timeout(WAIT, changed).await;
        state(&self.live)
    }

    /// Why a request is not answered: a page of another site must not ask through its reader's browser, by whatever
    /// name it found the way here.
    fn refuse(&self, request: &Request<Incoming>) -> Option<Reply> {
        let host = one(request.headers(), HOST.as_str());
        if !host.is_some_and(|host| self.is_own(host)) {
            return Some(error_reply(
                421,
                "this server answers to localhost and to addresses in numbers alone",
            ));
        }
        if request.headers().contains_key(ORIGIN) {
            let origin = one(request.headers(), ORIGIN.as_str());
            let origin = origin.and_then(|origin| origin.strip_prefix("http://"));
            if !origin.is_some_and(|origin| self.is_own(origin)) {
                return Some(error_reply(403, "pages of other sites may not ask here"));
            }
        }
        // A click moves the cursor of whoever writes the model: only a page of this server may say so.
        let is_click = request.uri().path() == "/api/clicked";
        match *request.method() {
            Method::GET | Method::HEAD if !is_click => None,
            Method::POST if is_click && request.headers().contains_key(ORIGIN) => None,
            Method::POST if is_click => {
                Some(error_reply(403, "only a page of this server may say so"))
            }
            _ if is_click => Some(error_reply(405, "a click is reported with POST")),
            _ => Some(error_reply(405, "this server can only be read: use GET")),
        }
    }

    /// Whether a name with its port is ours: a name could be led to any address by whoever owns it.
    fn is_own(&self, host: &str) -> bool {
        let (name, port) = match host.rsplit_once(':') {
            Some((name, port)) if !port.ends_with(']') => (name, port.parse().ok()),
            _ => (host, Some(80)),
        };
        let number = name.strip_prefix('[').and_then(|name| name.strip_suffix(']')).unwrap_or(name);
        let is_name = name.eq_ignore_ascii_case("localhost")
            || number.parse::<IpAddr>().is_ok()
            || self.names.iter().any(|own| own.eq_ignore_ascii_case(name));
        is_name && port == Some(self.address.port())
    }
}

/// A header that is given once, as text.
fn one<'r>(headers: &'r HeaderMap, name: &str) -> Option<&'r str> {
    let mut values = headers.get_all(name).iter();
    let (value, more) = (values.next(), values.next());
    value.filter(|_| more.is_none()).and_then(|value| value.to_str().ok())
}

fn response(reply: Reply, is_head: bool) -> Response<Full<Bytes>> {
    let length = reply.body.len();
    let body = if is_head { Bytes::new() } else { Bytes::from(reply.body) };
    let mut response = Response::new(Full::new(body));
    *response.status_mut() =
        hyper::StatusCode::from_u16(reply.status).expect("a reply has a status of HTTP");
    let headers = response.headers_mut();
    let mut put = |name: &'static str, value: &str| {
        headers.insert(name, HeaderValue::from_str(value).expect("a header of ours is ASCII"));
    };
    put("content-type", reply.media);
    put("content-length", &length.to_string());
    put("cache-control", "no-store");
    put("x-content-type-options", "nosniff");
    put("referrer-policy", "no-referrer");
    put("cross-origin-resource-policy", "same-origin");
    if reply.media == "image/svg+xml" {
        put("content-security-policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox");
    }
    response
}
