//! The server over standard input and output.
//!
//! Takes messages one after the other and answers each before it takes the next; reports once the writer rests for a
//! moment. Ends when the client says so or is gone. One thread thinks, two read and write.

use std::io;
use std::time::Duration;

use lsp_server::{Connection, ErrorCode, Message, Notification, ProtocolError, Request, Response};
use serde_json::Value;

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
    loop {
        let next = match server.is_stale() {
            true => connection.receiver.recv_timeout(REST).map_err(|error| error.is_timeout()),
            false => connection.receiver.recv().map_err(|_| false),
        };
        match next {
            Ok(message) => {
                if !take(connection, &mut server, message)? {
                    return Ok(());
                }
            }
            Err(true) => {
                for (method, params) in server.publish() {
                    send(connection, Notification { method, params });
                }
            }
            Err(false) => return Ok(()),
        }
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
