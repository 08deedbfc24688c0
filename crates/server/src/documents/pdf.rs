//! Sheets to PDF/UA-1: each thing drawn is written with its place in the tree that readers aloud follow.

use std::num::NonZeroU16;

use krilla::action::LinkAction;
use krilla::annotation::{Annotation, LinkAnnotation, Target};
use krilla::color::rgb;
use krilla::configure::{Accessibility, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::geom::{Path, PathBuilder, Point, Rect};
use krilla::metadata::Metadata;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::{Fill, Stroke};
use krilla::surface::Surface;
use krilla::tagging::{
    Artifact, ArtifactType, BBox, ContentTag, Identifier, Node, SpanTag, TableHeaderScope, Tag,
    TagGroup, TagKind, TagTree,
};
use krilla::text::{GlyphId, KrillaGlyph};
use krilla::{Document, SerializeSettings};

use super::Unprinted;
use super::faces::{Families, Set};
use super::paper::{Area, Belongs, Drawn, Held, INK, Mark, Ornament, Paper, Part, Role, SHEET};
use crate::letters::Placed;

/// What a document says of itself.
pub struct About {
    /// The title.
    pub title: String,
    /// The language, as HTML names it.
    pub language: &'static str,
}

/// The sheets as a file.
pub fn written(paper: &Paper<'_>, about: About) -> Result<Vec<u8>, Unprinted> {
    let configuration = ConfigurationBuilder::new()
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .map_err(|fault| Unprinted::Fault(format!("{fault:?}")))?;
    let mut document = Document::new_with(SerializeSettings {
        configuration,
        ..SerializeSettings::default()
    });
    let mut names: Vec<Option<Identifier>> = vec![None; paper.marks.len()];
    let mut links: Vec<Option<Identifier>> = vec![None; paper.parts.len()];
    for page in 0..=paper.page {
        let size = PageSettings::from_wh(SHEET.0, SHEET.1);
        let mut sheet = document.start_page_with(size.ok_or_else(|| refused("the size"))?);
        let mut surface = sheet.surface();
        for (at, mark) in paper.marks.iter().enumerate() {
            if mark.page == page {
                let goes_on = goes_on(paper, at, mark);
                names[at] = put(&mut surface, mark, paper.families, goes_on);
            }
        }
        surface.finish();
        for (at, part) in paper.parts.iter().enumerate() {
            if part.begins.0 == page
                && let Some(link) = link(paper, part)
            {
                links[at] = Some(sheet.add_tagged_annotation(link));
            }
        }
        sheet.finish();
    }
    let mut tree = TagTree::new().with_lang(Some(about.language.to_owned()));
    for root in &paper.roots {
        tree.push(group(paper, *root, &names, &links)?);
    }
    document.set_tag_tree(tree);
    document.set_outline(outline(paper));
    document.set_metadata(
        Metadata::new()
            .title(about.title)
            .language(about.language.to_owned())
            .creator("Semaine".to_owned()),
    );
    let written = document.finish();
    written.map_err(|fault| Unprinted::Fault(format!("{fault:?}")))
}

fn refused(what: &str) -> Unprinted {
    Unprinted::Fault(format!("{what} cannot be drawn"))
}

/// Whether something follows in the same part: a space stands between them for those who hear or copy them.
fn goes_on(paper: &Paper<'_>, at: usize, mark: &Mark) -> bool {
    match mark.belongs {
        Belongs::To(part) => paper.parts[part].holds.last() != Some(&Held::Mark(at)),
        Belongs::Ornament(_) => false,
    }
}

/// Draws a mark; answers its name in the tree when it belongs there.
fn put(
    surface: &mut Surface<'_>,
    mark: &Mark,
    families: &Families,
    goes_on: bool,
) -> Option<Identifier> {
    let tag = match (&mark.belongs, &mark.drawn) {
        (Belongs::Ornament(kind), _) => {
            let kind = match kind {
                Ornament::Layout => ArtifactType::Layout,
                Ornament::PageHead => ArtifactType::Header,
                Ornament::PageFoot => ArtifactType::Footer,
            };
            ContentTag::Artifact(Artifact::with_kind(kind))
        }
        (Belongs::To(_), Drawn::Words { .. }) => ContentTag::Span(SpanTag::empty()),
        (Belongs::To(_), Drawn::TickBox(_)) => {
            ContentTag::Span(SpanTag::empty().with_actual_text(Some("☐")))
        }
        (Belongs::To(_), _) => ContentTag::Other,
    };
    let name = surface.start_tagged(tag);
    match &mark.drawn {
        Drawn::Words { at, set, letters } => {
            words(surface, families, *at, *set, (letters, goes_on))
        }
        Drawn::Filled(areas, ink) => {
            surface.set_stroke(None);
            surface.set_fill(Some(filled(*ink)));
            if let Some(path) = rectangles(areas) {
                surface.draw_path(&path);
            }
        }
        Drawn::Framed(area, ink, round, wide) => frame(surface, *area, *ink, (*round, *wide)),
        Drawn::TickBox(area) => frame(surface, *area, INK, (2.0, 1.0)),
    }
    surface.end_tagged();
    matches!(mark.belongs, Belongs::To(_)).then_some(name)
}

fn filled(ink: [u8; 3]) -> Fill {
    Fill {
        paint: rgb::Color::new(ink[0], ink[1], ink[2]).into(),
        ..Fill::default()
    }
}

fn frame(surface: &mut Surface<'_>, area: Area, ink: [u8; 3], (round, wide): (f32, f32)) {
    surface.set_fill(None);
    surface.set_stroke(Some(Stroke {
        paint: rgb::Color::new(ink[0], ink[1], ink[2]).into(),
        width: wide,
        ..Stroke::default()
    }));
    if let Some(path) = rounded(area, round) {
        surface.draw_path(&path);
    }
    surface.set_stroke(None);
}

fn rectangles(areas: &[Area]) -> Option<Path> {
    let mut path = PathBuilder::new();
    for area in areas {
        if let Some(area) = rect(*area) {
            path.push_rect(area);
        }
    }
    path.finish()
}

fn rect(area: Area) -> Option<Rect> {
    Rect::from_xywh(area.x, area.y, area.w, area.h)
}

/// A rectangle with round corners.
fn rounded(Area { x, y, w, h }: Area, round: f32) -> Option<Path> {
    // How far the handles of a quarter of a circle lie from its ends.
    let near = round * (1.0 - 0.552_284_8);
    let (right, bottom) = (x + w, y + h);
    let mut path = PathBuilder::new();
    path.move_to(x + round, y);
    path.line_to(right - round, y);
    path.cubic_to(right - near, y, right, y + near, right, y + round);
    path.line_to(right, bottom - round);
    path.cubic_to(
        right,
        bottom - near,
        right - near,
        bottom,
        right - round,
        bottom,
    );
    path.line_to(x + round, bottom);
    path.cubic_to(x + near, bottom, x, bottom - near, x, bottom - round);
    path.line_to(x, y + round);
    path.cubic_to(x, y + near, x + near, y, x + round, y);
    path.close();
    path.finish()
}

/// Words, a run for each face that draws some of their letters.
fn words(
    surface: &mut Surface<'_>,
    families: &Families,
    at: (f32, f32),
    set: Set,
    (letters, goes_on): (&[Placed], bool),
) {
    surface.set_stroke(None);
    surface.set_fill(Some(filled(set.ink)));
    let family = families.of(set.voice);
    let ends = |place: usize| letters.get(place + 1).map(|next| next.x);
    let runs = letters.chunk_by(|one, next| one.face == next.face);
    let mut place = 0;
    for run in runs {
        let (face, start) = (run[0].face, run[0].x);
        let mut text = String::new();
        let mut glyphs = Vec::with_capacity(run.len() + 1);
        for letter in run {
            let from = text.len();
            text.push(letter.letter);
            let wide = match ends(place) {
                Some(end) => end - letter.x,
                None => natural(families, set, letter),
            };
            glyphs.push(glyph(letter.glyph, from..text.len(), wide / set.size));
            place += 1;
        }
        let font = family.fonts[face].clone();
        let from = Point::from_xy(at.0 + start, at.1);
        surface.draw_glyphs(from, &glyphs, font, &text, set.size, false);
    }
    // The figures have a face of their own, and no space in it.
    let space = family.letters.placed(" ", set.style()).0;
    if goes_on && let (Some(space), Some(last)) = (space.first(), letters.last()) {
        let from = Point::from_xy(at.0 + last.x + natural(families, set, last), at.1);
        let space_glyph = glyph(space.glyph, 0..1, 0.2);
        let font = family.fonts[space.face].clone();
        surface.draw_glyphs(from, &[space_glyph], font, " ", set.size, false);
    }
}

/// How wide a letter is by itself.
fn natural(families: &Families, set: Set, letter: &Placed) -> f32 {
    let face = families.of(set.voice).letters.face(letter.face);
    let advance = face.glyph_hor_advance(letter.glyph).unwrap_or_default();
    f32::from(advance) / f32::from(face.units_per_em()) * set.size
}

fn glyph(id: ttf_parser::GlyphId, of: std::ops::Range<usize>, wide: f32) -> KrillaGlyph {
    KrillaGlyph::new(GlyphId::new(u32::from(id.0)), wide, 0.0, 0.0, 0.0, of, None)
}

/// The annotation that makes an address something to follow.
fn link(paper: &Paper<'_>, part: &Part) -> Option<Annotation> {
    let Role::Link(address, says) = &part.role else {
        return None;
    };
    let words = part.holds.iter().filter_map(|held| match held {
        Held::Mark(at) => match &paper.marks[*at].drawn {
            Drawn::Words { at, set, letters } => {
                let last = letters.last()?;
                let wide = last.x + natural(paper.families, *set, last);
                Some((at.0, at.1 - set.size, at.0 + wide, at.1 + set.size * 0.3))
            }
            _ => None,
        },
        Held::Part(_) => None,
    });
    let (left, top, right, bottom) = words.reduce(joined)?;
    let area = Rect::from_ltrb(left, top, right, bottom)?;
    let target = Target::Action(LinkAction::new(address.clone()).into());
    let link = LinkAnnotation::new(area, target);
    Some(Annotation::new_link(link, Some(says.clone())))
}

/// The rectangle around the squares of a drawing.
fn around(paper: &Paper<'_>, part: &Part) -> Option<Rect> {
    let drawn = part.holds.iter().filter_map(|held| match held {
        Held::Mark(at) => Some(&paper.marks[*at].drawn),
        Held::Part(_) => None,
    });
    let areas = drawn.filter_map(|drawn| match drawn {
        Drawn::Filled(areas, _) => Some(areas),
        _ => None,
    });
    let corners = areas
        .flatten()
        .map(|area| (area.x, area.y, area.x + area.w, area.y + area.h));
    let (left, top, right, bottom) = corners.reduce(joined)?;
    Rect::from_ltrb(left, top, right, bottom)
}

type Corners = (f32, f32, f32, f32);

fn joined(one: Corners, other: Corners) -> Corners {
    (
        one.0.min(other.0),
        one.1.min(other.1),
        one.2.max(other.2),
        one.3.max(other.3),
    )
}

/// A part and what is in it, as the tree has them.
fn group(
    paper: &Paper<'_>,
    part: usize,
    names: &[Option<Identifier>],
    links: &[Option<Identifier>],
) -> Result<TagGroup, Unprinted> {
    let own = &paper.parts[part];
    let mut group = TagGroup::new(match &own.role {
        Role::Figure(says) => {
            let around = around(paper, own).map(|area| BBox::new(own.begins.0, area));
            Tag::Figure(Some(says.clone())).with_bbox(around).into()
        }
        role => tag(role),
    });
    for held in &own.holds {
        match held {
            Held::Part(inner) => group.push(self::group(paper, *inner, names, links)?),
            Held::Mark(at) => {
                let name = names[*at].ok_or_else(|| refused("something without a name"))?;
                group.push(Node::Leaf(name));
            }
        }
    }
    if let Some(link) = links[part] {
        group.push(Node::Leaf(link));
    }
    Ok(group)
}

fn tag(role: &Role) -> TagKind {
    match role {
        Role::Heading(level, title) => {
            let level = NonZeroU16::new(*level).unwrap_or(NonZeroU16::MIN);
            Tag::Hn(level, Some(title.clone())).into()
        }
        Role::Paragraph => Tag::P.into(),
        Role::Figure(says) => Tag::Figure(Some(says.clone())).into(),
        Role::Link(..) => Tag::Link.into(),
        Role::Table(tells) => Tag::Table.with_summary(Some(tells.clone())).into(),
        Role::Head => Tag::THead.into(),
        Role::Body => Tag::TBody.into(),
        Role::Row => Tag::TR.into(),
        Role::ColumnName => Tag::TH(TableHeaderScope::Column).into(),
        Role::RowName => Tag::TH(TableHeaderScope::Row).into(),
        Role::Cell => Tag::TD.into(),
    }
}

/// The headings, to go to.
fn outline(paper: &Paper<'_>) -> Outline {
    let mut outline = Outline::new();
    for part in &paper.parts {
        if let Role::Heading(_, title) = &part.role {
            let (page, y) = part.begins;
            let place = XyzDestination::new(page, Point::from_xy(0.0, (y - 40.0).max(0.0)));
            outline.push_child(OutlineNode::new(title.clone(), place));
        }
    }
    outline
}
