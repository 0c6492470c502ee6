//! A mail server that takes every letter and delivers none.

use std::io::{self, BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use mail_parser::MessageParser;
use mailin::{Action, Handler, Response, SessionBuilder, response};
use serde::Serialize;

use crate::Error;
use crate::page::{self, Answer, escaped};

/// More than anybody looks through; the oldest go first.
const KEPT: usize = 500;
/// Bytes of one letter.
const LONGEST: usize = 1 << 20;
/// How long a sender may be silent.
const PATIENCE: Duration = Duration::from_secs(60);

/// A letter that has come.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Letter {
    pub to: Vec<String>,
    pub subject: String,
    pub text: String,
    pub html: String,
}

impl Letter {
    /// The first address in it that begins so, to where the text ends it.
    #[must_use]
    pub fn link(&self, beginning: &str) -> Option<&str> {
        let (_, rest) = self.html.split_once(&format!("href=\"{beginning}"))?;
        let end = rest.find('"')?;
        let begins = self.html.len() - rest.len() - beginning.len();
        self.html.get(begins..begins + beginning.len() + end)
    }
}

type Letters = Arc<Mutex<Vec<Letter>>>;

/// The mail server, and the page that shows what has come: as HTML at `/`, as JSON at `/letters.json`.
pub struct Inbox {
    letters: Letters,
    /// Where it takes letters.
    pub smtp: SocketAddr,
    /// Where they are read.
    pub web: SocketAddr,
}

impl Inbox {
    /// Starts both on threads of their own. A port 0 is any free one.
    ///
    /// # Errors
    /// When a port is taken.
    pub fn start(smtp: SocketAddr, web: SocketAddr) -> Result<Self, Error> {
        let failed = |error| Error::new("take letters", error);
        let listener = TcpListener::bind(smtp).map_err(failed)?;
        let smtp = listener.local_addr().map_err(failed)?;
        let letters = Letters::default();
        let taken = Arc::clone(&letters);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let clerk = Clerk {
                    letters: Arc::clone(&taken),
                    ..Clerk::default()
                };
                // A sender that hangs up has sent nothing.
                thread::spawn(move || serve(&stream, clerk));
            }
        });

        let shown = Arc::clone(&letters);
        let web = page::serve(web, move |request| {
            let letters = kept(&shown);
            match request.url() {
                "/" => show(&letters),
                "/letters.json" => page::json(&letters),
                _ => page::html(404, "Rien ici", ""),
            }
        })?;
        Ok(Self { letters, smtp, web })
    }

    /// What has come so far to an address, the oldest first.
    #[must_use]
    pub fn letters(&self, to: &str) -> Vec<Letter> {
        let mut letters = kept(&self.letters);
        letters.retain(|letter| letter.to.iter().any(|address| address == to));
        letters
    }
}

fn kept(letters: &Letters) -> Vec<Letter> {
    letters.lock().unwrap_or_else(PoisonError::into_inner).clone()
}

fn show(letters: &[Letter]) -> Answer {
    let shown: String = letters
        .iter()
        .rev()
        .map(|Letter { to, subject, html, .. }| {
            let letter = escaped(&format!("<base target=_blank>{html}"));
            format!(
                "<h2>{}</h2><p>À {}</p><iframe title=Lettre sandbox=\"allow-popups allow-popups-to-escape-sandbox\" \
                 srcdoc=\"{letter}\"></iframe>",
                escaped(subject),
                escaped(&to.join(", "))
            )
        })
        .collect();
    let empty = "<p>Aucune lettre pour le moment.</p>";
    page::html(
        200,
        "Boîte aux lettres",
        if shown.is_empty() { empty } else { &shown },
    )
}

/// Speaks SMTP with one sender, to the end.
fn serve(stream: &TcpStream, clerk: Clerk) -> io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    let mut writer = stream;
    let mut session = SessionBuilder::new("boite.localhost").build(stream.peer_addr()?.ip(), clerk);
    session.greeting().write_to(&mut writer)?;
    let mut reader = BufReader::new(stream);
    let mut line = Vec::new();
    while reader.read_until(b'\n', &mut line)? > 0 {
        let response = session.process(&line);
        if response.action != Action::NoReply {
            response.write_to(&mut writer)?;
            writer.flush()?;
        }
        if response.action == Action::Close {
            break;
        }
        line.clear();
    }
    Ok(())
}

/// Takes the letters of one connection.
#[derive(Clone, Default)]
struct Clerk {
    letters: Letters,
    to: Vec<String>,
    raw: Vec<u8>,
}

impl Handler for Clerk {
    fn rcpt(&mut self, to: &str) -> Response {
        self.to.push(to.to_owned());
        response::OK
    }

    fn data_start(&mut self, _domain: &str, _from: &str, _is8bit: bool, _to: &[String]) -> Response {
        self.raw.clear();
        response::OK
    }

    fn data(&mut self, line: &[u8]) -> io::Result<()> {
        if self.raw.len() + line.len() > LONGEST {
            return Err(io::Error::other("the letter is too long"));
        }
        self.raw.extend_from_slice(line);
        Ok(())
    }

    fn data_end(&mut self) -> Response {
        let Some(message) = MessageParser::default().parse(&self.raw) else {
            return response::INTERNAL_ERROR;
        };
        let letter = Letter {
            to: self.to.clone(),
            subject: message.subject().unwrap_or_default().to_owned(),
            text: message.body_text(0).unwrap_or_default().into_owned(),
            html: message.body_html(0).unwrap_or_default().into_owned(),
        };
        let mut letters = self.letters.lock().unwrap_or_else(PoisonError::into_inner);
        if letters.len() >= KEPT {
            letters.remove(0);
        }
        letters.push(letter);
        self.to.clear();
        response::OK
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letters_link_is_found() {
        let letter = Letter {
            html: "<a href=\"http://x/connexion/#confirmer=a.b\">ici</a>".into(),
            ..Letter::default()
        };
        assert_eq!(
            letter.link("http://x/connexion/#confirmer="),
            Some("http://x/connexion/#confirmer=a.b")
        );
        assert_eq!(letter.link("http://y/"), None);
    }
}
