//! An edition of a campaign: its week, its windows, its criteria and its choices. All of it is data.

mod stage;

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::{Timestamp, tz::TimeZone};
use serde::{Deserialize, Serialize};

use crate::event::{Content, Field};
use crate::ids::{CampaignId, EditionId};
use crate::territory::{Chain, TerritoryCode};
use crate::text::length;
use crate::time::Window;
use crate::words::Words;

pub use stage::StageRefusal;

/// A campaign: what its editions have in common.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Campaign {
    /// Its identity.
    pub id: CampaignId,
    /// Its address part.
    pub slug: String,
    /// Its name, as in "Semaine de l’Industrie".
    pub name: Words,
    /// Who answers for it, as shown in the footer.
    pub steered_by: Words,
}

/// Why a campaign cannot be called so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CampaignFault {
    /// It has no French name.
    #[error("the campaign has no French name")]
    NoName,
    /// The named text is longer than [`Campaign::LONGEST`].
    #[error("{0} is too long")]
    TooLong(&'static str),
}

impl CampaignFault {
    /// The field it is about: `name_fr`, `name_en`, `steered_fr` or `steered_en`.
    #[must_use]
    pub fn field(self) -> &'static str {
        match self {
            CampaignFault::NoName => "name_fr",
            CampaignFault::TooLong(field) => field,
        }
    }

    /// Its name in texts and files.
    #[must_use]
    pub fn slug(self) -> &'static str {
        match self {
            CampaignFault::NoName => "no-name",
            CampaignFault::TooLong(_) => "too-long",
        }
    }
}

impl Campaign {
    /// The most characters its name or those who answer for it may have, in each language.
    pub const LONGEST: u8 = 160;

    /// What keeps the campaign from being called so; empty when it may be saved.
    #[must_use]
    pub fn faults(&self) -> Vec<CampaignFault> {
        let nameless = self.name.fr.trim().is_empty();
        let texts = [
            ("name_fr", &self.name.fr),
            ("name_en", &self.name.en),
            ("steered_fr", &self.steered_by.fr),
            ("steered_en", &self.steered_by.en),
        ];
        let too_long = texts
            .into_iter()
            .filter(|(_, text)| length(text) > usize::from(Self::LONGEST))
            .map(|(field, _)| CampaignFault::TooLong(field));
        nameless
            .then_some(CampaignFault::NoName)
            .into_iter()
            .chain(too_long)
            .collect()
    }
}

/// An edition, with where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edition {
    /// Its identity.
    pub id: EditionId,
    /// The campaign it belongs to.
    pub campaign: CampaignId,
    /// Its address part, unique on the site (`2018`).
    pub slug: String,
    /// Where it stands.
    pub stage: Stage,
    /// Everything the national team may set.
    pub rules: Rules,
    /// Raised with every change of the public face of one of its events.
    pub public_revision: i64,
    /// Raised with every change of the rules; guards against two people saving at once.
    pub version: i64,
}

/// Where an edition stands. Each stage says since when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "stage", rename_all = "kebab-case")]
pub enum Stage {
    /// Being prepared: seen by the national team only.
    Prepared {
        /// When it was created.
        since: Timestamp,
    },
    /// The site's own: proposals, review and public pages.
    Running {
        /// When it was opened.
        since: Timestamp,
    },
    /// Finished: readable for ever at its own addresses, changed no more.
    Finished {
        /// When it was closed.
        since: Timestamp,
    },
}

