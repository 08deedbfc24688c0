//! Answers made small, and not sent again to whoever has them.

use std::io::Write;

use axum::body::{Body, HttpBody, to_bytes};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::Response;
use bytes::Bytes;
use sha2::{Digest, Sha256};

use crate::secret::hex;

/// Smaller than this, packing gains nothing.
const LEAST: u64 = 700;
/// Larger than this, an answer is packed by whoever streams it.
const MOST: u64 = 4 * 1024 * 1024;
/// Brotli's effort: what a page gains beyond costs more than sending it.
const EFFORT: i32 = 5;

/// Whether the client takes this encoding.
#[must_use]
pub fn accepts(headers: &HeaderMap, encoding: &str) -> bool {
    let listed = headers.get_all(header::ACCEPT_ENCODING);
    listed
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|one| {
            let mut parts = one.split(';').map(str::trim);
            let named = parts
                .next()
                .is_some_and(|name| name.eq_ignore_ascii_case(encoding));
            let refused = parts.any(|part| {
                matches!(
                    part.replace(' ', "").as_str(),
                    "q=0" | "q=0.0" | "q=0.00" | "q=0.000"
                )
            });
            named && !refused
        })
}

/// Gives a whole answer its `ETag`, answers 304 to whoever has it, and packs it. Streams pass untouched.
pub async fn pack(method: &Method, asked: &HeaderMap, response: Response) -> Response {
    let size = response.body().size_hint().exact();
    let whole = size.is_some_and(|size| size > 0 && size <= MOST);
    if !whole || response.headers().contains_key(header::CONTENT_ENCODING) {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, MOST as usize).await else {
        return Response::from_parts(parts, Body::empty());
    };
    let readable = method == Method::GET || method == Method::HEAD;
    if readable && parts.status == StatusCode::OK && is_kept(&parts.headers) {
        if !parts.headers.contains_key(header::ETAG) {
            // Weak, since the packed answer is the same for whoever reads it.
            let tag = format!("W/\"{}\"", hex(&Sha256::digest(&bytes)[..12]));
            if let Ok(tag) = HeaderValue::from_str(&tag) {
                parts.headers.insert(header::ETAG, tag);
            }
        }
        if has_it(asked, &parts.headers) {
            parts.status = StatusCode::NOT_MODIFIED;
            parts.headers.remove(header::CONTENT_TYPE);
            parts.headers.remove(header::CONTENT_LENGTH);
            return Response::from_parts(parts, Body::empty());
        }
    }
    if bytes.len() as u64 >= LEAST && is_text(&parts.headers) {
        parts
            .headers
            .append(header::VARY, HeaderValue::from_static("Accept-Encoding"));
        if let Some((name, small)) = smaller(asked, &bytes) {
            parts
                .headers
                .insert(header::CONTENT_ENCODING, HeaderValue::from_static(name));
            parts.headers.remove(header::CONTENT_LENGTH);
            return Response::from_parts(parts, Body::from(small));
        }
    }
    Response::from_parts(parts, Body::from(bytes))
}

fn is_kept(headers: &HeaderMap) -> bool {
    headers
        .get(header::CACHE_CONTROL)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.contains("public"))
}

fn has_it(asked: &HeaderMap, answered: &HeaderMap) -> bool {
    let (Some(listed), Some(tag)) = (asked.get(header::IF_NONE_MATCH), answered.get(header::ETAG))
    else {
        return false;
    };
    let strong = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    match (listed.to_str(), tag.to_str()) {
        (Ok("*"), Ok(_)) => true,
        (Ok(listed), Ok(tag)) => listed.split(',').any(|one| strong(one) == strong(tag)),
        _ => false,
    }
}

fn is_text(headers: &HeaderMap) -> bool {
    let kind = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default();
    kind.starts_with("text/")
        || matches!(
            kind,
            "application/json"
                | "application/geo+json"
                | "application/xml"
                | "application/rss+xml"
                | "application/manifest+json"
                | "application/vnd.mapbox-vector-tile"
                | "image/svg+xml"
        )
}

fn smaller(asked: &HeaderMap, bytes: &Bytes) -> Option<(&'static str, Vec<u8>)> {
    if accepts(asked, "br") {
        return brotli_packed(bytes).map(|small| ("br", small));
    }
    if accepts(asked, "zstd") {
        return zstd::encode_all(bytes.as_ref(), 6)
            .ok()
            .map(|small| ("zstd", small));
    }
    None
}

fn brotli_packed(bytes: &[u8]) -> Option<Vec<u8>> {
    let params = brotli::enc::BrotliEncoderParams {
        quality: EFFORT,
        size_hint: bytes.len(),
        ..Default::default()
    };
    let mut out = Vec::with_capacity(bytes.len() / 4);
    let mut writer = brotli::CompressorWriter::with_params(&mut out, 16 * 1024, &params);
    writer.write_all(bytes).ok()?;
    drop(writer);
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(value: &'static str) -> HeaderMap {
        [(header::ACCEPT_ENCODING, HeaderValue::from_static(value))]
            .into_iter()
            .collect()
    }

    #[test]
    fn an_encoding_is_taken_unless_refused() {
        assert!(accepts(&asked("gzip, deflate, br;q=0.9"), "br"));
        assert!(!accepts(&asked("gzip, br;q=0"), "br"));
        assert!(!accepts(&asked("gzip"), "br"));
    }
}
