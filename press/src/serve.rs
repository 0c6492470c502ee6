//! `kiosque serve`: the newspaper on this machine, as a host would send it, made anew at each change.

mod answer;
mod headers;
mod host;
mod range;

use std::{
    io,
    net::{IpAddr, Ipv4Addr, SocketAddr, UdpSocket},
    sync::Arc,
    thread,
};

use axum::{
    Router,
    body::Body,
    extract,
    http::{HeaderMap, Uri, header},
    middleware,
    response::{
        IntoResponse, Response, Sse,
        sse::{Event, KeepAlive},
    },
    routing::get,
};
use clap::Args;
use futures_core::Stream;
use jiff::Timestamp;
use qrcode::{QrCode, render::unicode::Dense1x2};
use tokio::{net::TcpListener, sync::watch};

use crate::{
    Stop,
    build::Job,
    cli::SiteOptions,
    say,
    watch::{self as watching, Outcome},
};
use answer::Site;

/// What is asked for by the script that shows a page anew.
const SCRIPT_PATH: &str = "/__kiosque__/reload.js";
const EVENTS_PATH: &str = "/__kiosque__/events";
const SCRIPT: &str = include_str!("serve/reload.js");

#[derive(Args, Debug)]
pub struct Options {
    #[command(flatten)]
    pub site: SiteOptions,
    /// The port to listen at
    #[arg(long, short, default_value_t = 8080, value_parser = read_port)]
    port: u16,
    /// Let others on the same network see it, such as one's telephone
    #[arg(long)]
    lan: bool,
}

fn read_port(text: &str) -> Result<u16, String> {
    let port = text.parse();
    port.map_err(|_| "a port is a number from 0 to 65535, and 0 is any that is free".to_owned())
}

/// What requests are answered from.
#[derive(Clone)]
struct Server {
    site: Arc<Site>,
    state: watch::Receiver<State>,
}

/// What there is to be seen.
#[derive(Clone, Copy)]
struct State {
    /// Another one each time that something else is to be seen, also than what an earlier `serve` showed at the same port.
    made: i64,
    /// What is said as long as there is no site at all.
    trouble: Option<&'static str>,
}

impl State {
    fn new() -> Self {
        Self {
            made: Timestamp::now().as_millisecond(),
            trouble: Some("The newspaper is being made…"),
        }
    }

    /// Whether something else is to be seen since.
    fn take(&mut self, outcome: Outcome) -> bool {
        let trouble = match outcome {
            Outcome::Made => None,
            Outcome::Refused => self
                .trouble
                .map(|_| "The newspaper has errors: the terminal says which."),
        };
        let is_other = matches!(outcome, Outcome::Made) || trouble != self.trouble;
        self.trouble = trouble;
        self.made += i64::from(is_other);
        is_other
    }
}

/// Builds, serves, and builds again after each change, until it is interrupted.
///
/// # Errors
/// When it cannot listen at the port, or the content cannot be watched.
pub fn command(options: Options) -> Result<(), Stop> {
    let Options { site, port, lan } = options;
    let job = Job {
        pictures_may_miss: true,
        ..site.job()?
    };
    let host = if lan {
        Ipv4Addr::UNSPECIFIED
    } else {
        Ipv4Addr::LOCALHOST
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|why| Stop::Failure(format!("cannot serve: {why}")))?;
    // Whoever chose a port that is taken hears of it before they wait for a build.
    let listener = runtime.block_on(TcpListener::bind((host, port))).map_err(|why| {
        let why = match why.kind() {
            io::ErrorKind::AddrInUse => "something else listens there already; end that",
            io::ErrorKind::PermissionDenied => "this user may not listen at a port as low",
            _ => &why.to_string(),
        };
        Stop::Failure(format!(
            "cannot listen at port {port}: {why}, or choose another with --port"
        ))
    })?;
    let bound = listener
        .local_addr()
        .map(|address| address.port())
        .unwrap_or(port);
    let (told, state) = watch::channel(State::new());
    let server = Server {
        site: Arc::new(Site::new(job.out.clone(), job.base.clone())),
        state,
    };
    let (base, format) = (job.base.clone(), job.format);
    let mut is_told = false;
    thread::spawn(move || {
        let watched = watching::follow(&job, |outcome| {
            told.send_if_modified(|state| state.take(outcome));
            if !is_told {
                is_told = true;
                tell(bound, &base, lan);
            }
        });
        if let Err(stop) = watched {
            crate::tell(&stop, format);
            std::process::exit(1);
        }
    });
    let router = Router::new()
        .route(SCRIPT_PATH, get(script))
        .route(EVENTS_PATH, get(events))
        .fallback(get(page))
        .layer(middleware::from_fn(host::refuse_others))
        .with_state(server);
    runtime
        .block_on(async { axum::serve(listener, router).await })
        .map_err(|why| Stop::Failure(format!("cannot serve: {why}")))
}