/// Everything the national team sets for an edition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rules {
    /// Its number (8 for the 8th), when it has one.
    pub number: Option<u16>,
    /// Its theme.
    pub theme: Words,
    /// One sentence that makes one want to go.
    pub promise: Words,
    /// A few paragraphs about the edition (Markdown).
    pub about: Words,
    /// The week itself, first and last day included.
    pub week: Window,
    /// The days on which an event may be labelled.
    pub accepted: Window,
    /// Territories with a window of their own (La Réunion in 2018).
    #[serde(default)]
    pub accepted_in: BTreeMap<TerritoryCode, Window>,
    /// First day on which one may propose.
    pub proposals_open: Date,
    /// Last day on which one may propose, until midnight in [`Rules::zone`].
    pub proposals_close: Date,
    /// The zone in which openings, closings and national deadlines are told (`Europe/Paris`).
    pub zone: String,
    /// Working days allowed for a decision.
    pub decision_days: u8,
    /// Days an organiser has to answer remarks before being reminded.
    pub answer_days: u8,
    /// What each verdict answers.
    pub criteria: Vec<Criterion>,
    /// Sectors one may choose.
    pub sectors: Vec<Choice>,
    /// Formats one may choose.
    pub formats: Vec<Choice>,
    /// Audiences one may choose.
    pub audiences: Vec<Choice>,
    /// Tags one may add.
    #[serde(default)]
    pub tags: Vec<Choice>,
    /// Fields whose edit passes at once after the label.
    pub free_fields: Vec<Field>,
    /// Whether a typing error mended in the wording of any field passes at once too.
    #[serde(default)]
    pub free_typos: bool,
    /// The edition's strong colour, `#rrggbb`.
    pub colour: String,
    /// Figures published for the edition as a whole.
    #[serde(default)]
    pub figures: Vec<Figure>,
}

/// A statement of the edition that a labelled event fulfils.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Criterion {
    /// Its short name in data.
    pub slug: String,
    /// What must hold.
    pub statement: Words,
    /// What the site can say of it by itself.
    #[serde(default)]
    pub check: Check,
}

/// What the site can say of a criterion by itself; the referee always has the last word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Check {
    /// Every slot within the accepted window.
    Window,
    /// At least one of the edition's audiences chosen.
    Audience,
    /// Declared free of charge by the organiser.
    Free,
    /// Only a person can tell.
    #[default]
    Judgement,
}

/// One choice of a list: a sector, a format, an audience, a tag.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Choice {
    /// Its name in addresses and files.
    pub slug: String,
    /// Its name for people.
    pub label: Words,
    /// Its colour, `#rrggbb`, for sectors; empty otherwise.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub colour: String,
    /// Its shape on the map, for sectors.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shape: Option<Shape>,
    /// The group it is listed under, for audiences ("Scolaires").
    #[serde(default, skip_serializing_if = "Words::is_empty")]
    pub group: Words,
}

/// Shapes of the pins, so that colour never carries the meaning alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum Shape {
    Circle,
    Square,
    Triangle,
    Diamond,
    Leaf,
    Hexagon,
    Cross,
    Star,
    Drop,
    Pentagon,
}

/// A figure as published, with how it was obtained.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    /// What is counted.
    pub what: Counted,
    /// How many.
    pub value: u64,
    /// True when the source said "more than".
    #[serde(default)]
    pub more_than: bool,
    /// True when the source says that those who took part online are counted too.
    #[serde(default)]
    pub online: bool,
    /// How the figure was obtained.
    pub basis: Basis,
}

/// What a published figure counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Counted {
    /// Labelled events.
    Events,
    /// Participants.
    Participants,
}

/// How a figure was obtained.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// Told by those who organise.
    Declared,
    /// Checked by those who publish.
    Verified,
    /// Computed from a part.
    Estimated,
}

