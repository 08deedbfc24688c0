//! The picture of a shared link: words and the week, drawn here with the site's own typefaces.

mod ink;

use std::borrow::Cow;
use std::collections::{HashMap, VecDeque};
use std::io::Cursor;
use std::sync::{LazyLock, Mutex};

use bytes::Bytes;
use image::imageops::FilterType;
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use sha2::{Digest, Sha256};
use tokio::sync::Semaphore;

use crate::letters::{Letters, Style};

/// The size that social networks ask for, in pixels.
pub const SIZE: (u32, u32) = (1200, 630);
/// Room around the words, in pixels.
const MARGIN: u32 = 72;
/// The width of a picture at the right, in pixels.
const PICTURE: u32 = 420;
/// Where the title begins, and where everything above the bars ends, in pixels from the top.
const WORDS: (f32, f32) = (136.0, 448.0);
/// The sizes a title may have, the largest that fits being taken.
const TITLES: [f32; 8] = [92.0, 82.0, 74.0, 66.0, 58.0, 52.0, 46.0, 40.0];
/// A line of the title for its size.
const LEADING: f32 = 1.04;
/// The lines below the title, and the small words.
const LINE: f32 = 33.0;
const SMALL: f32 = 24.0;
/// The most bars that keep their names apart.
const MOST_NAMED: usize = 9;
/// The height of the fullest bar and of an empty one, in pixels.
const BARS: (f32, f32) = (82.0, 5.0);
/// The chosen days.
const SPARK: Rgb<u8> = Rgb([255, 199, 46]);
/// Words and the other days.
const WHITE: Rgb<u8> = Rgb([255, 255, 255]);
/// Pictures kept once drawn.
const MOST_KEPT: usize = 64;
/// Pictures drawn at the same time: they wait for one another rather than keep readers waiting.
const AT_ONCE: usize = 2;

static TURN: LazyLock<Semaphore> = LazyLock::new(|| Semaphore::new(AT_ONCE));
static KEPT: LazyLock<Mutex<Kept>> = LazyLock::new(Mutex::default);

/// What a card says.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Card {
    /// The campaign, beside the mark.
    pub campaign: String,
    /// The edition and its dates.
    pub edition: String,
    /// A word before everything else: “Annulé”; usually nothing.
    pub state: String,
    /// The title.
    pub title: String,
    /// Where and when, a line each.
    pub lines: Vec<String>,
    /// The week.
    pub days: Vec<Day>,
    /// The ground, `#rrggbb`: the colour of the edition, on which white can be read.
    pub ground: String,
}

/// A day of the week of a card.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Day {
    /// “lun. 14”.
    pub name: String,
    /// How many events; the highest bar is the fullest day.
    pub count: u32,
    /// Whether it is one of those the card is about.
    pub chosen: bool,
}

/// Pictures by what they show, the oldest forgotten first.
#[derive(Default)]
struct Kept {
    pictures: HashMap<[u8; 32], Bytes>,
    order: VecDeque<[u8; 32]>,
}

impl Kept {
    fn put(&mut self, key: [u8; 32], picture: Bytes) {
        if self.pictures.insert(key, picture).is_none() {
            self.order.push_back(key);
        }
        while self.order.len() > MOST_KEPT {
            let oldest = self.order.pop_front();
            oldest.map(|key| self.pictures.remove(&key));
        }
    }
}

/// The faces of the site as files of type: headings, text, and letters that both lack.
pub struct Faces {
    /// Headings and figures.
    pub display: Cow<'static, [u8]>,
    /// Text, without its figures.
    pub text: Cow<'static, [u8]>,
    /// The figures of the text: those of the headings, lighter.
    pub figures: Cow<'static, [u8]>,
    /// Letters of other languages.
    pub more: Cow<'static, [u8]>,
}

/// Why there is no picture.
#[derive(Debug, thiserror::Error)]
pub enum Undrawn {
    /// A file of type cannot be read.
    #[error("a typeface cannot be read")]
    Face,
    /// The drawing or its encoding went wrong.
    #[error("the picture cannot be made: {0}")]
    Fault(String),
}

