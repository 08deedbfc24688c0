//! The picture of the social card: the week as its bars, in the colours of the edition. It needs no type and no words:
//! the title stands beside it wherever a link is shared.

use std::io::Cursor;

use axum::http::{HeaderValue, header};
use axum::response::IntoResponse;
use catalogue::{Choice, DayCount, Query};
use image::{ImageFormat, Rgb, RgbImage};

use super::ask;
use super::scope::Scope;
use crate::error::{Answer, Failure};

/// The size that social networks ask for, in pixels.
const SIZE: (u32, u32) = (1200, 630);
/// Room around the bars, in pixels.
const MARGIN: u32 = 96;
/// The part of a day's width that its bar fills.
const FILLED: f64 = 0.68;
/// The height of a bar of no event, in pixels.
const STUB: u32 = 8;
/// The chosen days.
const SPARK: Rgb<u8> = Rgb([255, 199, 46]);
/// The other days.
const BAR: Rgb<u8> = Rgb([255, 255, 255]);

/// The absolute address of the picture of a query.
#[must_use]
pub fn address(scope: &Scope, query: &Query) -> String {
    let asked = query.to_query_string();
    let join = if asked.is_empty() { "" } else { "&" };
    let path = scope.path("/partage.png");
    scope
        .app
        .config
        .absolute(&format!("{path}?{asked}{join}v={}", scope.shelved.revision))
}

/// The picture: one bar for each day of the week, as high as its count; the chosen days in the second colour.
pub async fn picture(scope: Scope) -> Answer {
    let asked = ask::read(&scope);
    let days = scope
        .catalogue()
        .search(&asked.query.clear(Choice::Day), scope.now)
        .days;
    let chosen = asked.query.days.clone();
    let days: Vec<(DayCount, bool)> = days
        .into_iter()
        .filter(|day| day.in_week)
        .map(|day| (day, chosen.contains(&day.day)))
        .collect();
    let ground = colour(&scope.rules().colour);
    let png = tokio::task::spawn_blocking(move || drawn(&days, ground))
        .await
        .map_err(Failure::fault)??;
    let mut response = png.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("image/png"));
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("public, max-age=86400"),
    );
    Ok(response)
}

fn drawn(days: &[(DayCount, bool)], ground: Rgb<u8>) -> Result<Vec<u8>, Failure> {
    let (width, height) = SIZE;
    let mut picture = RgbImage::from_pixel(width, height, ground);
    let most = days
        .iter()
        .map(|(day, _)| day.count)
        .max()
        .unwrap_or(0)
        .max(1);
    let step = f64::from(width - 2 * MARGIN) / days.len().max(1) as f64;
    let full = height - 2 * MARGIN;
    for (place, (day, chosen)) in days.iter().enumerate() {
        let left = f64::from(MARGIN) + step * (place as f64 + (1.0 - FILLED) / 2.0);
        let tall = (f64::from(full) * f64::from(day.count) / f64::from(most)).round() as u32;
        let tall = tall.max(STUB);
        let ink = if *chosen { SPARK } else { BAR };
        for x in left as u32..(left + step * FILLED) as u32 {
            for y in height - MARGIN - tall..height - MARGIN {
                picture.put_pixel(x.min(width - 1), y, ink);
            }
        }
    }
    let mut out = Cursor::new(Vec::new());
    picture
        .write_to(&mut out, ImageFormat::Png)
        .map_err(Failure::fault)?;
    Ok(out.into_inner())
}

/// `#rrggbb` as a colour; black when it is none.
fn colour(text: &str) -> Rgb<u8> {
    let part = |at: usize| {
        text.get(at..at + 2)
            .and_then(|two| u8::from_str_radix(two, 16).ok())
    };
    match (part(1), part(3), part(5)) {
        (Some(red), Some(green), Some(blue)) => Rgb([red, green, blue]),
        _ => Rgb([0, 0, 0]),
    }
}
