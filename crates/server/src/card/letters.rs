//! Words as shapes: measured, broken into lines and drawn, with the kerning of their typeface.

use ab_glyph_rasterizer::{Point, Rasterizer, point};
use image::{Rgb, RgbImage};
use ttf_parser::gpos::{PairAdjustment, PositioningSubtable};
use ttf_parser::{Face, GlyphId, OutlineBuilder, Tag};

/// How words are set.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    size: f32,
    /// Between letters, as a part of the size.
    tracking: f32,
}

impl Style {
    /// Words of a size in pixels, their letters apart by so much of it.
    pub fn new(size: f32, tracking: f32) -> Style {
        Style { size, tracking }
    }
}

/// A typeface, and those that help it out: the first that has a letter draws it.
pub struct Letters<'a> {
    faces: Vec<Face<'a>>,
}

/// A letter at its place.
struct Placed {
    face: usize,
    glyph: GlyphId,
    x: f32,
}

impl<'a> Letters<'a> {
    /// The faces of these files; none when one cannot be read.
    pub fn new(files: &[&'a [u8]]) -> Option<Letters<'a>> {
        let faces: Option<Vec<Face<'a>>> =
            files.iter().map(|file| Face::parse(file, 0).ok()).collect();
        faces.map(|faces| Letters { faces })
    }

    /// How wide the words are, in pixels.
    pub fn width(&self, words: &str, style: Style) -> f32 {
        self.placed(words, style).1
    }

    /// The words in lines of at most `width`, as even as their number allows.
    pub fn wrapped(&self, words: &str, style: Style, width: f32) -> Vec<String> {
        let lines = self.filled(words, style, width);
        let (mut narrow, mut wide) = (width / 2.0, width);
        // The narrowest width that needs no more lines: eight halvings come within two pixels.
        for _ in 0..8 {
            let middle = (narrow + wide) / 2.0;
            match self.filled(words, style, middle).len() > lines.len() {
                true => narrow = middle,
                false => wide = middle,
            }
        }
        match lines.len() {
            0 | 1 => lines,
            _ => self.filled(words, style, wide),
        }
    }

    /// The words in lines, each as full as it may be. Spaces that keep words together are no place to break.
    fn filled(&self, words: &str, style: Style, width: f32) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        for word in words
            .split([' ', '\n', '\t'])
            .filter(|word| !word.is_empty())
        {
            for piece in self.pieces(word, style, width) {
                let longer = lines.last().map(|line| format!("{line} {piece}"));
                match longer.filter(|line| self.width(line, style) <= width) {
                    Some(line) => {
                        lines.pop();
                        lines.push(line);
                    }
                    None => lines.push(piece),
                }
            }
        }
        lines
    }

    /// A word as it is, or in pieces when it is longer than a line.
    fn pieces(&self, word: &str, style: Style, width: f32) -> Vec<String> {
        let mut pieces = vec![String::new()];
        for letter in word.chars() {
            let last = pieces.len() - 1;
            let longer = format!("{}{letter}", pieces[last]);
            if pieces[last].is_empty() || self.width(&longer, style) <= width {
                pieces[last] = longer;
            } else {
                pieces.push(letter.to_string());
            }
        }
        pieces
    }

    /// Where each letter goes, from the left, and where the words end. A letter that no face has is left out.
    fn placed(&self, words: &str, style: Style) -> (Vec<Placed>, f32) {
        let mut placed: Vec<Placed> = Vec::new();
        let mut x = 0.0;
        for letter in words.chars() {
            // The narrow space that keeps words together is drawn as the plain one of half its width.
            let (letter, part) = match letter {
                '\u{202f}' => (' ', 0.6),
                '\u{a0}' => (' ', 1.0),
                other => (other, 1.0),
            };
            let found = self
                .faces
                .iter()
                .enumerate()
                .find_map(|(face, own)| Some((face, own.glyph_index(letter)?)));
            let Some((face, glyph)) = found else { continue };
            let own = &self.faces[face];
            let scale = style.size / f32::from(own.units_per_em());
            if let Some(before) = placed.last().filter(|before| before.face == face) {
                x += f32::from(kern(own, before.glyph, glyph)) * scale;
            }
            placed.push(Placed { face, glyph, x });
            let advance = own.glyph_hor_advance(glyph).unwrap_or_default();
            x += f32::from(advance) * scale * part + style.tracking * style.size;
        }
        (placed, (x - style.tracking * style.size).max(0.0))
    }

    /// Writes words on a picture, `at` being the left end of their base line.
    pub fn write(
        &self,
        canvas: &mut RgbImage,
        words: &str,
        style: Style,
        at: (f32, f32),
        ink: Rgb<u8>,
        strength: f32,
    ) {
        for letter in self.placed(words, style).0 {
            let face = &self.faces[letter.face];
            let scale = style.size / f32::from(face.units_per_em());
            draw(
                canvas,
                face,
                letter.glyph,
                scale,
                (at.0 + letter.x, at.1),
                ink,
                strength,
            );
        }
    }
}

/// How much nearer two letters stand to each other, in units of their face.
fn kern(face: &Face<'_>, left: GlyphId, right: GlyphId) -> i16 {
    let Some(table) = face.tables().gpos else {
        return 0;
    };
    let features = (0..table.features.len()).filter_map(|at| table.features.get(at));
    let lookups = features
        .filter(|feature| feature.tag == Tag::from_bytes(b"kern"))
        .flat_map(|feature| feature.lookup_indices.into_iter());
    let mut seen = Vec::new();
    for index in lookups {
        if seen.contains(&index) {
            continue;
        }
        seen.push(index);
        let Some(lookup) = table.lookups.get(index) else {
            continue;
        };
        let pairs = lookup.subtables.into_iter::<PositioningSubtable<'_>>();
        let found = pairs.into_iter().find_map(|subtable| match subtable {
            PositioningSubtable::Pair(pair) => apart(&pair, left, right),
            _ => None,
        });
        if let Some(found) = found {
            return found;
        }
    }
    0
}

fn apart(pair: &PairAdjustment<'_>, left: GlyphId, right: GlyphId) -> Option<i16> {
    let at = pair.coverage().get(left)?;
    let (first, _) = match pair {
        PairAdjustment::Format1 { sets, .. } => sets.get(at)?.get(right)?,
        PairAdjustment::Format2 {
            classes, matrix, ..
        } => matrix.get((classes.0.get(left), classes.1.get(right)))?,
    };
    Some(first.x_advance)
}

/// The outline of a letter, told to the rasterizer in pixels.
struct Pen {
    raster: Rasterizer,
    scale: f32,
    /// From the origin of the letter to the corner of its box.
    corner: (f32, f32),
    start: Point,
    last: Point,
}

impl Pen {
    fn at(&self, x: f32, y: f32) -> Point {
        point(
            x * self.scale - self.corner.0,
            self.corner.1 - y * self.scale,
        )
    }
}

impl OutlineBuilder for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.start = self.at(x, y);
        self.last = self.start;
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let to = self.at(x, y);
        self.raster.draw_line(self.last, to);
        self.last = to;
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let (over, to) = (self.at(x1, y1), self.at(x, y));
        self.raster.draw_quad(self.last, over, to);
        self.last = to;
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let (out, into, to) = (self.at(x1, y1), self.at(x2, y2), self.at(x, y));
        self.raster.draw_cubic(self.last, out, into, to);
        self.last = to;
    }

    fn close(&mut self) {
        self.raster.draw_line(self.last, self.start);
        self.last = self.start;
    }
}