/// The card as a PNG, with `picture` (a file of the site) at its side. Drawn once for what it shows, off the request path.
///
/// # Errors
/// [`Undrawn`], which is our fault.
pub async fn png(card: Card, faces: Faces, picture: Option<Bytes>) -> Result<Bytes, Undrawn> {
    let key = key(&card, picture.as_deref());
    let known = || {
        let kept = KEPT.lock().unwrap_or_else(|held| held.into_inner());
        kept.pictures.get(&key).cloned()
    };
    if let Some(known) = known() {
        return Ok(known);
    }
    let fault = |fault: &dyn std::fmt::Display| Undrawn::Fault(fault.to_string());
    let _turn = TURN.acquire().await.map_err(|closed| fault(&closed))?;
    // Whoever was before may have drawn the same.
    if let Some(known) = known() {
        return Ok(known);
    }
    let drawn = tokio::task::spawn_blocking(move || encoded(&card, &faces, picture.as_deref()));
    let drawn = drawn.await.map_err(|broken| fault(&broken))??;
    let mut kept = KEPT.lock().unwrap_or_else(|held| held.into_inner());
    kept.put(key, drawn.clone());
    Ok(drawn)
}

fn key(card: &Card, picture: Option<&[u8]>) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(format!("{card:?}"));
    hash.update(picture.unwrap_or_default());
    hash.finalize().into()
}

fn encoded(card: &Card, faces: &Faces, picture: Option<&[u8]>) -> Result<Bytes, Undrawn> {
    let drawn = drawn(card, faces, picture)?;
    let mut out = Cursor::new(Vec::new());
    drawn
        .write_to(&mut out, ImageFormat::Png)
        .map_err(|fault| Undrawn::Fault(fault.to_string()))?;
    Ok(out.into_inner().into())
}

fn drawn(card: &Card, faces: &Faces, picture: Option<&[u8]>) -> Result<RgbImage, Undrawn> {
    let (display, text) = (
        Letters::new(&[&faces.display, &faces.more]).ok_or(Undrawn::Face)?,
        Letters::new(&[&faces.text, &faces.figures, &faces.more]).ok_or(Undrawn::Face)?,
    );
    let ground = colour(&card.ground);
    let mut canvas = RgbImage::from_pixel(SIZE.0, SIZE.1, ground);
    // A picture that cannot be read any more is left out: the words say what matters.
    let beside = picture.and_then(|bytes| image::load_from_memory(bytes).ok());
    let mut right = SIZE.0 - MARGIN;
    if let Some(beside) = beside {
        put_beside(&mut canvas, &beside);
        right = SIZE.0 - PICTURE - MARGIN * 2 / 3;
    }
    let width = (right - MARGIN) as f32;
    head(&mut canvas, card, &display, &text, width);
    words(&mut canvas, card, &display, &text, width);
    week(&mut canvas, card, &display, right);
    Ok(canvas)
}

/// The mark, the campaign and the edition.
fn head(canvas: &mut RgbImage, card: &Card, display: &Letters<'_>, text: &Letters<'_>, width: f32) {
    const MARK: [u32; 7] = [6, 12, 23, 18, 20, 11, 6];
    let (left, bottom) = (MARGIN, 92);
    for (place, height) in (0..).zip(MARK) {
        let x = left + place * 10;
        fill(canvas, (x, bottom - height * 3 / 2), (x + 7, bottom), WHITE);
    }
    let name = Style::new(30.0, -0.02);
    let after = MARGIN as f32 + 88.0;
    ink::write(
        canvas,
        display,
        &card.campaign,
        name,
        (after, 91.0),
        (WHITE, 1.0),
    );
    let small = Style::new(SMALL, 0.0);
    let room = width - 88.0 - display.width(&card.campaign, name) - 40.0;
    let own = text.width(&card.edition, small);
    if own <= room {
        let x = MARGIN as f32 + width - own;
        ink::write(canvas, text, &card.edition, small, (x, 91.0), (WHITE, 0.86));
    }
}

