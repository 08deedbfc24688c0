//! The smallest parts of a content that a file may tell by themselves: what is compared, merged and reported.
//!
//! A file seldom tells everything: what it does not tell stays as it is. That is why the three sides of a merge (the file
//! now, the file before, the site) are compared leaf by leaf and not content by content.

use domain::event::{Content, Field};
use serde::{Deserialize, Serialize};

macro_rules! leaves {
    ($($name:ident $slug:literal $field:ident $($part:ident).+;)*) => {
        /// A part of a content that a file may tell.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        #[allow(missing_docs, reason = "each is documented where Content holds it")]
        pub enum Leaf { $($name,)* }

        impl Leaf {
            /// Every leaf, in the order of the page.
            pub const ALL: &[Leaf] = &[$(Leaf::$name,)*];

            /// Its name in mappings and reports.
            #[must_use]
            pub fn slug(self) -> &'static str {
                match self { $(Leaf::$name => $slug,)* }
            }

            /// The field of the content it is part of.
            #[must_use]
            pub fn field(self) -> Field {
                match self { $(Leaf::$name => Field::$field,)* }
            }

            /// True when both contents say the same here, the pin to within a metre or so.
            #[must_use]
            pub fn same(self, a: &Content, b: &Content) -> bool {
                if self == Leaf::Point {
                    return near(a, b);
                }
                match self { $(Leaf::$name => a.$($part).+ == b.$($part).+,)* }
            }

            /// What a content says here, as data: for a report that shows both sides.
            #[must_use]
            pub fn shown(self, content: &Content) -> String {
                let value = match self { $(Leaf::$name => serde_json::to_value(&content.$($part).+),)* };
                match value {
                    Ok(serde_json::Value::String(text)) => text,
                    Ok(serde_json::Value::Null) | Err(_) => String::new(),
                    Ok(other) => other.to_string(),
                }
            }

            /// Copies this leaf from one content to another.
            pub fn copy(self, from: &Content, to: &mut Content) {
                match self { $(Leaf::$name => to.$($part).+ = from.$($part).+.clone(),)* }
            }
        }
    };
}

leaves! {
    Title "title" Title title;
    Summary "summary" Summary summary;
    Description "description" Description description;
    Language "language" Language language;
    Format "format" Format format;
    Sectors "sectors" Sectors sectors;
    Audiences "audiences" Audiences audiences;
    AgeFrom "age-from" Ages ages.from;
    AgeTo "age-to" Ages ages.to;
    Tags "tags" Tags tags;
    Organisation "organisation" Organisation organisation;
    Mode "mode" Mode mode;
    PlaceName "place" Place place.name;
    Address "address" Place place.address;
    Postcode "postcode" Place place.postcode;
    Commune "commune" Commune place.commune;
    Point "point" Point place.point;
    MeetingPoint "meeting-point" MeetingPoint place.meeting_point;
    Transport "transport" Transport place.transport;
    OnlineUrl "online-url" OnlineUrl online_url;
    Slots "slots" Slots slots;
    Booking "booking" Booking booking.mode;
    BookingUrl "booking-url" Booking booking.url;
    BookingEmail "booking-email" Booking booking.email;
    BookingPhone "booking-phone" Booking booking.phone;
    Conditions "conditions" Conditions booking.conditions;
    Access "access" Access access;
    AccessNote "access-note" Access access_note;
    Safety "safety" Safety safety;
    Free "free" Free free_of_charge;
    ContactName "contact-name" PublicContact public_contact.name;
    ContactEmail "contact-email" PublicContact public_contact.email;
    ContactPhone "contact-phone" PublicContact public_contact.phone;
    ContactWebsite "contact-website" PublicContact public_contact.website;
    RefereeName "referee-name" RefereeContact referee_contact.name;
    RefereeEmail "referee-email" RefereeContact referee_contact.email;
    RefereePhone "referee-phone" RefereeContact referee_contact.phone;
}

/// About a metre and a half, in degrees: what rounding in other people's files, and in ours, may move a pin by.
const NEAR: f64 = 1.5e-5;

fn near(a: &Content, b: &Content) -> bool {
    match (a.place.point, b.place.point) {
        (Some(a), Some(b)) => (a.lon - b.lon).abs() <= NEAR && (a.lat - b.lat).abs() <= NEAR,
        (a, b) => a == b,
    }
}

/// A file that tells no seats at all does not speak of them: slots that stay keep those they have on the site.
fn with_seats(file: &Content, site: &Content) -> Content {
    let mut own = file.clone();
    if own.slots.iter().all(|slot| slot.capacity.is_none()) {
        for slot in &mut own.slots {
            let same = site.slots.iter().find(|other| other.start == slot.start);
            slot.capacity = same.and_then(|other| other.capacity);
        }
    }
    own
}

