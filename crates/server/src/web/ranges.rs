//! A part of a file, for whoever lost the rest on the way (RFC 9110 §14): of what never changes and is sent as it is, which are
//! fonts and pictures. What is packed for each client, or made while it is asked for, is sent whole.

use axum::body::{Body, HttpBody, to_bytes};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::Response;

/// What is asked of a body of so many bytes.
#[derive(Debug, PartialEq, Eq)]
enum Asked {
    /// All of it: no part is asked for, or in a way we need not know.
    Whole,
    /// From this byte to that one, the last included.
    Part(u64, u64),
    /// What lies past its end.
    Nothing,
}

/// Says of a file that parts of it may be asked for.
#[must_use]
pub fn offer(mut response: Response) -> Response {
    if is_file(&response) && response.body().size_hint().exact().is_some() {
        let bytes = HeaderValue::from_static("bytes");
        response.headers_mut().insert(header::ACCEPT_RANGES, bytes);
    }
    response
}

/// Cuts an answer to what was asked of it.
pub async fn cut(method: &Method, asked: &HeaderMap, response: Response) -> Response {
    let size = response.body().size_hint().exact();
    let (Some(size), true) = (size, method == Method::GET && is_file(&response)) else {
        return response;
    };
    let (mut parts, body) = response.into_parts();
    let (from, to) = match wanted(asked, size, parts.headers.get(header::ETAG)) {
        Asked::Whole => return Response::from_parts(parts, body),
        Asked::Nothing => {
            parts.status = StatusCode::RANGE_NOT_SATISFIABLE;
            said(&mut parts.headers, &format!("bytes */{size}"));
            return Response::from_parts(parts, Body::empty());
        }
        Asked::Part(from, to) => (from, to),
    };
    let whole = usize::try_from(size).unwrap_or(usize::MAX);
    let Ok(bytes) = to_bytes(body, whole).await else {
        return Response::from_parts(parts, Body::empty());
    };
    parts.status = StatusCode::PARTIAL_CONTENT;
    said(&mut parts.headers, &format!("bytes {from}-{to}/{size}"));
    let part = bytes.slice(from as usize..=to as usize);
    Response::from_parts(parts, Body::from(part))
}

fn said(headers: &mut HeaderMap, range: &str) {
    headers.remove(header::CONTENT_LENGTH);
    if let Ok(range) = HeaderValue::from_str(range) {
        headers.insert(header::CONTENT_RANGE, range);
    }
}

/// Whether an answer is a file that never changes, sent as it is.
fn is_file(response: &Response) -> bool {
    let headers = response.headers();
    let kept = headers
        .get(header::CACHE_CONTROL)
        .and_then(|value| value.to_str().ok());
    response.status() == StatusCode::OK
        && kept.is_some_and(|value| value.contains("immutable"))
        && !headers.contains_key(header::CONTENT_ENCODING)
}

fn wanted(asked: &HeaderMap, size: u64, tag: Option<&HeaderValue>) -> Asked {
    let range = asked
        .get(header::RANGE)
        .and_then(|value| value.to_str().ok());
    let Some(range) = range.and_then(|value| value.strip_prefix("bytes=")) else {
        return Asked::Whole;
    };
    // A part of another file would be joined to what they have: only a strong tag tells that it is the same.
    if let Some(had) = asked.get(header::IF_RANGE)
        && (Some(had) != tag || had.as_bytes().starts_with(b"W/"))
    {
        return Asked::Whole;
    }
    part_of(range, size).unwrap_or(Asked::Whole)
}

/// Reads one range; several at once, and what is no range, are answered whole.
fn part_of(range: &str, size: u64) -> Option<Asked> {
    let (from, to) = range.trim().split_once('-')?;
    let number = |text: &str| -> Option<u64> {
        let plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        plain.then(|| text.parse().unwrap_or(u64::MAX))
    };
    let last = size.checked_sub(1);
    let (from, to) = match (from, to) {
        ("", length) => match number(length)? {
            0 => return Some(Asked::Nothing),
            length => (size.saturating_sub(length), last),
        },
        (from, "") => (number(from)?, last),
        (from, to) => (number(from)?, Some(number(to)?)),
    };
    let Some((last, to)) = last.zip(to) else {
        return Some(Asked::Nothing);
    };
    if from > to {
        return (from > last).then_some(Asked::Nothing);
    }
    Some(match from > last {
        true => Asked::Nothing,
        false => Asked::Part(from, to.min(last)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(range: &str, size: u64) -> Asked {
        let headers: HeaderMap = [(
            header::RANGE,
            HeaderValue::from_str(range).expect("a value"),
        )]
        .into_iter()
        .collect();
        wanted(&headers, size, None)
    }

    #[test]
    fn a_part_is_read_from_either_end() {
        assert_eq!(asked("bytes=0-9", 100), Asked::Part(0, 9));
        assert_eq!(asked("bytes=90-", 100), Asked::Part(90, 99));
        assert_eq!(asked("bytes=-10", 100), Asked::Part(90, 99));
        assert_eq!(asked("bytes=-500", 100), Asked::Part(0, 99));
        assert_eq!(asked("bytes=50-500", 100), Asked::Part(50, 99));
    }

    #[test]
    fn what_lies_past_the_end_is_nothing() {
        for range in ["bytes=100-", "bytes=100-200", "bytes=-0"] {
            assert_eq!(asked(range, 100), Asked::Nothing, "{range}");
        }
        assert_eq!(asked("bytes=0-", 0), Asked::Nothing);
    }

    #[test]
    fn what_is_no_single_range_is_answered_whole() {
        let unread = [
            "bytes=5-2",
            "bytes=0-1,5-6",
            "bytes=-",
            "bytes=a-b",
            "pages=0-1",
            "bytes=+1-2",
            "",
        ];
        for range in unread {
            assert_eq!(asked(range, 100), Asked::Whole, "{range}");
        }
    }
}
