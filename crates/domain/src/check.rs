//! What can be said of a content before anyone reads it: what is missing, what is blocked, what is only odd, and how each
//! criterion stands. The form shows it live; the referee sees the same.

use jiff::civil::Date;
use serde::Serialize;

use crate::edition::{Check, Choice, Edition};
use crate::event::{Content, Field, limits};
use crate::review::Met;
use crate::slot::{self, SlotFault};
use crate::territory::Chain;
use crate::text;
use crate::time::Window;

/// Everything that can be said of a content.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Findings {
    /// Fields without which it cannot be proposed.
    pub missing: Vec<Field>,
    /// What cannot stand, field by field.
    pub blocked: Vec<Blocked>,
    /// What is odd, and may stand.
    pub warnings: Vec<Warning>,
    /// Each criterion of the edition, as far as the site can tell.
    pub criteria: Vec<(String, Met)>,
}

impl Findings {
    /// True when nothing keeps it from being proposed.
    #[must_use]
    pub fn may_be_proposed(&self) -> bool {
        self.missing.is_empty() && self.blocked.is_empty()
    }
}

/// What cannot stand. Each has its sentence and its way out on the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "blocked", rename_all = "kebab-case")]
pub enum Blocked {
    /// A text is too long.
    TooLong {
        /// Which field.
        field: Field,
        /// Its limit, in characters.
        limit: usize,
    },
    /// A choice is not one of the edition’s.
    UnknownChoice {
        /// Which field.
        field: Field,
    },
    /// A mail address, a telephone or a web address does not look like one.
    Malformed {
        /// Which field.
        field: Field,
    },
    /// A slot is outside the accepted window.
    OutsideWindow {
        /// The slot’s place in the list, from 0.
        slot: usize,
        /// Its day.
        day: Date,
        /// The accepted window.
        window: Window,
    },
    /// Another fault of the slots.
    Slots {
        /// The fault, which names the slot.
        fault: SlotFault,
    },
    /// The pin stands in another commune than the address.
    PinElsewhere {
        /// The commune of the pin, by its code, when it stands in one.
        commune: Option<String>,
    },
    /// The commune is not known.
    UnknownCommune,
    /// What was typed in the form cannot be read.
    Unread {
        /// Which field.
        field: Field,
    },
    /// The youngest age is above the oldest.
    Ages,
    /// A picture without the consent of those who made it and those one sees.
    NoConsent,
    /// A picture without its alternative text.
    NoAlternative,
}

impl Blocked {
    /// The field it is about.
    #[must_use]
    pub fn field(&self) -> Field {
        match self {
            Blocked::TooLong { field, .. }
            | Blocked::UnknownChoice { field }
            | Blocked::Malformed { field }
            | Blocked::Unread { field } => *field,
            Blocked::OutsideWindow { .. } | Blocked::Slots { .. } => Field::Slots,
            Blocked::PinElsewhere { .. } => Field::Point,
            Blocked::UnknownCommune => Field::Commune,
            Blocked::Ages => Field::Ages,
            Blocked::NoConsent | Blocked::NoAlternative => Field::Picture,
        }
    }
}

/// What is odd and may stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "warning", rename_all = "kebab-case")]
pub enum Warning {
    /// The title is in capitals; this is how it would read.
    Shouting {
        /// The title in lower case.
        quiet: String,
    },
    /// The title names the campaign, which every page does already.
    NamesCampaign,
    /// It looks like several events in one record.
    SeveralEvents,
    /// Another event is much like it: same place, same day, alike title.
    Duplicate {
        /// Its title, for whoever may read what waits.
        title: String,
        /// Its number.
        event: i64,
        /// The address part of its public page, when it has one.
        page: Option<String>,
    },
    /// No pin yet, or one that is only that of the commune.
    PlaceUncertain,
}

/// What the caller found around the content.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Surroundings {
    /// Names the campaign is known by.
    pub campaign_names: Vec<String>,
    /// Events at the same place on the same day whose title is alike.
    pub duplicates: Vec<Alike>,
    /// How the pin agrees with the commune of the address.
    pub pin: Pin,
    /// True when the commune’s code is one of the pack’s.
    pub commune_known: bool,
    /// Fields in which something was typed that cannot be read.
    pub unread: Vec<Field>,
}

/// An event much like another: same place, same day, alike title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alike {
    /// Its number.
    pub event: i64,
    /// Its title, in its latest revision: not for everybody to read.
    pub title: String,
    /// The address part of its public page, when it has one.
    pub page: Option<String>,
}

/// How the pin agrees with the commune of the address.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Pin {
    /// There is none.
    #[default]
    None,
    /// In the commune, or so near its border that the commune’s code is trusted.
    Agrees,
    /// In another commune, by its code; `None` in the sea or abroad.
    Elsewhere(Option<String>),
}

