//! Answers made small, and not sent again to whoever has them.

use std::cell::RefCell;
use std::io::Write;

use axum::body::{Body, HttpBody, to_bytes};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::Response;
use bytes::Bytes;
use sha2::{Digest, Sha256};

use crate::kept::Coding;
use crate::secret::hex;

/// How long a public answer that may change is kept by others: browsers ask each time, a proxy in between once a second;
/// while it asks, or when we are away, it may give what it has.
pub const FRESH: &str =
    "public, max-age=0, s-maxage=1, stale-while-revalidate=2, stale-if-error=600";

/// Smaller than this, packing gains nothing.
const LEAST: u64 = 700;
/// Larger than this, an answer is packed by whoever streams it.
const MOST: u64 = 4 * 1024 * 1024;
/// The effort of Zstandard and of Brotli, for what is made while somebody waits. Of an answer to a search (35 kB) the first makes
/// 6.6 kB in 50 µs, the second 6.5 kB in 260 µs, and twice the time would gain a tenth.
const ZSTD_EFFORT: i32 = 3;
const BROTLI_EFFORT: i32 = 3;

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

/// The packing the client takes that is made soonest: they hardly differ in size.
#[must_use]
pub fn coding(headers: &HeaderMap) -> Coding {
    let known = [
        ("zstd", Coding::Zstd),
        ("br", Coding::Brotli),
        ("gzip", Coding::Gzip),
    ];
    let taken = known.into_iter().find(|(name, _)| accepts(headers, name));
    taken.map_or(Coding::Plain, |(_, coding)| coding)
}

/// Gives a whole answer its `ETag`, and packs it unless it is packed already. Streams pass untouched.
pub async fn pack(method: &Method, asked: &HeaderMap, response: Response) -> Response {
    let size = response.body().size_hint().exact();
    if size.is_none_or(|size| size > MOST) {
        return response;
    }
    let packed = response.headers().contains_key(header::CONTENT_ENCODING);
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, MOST as usize).await else {
        return Response::from_parts(parts, Body::empty());
    };
    // The answer to HEAD has lost its body on the way; nothing can be said of it.
    let readable = method == Method::GET || (method == Method::HEAD && !bytes.is_empty());
    if readable
        && parts.status == StatusCode::OK
        && is_public(&parts.headers)
        && !parts.headers.contains_key(header::ETAG)
    {
        // Weak, since the packed answer is the same for whoever reads it.
        let tag = format!("W/\"{}\"", hex(&Sha256::digest(&bytes)[..12]));
        if let Ok(tag) = HeaderValue::from_str(&tag) {
            parts.headers.insert(header::ETAG, tag);
        }
    }
    if !packed && bytes.len() as u64 >= LEAST && is_text(&parts.headers) {
        if !varies(&parts.headers) {
            parts
                .headers
                .append(header::VARY, HeaderValue::from_static("Accept-Encoding"));
        }
        if let Some((name, small)) = smaller(coding(asked), &bytes) {
            parts
                .headers
                .insert(header::CONTENT_ENCODING, HeaderValue::from_static(name));
            parts.headers.remove(header::CONTENT_LENGTH);
            return Response::from_parts(parts, Body::from(small));
        }
    }
    Response::from_parts(parts, Body::from(bytes))
}

/// Whether it is said already that another client gets other bytes.
fn varies(headers: &HeaderMap) -> bool {
    let named = headers.get_all(header::VARY).iter();
    named.into_iter().any(|value| value == "Accept-Encoding")
}

/// Answers 304 to whoever has a public answer already.
#[must_use]
pub fn spare(method: &Method, asked: &HeaderMap, mut response: Response) -> Response {
    let readable = method == Method::GET || method == Method::HEAD;
    let known = response
        .headers()
        .get(header::ETAG)
        .is_some_and(|tag| has_it(asked, tag));
    if readable && known && response.status() == StatusCode::OK && is_public(response.headers()) {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        *response.body_mut() = Body::empty();
        bare(response.headers_mut());
    }
    response
}

/// Takes away the headers that speak of a body.
pub fn bare(headers: &mut HeaderMap) {
    for name in [
        header::CONTENT_TYPE,
        header::CONTENT_LENGTH,
        header::CONTENT_ENCODING,
    ] {
        headers.remove(name);
    }
}

/// Whether anybody may be given the same answer.
#[must_use]
pub fn is_public(headers: &HeaderMap) -> bool {
    headers
        .get(header::CACHE_CONTROL)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.contains("public"))
}

/// Whether the client says that it has the answer with this tag.
#[must_use]
pub fn has_it(asked: &HeaderMap, tag: &HeaderValue) -> bool {
    let Some(listed) = asked.get(header::IF_NONE_MATCH) else {
        return false;
    };
    let (Ok(listed), Ok(tag)) = (listed.to_str(), tag.to_str()) else {
        return false;
    };
    let strong = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    listed == "*" || listed.split(',').any(|one| strong(one) == strong(tag))
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

fn smaller(coding: Coding, bytes: &Bytes) -> Option<(&'static str, Vec<u8>)> {
    match coding {
        Coding::Brotli => Some(("br", brotli_packed(bytes)?)),
        Coding::Zstd => Some(("zstd", zstd_packed(bytes)?)),
        Coding::Gzip => Some(("gzip", gzip_packed(bytes)?)),
        Coding::Plain => None,
    }
}

thread_local! {
    /// Its tables are large, and made once for each thread.
    static PACKER: RefCell<Option<zstd::bulk::Compressor<'static>>> =
        RefCell::new(zstd::bulk::Compressor::new(ZSTD_EFFORT).ok());
}

fn zstd_packed(bytes: &[u8]) -> Option<Vec<u8>> {
    PACKER.with_borrow_mut(|packer| packer.as_mut()?.compress(bytes).ok())
}

fn gzip_packed(bytes: &[u8]) -> Option<Vec<u8>> {
    let out = Vec::with_capacity(bytes.len() / 3);
    let mut writer = flate2::write::GzEncoder::new(out, flate2::Compression::new(6));
    writer.write_all(bytes).ok()?;
    writer.finish().ok()
}

fn brotli_packed(bytes: &[u8]) -> Option<Vec<u8>> {
    let params = brotli::enc::BrotliEncoderParams {
        quality: BROTLI_EFFORT,
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

    #[test]
    fn the_packing_made_soonest_of_those_taken_is_chosen() {
        assert_eq!(coding(&asked("gzip, deflate, br, zstd")), Coding::Zstd);
        assert_eq!(coding(&asked("gzip, br")), Coding::Brotli);
        assert_eq!(coding(&asked("gzip;q=0.5")), Coding::Gzip);
        assert_eq!(coding(&asked("identity")), Coding::Plain);
        assert_eq!(coding(&HeaderMap::new()), Coding::Plain);
    }
}
