//! Fetches what the old site shows: a few at once, no faster than it wants, and from no other host.

use std::{
    collections::{HashMap, VecDeque},
    fs::{self, File},
    io::{self, Read, Write},
    path::{Path, PathBuf},
    sync::{Condvar, Mutex, PoisonError, mpsc},
    thread,
    time::{Duration, Instant},
};

use ureq::{Agent, unversioned::transport::DefaultConnector};
use url::Url;

use super::{
    safe::PublicResolver,
    store::{Brought, Store},
};
use crate::{address, error::Error, library::Wanted, run::Progress};

/// How many are fetched at once, of all hosts and of one.
const AT_ONCE: usize = 4;
const OF_ONE_HOST: usize = 2;
const TRIES: usize = 4;
const REDIRECTS: usize = 5;
/// The longest that a host may ask to be left alone.
const LONGEST_WAIT: Duration = Duration::from_secs(120);
const TIMEOUT: Duration = Duration::from_secs(60);

/// Fetches the first of each picture's addresses that answers.
///
/// # Errors
/// When what was fetched cannot be kept.
pub fn all(
    wanted: &[Wanted],
    hosts: &[String],
    store: &mut Store,
    progress: &dyn Progress,
) -> Result<(), Error> {
    fetch(wanted, &Fetcher::new(hosts, false), store, progress)
}

fn fetch(
    wanted: &[Wanted],
    fetcher: &Fetcher,
    store: &mut Store,
    progress: &dyn Progress,
) -> Result<(), Error> {
    let kept = store.kept().to_owned();
    fs::create_dir_all(&kept).map_err(|why| Error::write(&kept, why))?;
    progress.begin("fetching pictures", wanted.len());
    let queue = Queue::new(wanted);
    let (to, results) = mpsc::channel::<(String, Result<PathBuf, String>)>();
    let kept_all = thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            let (to, queue, kept) = (to.clone(), &queue, &kept);
            scope.spawn(move || {
                while let Some((wanted, host)) = queue.take() {
                    let mut refused = Vec::new();
                    for url in wanted {
                        match fetcher.get(url, kept) {
                            Ok(path) => {
                                let _ = to.send((url.clone(), Ok(path)));
                                refused.clear();
                                break;
                            }
                            Err(why) => refused.push((url, why)),
                        }
                    }
                    for (url, why) in refused {
                        let _ = to.send((url.clone(), Err(why)));
                    }
                    queue.give_back(&host);
                    progress.advance();
                }
            });
        }
        drop(to);
        for (url, result) in results {
            let brought = match result {
                Ok(path) => store.keep(&path)?,
                Err(why) => Brought::Failed(why),
            };
            store.note(&url, brought)?;
        }
        Ok(())
    });
    progress.end();
    kept_all
}

/// What is wanted with its host, in order; and how many of each host are being fetched.
type Waiting<'a> = (VecDeque<(&'a Wanted, String)>, HashMap<String, usize>);

/// What is still to be fetched, and how many of each host are being.
struct Queue<'a> {
    state: Mutex<Waiting<'a>>,
    changed: Condvar,
}

impl<'a> Queue<'a> {
    fn new(wanted: &'a [Wanted]) -> Self {
        let host = |it: &Wanted| {
            it.first()
                .and_then(|url| Url::parse(url).ok())
                .map(|url| address::host(&url).to_owned())
        };
        let all = wanted
            .iter()
            .map(|it| (it, host(it).unwrap_or_default()))
            .collect();
        Self {
            state: Mutex::new((all, HashMap::new())),
            changed: Condvar::new(),
        }
    }

    fn take(&self) -> Option<(&'a Wanted, String)> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            let (all, busy) = &mut *state;
            if all.is_empty() {
                return None;
            }
            let free = all
                .iter()
                .position(|(_, host)| busy.get(host).is_none_or(|count| *count < OF_ONE_HOST));
            if let Some((wanted, host)) = free.and_then(|at| all.remove(at)) {
                *busy.entry(host.clone()).or_default() += 1;
                return Some((wanted, host));
            }
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn give_back(&self, host: &str) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = state.1.get_mut(host) {
            *count = count.saturating_sub(1);
        }
        self.changed.notify_all();
    }
}