/// Says everything that can be said of a content.
#[must_use]
pub fn check(
    content: &Content,
    edition: &Edition,
    chain: &Chain,
    around: &Surroundings,
) -> Findings {
    let window = edition.accepted(chain);
    let mut findings = Findings {
        missing: missing(content),
        blocked: Vec::new(),
        warnings: warnings(content, around),
        criteria: Vec::new(),
    };
    let blocked = &mut findings.blocked;
    lengths(content, blocked);
    choices(content, edition, blocked);
    shapes(content, blocked);
    slots(content, &window, blocked);
    place(content, around, blocked);
    blocked.extend(
        around
            .unread
            .iter()
            .map(|field| Blocked::Unread { field: *field }),
    );
    findings.criteria = criteria(content, edition, &window);
    findings
}

/// The fields without which nobody could review or come.
fn missing(content: &Content) -> Vec<Field> {
    let on_site = content.mode.is_some_and(|mode| mode.has_place());
    let online = content.mode.is_some_and(|mode| mode.is_online());
    let required = content.booking.mode == Some(crate::event::BookingMode::Required);
    let elsewhere = required && !content.booking.here();
    let way_to_book = [
        &content.booking.url,
        &content.booking.email,
        &content.booking.phone,
    ];
    let contact = &content.referee_contact;
    let lacks = [
        (Field::Title, content.title.is_empty()),
        (Field::Summary, content.summary.is_empty()),
        (Field::Description, content.description.is_empty()),
        (Field::Format, content.format.is_empty()),
        (Field::Sectors, content.sectors.is_empty()),
        (Field::Audiences, content.audiences.is_empty()),
        (Field::Organisation, content.organisation.is_none()),
        (Field::Mode, content.mode.is_none()),
        (
            Field::Place,
            on_site && content.place.address.is_empty() && content.place.name.is_empty(),
        ),
        (Field::Commune, on_site && content.place.commune.is_none()),
        (
            Field::OnlineUrl,
            online && !on_site && content.online_url.is_empty(),
        ),
        (Field::Slots, content.slots.is_empty()),
        (
            Field::Booking,
            content.booking.mode.is_none()
                || (elsewhere && way_to_book.iter().all(|way| way.is_empty())),
        ),
        (Field::Free, content.free_of_charge.is_none()),
        (Field::RefereeContact, contact.email.is_empty()),
    ];
    lacks
        .into_iter()
        .filter(|(_, lacking)| *lacking)
        .map(|(field, _)| field)
        .collect()
}

fn lengths(content: &Content, blocked: &mut Vec<Blocked>) {
    use limits::{CONDITIONS, DESCRIPTION, LINE, PARAGRAPH, SUMMARY, TITLE};
    let (place, booking) = (&content.place, &content.booking);
    let mut texts = vec![
        (Field::Title, &content.title, TITLE),
        (Field::Summary, &content.summary, SUMMARY),
        (Field::Description, &content.description, DESCRIPTION),
        (Field::Place, &place.name, LINE),
        (Field::Place, &place.address, LINE),
        (Field::Place, &place.postcode, 10),
        (Field::MeetingPoint, &place.meeting_point, LINE),
        (Field::Transport, &place.transport, PARAGRAPH),
        (Field::OnlineUrl, &content.online_url, 500),
        (Field::Booking, &booking.url, 500),
        (Field::Booking, &booking.phone, 40),
        (Field::Conditions, &booking.conditions, CONDITIONS),
        (Field::Access, &content.access_note, PARAGRAPH),
        (Field::Safety, &content.safety, PARAGRAPH),
    ];
    for (field, contact) in [
        (Field::PublicContact, &content.public_contact),
        (Field::RefereeContact, &content.referee_contact),
    ] {
        texts.push((field, &contact.name, LINE));
        texts.push((field, &contact.phone, 40));
        texts.push((field, &contact.website, 500));
    }
    if let Some(picture) = &content.picture {
        texts.push((Field::Picture, &picture.alt, LINE));
        texts.push((Field::Picture, &picture.credit, LINE));
    }
    for (field, text, limit) in texts {
        if text.chars().count() > limit {
            blocked.push(Blocked::TooLong { field, limit });
        }
    }
}