/// The title in the largest size that fits, then where and when.
fn words(
    canvas: &mut RgbImage,
    card: &Card,
    display: &Letters<'_>,
    text: &Letters<'_>,
    width: f32,
) {
    let line = Style::new(LINE, 0.0);
    let lines: Vec<String> = card
        .lines
        .iter()
        .filter(|line| !line.is_empty())
        .flat_map(|own| text.wrapped(own, line, width).into_iter().take(2))
        .collect();
    let below = lines.len() as f32 * LINE * 1.32 + 22.0;
    let badge = if card.state.is_empty() { 0.0 } else { 54.0 };
    let room = WORDS.1 - WORDS.0 - below - badge;
    let fits = |size: &&f32| {
        let style = Style::new(**size, -0.035);
        display.wrapped(&card.title, style, width).len() as f32 * **size * LEADING <= room
    };
    let size = TITLES
        .iter()
        .find(fits)
        .copied()
        .unwrap_or(TITLES[TITLES.len() - 1]);
    let style = Style::new(size, -0.035);
    let most = ((room / (size * LEADING)) as usize).max(1);
    let mut title = display.wrapped(&card.title, style, width);
    if title.len() > most {
        title.truncate(most);
        if let Some(last) = title.last_mut() {
            last.push('…');
        }
    }
    let mut y = WORDS.0;
    if !card.state.is_empty() {
        let style = Style::new(26.0, 0.0);
        let wide = display.width(&card.state, style);
        fill(
            canvas,
            (MARGIN, y as u32),
            (MARGIN + wide as u32 + 32, y as u32 + 42),
            SPARK,
        );
        let ink = Rgb([21, 22, 28]);
        ink::write(
            canvas,
            display,
            &card.state,
            style,
            (MARGIN as f32 + 16.0, y + 30.0),
            (ink, 1.0),
        );
        y += badge;
    }
    for own in &title {
        y += size * LEADING;
        ink::write(
            canvas,
            display,
            own,
            style,
            (MARGIN as f32 - size * 0.04, y - size * 0.2),
            (WHITE, 1.0),
        );
    }
    y += 22.0;
    for own in &lines {
        y += LINE * 1.32;
        ink::write(
            canvas,
            text,
            own,
            line,
            (MARGIN as f32, y - LINE * 0.3),
            (WHITE, 0.92),
        );
    }
}

/// The days as bars with their names.
fn week(canvas: &mut RgbImage, card: &Card, display: &Letters<'_>, right: u32) {
    let count = card.days.len().max(1) as f32;
    let width = (right - MARGIN) as f32;
    let gap = (width / count * 0.12).min(12.0);
    // The last bar ends where the words do.
    let step = (width + gap) / count;
    let most = card
        .days
        .iter()
        .map(|day| day.count)
        .max()
        .unwrap_or(0)
        .max(1) as f32;
    let bottom = SIZE.1 - 76;
    let name = Style::new(SMALL, -0.01);
    for (place, day) in card.days.iter().enumerate() {
        let left = MARGIN as f32 + step * place as f32;
        let tall = (BARS.0 * day.count as f32 / most).max(BARS.1);
        let ink = match day.chosen {
            true => SPARK,
            false if day.count == 0 => mixed(colour(&card.ground), WHITE, 0.4),
            false => WHITE,
        };
        let from = (left as u32, bottom - tall.round() as u32);
        fill(canvas, from, ((left + step - gap) as u32, bottom), ink);
        if card.days.len() <= MOST_NAMED {
            let ink = if day.chosen { SPARK } else { WHITE };
            let x = left + (step - gap - display.width(&day.name, name)) / 2.0;
            let strength = if day.chosen { 1.0 } else { 0.82 };
            ink::write(
                canvas,
                display,
                &day.name,
                name,
                (x, bottom as f32 + 34.0),
                (ink, strength),
            );
        }
    }
}

/// The picture at the right, cut to its place.
fn put_beside(canvas: &mut RgbImage, picture: &DynamicImage) {
    let cut = picture
        .resize_to_fill(PICTURE, SIZE.1, FilterType::Triangle)
        .to_rgb8();
    image::imageops::replace(canvas, &cut, i64::from(SIZE.0 - PICTURE), 0);
}