/// What came of bringing a file's word together with what the site holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Merged {
    /// The content as it would be.
    pub content: Content,
    /// What the file changed.
    pub changed: Vec<Leaf>,
    /// What was edited on the site and stays, the file saying what it always said.
    pub kept: Vec<Leaf>,
    /// What was edited on the site and differently in the file: the site's stays, both are shown.
    pub conflicts: Vec<Leaf>,
    /// What to remember as the file's last word: where both sides disagree, the word before, so that it is told again.
    pub remembered: Content,
}

/// Brings together what the file says, what it said the last time, and what the site holds.
///
/// `told` are the leaves the file speaks of; `before` is the file's last word, or what the site holds when the file comes
/// for the first time.
#[must_use]
pub fn merge(told: &[Leaf], file: &Content, before: &Content, site: &Content) -> Merged {
    let file = &with_seats(file, site);
    let mut merged = Merged {
        content: site.clone(),
        changed: Vec::new(),
        kept: Vec::new(),
        conflicts: Vec::new(),
        remembered: before.clone(),
    };
    for leaf in told.iter().copied() {
        let (moved, edited) = (!leaf.same(file, before), !leaf.same(site, before));
        match (moved, edited) {
            (false, false) => {}
            (false, true) => merged.kept.push(leaf),
            (true, true) if !leaf.same(file, site) => merged.conflicts.push(leaf),
            (true, _) => {
                if !leaf.same(file, site) {
                    leaf.copy(file, &mut merged.content);
                    merged.changed.push(leaf);
                }
                leaf.copy(file, &mut merged.remembered);
            }
        }
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::*;

    fn content(title: &str, summary: &str) -> Content {
        Content {
            title: title.into(),
            summary: summary.into(),
            ..Content::default()
        }
    }

    const TOLD: [Leaf; 2] = [Leaf::Title, Leaf::Summary];

    #[test]
    fn a_file_that_says_the_same_changes_nothing() {
        let merged = merge(
            &TOLD,
            &content("a", "b"),
            &content("a", "b"),
            &content("a", "b"),
        );
        assert_eq!((merged.changed.len(), merged.kept.len()), (0, 0));
    }

    #[test]
    fn a_local_edit_stays_and_a_new_word_passes() {
        let merged = merge(
            &TOLD,
            &content("a", "new"),
            &content("a", "b"),
            &content("edited", "b"),
        );
        assert_eq!(merged.content, content("edited", "new"));
        assert_eq!(merged.kept, [Leaf::Title]);
        assert_eq!(merged.changed, [Leaf::Summary]);
        assert_eq!(merged.remembered, content("a", "new"));
    }

    #[test]
    fn two_edits_are_a_conflict_that_is_told_until_it_is_settled() {
        let site = content("edited", "b");
        let first = merge(&TOLD, &content("new", "b"), &content("a", "b"), &site);
        assert_eq!(first.conflicts, [Leaf::Title]);
        assert_eq!(first.content, site);
        let again = merge(&TOLD, &content("new", "b"), &first.remembered, &site);
        assert_eq!(again.conflicts, [Leaf::Title]);
        let settled = merge(
            &TOLD,
            &content("new", "b"),
            &first.remembered,
            &content("new", "b"),
        );
        assert_eq!((settled.conflicts.len(), settled.changed.len()), (0, 0));
    }

    #[test]
    fn a_file_without_seats_erases_none() {
        let day = jiff::civil::date(2018, 3, 27);
        let slot = |hour: i8, capacity| domain::slot::Slot {
            capacity,
            ..domain::slot::Slot::new(day.at(hour, 0, 0, 0), day.at(hour + 1, 0, 0, 0))
        };
        let of = |slots: Vec<domain::slot::Slot>| Content {
            slots,
            ..Content::default()
        };
        let site = of(vec![slot(9, Some(12)), slot(10, Some(8))]);
        let same = merge(
            &[Leaf::Slots],
            &of(vec![slot(9, None), slot(10, None)]),
            &site,
            &site,
        );
        assert_eq!(same.changed, []);
        let one_more = of(vec![slot(9, None), slot(10, None), slot(14, None)]);
        let more = merge(&[Leaf::Slots], &one_more, &site, &site);
        assert_eq!(more.changed, [Leaf::Slots]);
        let seats: Vec<_> = more
            .content
            .slots
            .iter()
            .map(|slot| slot.capacity)
            .collect();
        assert_eq!(seats, [Some(12), Some(8), None]);
    }

    #[test]
    fn a_pin_moved_by_rounding_has_not_moved() {
        let at = |lon| {
            let mut content = Content::default();
            content.place.point = domain::event::Point::new(lon, 43.6);
            content
        };
        assert!(Leaf::Point.same(&at(0.58), &at(0.580_000_4)));
        assert!(!Leaf::Point.same(&at(0.58), &at(0.581)));
    }
}