struct Fetcher {
    agent: Agent,
    hosts: Vec<String>,
    /// Until when hosts want to be left alone.
    rests: Mutex<HashMap<String, Instant>>,
}

/// Why a try did not succeed.
enum Failure {
    /// It will not succeed later either.
    Final(String),
    /// The host may answer later; whether it has said when, or that makes no difference.
    Later(String, bool),
}

impl Fetcher {
    fn new(hosts: &[String], is_own_allowed: bool) -> Self {
        let config = Agent::config_builder()
            .max_redirects(0)
            .http_status_as_error(false)
            .timeout_connect(Some(Duration::from_secs(20)))
            .timeout_recv_response(Some(TIMEOUT))
            .timeout_recv_body(Some(Duration::from_secs(600)))
            .user_agent(concat!("kiosque-import/", env!("CARGO_PKG_VERSION")))
            // It would look names up itself, those of private machines, too.
            .proxy(None)
            .build();
        let agent = Agent::with_parts(
            config,
            DefaultConnector::default(),
            PublicResolver::new(is_own_allowed),
        );
        Self {
            agent,
            hosts: hosts.to_vec(),
            rests: Mutex::default(),
        }
    }

    /// Leaves a host alone for as long as it asked for.
    fn rest(&self, host: &str, wait: Duration) {
        let until = Instant::now() + wait.min(LONGEST_WAIT);
        let mut rests = self.rests.lock().unwrap_or_else(PoisonError::into_inner);
        let known = rests.entry(host.to_owned()).or_insert(until);
        *known = until.max(*known);
    }

    /// Waits until a host may be asked.
    fn wait_for(&self, host: &str) {
        loop {
            let until = {
                let rests = self.rests.lock().unwrap_or_else(PoisonError::into_inner);
                rests.get(host).copied()
            };
            let left = until.map(|until| until.saturating_duration_since(Instant::now()));
            match left.filter(|left| !left.is_zero()) {
                Some(left) => thread::sleep(left),
                None => return,
            }
        }
    }

    /// Fetches a file into a folder.
    fn get(&self, url: &str, folder: &Path) -> Result<PathBuf, String> {
        let part = folder.join(format!("{:016x}.part", crate::source::hash(url)));
        let mut why = String::new();
        for number in 0..TRIES {
            match self.attempt(url, &part) {
                Ok(()) => {
                    let _ = fs::remove_file(tag_path(&part));
                    return Ok(part);
                }
                Err(Failure::Final(why)) => {
                    let _ = fs::remove_file(&part);
                    let _ = fs::remove_file(tag_path(&part));
                    return Err(why);
                }
                Err(Failure::Later(said, has_said)) => {
                    why = said;
                    if number + 1 < TRIES && !has_said {
                        thread::sleep(Duration::from_secs(1 << number));
                    }
                }
            }
        }
        Err(why)
    }