/// Why the rules of an edition cannot stand as they are.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RulesFault {
    /// The accepted window does not hold the week.
    #[error("the accepted window does not hold the week")]
    WindowOutsideWeek,
    /// The proposals close before they open.
    #[error("proposals close before they open")]
    ClosesBeforeOpening,
    /// The proposals close after the last accepted day.
    #[error("proposals close after the last accepted day")]
    ClosesTooLate,
    /// The zone is not known.
    #[error("unknown time zone {0}")]
    UnknownZone(String),
    /// A list that must offer something is empty.
    #[error("{0} is empty")]
    Empty(&'static str),
    /// A slug stands twice in a list, or is not a slug.
    #[error("{list}: {slug} is not a slug or stands twice")]
    BadSlug {
        /// Which list.
        list: &'static str,
        /// Which slug.
        slug: String,
    },
    /// A text that people read is missing in French.
    #[error("{0} has no French text")]
    NoFrench(String),
    /// The colour is not `#rrggbb`.
    #[error("{0} is not a colour")]
    BadColour(String),
    /// White text on the colour, or the colour on paper, would not reach a contrast of 4.5 to 1.
    #[error("{0} is too pale to be read")]
    PaleColour(String),
    /// The time for a decision is not between 1 and 30 working days.
    #[error("the time for a decision is not between 1 and 30 working days")]
    DecisionDays,
    /// A week is seven days or fewer here, 31 at the most.
    #[error("the week is longer than 31 days")]
    WeekTooLong,
}

impl Edition {
    /// The days on which an event of this territory may be labelled: the lowest window set on its way up.
    #[must_use]
    pub fn accepted(&self, chain: &Chain) -> Window {
        let own = chain
            .levels()
            .iter()
            .find_map(|level| self.rules.accepted_in.get(level));
        own.copied().unwrap_or(self.rules.accepted)
    }

    /// True while one may propose.
    #[must_use]
    pub fn takes_proposals(&self, now: Timestamp) -> bool {
        let today = self.today(now);
        self.is_running()
            && self.rules.proposals_open <= today
            && today <= self.rules.proposals_close
    }

    /// The day it is in the edition's own zone.
    #[must_use]
    pub fn today(&self, now: Timestamp) -> Date {
        now.to_zoned_datetime(self.time_zone()).date()
    }

    /// The edition's zone; UTC if a hand-made file names one that does not exist.
    #[must_use]
    pub fn time_zone(&self) -> TimeZone {
        TimeZone::get(&self.rules.zone).unwrap_or(TimeZone::UTC)
    }

    /// True while its events may change: proposed, judged, announced. Before and after, nothing of them does.
    #[must_use]
    pub fn is_running(&self) -> bool {
        matches!(self.stage, Stage::Running { .. })
    }

    /// True when the public may read it.
    #[must_use]
    pub fn is_public(&self) -> bool {
        !matches!(self.stage, Stage::Prepared { .. })
    }
}

impl Rules {
    /// Whether an edit of a field passes at once after the label: a free field, or a typing error that is mended.
    #[must_use]
    pub fn passes(&self, field: Field, before: &Content, after: &Content) -> bool {
        self.free_fields.contains(&field) || (self.free_typos && field.mends_a_typo(before, after))
    }

    /// Everything that keeps the rules from standing; empty when they may be saved.
    #[must_use]
    pub fn faults(&self) -> Vec<RulesFault> {
        let mut faults = Vec::new();
        if !(self.accepted.contains(self.week.from) && self.accepted.contains(self.week.to)) {
            faults.push(RulesFault::WindowOutsideWeek);
        }
        if self.week.len() > 31 {
            faults.push(RulesFault::WeekTooLong);
        }
        if self.proposals_close < self.proposals_open {
            faults.push(RulesFault::ClosesBeforeOpening);
        }
        if self.proposals_close > self.accepted.to {
            faults.push(RulesFault::ClosesTooLate);
        }
        if TimeZone::get(&self.zone).is_err() {
            faults.push(RulesFault::UnknownZone(self.zone.clone()));
        }
        if !(1..=30).contains(&self.decision_days) {
            faults.push(RulesFault::DecisionDays);
        }
        for (name, text) in [("theme", &self.theme), ("promise", &self.promise)] {
            if text.fr.is_empty() {
                faults.push(RulesFault::NoFrench(name.into()));
            }
        }
        self.list_faults(&mut faults);
        faults.extend(colour_fault(&self.colour));
        faults
    }

