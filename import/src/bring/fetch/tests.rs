use std::{
    io::{BufRead, BufReader},
    net::{TcpListener, TcpStream},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Instant,
};

use super::*;

/// A site of the test's own; `answer` gives what is sent for the lines of a request.
fn site(answer: impl Fn(&[String]) -> Vec<u8> + Send + Sync + 'static) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let answer = Arc::new(answer);
    thread::spawn(move || {
        for stream in listener.incoming().map_while(Result::ok) {
            let answer = Arc::clone(&answer);
            thread::spawn(move || serve(stream, &*answer));
        }
    });
    format!("http://{address}")
}

fn serve(mut stream: TcpStream, answer: &dyn Fn(&[String]) -> Vec<u8>) {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let mut lines = Vec::new();
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).unwrap_or(0) == 0 {
            return;
        }
        match line.trim() {
            "" => break,
            line => lines.push(line.to_ascii_lowercase()),
        }
    }
    let _ = stream.write_all(&answer(&lines));
}

fn response(status: &str, headers: &str, body: &[u8]) -> Vec<u8> {
    let head = format!(
        "HTTP/1.1 {status}\r\n{headers}content-length: {}\r\nconnection: close\r\n\r\n",
        body.len()
    );
    [head.as_bytes(), body].concat()
}

fn fetcher() -> Fetcher {
    Fetcher::new(&["127.0.0.1".to_owned()], true)
}

const PDF: &[u8] = b"%PDF-1.4 a document";

#[test]
fn only_hosts_of_the_old_site_on_the_public_network_are_asked() {
    let folder = tempfile::tempdir().unwrap();
    let asked = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&asked);
    let own = site(move |_| {
        count.fetch_add(1, Ordering::SeqCst);
        response("200 OK", "", PDF)
    });
    let url = format!("{own}/a.pdf");
    let refused = Fetcher::new(&["127.0.0.1".to_owned()], false)
        .get(&url, folder.path())
        .unwrap_err();
    assert!(
        refused.contains("no such host on the public network"),
        "{refused}"
    );
    let refused = Fetcher::new(&["journal.example".to_owned()], true)
        .get(&url, folder.path())
        .unwrap_err();
    assert!(refused.contains("no host of the old site"), "{refused}");
    assert_eq!(asked.load(Ordering::SeqCst), 0);
    assert_eq!(
        fs::read(fetcher().get(&url, folder.path()).unwrap()).unwrap(),
        PDF
    );
}

#[test]
fn a_redirect_to_another_host_is_not_followed() {
    let folder = tempfile::tempdir().unwrap();
    let asked = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&asked);
    let other = site(move |_| {
        count.fetch_add(1, Ordering::SeqCst);
        response("200 OK", "", PDF)
    });
    let port = other.rsplit(':').next().unwrap().to_owned();
    let own = site(move |lines| match lines[0].contains("/there") {
        true => response("302 Found", "location: /a.pdf\r\n", b""),
        false if lines[0].contains("/away") => response(
            "302 Found",
            &format!("location: http://localhost:{port}/\r\n"),
            b"",
        ),
        false => response("200 OK", "", PDF),
    });
    assert!(fetcher().get(&format!("{own}/there"), folder.path()).is_ok());
    assert!(fetcher().get(&format!("{own}/away"), folder.path()).is_err());
    assert_eq!(asked.load(Ordering::SeqCst), 0);
}

#[test]
fn a_host_that_asks_for_time_is_given_it() {
    let folder = tempfile::tempdir().unwrap();
    let tries = AtomicUsize::new(0);
    let own = site(move |_| match tries.fetch_add(1, Ordering::SeqCst) {
        0 => response("429 Too Many Requests", "retry-after: 2\r\n", b""),
        _ => response("200 OK", "", PDF),
    });
    let begun = Instant::now();
    assert!(fetcher().get(&format!("{own}/a"), folder.path()).is_ok());
    assert!(begun.elapsed() >= Duration::from_secs(2));
}

