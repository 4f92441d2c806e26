//! Addresses of files: `file:///..` to paths and back.
//!
//! Takes what a client calls a text, gives the path at which the model's files would find it. A text that is in no file
//! yet has a path that no file has. Never looks at the disk.

use std::path::{Path, PathBuf};

/// The path of an address.
///
/// ```
/// use std::path::Path;
/// use organigram::lsp::{address_of, path_of};
/// let path = path_of("file:///home/me/a%20club.ron");
/// assert_eq!(path, Path::new("/home/me/a club.ron"));
/// assert_eq!(address_of(&path), "file:///home/me/a%20club.ron");
/// ```
#[must_use]
pub fn path_of(address: &str) -> PathBuf {
    let Some(rest) = address.strip_prefix("file://") else {
        // As `untitled:Untitled-1`: a name that no file has.
        return Path::new("/").join(format!("{}.unsaved", address.replace('/', "_")));
    };
    let path = rest.find('/').map_or(rest, |slash| &rest[slash..]);
    let path = decoded(path);
    // `/c:/models` is a path of Windows.
    let drive = path.as_bytes().get(2) == Some(&b':') && cfg!(windows);
    PathBuf::from(if drive { &path[1..] } else { &path })
}

/// The address of a path, which is absolute.
#[must_use]
pub fn address_of(path: &Path) -> String {
    let text = path.display().to_string().replace('\\', "/");
    let slash = if text.starts_with('/') { "" } else { "/" };
    let mut address = format!("file://{slash}");
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                address.push(char::from(byte));
            }
            byte => address.push_str(&format!("%{byte:02X}")),
        }
    }
    address
}

fn decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = text.get(at + 1..at + 3).and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match (bytes[at], hex) {
            (b'%', Some(byte)) => {
                decoded.push(byte);
                at += 3;
            }
            (byte, _) => {
                decoded.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&decoded).into_owned()
}
