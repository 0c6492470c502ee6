//! The neighbours' own pages.

use std::io::Cursor;
use std::net::SocketAddr;
use std::sync::Arc;
use std::thread;

use tiny_http::{Header, Request, Response, Server, StatusCode};

use crate::Error;

pub type Answer = Response<Cursor<Vec<u8>>>;

/// Answers requests, each on a thread of its own: the engine asks something back while it is told something. Gives the
/// address, whose port may have been 0.
///
/// # Errors
/// When the port is taken.
pub fn serve(
    address: SocketAddr,
    answer: impl Fn(&mut Request) -> Answer + Send + Sync + 'static,
) -> Result<SocketAddr, Error> {
    let failed = |why: &dyn std::fmt::Display| Error::new(&format!("listen on {address}"), why);
    let server = Server::http(address).map_err(|error| failed(&error))?;
    let address = server
        .server_addr()
        .to_ip()
        .ok_or_else(|| failed(&"it has no port"))?;
    let answer = Arc::new(answer);
    thread::spawn(move || {
        for mut request in server.incoming_requests() {
            let answer = Arc::clone(&answer);
            thread::spawn(move || {
                let answer = answer(&mut request);
                // Whoever has hung up wants no answer.
                let _ = request.respond(answer);
            });
        }
    });
    Ok(address)
}

/// A page in French, whose `body` is HTML.
pub fn html(status: u16, title: &str, body: &str) -> Answer {
    let title = escaped(title);
    let page = format!(
        "<!doctype html><html lang=fr><meta charset=utf-8><meta name=viewport content=\"width=device-width\">\
         <title>{title}</title><style>body{{font:1rem/1.5 system-ui;max-width:44rem;margin:2rem auto;padding:0 1rem}}\
         button{{font:inherit;padding:.5rem 1rem}}form{{display:inline}}iframe{{width:100%;height:16rem;border:1px solid}}\
         </style><h1>{title}</h1>{body}</html>"
    );
    answer(status, "text/html; charset=utf-8", page)
}

pub fn json(value: &impl serde::Serialize) -> Answer {
    match serde_json::to_string(value) {
        Ok(text) => answer(200, "application/json", text),
        Err(error) => answer(500, "text/plain; charset=utf-8", error.to_string()),
    }
}

pub fn see_other(address: &str) -> Answer {
    redirect(303, address)
}

/// Sends what was sent here on to another address.
pub fn send_on(address: &str) -> Answer {
    redirect(307, address)
}

fn redirect(status: u16, address: &str) -> Answer {
    let answer = answer(status, "text/plain; charset=utf-8", String::new());
    match header("Location", address) {
        Some(location) => answer.with_header(location),
        None => answer.with_status_code(StatusCode(500)),
    }
}

fn answer(status: u16, kind: &str, body: String) -> Answer {
    let answer = Response::from_string(body).with_status_code(StatusCode(status));
    match header("Content-Type", kind) {
        Some(kind) => answer.with_header(kind),
        None => answer,
    }
}

fn header(name: &str, value: &str) -> Option<Header> {
    Header::from_bytes(name, value).ok()
}

/// Text as it stands within HTML, also within an attribute's double quotes.
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_letter_is_a_tag_of_the_page() {
        assert_eq!(escaped("<a b=\"c\">&"), "&lt;a b=&quot;c&quot;&gt;&amp;");
    }
}