fn draw(
    canvas: &mut RgbImage,
    face: &Face<'_>,
    glyph: GlyphId,
    scale: f32,
    at: (f32, f32),
    ink: Rgb<u8>,
    strength: f32,
) {
    let Some(around) = face.glyph_bounding_box(glyph) else {
        return;
    };
    // The box in whole pixels of the picture, so that edges fall where they belong.
    let left = (at.0 + f32::from(around.x_min) * scale).floor();
    let top = (at.1 - f32::from(around.y_max) * scale).floor();
    let right = (at.0 + f32::from(around.x_max) * scale).ceil();
    let bottom = (at.1 - f32::from(around.y_min) * scale).ceil();
    let size = ((right - left) as usize + 1, (bottom - top) as usize + 1);
    let mut pen = Pen {
        raster: Rasterizer::new(size.0, size.1),
        scale,
        corner: (left - at.0, at.1 - top),
        start: point(0.0, 0.0),
        last: point(0.0, 0.0),
    };
    face.outline_glyph(glyph, &mut pen);
    let (width, height) = (i64::from(canvas.width()), i64::from(canvas.height()));
    pen.raster.for_each_pixel_2d(|x, y, cover| {
        let (x, y) = (left as i64 + i64::from(x), top as i64 + i64::from(y));
        let inside = (0..width).contains(&x) && (0..height).contains(&y);
        if !inside || cover <= 0.0 {
            return;
        }
        let pixel = canvas.get_pixel_mut(x as u32, y as u32);
        *pixel = super::mixed(*pixel, ink, (cover * strength).min(1.0));
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::assets;

    fn with<T>(does: impl Fn(&Letters<'_>) -> T) -> T {
        let faces = assets::faces();
        does(&Letters::new(&[&faces.display, &faces.more]).expect("faces"))
    }

    #[test]
    fn no_line_is_too_wide_and_no_word_is_lost() {
        let style = Style::new(60.0, -0.03);
        let words =
            "Au cœur d’une fonderie d’aluminium\u{a0}: la coulée, l’ébarbage et le laboratoire";
        for width in [200.0, 400.0, 900.0, 5000.0] {
            with(|letters| {
                let lines = letters.wrapped(words, style, width);
                assert!(
                    lines.iter().all(|line| letters.width(line, style) <= width),
                    "{lines:?}"
                );
                let letters_of = |text: &str| text.replace(' ', "");
                assert_eq!(letters_of(&lines.concat()), letters_of(words));
            });
        }
    }

    #[test]
    fn lines_are_even() {
        let style = Style::new(60.0, -0.03);
        with(|letters| {
            let lines =
                letters.wrapped("Portes ouvertes à la conserverie du village", style, 900.0);
            let widths: Vec<f32> = lines
                .iter()
                .map(|line| letters.width(line, style))
                .collect();
            assert_eq!(lines.len(), 2, "{lines:?}");
            assert!((widths[0] - widths[1]).abs() < 350.0, "{lines:?}");
        });
    }

    #[test]
    fn letters_stand_as_their_face_wants_them() {
        let style = Style::new(100.0, 0.0);
        with(|letters| {
            let apart = letters.width("A", style) + letters.width("V", style);
            assert!(letters.width("AV", style) < apart, "the pair is kerned");
            assert_eq!(letters.width("", style), 0.0);
            assert_eq!(
                letters.width("🏭", style),
                0.0,
                "what no face has is left out"
            );
        });
    }
}