    fn list_faults(&self, faults: &mut Vec<RulesFault>) {
        let criteria = self
            .criteria
            .iter()
            .map(|c| (c.slug.as_str(), &c.statement));
        check_list("criteria", criteria.collect(), true, faults);
        for (name, list, needed) in [
            ("sectors", &self.sectors, true),
            ("formats", &self.formats, true),
            ("audiences", &self.audiences, true),
            ("tags", &self.tags, false),
        ] {
            let entries = list.iter().map(|c| (c.slug.as_str(), &c.label));
            check_list(name, entries.collect(), needed, faults);
            faults.extend(
                list.iter()
                    .filter(|c| !c.colour.is_empty())
                    .filter_map(|c| colour_fault(&c.colour)),
            );
        }
    }
}

fn check_list(
    list: &'static str,
    entries: Vec<(&str, &Words)>,
    needed: bool,
    faults: &mut Vec<RulesFault>,
) {
    if needed && entries.is_empty() {
        faults.push(RulesFault::Empty(list));
    }
    let mut seen = std::collections::BTreeSet::new();
    for (slug, words) in entries {
        if !is_slug(slug) || !seen.insert(slug) {
            faults.push(RulesFault::BadSlug {
                list,
                slug: slug.into(),
            });
        }
        if words.fr.is_empty() {
            faults.push(RulesFault::NoFrench(format!("{list}: {slug}")));
        }
    }
}

/// True for 1 to 60 of a–z, 0–9 and single inner hyphens.
#[must_use]
pub fn is_slug(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= 60
        && text.split('-').all(|part| {
            !part.is_empty()
                && part
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        })
}

fn colour_fault(colour: &str) -> Option<RulesFault> {
    let Some(rgb) = parse_colour(colour) else {
        return Some(RulesFault::BadColour(colour.into()));
    };
    (contrast(rgb, [255, 255, 255]) < 4.5).then(|| RulesFault::PaleColour(colour.into()))
}

/// Reads `#rrggbb`.
#[must_use]
pub fn parse_colour(text: &str) -> Option<[u8; 3]> {
    let hex = text
        .strip_prefix('#')
        .filter(|hex| hex.len() == 6 && hex.is_ascii())?;
    let byte = |at: usize| u8::from_str_radix(&hex[at..at + 2], 16).ok();
    Some([byte(0)?, byte(2)?, byte(4)?])
}

/// The contrast ratio of two colours, 1 to 21 (WCAG 2.2, "contrast ratio" and "relative luminance").
#[must_use]
pub fn contrast(a: [u8; 3], b: [u8; 3]) -> f64 {
    let (la, lb) = (luminance(a), luminance(b));
    (la.max(lb) + 0.05) / (la.min(lb) + 0.05)
}

fn luminance(rgb: [u8; 3]) -> f64 {
    let linear = |byte: u8| {
        let s = f64::from(byte) / 255.0;
        if s <= 0.040_45 {
            s / 12.92
        } else {
            ((s + 0.055) / 1.055).powf(2.4)
        }
    };
    0.2126 * linear(rgb[0]) + 0.7152 * linear(rgb[1]) + 0.0722 * linear(rgb[2])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_is_that_of_wcag() {
        assert!((contrast([0, 0, 0], [255, 255, 255]) - 21.0).abs() < 1e-9);
        assert_eq!(colour_fault("#2743d8"), None);
        assert_eq!(
            colour_fault("#ffc72c"),
            Some(RulesFault::PaleColour("#ffc72c".into()))
        );
        assert_eq!(
            colour_fault("blue"),
            Some(RulesFault::BadColour("blue".into()))
        );
    }

    #[test]
    fn slugs_are_plain() {
        assert!(is_slug("eco-industrie"));
        for bad in ["", "-a", "a--b", "É", "A", "a b"] {
            assert!(!is_slug(bad), "{bad}");
        }
    }
}
