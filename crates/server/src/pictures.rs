//! Pictures taken in: decoded within limits, turned as they were taken, stripped of all that the camera wrote, brought to the
//! few widths the pages need, encoded again, and kept under a name made of their content.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;
use std::path::Path as Folder;
use std::sync::LazyLock;

use bytes::Bytes;
use domain::event::Picture;
use fast_image_resize::Resizer;
use futures::TryStreamExt;
use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, Rgb, RgbImage};
use jiff::Timestamp;
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::{ObjectMeta, ObjectStore, ObjectStoreExt, PutPayload};
use sha2::{Digest, Sha256};
use tokio::sync::Semaphore;

use crate::secret::hex;

/// The heaviest file that is taken, bytes.
pub const MOST_BYTES: usize = 12 * 1024 * 1024;
/// The most pixels a picture may have, read in its header before anything is decoded.
pub const MOST_PIXELS: u64 = 50_000_000;
/// The smallest side that still shows something, pixels.
pub const LEAST_SIDE: u32 = 100;
/// The widths kept, pixels; a picture that is narrower is kept at its own width.
const WIDTHS: [u32; 3] = [320, 640, 1280];
/// The quality of the encoding, 0 to 100: above it files grow and nobody sees why.
const QUALITY: u8 = 82;
/// Memory one decoding may take, bytes: the pixels at four bytes, twice, and room for the decoder.
const MOST_MEMORY: u64 = 512 * 1024 * 1024;
/// Pictures worked on at the same time.
const AT_ONCE: usize = 2;

static TURN: LazyLock<Semaphore> = LazyLock::new(|| Semaphore::new(AT_ONCE));

/// A picture that was taken in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// Its key, from its content.
    pub key: String,
    /// Width of the largest size kept, pixels.
    pub width: u32,
    /// Height of the largest size kept, pixels.
    pub height: u32,
}

/// Why a picture is not taken. Each has its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// The file is heavier than [`MOST_BYTES`].
    #[error("the file is too heavy")]
    Heavy,
    /// It is none of the kinds that are read: JPEG, PNG, WebP, GIF.
    #[error("the file is no picture that can be read")]
    Kind,
    /// It has more than [`MOST_PIXELS`].
    #[error("the picture is too large")]
    Large,
    /// A side is under [`LEAST_SIDE`].
    #[error("the picture is too small")]
    Small,
    /// It begins as a picture and cannot be read to its end.
    #[error("the picture is damaged")]
    Damaged,
}

impl Unfit {
    /// The key of its sentence.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Unfit::Heavy => "refusal-picture-heavy",
            Unfit::Kind => "refusal-picture-kind",
            Unfit::Large => "refusal-picture-large",
            Unfit::Small => "refusal-picture-small",
            Unfit::Damaged => "refusal-picture-damaged",
        }
    }
}

