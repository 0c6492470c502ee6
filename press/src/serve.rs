//! `kiosque serve`: the newspaper on this machine, as a host would send it, made anew at each change.

mod answer;
mod headers;

use std::{
    io,
    net::{IpAddr, Ipv4Addr, SocketAddr, UdpSocket},
    sync::{Arc, PoisonError, RwLock},
    thread,
};

use axum::{
    Router,
    extract::State,
    http::Uri,
    response::{
        IntoResponse, Response, Sse,
        sse::{Event, KeepAlive},
    },
    routing::get,
};
use clap::Args;
use futures_core::Stream;
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
    site: SiteOptions,
    /// The port to listen at
    #[arg(long, short, default_value_t = 8080)]
    port: u16,
    /// Let others on the same network see it, such as one's telephone
    #[arg(long)]
    lan: bool,
}

/// What requests are answered from.
#[derive(Clone)]
struct Server {
    site: Arc<Site>,
    /// What is wrong with the content while there is no site at all.
    trouble: Arc<RwLock<Option<&'static str>>>,
    /// How often the site was made anew.
    made: watch::Receiver<u64>,
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
        Stop::Failure(format!(
            "cannot listen at port {port}: {why}; end what listens there, or choose another with --port"
        ))
    })?;
    let bound = listener
        .local_addr()
        .map(|address| address.port())
        .unwrap_or(port);
    let (told, made) = watch::channel(0);
    let trouble = Arc::new(RwLock::new(Some("The newspaper is being made…")));
    let server = Server {
        site: Arc::new(Site::new(job.out.clone(), job.base.clone())),
        trouble: Arc::clone(&trouble),
        made,
    };
    let base = job.base.clone();
    let mut is_told = false;
    thread::spawn(move || {
        let watched = watching::follow(&job, |outcome| {
            let mut trouble = trouble.write().unwrap_or_else(PoisonError::into_inner);
            match outcome {
                Outcome::Made => *trouble = None,
                Outcome::Refused if trouble.is_some() => {
                    *trouble = Some("The newspaper has errors: the terminal says which.");
                }
                Outcome::Refused => {}
            }
            drop(trouble);
            told.send_modify(|count| *count += 1);
            if !is_told {
                is_told = true;
                tell(bound, &base, lan);
            }
        });
        if let Err(stop) = watched {
            crate::report_stop(&stop);
            std::process::exit(1);
        }
    });
    let router = Router::new()
        .route(SCRIPT_PATH, get(script))
        .route(EVENTS_PATH, get(events))
        .fallback(get(page))
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

/// Says each time that the site was made anew.
async fn events(State(server): State<Server>) -> Sse<impl Stream<Item = Result<Event, io::Error>>> {
    let mut made = server.made;
    made.mark_unchanged();
    let stream = async_stream::stream! {
        while made.changed().await.is_ok() {
            yield Ok(Event::default().data("made"));
        }
    };
    Sse::new(stream).keep_alive(KeepAlive::default())
}

async fn page(State(server): State<Server>, uri: Uri) -> Response {
    let trouble = *server.trouble.read().unwrap_or_else(PoisonError::into_inner);
    if let Some(trouble) = trouble.filter(|_| !server.site.is_made()) {
        return answer::trouble(trouble);
    }
    server.site.answer(uri.path(), uri.query().unwrap_or_default())
}