fn choices(content: &Content, edition: &Edition, blocked: &mut Vec<Blocked>) {
    let rules = &edition.rules;
    let known = |list: &[Choice], slug: &String| list.iter().any(|choice| &choice.slug == slug);
    let all = |list: &[Choice], slugs: &[String], most: usize| {
        slugs.len() <= most && slugs.iter().all(|slug| known(list, slug))
    };
    let format = std::slice::from_ref(&content.format);
    let checks = [
        (
            Field::Format,
            content.format.is_empty() || all(&rules.formats, format, 1),
        ),
        (
            Field::Sectors,
            all(&rules.sectors, &content.sectors, limits::SECTORS),
        ),
        (
            Field::Audiences,
            all(&rules.audiences, &content.audiences, rules.audiences.len()),
        ),
        (Field::Tags, all(&rules.tags, &content.tags, limits::TAGS)),
    ];
    blocked.extend(
        checks
            .into_iter()
            .filter(|(_, fits)| !fits)
            .map(|(field, _)| Blocked::UnknownChoice { field }),
    );
    let ages = content.ages;
    let backwards = ages.from.zip(ages.to).is_some_and(|(from, to)| from > to);
    if backwards || ages.from.max(ages.to).is_some_and(|age| age > limits::AGE) {
        blocked.push(Blocked::Ages);
    }
}

fn shapes(content: &Content, blocked: &mut Vec<Blocked>) {
    use crate::identifier::{Email, Web};
    let email = |text: &String| text.is_empty() || Email::parse(text).is_ok();
    let web = |text: &String| text.is_empty() || Web::parse(text).is_ok();
    let contact = |c: &crate::event::Contact| email(&c.email) && web(&c.website);
    let checks = [
        (Field::OnlineUrl, web(&content.online_url)),
        (
            Field::Booking,
            web(&content.booking.url) && email(&content.booking.email),
        ),
        (Field::PublicContact, contact(&content.public_contact)),
        (Field::RefereeContact, contact(&content.referee_contact)),
    ];
    blocked.extend(
        checks
            .into_iter()
            .filter(|(_, fits)| !fits)
            .map(|(field, _)| Blocked::Malformed { field }),
    );
    if let Some(picture) = &content.picture {
        if picture.consent.is_none() {
            blocked.push(Blocked::NoConsent);
        }
        if picture.alt.is_empty() {
            blocked.push(Blocked::NoAlternative);
        }
    }
}

fn slots(content: &Content, window: &Window, blocked: &mut Vec<Blocked>) {
    for fault in slot::faults(&content.slots, window) {
        blocked.push(match fault {
            SlotFault::OutsideWindow { index, window } => Blocked::OutsideWindow {
                slot: index,
                day: content.slots[index].day(),
                window,
            },
            other => Blocked::Slots { fault: other },
        });
    }
}

fn place(content: &Content, around: &Surroundings, blocked: &mut Vec<Blocked>) {
    if !content.mode.is_some_and(|mode| mode.has_place()) || content.place.commune.is_none() {
        return;
    }
    if !around.commune_known {
        blocked.push(Blocked::UnknownCommune);
    } else if let Pin::Elsewhere(commune) = &around.pin {
        blocked.push(Blocked::PinElsewhere {
            commune: commune.clone(),
        });
    }
}

fn warnings(content: &Content, around: &Surroundings) -> Vec<Warning> {
    let mut warnings = Vec::new();
    if text::shouting(&content.title) {
        let quiet = text::quiet_capitals(&content.title).unwrap_or_else(|| content.title.clone());
        warnings.push(Warning::Shouting { quiet });
    }
    if text::mentions_campaign(&content.title, &around.campaign_names).is_some() {
        warnings.push(Warning::NamesCampaign);
    }
    if !text::looks_like_many_events(&content.title, &content.description).is_empty() {
        warnings.push(Warning::SeveralEvents);
    }
    for alike in around.duplicates.iter().take(3).cloned() {
        warnings.push(Warning::Duplicate {
            title: alike.title,
            event: alike.event,
            page: alike.page,
        });
    }
    let on_site = content.mode.is_some_and(|mode| mode.has_place());
    if on_site && content.place.commune.is_some() && content.place.point.is_none() {
        warnings.push(Warning::PlaceUncertain);
    }
    warnings
}

/// How each criterion stands, as far as the site can tell by itself.
fn criteria(content: &Content, edition: &Edition, window: &Window) -> Vec<(String, Met)> {
    let told = |known: bool, holds: bool| match (known, holds) {
        (false, _) => Met::Unknown,
        (true, true) => Met::Yes,
        (true, false) => Met::No,
    };
    let within = content
        .slots
        .iter()
        .all(|slot| window.contains(slot.start.date()) && window.contains(slot.last_day()));
    let met = |check: Check| match check {
        Check::Window => told(!content.slots.is_empty(), within),
        Check::Audience => told(!content.audiences.is_empty(), true),
        Check::Free => told(
            content.free_of_charge.is_some(),
            content.free_of_charge == Some(true),
        ),
        Check::Judgement => Met::Unknown,
    };
    edition
        .rules
        .criteria
        .iter()
        .map(|c| (c.slug.clone(), met(c.check)))
        .collect()
}
