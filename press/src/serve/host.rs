//! By which names the newspaper is asked for.

use std::net::IpAddr;

use axum::{
    extract::Request,
    http::{HeaderMap, StatusCode, header, uri::Authority},
    middleware::Next,
    response::{IntoResponse, Response},
};

/// Answers only who asks for this machine by a name that is its own.
pub async fn refuse_others(request: Request, next: Next) -> Response {
    match is_own(request.headers()) {
        true => next.run(request).await,
        false => (
            StatusCode::MISDIRECTED_REQUEST,
            "kiosque serve answers at this machine's own addresses alone, such as http://127.0.0.1:8080/\n",
        )
            .into_response(),
    }
}

/// Whether the name is a number, or one that nobody else can have on the web: else a page of somebody's, opened in a browser
/// on this machine, could give its own name this machine's number, and read what has not appeared yet
/// (<https://en.wikipedia.org/wiki/DNS_rebinding>).
fn is_own(headers: &HeaderMap) -> bool {
    let Some(host) = headers.get(header::HOST) else {
        // No browser leaves it out.
        return true;
    };
    let host = host.to_str().ok().and_then(|host| host.parse::<Authority>().ok());
    let Some(host) = host.as_ref().map(Authority::host) else {
        return false;
    };
    let name = host.trim_end_matches('.').to_ascii_lowercase();
    let number = name.trim_start_matches('[').trim_end_matches(']');
    number.parse::<IpAddr>().is_ok()
        || !name.contains('.')
        // RFC 6761, 6.3; RFC 6762, 3; RFC 8375.
        || [".localhost", ".local", ".home.arpa"].iter().any(|end| name.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_somebody_else_may_have_is_not_answered() {
        for (host, wanted) in [
            ("127.0.0.1:8080", true),
            ("localhost:8080", true),
            ("[::1]:8080", true),
            ("192.168.1.7", true),
            ("Redaction.local:8080", true),
            ("poste-3", true),
            ("attacker.example:8080", false),
            ("127.0.0.1.attacker.example", false),
            ("localhost.attacker.example", false),
            ("a b", false),
            ("", false),
        ] {
            let headers = HeaderMap::from_iter([(header::HOST, host.parse().unwrap())]);
            assert_eq!(is_own(&headers), wanted, "{host}");
        }
        assert!(is_own(&HeaderMap::new()));
    }
}
