//! Parts of files, which players ask for: without them Safari plays nothing, and nobody can go to the middle of a film.

use std::ops::RangeInclusive;

use axum::http::{HeaderValue, StatusCode, header};

use super::answer::Answer;

/// The part of an answer that a request's `Range` asks for, where it asks for one part (RFC 9110, 14.2); else the answer.
pub fn part(asked: Option<&HeaderValue>, mut answer: Answer) -> Answer {
    if answer.status() != StatusCode::OK {
        return answer;
    }
    answer
        .headers_mut()
        .insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    let length = answer.body().len();
    let parsed = asked
        .and_then(|asked| asked.to_str().ok())
        .and_then(|asked| http_range_header::parse_range_header(asked).ok());
    let Some(parsed) = parsed else { return answer };
    let (status, said, body) = match parsed.validate(length as u64) {
        Ok(ranges) => {
            let [range] = ranges.as_slice() else { return answer };
            let Some(bytes) = within(range, answer.body()) else {
                return answer;
            };
            let said = format!("bytes {}-{}/{length}", range.start(), range.end());
            (StatusCode::PARTIAL_CONTENT, said, bytes.to_vec())
        }
        Err(_) => (
            StatusCode::RANGE_NOT_SATISFIABLE,
            format!("bytes */{length}"),
            Vec::new(),
        ),
    };
    *answer.status_mut() = status;
    *answer.body_mut() = body;
    if let Ok(said) = HeaderValue::from_str(&said) {
        answer.headers_mut().insert(header::CONTENT_RANGE, said);
    }
    answer
}

fn within<'a>(range: &RangeInclusive<u64>, bytes: &'a [u8]) -> Option<&'a [u8]> {
    let [start, end] = [*range.start(), *range.end()].map(|at| usize::try_from(at).ok());
    bytes.get(start?..=end?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_player_gets_the_part_that_it_asks_for() {
        for (asked, status, said, body) in [
            (None, 200, None, "0123456789"),
            (Some("bytes=0-1"), 206, Some("bytes 0-1/10"), "01"),
            (Some("bytes=7-"), 206, Some("bytes 7-9/10"), "789"),
            (Some("bytes=-2"), 206, Some("bytes 8-9/10"), "89"),
            (Some("bytes=5-99"), 206, Some("bytes 5-9/10"), "56789"),
            (Some("bytes=10-"), 416, Some("bytes */10"), ""),
            (Some("bytes=0-1,3-4"), 200, None, "0123456789"),
            (Some("lines=1-2"), 200, None, "0123456789"),
            (Some("bytes=x"), 200, None, "0123456789"),
        ] {
            let asked = asked.map(HeaderValue::from_static);
            let answer = part(asked.as_ref(), Answer::new(b"0123456789".to_vec()));
            assert_eq!(answer.status().as_u16(), status, "{asked:?}");
            let range = answer.headers().get("content-range");
            assert_eq!(range.map(|range| range.to_str().unwrap()), said, "{asked:?}");
            assert_eq!(answer.body(), body.as_bytes(), "{asked:?}");
            assert_eq!(answer.headers()["accept-ranges"], "bytes");
        }
        let mut missing = Answer::new(b"0123456789".to_vec());
        *missing.status_mut() = StatusCode::NOT_FOUND;
        let asked = HeaderValue::from_static("bytes=0-1");
        assert_eq!(part(Some(&asked), missing).body().len(), 10);
    }
}
