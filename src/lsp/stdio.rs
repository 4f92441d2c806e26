//! The server over standard input and output.
//!
//! Takes messages one after the other and answers each before it takes the next; reports once the writer rests for a
//! moment. Ends when the client says so or is gone. One thread thinks, two read and write.

use std::io;
use std::time::Duration;

use crossbeam_channel::{after, never, select};
use lsp_server::{Connection, ErrorCode, Message, Notification, ProtocolError, Request, Response};
use serde_json::Value;

#[cfg(feature = "serve")]
use super::preview::Click;
use super::server::LspServer;

/// How long nothing must be written before problems are reported.
const REST: Duration = Duration::from_millis(30);

/// Serves one client over standard input and output until it leaves.
///
/// # Errors
/// When the client does not speak the protocol, or its end is closed too early.
pub fn serve_stdio(server: LspServer) -> io::Result<()> {
    let (connection, threads) = Connection::stdio();
    let served = serve(&connection, server).map_err(|error| io::Error::other(error.to_string()));
    drop(connection);
    let ended = threads.join();
    served.and(ended)
}

/// Serves one client until it leaves.
fn serve(connection: &Connection, mut server: LspServer) -> Result<(), ProtocolError> {
    let (id, params) = connection.initialize_start()?;
    let watches = "/capabilities/workspace/didChangeWatchedFiles/dynamicRegistration";
    let watches = params.pointer(watches).and_then(Value::as_bool).unwrap_or(false);
    let about = server.request("initialize", params).unwrap_or_default();
    connection.initialize_finish(id, about)?;
    if watches {
        let register = Request {
            id: "organigram-register".to_owned().into(),
            method: "client/registerCapability".to_owned(),
            params: server.registrations(),
        };
        send(connection, register);
    }
    let mut asked = 0;
    loop {
        match next(connection, &server) {
            Next::Message(message) => {
                if !take(connection, &mut server, message)? {
                    return Ok(());
                }
            }
            #[cfg(feature = "serve")]
            Next::Click(click) => server.clicked(&click),
            Next::Rest => {
                for (method, params) in server.publish() {
                    send(connection, Notification { method, params });
                }
            }
            Next::End => return Ok(()),
        }
        for (method, params) in server.asks() {
            asked += 1;
            let id = format!("organigram-{asked}").into();
            send(connection, Request { id, method: method.to_owned(), params });
        }
    }
}

/// What comes next.
enum Next {
    Message(Message),
    #[cfg(feature = "serve")]
    Click(Click),
    /// Nothing for a moment, and a report is due.
    Rest,
    /// The client is gone.
    End,
}

fn next(connection: &Connection, server: &LspServer) -> Next {
    let rest = if server.is_stale() { after(REST) } else { never() };
    #[cfg(feature = "serve")]
    let clicks = server.clicks();
    #[cfg(not(feature = "serve"))]
    let clicks = &never::<std::convert::Infallible>();
    select! {
        recv(connection.receiver) -> message => message.map_or(Next::End, Next::Message),
        recv(clicks) -> click => match click {
            #[cfg(feature = "serve")]
            Ok(click) => Next::Click(click),
            _ => Next::End,
        },
        recv(rest) -> _ => Next::Rest,
    }
}

fn send(connection: &Connection, message: impl Into<Message>) {
    // A client that is gone is noticed where its messages are awaited.
    let _ = connection.sender.send(message.into());
}

/// Takes one message; gives whether more are to come.
fn take(
    connection: &Connection,
    server: &mut LspServer,
    message: Message,
) -> Result<bool, ProtocolError> {
    match message {
        Message::Request(request) => {
            if connection.handle_shutdown(&request)? {
                return Ok(false);
            }
            let response = match server.request(&request.method, request.params) {
                Ok(result) => Response::new_ok(request.id, result),
                Err(error) => Response::new_err(request.id, error.code, error.message),
            };
            send(connection, response);
        }
        Message::Notification(note) if note.method == "exit" => return Ok(false),
        Message::Notification(note) => server.notify(&note.method, note.params),
        Message::Response(_) => {}
    }
    Ok(true)
}

/// The number of an internal error, so that both crates mean the same.
const _: () = assert!(ErrorCode::InternalError as i32 == super::protocol::LspError::INTERNAL);
