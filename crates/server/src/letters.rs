//! Words measured and broken into lines, with the kerning of their typeface: for pictures and for documents to print.

use ttf_parser::gpos::{PairAdjustment, PositioningSubtable};
use ttf_parser::{Face, GlyphId, Tag};

/// How words are set.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    /// The size, in pixels or points.
    pub size: f32,
    /// Between letters, as a part of the size.
    pub tracking: f32,
}

impl Style {
    /// Words of a size, their letters apart by so much of it.
    #[must_use]
    pub fn new(size: f32, tracking: f32) -> Style {
        Style { size, tracking }
    }
}

/// A typeface, and those that help it out: the first that has a letter draws it.
pub struct Letters<'a> {
    faces: Vec<Face<'a>>,
    /// Of each face, the tables that say how much nearer two letters stand.
    kerning: Vec<Vec<u16>>,
}

/// Where a line of letters has come to.
#[derive(Debug, Clone, Copy, Default)]
struct Pen {
    x: f32,
    last: Option<(usize, GlyphId)>,
}

/// A letter at its place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Placed {
    /// Which of the faces draws it.
    pub face: usize,
    /// How it is drawn.
    pub glyph: GlyphId,
    /// Where it begins, from the left.
    pub x: f32,
    /// Which letter it is; every space is a plain one.
    pub letter: char,
}

impl<'a> Letters<'a> {
    /// The faces of these files; none when one cannot be read.
    #[must_use]
    pub fn new(files: &[&'a [u8]]) -> Option<Letters<'a>> {
        let faces: Option<Vec<Face<'a>>> =
            files.iter().map(|file| Face::parse(file, 0).ok()).collect();
        faces.map(|faces| Letters {
            kerning: faces.iter().map(kerning).collect(),
            faces,
        })
    }

    /// A face by its number in [`Placed::face`].
    #[must_use]
    pub fn face(&self, number: usize) -> &Face<'a> {
        &self.faces[number]
    }

    /// Whether a face has this letter.
    #[must_use]
    pub fn has(&self, letter: char) -> bool {
        let letter = space_of(letter).map_or(letter, |_| ' ');
        self.faces
            .iter()
            .any(|face| face.glyph_index(letter).is_some())
    }

    /// How wide the words are.
    #[must_use]
    pub fn width(&self, words: &str, style: Style) -> f32 {
        self.placed(words, style).1
    }

    /// The words in lines of at most `width`, as even as their number allows.
    #[must_use]
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
    #[must_use]
    pub fn filled(&self, words: &str, style: Style, width: f32) -> Vec<String> {
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
        let mut pen = Pen::default();
        for letter in word.chars() {
            let mut longer = pen;
            self.step(&mut longer, letter, style);
            let last = pieces.len() - 1;
            if pieces[last].is_empty() || longer.x - style.tracking * style.size <= width {
                pieces[last].push(letter);
                pen = longer;
            } else {
                pieces.push(letter.to_string());
                pen = Pen::default();
                self.step(&mut pen, letter, style);
            }
        }
        pieces
    }

    /// Where each letter goes, from the left, and where the words end. A letter that no face has is left out.
    #[must_use]
    pub fn placed(&self, words: &str, style: Style) -> (Vec<Placed>, f32) {
        let mut pen = Pen::default();
        let letters = words.chars();
        let placed = letters
            .filter_map(|letter| self.step(&mut pen, letter, style))
            .collect();
        (placed, (pen.x - style.tracking * style.size).max(0.0))
    }

    /// One letter more: where it goes, and the pen behind it. A letter that no face has moves nothing.
    fn step(&self, pen: &mut Pen, letter: char, style: Style) -> Option<Placed> {
        let (letter, part) = space_of(letter).map_or((letter, 1.0), |part| (' ', part));
        let mut faces = self.faces.iter().enumerate();
        let (face, glyph) = faces.find_map(|(face, own)| Some((face, own.glyph_index(letter)?)))?;
        let own = &self.faces[face];
        let scale = style.size / f32::from(own.units_per_em());
        if let Some((_, before)) = pen.last.filter(|(last, _)| *last == face) {
            pen.x += f32::from(kern(own, &self.kerning[face], before, glyph)) * scale;
        }
        let x = pen.x;
        let advance = own.glyph_hor_advance(glyph).unwrap_or_default();
        pen.x += f32::from(advance) * scale * part + style.tracking * style.size;
        pen.last = Some((face, glyph));
        Some(Placed {
            face,
            glyph,
            x,
            letter,
        })
    }
}

/// Which part of a plain space a space is as wide as: the narrow one that keeps words together is of half its width.
fn space_of(letter: char) -> Option<f32> {
    match letter {
        '\u{202f}' | '\u{2009}' => Some(0.6),
        ' ' | '\u{a0}' => Some(1.0),
        _ => None,
    }
}

/// The tables of a face that say how much nearer two letters stand, each once.
fn kerning(face: &Face<'_>) -> Vec<u16> {
    let Some(table) = face.tables().gpos else {
        return Vec::new();
    };
    let features = (0..table.features.len()).filter_map(|at| table.features.get(at));
    let mut tables: Vec<u16> = features
        .filter(|feature| feature.tag == Tag::from_bytes(b"kern"))
        .flat_map(|feature| feature.lookup_indices.into_iter())
        .collect();
    tables.sort_unstable();
    tables.dedup();
    tables
}

/// How much nearer two letters stand to each other, in units of their face.
fn kern(face: &Face<'_>, tables: &[u16], left: GlyphId, right: GlyphId) -> i16 {
    let Some(table) = face.tables().gpos else {
        return 0;
    };
    let lookups = tables.iter().filter_map(|index| table.lookups.get(*index));
    let found = lookups.flat_map(|lookup| {
        let pairs = lookup.subtables.into_iter::<PositioningSubtable<'_>>();
        pairs.into_iter().find_map(|subtable| match subtable {
            PositioningSubtable::Pair(pair) => apart(&pair, left, right),
            _ => None,
        })
    });
    found.into_iter().next().unwrap_or(0)
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