/// Why a picture was not taken in.
#[derive(Debug, thiserror::Error)]
pub enum NotTaken {
    /// The picture is at fault.
    #[error(transparent)]
    Unfit(#[from] Unfit),
    /// We are.
    #[error("the picture cannot be kept: {0}")]
    Fault(String),
}

/// One size of a picture.
struct Sized {
    width: u32,
    height: u32,
    jpeg: Vec<u8>,
}

/// The widths kept of a picture whose largest is `width`, the smallest first.
#[must_use]
pub fn widths(width: u32) -> Vec<u32> {
    let mut widths: Vec<u32> = WIDTHS
        .into_iter()
        .filter(|smaller| *smaller < width)
        .collect();
    widths.push(width);
    widths
}

/// The path of a size of a picture.
#[must_use]
pub fn address(key: &str, width: u32) -> String {
    format!("/medias/{key}-{width}.jpg")
}

/// A picture as pages draw it, in the sizes it is kept in; browsers take the one that fits.
#[must_use]
pub fn shown(picture: &Picture) -> serde_json::Value {
    let widths = widths(picture.width);
    let sources: Vec<String> = widths
        .iter()
        .map(|width| format!("{} {width}w", address(&picture.key, *width)))
        .collect();
    let largest = widths.last().copied().unwrap_or(picture.width);
    serde_json::json!({
        "src": address(&picture.key, largest),
        "srcset": sources.join(", "),
        "width": picture.width,
        "height": picture.height,
        "alt": picture.alt,
        "credit": picture.credit,
    })
}

/// Takes a picture in and keeps its sizes below `data`.
///
/// # Errors
/// [`NotTaken::Unfit`] for what the picture is, [`NotTaken::Fault`] for what we cannot do.
pub async fn take(data: &Folder, bytes: Bytes) -> Result<Taken, NotTaken> {
    let sizes = {
        let _turn = TURN
            .acquire()
            .await
            .map_err(|closed| NotTaken::Fault(closed.to_string()))?;
        tokio::task::spawn_blocking(move || prepare(&bytes))
            .await
            .map_err(|broken| NotTaken::Fault(broken.to_string()))??
    };
    let Some(largest) = sizes.last() else {
        return Err(Unfit::Damaged.into());
    };
    let taken = Taken {
        key: hex(&Sha256::digest(&largest.jpeg)[..16]),
        width: largest.width,
        height: largest.height,
    };
    let store = shelf(data).map_err(NotTaken::Fault)?;
    for one in sizes {
        let path = object(&taken.key, one.width);
        let payload = PutPayload::from(one.jpeg);
        store
            .put(&path, payload)
            .await
            .map_err(|fault| NotTaken::Fault(fault.to_string()))?;
    }
    Ok(taken)
}

/// A size of a picture; none when there is no such picture.
///
/// # Errors
/// A sentence for the log.
pub async fn read(data: &Folder, key: &str, width: u32) -> Result<Option<Bytes>, String> {
    if !is_key(key) {
        return Ok(None);
    }
    let store = shelf(data)?;
    match store.get(&object(key, width)).await {
        Ok(found) => found
            .bytes()
            .await
            .map(Some)
            .map_err(|fault| fault.to_string()),
        Err(object_store::Error::NotFound { .. }) => Ok(None),
        Err(fault) => Err(fault.to_string()),
    }
}

/// The keys of the pictures that were brought before a moment, and not again since.
///
/// # Errors
/// A sentence for the log.
pub async fn brought_before(data: &Folder, before: Timestamp) -> Result<BTreeSet<String>, String> {
    let mut latest: BTreeMap<String, i64> = BTreeMap::new();
    let store = shelf(data)?;
    let mut listed = store.list(None);
    while let Some(meta) = listed.try_next().await.map_err(|fault| fault.to_string())? {
        let Some(key) = key_of(&meta) else {
            continue;
        };
        let brought = latest.entry(key.to_owned()).or_insert(i64::MIN);
        *brought = (*brought).max(meta.last_modified.timestamp_millis());
    }
    latest.retain(|_, brought| *brought < before.as_millisecond());
    Ok(latest.into_keys().collect())
}

/// Takes every size of a picture away, unless it was brought again since that moment; answers whether there was any.
///
/// # Errors
/// A sentence for the log.
pub async fn clear(data: &Folder, key: &str, before: Timestamp) -> Result<bool, String> {
    let told = |fault: object_store::Error| fault.to_string();
    let store = shelf(data)?;
    let folder = Path::from(key.get(..2).unwrap_or("00"));
    let listed: Vec<ObjectMeta> = store
        .list(Some(&folder))
        .try_collect()
        .await
        .map_err(told)?;
    let own: Vec<ObjectMeta> = listed
        .into_iter()
        .filter(|meta| key_of(meta) == Some(key))
        .collect();
    let again =
        |meta: &ObjectMeta| meta.last_modified.timestamp_millis() >= before.as_millisecond();
    if own.is_empty() || own.iter().any(again) {
        return Ok(false);
    }
    for meta in own {
        match store.delete(&meta.location).await {
            // Another node was quicker.
            Ok(()) | Err(object_store::Error::NotFound { .. }) => {}
            Err(fault) => return Err(told(fault)),
        }
    }
    Ok(true)
}

/// The key of the picture that an object is a size of; none for a file of somebody else’s.
fn key_of(meta: &ObjectMeta) -> Option<&str> {
    let (key, width) = meta
        .location
        .filename()?
        .strip_suffix(".jpg")?
        .split_once('-')?;
    (is_key(key) && width.parse::<u32>().is_ok()).then_some(key)
}

fn is_key(text: &str) -> bool {
    text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn object(key: &str, width: u32) -> Path {
    // Two letters of the key spread the files over folders.
    let folder = key.get(..2).unwrap_or("00");
    Path::from(format!("{folder}/{key}-{width}.jpg"))
}

/// Where pictures are kept: a folder beside the database.
fn shelf(data: &Folder) -> Result<impl ObjectStore, String> {
    let folder = data.join("medias");
    std::fs::create_dir_all(&folder).map_err(|fault| fault.to_string())?;
    LocalFileSystem::new_with_prefix(folder).map_err(|fault| fault.to_string())
}

/// Decodes, turns, resizes and encodes; the smallest size first.
fn prepare(bytes: &[u8]) -> Result<Vec<Sized>, Unfit> {
    let picture = decode(bytes)?;
    let widest = picture.width().min(WIDTHS[WIDTHS.len() - 1]);
    widths(widest)
        .into_iter()
        .map(|width| resized(&picture, width))
        .collect()
}

fn decode(bytes: &[u8]) -> Result<DynamicImage, Unfit> {
    if bytes.len() > MOST_BYTES {
        return Err(Unfit::Heavy);
    }
    let reader = ImageReader::new(Cursor::new(bytes))
        .with_guessed_format()
        .map_err(|_| Unfit::Kind)?;
    let read = [
        ImageFormat::Jpeg,
        ImageFormat::Png,
        ImageFormat::WebP,
        ImageFormat::Gif,
    ];
    if !reader.format().is_some_and(|format| read.contains(&format)) {
        return Err(Unfit::Kind);
    }
    let mut reader = reader;
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(MOST_MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|_| Unfit::Damaged)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(Unfit::Large);
    }
    if width.min(height) < LEAST_SIDE {
        return Err(Unfit::Small);
    }
    // A picture without a readable orientation stands as it is.
    let turned = decoder.orientation().ok();
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|_| Unfit::Damaged)?;
    if let Some(orientation) = turned {
        picture.apply_orientation(orientation);
    }
    Ok(DynamicImage::ImageRgb8(on_white(&picture)))
}

