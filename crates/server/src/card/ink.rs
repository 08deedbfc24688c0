//! Words drawn on a picture.

use ab_glyph_rasterizer::{Point, Rasterizer, point};
use image::{Rgb, RgbImage};
use ttf_parser::{Face, GlyphId, OutlineBuilder};

use crate::letters::{Letters, Style};

/// Writes words on a picture, `at` being the left end of their base line.
pub fn write(
    canvas: &mut RgbImage,
    letters: &Letters<'_>,
    words: &str,
    style: Style,
    at: (f32, f32),
    (ink, strength): (Rgb<u8>, f32),
) {
    for letter in letters.placed(words, style).0 {
        let face = letters.face(letter.face);
        let scale = style.size / f32::from(face.units_per_em());
        let at = (at.0 + letter.x, at.1);
        draw(canvas, face, letter.glyph, scale, at, ink, strength);
    }
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
