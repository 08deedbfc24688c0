//! A registration with everything that is said of it: its slot, its event, whose it is; for its pages, its letters and its ticket.

use domain::booking::{Party, Who};
use domain::edition::Edition;
use domain::event::{Content, Status};
use domain::ids::RegistrationId;
use domain::words::Language;
use fluent_bundle::{FluentArgs, FluentValue};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use store::bookings::{Booked, Slot, registrations, slots};
use store::events::{self, Kept};
use store::{Conn, editions, organisations};

use crate::acts;
use crate::app::App;
use crate::web::filters;

/// A registration with what it is for.
pub struct Sheet {
    /// The registration.
    pub booked: Booked,
    /// Its slot.
    pub slot: Slot,
    /// Its event.
    pub kept: Kept,
    /// What is public of the event, or was.
    pub content: Content,
    /// The edition.
    pub edition: Edition,
    /// The name of the organisation; may be empty.
    pub organiser: String,
    /// The clock of the place.
    pub zone: TimeZone,
}

impl Sheet {
    /// Reads one; none when the registration or its event has gone.
    ///
    /// # Errors
    /// As the database answers.
    pub async fn load(
        app: &App,
        conn: &mut Conn,
        id: RegistrationId,
    ) -> store::Result<Option<Sheet>> {
        let Some(booked) = registrations::find(conn, id).await? else {
            return Ok(None);
        };
        let slot = slots::find(conn, booked.slot).await?;
        let kept = events::find(conn, booked.event).await?;
        let (Some(slot), Some(kept)) = (slot, kept) else {
            return Ok(None);
        };
        let label = kept.event.label.as_ref();
        let revision = label.map_or_else(|| kept.event.standing(), |label| label.revision);
        let content = events::content(conn, kept.id, revision).await?;
        let own = label
            .and_then(|label| label.organisation)
            .or(kept.event.organisation);
        let organiser = match own {
            Some(own) => organisations::find(conn, own).await?,
            None => None,
        };
        let chain = label.map_or(&kept.event.chain, |label| &label.chain);
        Ok(Some(Sheet {
            zone: acts::zone_of(&app.gazetteer, chain),
            edition: editions::edition(conn, kept.event.edition).await?,
            organiser: organiser
                .map(|known| known.organisation.name)
                .unwrap_or_default(),
            booked,
            slot,
            kept,
            content,
        }))
    }

    /// Where to follow it online, as things stand; may be empty.
    #[must_use]
    pub fn online(&self) -> &str {
        match &self.kept.event.status {
            Status::MovedOnline { url, .. } if !url.is_empty() => url,
            _ => &self.content.online_url,
        }
    }

    /// Whether people come to a place, as things stand.
    #[must_use]
    pub fn has_place(&self) -> bool {
        let moved = matches!(self.kept.event.status, Status::MovedOnline { .. });
        self.content
            .mode
            .is_some_and(domain::event::Mode::has_place)
            && !moved
    }
}

/// Who says it, and in which language.
#[derive(Clone, Copy)]
pub struct Teller<'a> {
    /// The application, for its words and its places.
    pub app: &'a App,
    /// The reader’s language.
    pub lang: Language,
}

impl Teller<'_> {
    /// The words of a key that needs nothing.
    #[must_use]
    pub fn say(&self, key: &str) -> String {
        self.app.words.say(self.lang, key, None)
    }

    /// The words of a key with what is filled in.
    #[must_use]
    pub fn tell(&self, key: &str, filled: &[(&str, &str)]) -> String {
        let args: FluentArgs<'_> = filled
            .iter()
            .map(|(name, text)| (*name, FluentValue::from(*text)))
            .collect();
        self.app.words.say(self.lang, key, Some(&args))
    }

    /// The words of a key that counts.
    #[must_use]
    pub fn count(&self, key: &str, name: &str, count: u32) -> String {
        let args: FluentArgs<'_> = [(name, FluentValue::from(count))].into_iter().collect();
        self.app.words.say(self.lang, key, Some(&args))
    }

    /// A moment in the time of a place.
    #[must_use]
    pub fn moment(&self, at: Timestamp, zone: &TimeZone) -> String {
        filters::civil(at.to_zoned_datetime(zone.clone()).datetime(), self.lang)
    }

    /// “jeudi 29 mars 2018, 9 h – 10 h 15”.
    #[must_use]
    pub fn when(&self, slot: &Slot) -> String {
        let (start, end) = (slot.start, slot.end);
        let last = match start.date() == end.date() {
            true => filters::time(end.time(), self.lang),
            false => filters::civil(end, self.lang),
        };
        format!(
            "{}, {}\u{a0}– {last}",
            filters::day_long(start.date(), self.lang),
            filters::time(start.time(), self.lang)
        )
    }

    /// Where it is, line by line; where to follow it when nobody comes.
    #[must_use]
    pub fn place(&self, sheet: &Sheet) -> Vec<String> {
        let own = &sheet.content.place;
        if !sheet.has_place() {
            return vec![sheet.online().to_owned()];
        }
        let commune = own
            .commune
            .as_ref()
            .and_then(|code| self.app.gazetteer.commune(code.as_str()));
        let town = commune.map_or("", |commune| commune.name.as_ref());
        let lines = [
            own.name.clone(),
            own.address.clone(),
            format!("{} {town}", own.postcode).trim().to_owned(),
            own.meeting_point.clone(),
        ];
        lines.into_iter().filter(|line| !line.is_empty()).collect()
    }

    /// Who comes: “3 personnes”, or the group with its counts.
    #[must_use]
    pub fn party(&self, party: &Party) -> String {
        match &party.who {
            Who::People { people } => self.count("booking-party-people", "count", *people),
            Who::Group(group) => {
                let heads = self.count("booking-party-heads", "count", group.heads);
                let adults = self.count("booking-party-adults", "count", group.adults);
                let counts = self.tell(
                    "booking-party-group",
                    &[("heads", &heads), ("adults", &adults)],
                );
                let named = [group.establishment.as_str(), group.level.as_str(), &counts];
                let named: Vec<&str> = named.into_iter().filter(|part| !part.is_empty()).collect();
                named.join(", ")
            }
        }
    }
}