/// Where the newspaper is to be seen.
fn tell(port: u16, base: &str, lan: bool) {
    let address = |host: IpAddr| format!("http://{}{base}", SocketAddr::new(host, port));
    say(
        io::stderr(),
        format_args!("kiosque: {}  (Ctrl-C ends)", address(Ipv4Addr::LOCALHOST.into())),
    );
    if !lan {
        return;
    }
    let Some(own) = own_address() else {
        say(
            io::stderr(),
            "kiosque: this machine is on no network that others are on",
        );
        return;
    };
    let address = address(own);
    let code = QrCode::new(&address).map(|code| code.render::<Dense1x2>().build());
    say(
        io::stderr(),
        format_args!("kiosque: {address}\n\n{}", code.unwrap_or_default()),
    );
}

/// The address by which others on the network reach this machine: the one that it would send from. Nothing is sent.
fn own_address() -> Option<IpAddr> {
    let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).ok()?;
    // An address that is nobody's (RFC 5737).
    socket.connect((Ipv4Addr::new(192, 0, 2, 1), 9)).ok()?;
    let address = socket.local_addr().ok()?.ip();
    (!address.is_unspecified() && !address.is_loopback()).then_some(address)
}

async fn script() -> impl IntoResponse {
    (
        [("content-type", "text/javascript"), ("cache-control", "no-cache")],
        SCRIPT,
    )
}

/// Says what is to be seen now, for a page may be older, and each time that it is something else.
async fn events(
    extract::State(server): extract::State<Server>,
) -> Sse<impl Stream<Item = Result<Event, io::Error>>> {
    let mut state = server.state;
    let stream = async_stream::stream! {
        loop {
            let made = state.borrow_and_update().made;
            yield Ok(Event::default().data(made.to_string()));
            if state.changed().await.is_err() {
                break;
            }
        }
    };
    Sse::new(stream).keep_alive(KeepAlive::default())
}

async fn page(extract::State(server): extract::State<Server>, uri: Uri, headers: HeaderMap) -> Response {
    // Before the files are read: what is newer than it says is shown anew, and what is older would stay.
    let State { made, trouble } = *server.state.borrow();
    let answer = match trouble.filter(|_| !server.site.is_made()) {
        Some(trouble) => answer::trouble(trouble, made),
        None => server
            .site
            .answer(uri.path(), uri.query().unwrap_or_default(), made),
    };
    range::part(headers.get(header::RANGE), answer).map(Body::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_shown_anew_when_there_is_something_else_to_see() {
        let mut state = State::new();
        let first = state.made;
        assert!(state.take(Outcome::Refused), "that it has errors");
        assert!(!state.take(Outcome::Refused), "it has other errors");
        assert!(state.take(Outcome::Made) && state.trouble.is_none());
        assert!(!state.take(Outcome::Refused), "the site is as it was");
        assert!(state.take(Outcome::Made));
        assert_eq!(state.made, first + 3);
    }
}
