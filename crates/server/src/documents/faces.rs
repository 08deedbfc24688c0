//! The typefaces of documents, as what measures letters and as what is laid into the PDF.

use std::sync::LazyLock;

use krilla::text::Font;

use crate::letters::{Letters, Style};
use crate::web::assets::{self, PrintFaces};

/// A face with those that help it out, twice: measured and laid down.
pub struct Family {
    /// What measures.
    pub letters: Letters<'static>,
    /// The same files, in the same order, for the PDF.
    pub fonts: Vec<Font>,
}

/// The three voices of a document.
pub struct Families {
    display: Family,
    text: Family,
    strong: Family,
}

static FILES: LazyLock<PrintFaces> = LazyLock::new(assets::print_faces);
static FAMILIES: LazyLock<Option<Families>> = LazyLock::new(|| {
    let files = &*FILES;
    Some(Families {
        display: family(&[&files.display, &files.strong_more])?,
        text: family(&[&files.text, &files.figures, &files.more])?,
        strong: family(&[&files.strong, &files.strong_figures, &files.strong_more])?,
    })
});

fn family(files: &[&'static [u8]]) -> Option<Family> {
    let fonts: Option<Vec<Font>> = files
        .iter()
        .map(|file| Font::new((*file).into(), 0))
        .collect();
    Some(Family {
        letters: Letters::new(files)?,
        fonts: fonts?,
    })
}

/// The families, read once; none when the files of type were not built.
pub fn families() -> Option<&'static Families> {
    FAMILIES.as_ref()
}

/// Which voice words are said in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Voice {
    /// Headings, and what must be found at once.
    Display,
    /// Running text.
    Text,
    /// The same, heavier.
    Strong,
}

impl Families {
    /// The family of a voice.
    pub fn of(&self, voice: Voice) -> &Family {
        match voice {
            Voice::Display => &self.display,
            Voice::Text => &self.text,
            Voice::Strong => &self.strong,
        }
    }
}

/// How words are set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Set {
    /// The voice.
    pub voice: Voice,
    /// The size in points.
    pub size: f32,
    /// The colour.
    pub ink: [u8; 3],
}

impl Set {
    /// The size, with the letters as near as the face wants them at that size.
    pub fn style(self) -> Style {
        let tracking = match self.voice {
            Voice::Display if self.size >= 24.0 => -0.03,
            Voice::Display => -0.015,
            Voice::Text | Voice::Strong => 0.0,
        };
        Style::new(self.size, tracking)
    }
}