/// A rectangle; what lies outside is cut off.
fn fill(canvas: &mut RgbImage, from: (u32, u32), to: (u32, u32), ink: Rgb<u8>) {
    for y in from.1..to.1.min(SIZE.1) {
        for x in from.0..to.0.min(SIZE.0) {
            canvas.put_pixel(x, y, ink);
        }
    }
}

fn mixed(under: Rgb<u8>, over: Rgb<u8>, strength: f32) -> Rgb<u8> {
    let mix =
        |a: u8, b: u8| (f32::from(a) + (f32::from(b) - f32::from(a)) * strength).round() as u8;
    Rgb([
        mix(under.0[0], over.0[0]),
        mix(under.0[1], over.0[1]),
        mix(under.0[2], over.0[2]),
    ])
}

/// `#rrggbb` as a colour; nearly black when it is none.
fn colour(text: &str) -> Rgb<u8> {
    domain::edition::parse_colour(text).map_or(Rgb([21, 22, 28]), Rgb)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::assets;

    fn card(title: &str) -> Card {
        let day = |place: u32| Day {
            name: format!("lun. {place}"),
            count: place % 2,
            chosen: place == 3,
        };
        Card {
            campaign: "Semaine de l’Industrie".into(),
            edition: "9e édition · du 14 au 20 décembre 2026".into(),
            title: title.into(),
            lines: vec!["Auch (Gers)".into(), "jeu. 17 déc. · 9 h, 10 h 30".into()],
            days: (0..7).map(day).collect(),
            ground: "#2742d8".into(),
            ..Card::default()
        }
    }

    /// Whether a column of the picture holds anything but the ground.
    fn is_marked(picture: &RgbImage, x: u32) -> bool {
        (0..SIZE.1).any(|y| *picture.get_pixel(x, y) != Rgb([0x27, 0x42, 0xd8]))
    }

    #[test]
    fn whatever_the_title_nothing_is_written_in_the_margins() {
        let long = "De la grume au parquet massif : une journée entière avec les scieurs, les menuisières \
                    et les apprentis de la scierie des Trois-Vallées à Auch";
        assert!(
            long.split_whitespace()
                .collect::<Vec<_>>()
                .join(" ")
                .chars()
                .count()
                >= 140
        );
        let titles = [
            "Bois",
            long,
            &"W".repeat(140),
            &"Chaudronnerie ".repeat(10),
            "Łódź, Škoda, Ωμέγα 工業 🏭",
            "",
        ];
        for title in titles {
            let picture = drawn(&card(title), &assets::faces(), None).expect("drawn");
            for x in (0..MARGIN - 8).chain(SIZE.0 - MARGIN + 8..SIZE.0) {
                assert!(!is_marked(&picture, x), "{title}: something at {x}");
            }
        }
    }

    #[test]
    fn a_state_and_a_picture_have_their_place() {
        let mut own = card("Visite de la scierie");
        own.state = "Annulé".into();
        let plain = drawn(&own, &assets::faces(), None).expect("drawn");
        assert_eq!(*plain.get_pixel(MARGIN + 4, WORDS.0 as u32 + 4), SPARK);
        let mut red = Cursor::new(Vec::new());
        RgbImage::from_pixel(640, 480, Rgb([200, 0, 0]))
            .write_to(&mut red, ImageFormat::Png)
            .expect("a picture");
        let beside = drawn(&own, &assets::faces(), Some(red.get_ref())).expect("drawn");
        assert_eq!(*beside.get_pixel(SIZE.0 - 1, 0), Rgb([200, 0, 0]));
        assert_eq!(*beside.get_pixel(MARGIN + 4, WORDS.0 as u32 + 4), SPARK);
        // A picture that cannot be read takes no place.
        let broken = drawn(&own, &assets::faces(), Some(b"no picture")).expect("drawn");
        assert_eq!(broken, plain);
    }

    #[tokio::test]
    async fn the_same_card_is_drawn_once() {
        let first = png(card("Visite"), assets::faces(), None)
            .await
            .expect("drawn");
        let again = png(card("Visite"), assets::faces(), None)
            .await
            .expect("kept");
        assert_eq!(first.as_ptr(), again.as_ptr());
        let other = png(card("Atelier"), assets::faces(), None)
            .await
            .expect("drawn");
        assert_ne!(first, other);
    }
}