#[test]
fn a_host_that_names_a_moment_is_left_alone_until_then_with_all_its_files() {
    let folder = tempfile::tempdir().unwrap();
    let asked = Arc::new(Mutex::new(Vec::new()));
    let noted = Arc::clone(&asked);
    let own = site(move |_| {
        let mut noted = noted.lock().unwrap();
        noted.push(Instant::now());
        if noted.len() > 1 {
            return response("200 OK", "", PDF);
        }
        let until = jiff::Timestamp::now() + jiff::SignedDuration::from_secs(4);
        let until = until.strftime("%a, %d %b %Y %H:%M:%S GMT");
        response("503 Unavailable", &format!("retry-after: {until}\r\n"), b"")
    });
    let fetcher = fetcher();
    thread::scope(|scope| {
        let first = scope.spawn(|| fetcher.get(&format!("{own}/a"), folder.path()));
        while fetcher.rests.lock().unwrap().is_empty() {
            thread::yield_now();
        }
        assert!(fetcher.get(&format!("{own}/b"), folder.path()).is_ok());
        assert!(first.join().unwrap().is_ok());
    });
    let asked = asked.lock().unwrap();
    assert_eq!(asked.len(), 3);
    assert!(asked[1] - asked[0] >= Duration::from_secs(2));
}

/// Proxies look names up themselves, and would find the newsroom's own machines.
#[test]
fn no_proxy_is_asked() {
    const TRIED: &str = "KIOSQUE_TEST_PROXY";
    if let Ok(own) = std::env::var(TRIED) {
        let folder = tempfile::tempdir().unwrap();
        assert!(fetcher().get(&format!("{own}/a"), folder.path()).is_ok());
        return;
    }
    let asked = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&asked);
    let proxy = site(move |_| {
        count.fetch_add(1, Ordering::SeqCst);
        response("200 OK", "", PDF)
    });
    let own = site(|_| response("200 OK", "", PDF));
    let tried = std::process::Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "bring::fetch::tests::no_proxy_is_asked"])
        .env(TRIED, own)
        .envs(["HTTP_PROXY", "http_proxy", "ALL_PROXY"].map(|name| (name, &proxy)))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&tried.stdout);
    assert!(tried.status.success() && said.contains("1 passed"), "{said}");
    assert_eq!(asked.load(Ordering::SeqCst), 0);
}

#[test]
fn what_broke_off_goes_on_where_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let own = site(|lines| {
        let range = lines.iter().find_map(|line| line.strip_prefix("range: bytes="));
        let tagged = lines.iter().any(|line| line == "if-range: \"v1\"");
        match range.and_then(|range| range.trim_end_matches('-').parse::<usize>().ok()) {
            Some(from) if tagged => {
                let headers = format!(
                    "etag: \"v1\"\r\ncontent-range: bytes {from}-{}/{}\r\n",
                    PDF.len() - 1,
                    PDF.len()
                );
                response("206 Partial Content", &headers, &PDF[from..])
            }
            _ => {
                let whole = response("200 OK", "etag: \"v1\"\r\n", PDF);
                whole[..whole.len() - 7].to_vec()
            }
        }
    });
    assert_eq!(
        fs::read(fetcher().get(&format!("{own}/a"), folder.path()).unwrap()).unwrap(),
        PDF
    );
}

#[test]
fn what_is_not_there_is_told_and_not_asked_for_again() {
    let folder = tempfile::tempdir().unwrap();
    let tries = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&tries);
    let own = site(move |_| {
        count.fetch_add(1, Ordering::SeqCst);
        response("404 Not Found", "", b"")
    });
    assert_eq!(
        fetcher().get(&format!("{own}/a"), folder.path()).unwrap_err(),
        "the host answered 404"
    );
    assert_eq!(tries.load(Ordering::SeqCst), 1);
}

#[test]
fn no_host_is_asked_for_more_than_two_things_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let (now, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let (here, peak) = (Arc::clone(&now), Arc::clone(&most));
    let own = site(move |lines| {
        peak.fetch_max(here.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
        // As long as a slow host takes, in which others might come.
        thread::sleep(Duration::from_millis(60));
        here.fetch_sub(1, Ordering::SeqCst);
        response("200 OK", "", format!("%PDF-{}", lines[0]).as_bytes())
    });
    let wanted: Vec<Wanted> = (0..12)
        .map(|number| vec![format!("{own}/{number}.pdf")])
        .collect();
    let mut store = Store::read(folder.path()).unwrap();
    fetch(&wanted, &fetcher(), &mut store, &crate::Silent).unwrap();
    assert!(wanted.iter().all(|wanted| store.has(&wanted[0])));
    assert_eq!(most.load(Ordering::SeqCst), OF_ONE_HOST);
}

#[test]
fn what_lies_below_the_old_sites_host_is_of_it() {
    assert!(is_of("images.journal.example", "journal.example"));
    assert!(is_of("echo.files.wordpress.com", "echo.wordpress.com"));
    for other in [
        "otherjournal.example",
        "journal.example.evil.example",
        "autre.files.wordpress.com",
    ] {
        assert!(
            !is_of(other, "journal.example") && !is_of(other, "echo.wordpress.com"),
            "{other}"
        );
    }
}