    fn attempt(&self, url: &str, part: &Path) -> Result<(), Failure> {
        let mut url = Url::parse(url).map_err(|why| Failure::Final(why.to_string()))?;
        for _ in 0..=REDIRECTS {
            if !matches!(url.scheme(), "http" | "https")
                || !self.hosts.iter().any(|own| is_of(address::host(&url), own))
            {
                return Err(Failure::Final(format!(
                    "{} is no host of the old site; say it with --host",
                    address::host(&url)
                )));
            }
            let have = fs::metadata(part).map(|it| it.len()).unwrap_or_default();
            let tag = fs::read_to_string(tag_path(part)).unwrap_or_default();
            self.wait_for(address::host(&url));
            let mut request = self.agent.get(url.as_str());
            if have > 0 && !tag.is_empty() {
                request = request
                    .header("range", format!("bytes={have}-"))
                    .header("if-range", tag);
            }
            let response = request.call().map_err(|why| match why {
                ureq::Error::HostNotFound => {
                    Failure::Final("there is no such host on the public network".to_owned())
                }
                why => Failure::Later(why.to_string(), false),
            })?;
            let header = |name: &str| {
                response
                    .headers()
                    .get(name)
                    .and_then(|it| it.to_str().ok())
                    .map(str::to_owned)
            };
            match response.status().as_u16() {
                200 | 206 => {
                    let is_rest = response.status() == 206
                        && header("content-range")
                            .is_some_and(|it| it.starts_with(&format!("bytes {have}-")));
                    let tag = header("etag")
                        .filter(|it| !it.starts_with("W/"))
                        .or_else(|| header("last-modified"));
                    return receive(response.into_body().into_reader(), part, is_rest, tag.as_deref());
                }
                301 | 302 | 303 | 307 | 308 => {
                    let to = header("location").and_then(|to| url.join(&to).ok());
                    url = to.ok_or_else(|| Failure::Final("it leads nowhere".to_owned()))?;
                }
                416 => {
                    let _ = fs::remove_file(part);
                    return Err(Failure::Later(
                        "the part that was there was not the beginning of it".to_owned(),
                        true,
                    ));
                }
                status @ (408 | 425 | 429 | 500 | 502 | 503 | 504) => {
                    let wait = header("retry-after").and_then(|it| retry_after(&it));
                    if let Some(wait) = wait {
                        self.rest(address::host(&url), wait);
                    }
                    return Err(Failure::Later(
                        format!("the host answered {status}"),
                        wait.is_some(),
                    ));
                }
                status => return Err(Failure::Final(format!("the host answered {status}"))),
            }
        }
        Err(Failure::Final("it leads from one address to the next".to_owned()))
    }
}

/// How long a host asks to be left alone: seconds, or until a moment (RFC 9110, 10.2.3).
fn retry_after(said: &str) -> Option<Duration> {
    let said = said.trim();
    if let Ok(seconds) = said.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let until = jiff::fmt::rfc2822::parse(said).ok()?.timestamp();
    let wait = jiff::Timestamp::now().duration_until(until);
    Some(Duration::try_from(wait).unwrap_or_default())
}

/// Whether a host is the old site's: itself, one below it, or where WordPress.com keeps its files.
fn is_of(host: &str, own: &str) -> bool {
    let of_wordpress = own
        .strip_suffix(".wordpress.com")
        .map(|name| format!("{name}.files.wordpress.com"));
    host == own
        || host.strip_suffix(own).is_some_and(|before| before.ends_with('.'))
        || of_wordpress.as_deref() == Some(host)
}

fn tag_path(part: &Path) -> PathBuf {
    part.with_extension("tag")
}

/// Writes what arrives, after what is there of it already.
fn receive(mut body: impl Read, part: &Path, is_rest: bool, tag: Option<&str>) -> Result<(), Failure> {
    let kept = |why: io::Error| Failure::Final(format!("it cannot be kept: {why}"));
    let mut file = match is_rest {
        true => File::options().append(true).open(part),
        false => File::create(part),
    }
    .map_err(kept)?;
    match tag {
        Some(tag) => fs::write(tag_path(part), tag).map_err(kept)?,
        None => drop(fs::remove_file(tag_path(part))),
    }
    let mut length = file.metadata().map_err(kept)?.len();
    let mut buffer = vec![0; 64 * 1024];
    loop {
        let read = body
            .read(&mut buffer)
            .map_err(|why| Failure::Later(why.to_string(), false))?;
        if read == 0 {
            return Ok(());
        }
        length += read as u64;
        if length > pictures::MOST_BYTES {
            return Err(Failure::Final(format!(
                "it is larger than {} MB",
                pictures::MOST_BYTES >> 20
            )));
        }
        file.write_all(buffer.get(..read).unwrap_or_default())
            .map_err(kept)?;
    }
}

#[cfg(test)]
mod tests;