/// The picture without transparency: on white, as on paper.
fn on_white(picture: &DynamicImage) -> RgbImage {
    if !picture.color().has_alpha() {
        return picture.to_rgb8();
    }
    let source = picture.to_rgba8();
    RgbImage::from_fn(source.width(), source.height(), |x, y| {
        let [red, green, blue, alpha] = source.get_pixel(x, y).0;
        let over = |colour: u8| {
            let (colour, alpha) = (u16::from(colour), u16::from(alpha));
            // At most 255 by construction.
            u8::try_from((colour * alpha + 255 * (255 - alpha)) / 255).unwrap_or(u8::MAX)
        };
        Rgb([over(red), over(green), over(blue)])
    })
}

fn resized(picture: &DynamicImage, width: u32) -> Result<Sized, Unfit> {
    let ratio = u64::from(picture.height()) * u64::from(width) / u64::from(picture.width().max(1));
    let height = u32::try_from(ratio).unwrap_or(u32::MAX).max(1);
    let mut smaller = DynamicImage::new_rgb8(width, height);
    Resizer::new()
        .resize(picture, &mut smaller, None)
        .map_err(|_| Unfit::Damaged)?;
    let mut jpeg = Vec::new();
    JpegEncoder::new_with_quality(&mut jpeg, QUALITY)
        .encode_image(&smaller)
        .map_err(|_| Unfit::Damaged)?;
    Ok(Sized {
        width,
        height,
        jpeg,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        DynamicImage::new_rgba8(width, height)
            .write_to(&mut bytes, ImageFormat::Png)
            .expect("a picture");
        bytes.into_inner()
    }

    #[test]
    fn a_picture_comes_in_the_widths_of_the_pages() {
        let sizes = prepare(&png(1600, 800)).expect("taken");
        let told: Vec<(u32, u32)> = sizes.iter().map(|one| (one.width, one.height)).collect();
        assert_eq!(told, [(320, 160), (640, 320), (1280, 640)]);
        let small = prepare(&png(500, 400)).expect("taken");
        let told: Vec<(u32, u32)> = small.iter().map(|one| (one.width, one.height)).collect();
        assert_eq!(told, [(320, 256), (500, 400)]);
    }

    #[test]
    fn what_is_transparent_becomes_white() {
        let sizes = prepare(&png(400, 400)).expect("taken");
        let read = image::load_from_memory(&sizes[0].jpeg).expect("a picture");
        assert!(
            read.to_rgb8()
                .pixels()
                .all(|pixel| pixel.0 == [255, 255, 255])
        );
    }

    #[test]
    fn a_picture_is_turned_as_it_was_taken_and_forgets_where() {
        let mut jpeg = Vec::new();
        RgbImage::new(400, 200)
            .write_to(&mut Cursor::new(&mut jpeg), ImageFormat::Jpeg)
            .expect("a picture");
        jpeg.splice(2..2, exif());
        let told = |bytes: &[u8]| {
            bytes
                .windows(4)
                .any(|four| four == b"Exif" || four == b"43.6")
        };
        assert!(told(&jpeg), "the camera wrote where it was");
        let sizes = prepare(&jpeg).expect("taken");
        let largest = sizes.last().expect("a size");
        assert_eq!((largest.width, largest.height), (200, 400), "upright");
        assert!(sizes.iter().all(|one| !told(&one.jpeg)));
    }

    /// What a camera held upright writes: “turn me by a quarter” and, in words, where it was.
    fn exif() -> Vec<u8> {
        let mut tiff = b"MM\0\x2a\0\0\0\x08".to_vec();
        tiff.extend(b"\0\x02");
        tiff.extend(b"\x01\x0e\0\x02\0\0\0\x08\0\0\0\x26");
        tiff.extend(b"\x01\x12\0\x03\0\0\0\x01\0\x06\0\0");
        tiff.extend(b"\0\0\0\0");
        tiff.extend(b"43.6465\0");
        let mut segment = b"Exif\0\0".to_vec();
        segment.extend(tiff);
        let length = (segment.len() + 2) as u16;
        [&b"\xff\xe1"[..], &length.to_be_bytes(), &segment].concat()
    }

    #[test]
    fn what_is_no_picture_is_refused_by_its_reason() {
        let refused = |bytes: &[u8]| prepare(bytes).map(|_| ()).expect_err("a refusal");
        assert_eq!(refused(b"%PDF-1.7"), Unfit::Kind);
        assert_eq!(refused(b""), Unfit::Kind);
        assert_eq!(refused(&png(400, 50)), Unfit::Small);
        assert_eq!(refused(&png(400, 400)[..200]), Unfit::Damaged);
        assert_eq!(refused(&vec![0; MOST_BYTES + 1]), Unfit::Heavy);
        assert_eq!(refused(&bomb()), Unfit::Large);
    }

    /// A PNG of a few bytes whose header promises 60,000 by 60,000 pixels.
    fn bomb() -> Vec<u8> {
        let mut bytes = png(200, 200);
        bytes[16..20].copy_from_slice(&60_000u32.to_be_bytes());
        bytes[20..24].copy_from_slice(&60_000u32.to_be_bytes());
        let sum = crc(&bytes[12..29]);
        bytes[29..33].copy_from_slice(&sum.to_be_bytes());
        bytes
    }

    /// The checksum of a PNG chunk (ISO 3309).
    fn crc(bytes: &[u8]) -> u32 {
        let mut sum = u32::MAX;
        for byte in bytes {
            sum ^= u32::from(*byte);
            for _ in 0..8 {
                sum = if sum & 1 == 1 {
                    (sum >> 1) ^ 0xEDB8_8320
                } else {
                    sum >> 1
                };
            }
        }
        !sum
    }
}
