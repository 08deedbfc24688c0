//! One event: everything the organiser said, what became of it, and who labelled it.

use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use catalogue::{Near, Query, Sort};
use domain::booking::Outlook;
use domain::event::{Access, BookingMode, Content, Mode, Status};
use domain::slot::Slot;
use jiff::tz::TimeZone;
use serde::Deserialize;
use serde_json::{Value, json};
use store::bookings::Slot as Booked;
use store::events;
use store::public::{self, Face};

use super::scope::Scope;
use super::{card, choices, data, france, gone, places, share, slots};
use crate::acts;
use crate::error::{Answer, Failure};
use crate::pictures;
use crate::web::booking::outlook;
use crate::web::booking::sheet::Teller;
use crate::web::page::{Page, href};
use crate::web::{filters, keeper};

mod structured;

/// How many events nearby are shown.
const MOST_NEAR: usize = 3;
/// The circle behind the link to all of them, in kilometres.
const NEAR_KM: f64 = 30.0;
/// The longest address part of an event that is looked for.
const MOST_SLUG: usize = 200;

/// The part of the address that names an event.
#[derive(Debug, Deserialize)]
pub struct Named {
    slug: String,
}

/// The page of an event, its calendar file, or the picture of its shared link.
pub async fn event(scope: Scope, Path(named): Path<Named>) -> Answer {
    if named.slug.len() > MOST_SLUG {
        return Err(Failure::NotFound);
    }
    let slug = named.slug.strip_suffix(".ics");
    if let Some(found) = slug.and_then(|slug| scope.catalogue().event(slug)) {
        return data::calendar_of(&scope, found);
    }
    let picture = named.slug.strip_suffix(".png");
    let slug = slug.or(picture).unwrap_or(&named.slug);
    let mut reader = scope.app.store.reader().await?;
    let found = public::face(&mut reader, scope.edition().id, slug).await?;
    let Some(face) = found.filter(|_| slug == named.slug || picture.is_some()) else {
        let known = events::by_slug(&mut reader, scope.edition().id, slug).await?;
        drop(reader);
        return match known.filter(|known| known.event.label.is_none()) {
            Some(gone) => gone::page(&scope, &gone),
            None => elsewhere(&scope, &named.slug).ok_or(Failure::NotFound),
        };
    };
    if picture.is_some() {
        drop(reader);
        return share::event(&scope, &face).await;
    }
    let website = organiser_site(&mut reader, &face).await?;
    let booked = match face.content.booking.here() && !scope.is_archived() {
        true => store::bookings::slots::of_event(&mut reader, face.id).await?,
        false => Vec::new(),
    };
    drop(reader);
    let mut response = show(&scope, &face, &website, &booked)?;
    if face.content.booking.here() {
        // What is left changes without the event changing: the page is made anew each second at least.
        response.extensions_mut().insert(keeper::Brief);
    }
    Ok(response)
}

/// An event that moved to its edition's own addresses when the next edition took the root.
fn elsewhere(scope: &Scope, slug: &str) -> Option<Response> {
    if scope.is_apart() {
        return None;
    }
    let all = scope.app.shelf.all();
    let kept = all
        .values()
        .filter(|shelved| shelved.edition.is_public() && shelved.catalogue.event(slug).is_some())
        .max_by_key(|shelved| shelved.edition.rules.week.from)?;
    Some(Redirect::permanent(&scope.of(kept.clone()).event(slug)).into_response())
}

async fn organiser_site(reader: &mut store::Conn, face: &Face) -> Result<String, Failure> {
    let Some((slug, _)) = &face.organisation else {
        return Ok(String::new());
    };
    let known = store::organisations::by_slug(reader, slug).await?;
    Ok(known
        .map(|known| known.organisation.website)
        .unwrap_or_default())
}

/// What the parts of the page read of an event.
struct Sheet<'a> {
    scope: &'a Scope,
    face: &'a Face,
    zone: TimeZone,
    /// Whether every slot is over.
    over: bool,
    /// The slots as they are booked here, when they are.
    booked: &'a [Booked],
}

impl Sheet<'_> {
    fn content(&self) -> &Content {
        &self.face.content
    }

    /// Whether people come to a place, as things stand.
    fn has_place(&self) -> bool {
        let moved = matches!(self.face.status, Status::MovedOnline { .. });
        self.content().mode.is_some_and(Mode::has_place) && !moved
    }

    /// Where to follow it, as things stand.
    fn online(&self) -> &str {
        match &self.face.status {
            Status::MovedOnline { url, .. } if !url.is_empty() => url,
            _ => &self.content().online_url,
        }
    }
}

fn show(scope: &Scope, face: &Face, website: &str, booked: &[Booked]) -> Answer {
    let content = &face.content;
    let zone = acts::zone_of(&scope.app.gazetteer, &face.chain);
    let ends = content
        .slots
        .iter()
        .filter_map(|slot| slot.moments(&zone).ok());
    let over = !content.slots.is_empty() && ends.into_iter().all(|(_, end)| end <= scope.now);
    let sheet = Sheet {
        scope,
        face,
        zone,
        over,
        booked,
    };
    let own = format!("/evenements/{}", face.slug);
    // Nobody writes down what does not take place, did, or has no day yet.
    let off = matches!(
        face.status,
        Status::Cancelled { .. } | Status::Postponed { .. }
    );
    let to_come = !over && !scope.is_archived() && !off;
    let calendar = match to_come {
        true => scope.href(&format!("{own}.ics")),
        false => String::new(),
    };
    let url = scope.app.config.absolute(&scope.href(&own));
    let picture = content.picture.as_ref().map(pictures::shown);
    let page = Page::new("public/event.html", &content.title)
        .description(&content.summary)
        .nav("events")
        .canonical(scope.canonical(&own))
        .image(share::of_event(scope, face))
        .with("crumbs", crumbs(&sheet))
        .with("event", told(&sheet, picture))
        .with("booking", booking(&sheet))
        .with("slots", days(&sheet))
        .with("slots_title", slots_title(&sheet))
        .with("slots_note", zone_note(&sheet))
        .with("place", place(&sheet))
        .with("online", sheet.online())
        .with("good_to_know", good_to_know(&sheet, website))
        .with("access", access(&sheet))
        .with("label", label(&sheet))
        .with("data", structured::structured(&sheet, &url))
        .with(
            "share",
            json!({
                "url": url,
                "mail": mail_link(&content.title, &url),
                "ics": calendar,
            }),
        )
        .with("near", near(&sheet));
    scope.show(page)
}

fn crumbs(sheet: &Sheet<'_>) -> Vec<Value> {
    let scope = sheet.scope;
    let mut crumbs =
        vec![json!({ "text": scope.say("common-nav-events"), "href": scope.href("/evenements") })];
    crumbs.extend(places::way(scope, sheet.face.chain.home().as_str()));
    crumbs
}

fn told(sheet: &Sheet<'_>, picture: Option<Value>) -> Value {
    let (scope, content) = (sheet.scope, sheet.content());
    let rules = scope.rules();
    let lang = card::foreign(scope, content.language.tag());
    let audiences: Vec<&str> = content
        .audiences
        .iter()
        .map(|slug| choices::name(scope, &rules.audiences, slug))
        .collect();
    let (state, state_text, state_when) = state(sheet);
    let (name, slug) = match &sheet.face.organisation {
        Some((slug, name)) => (name.as_str(), slug.as_str()),
        None => ("", ""),
    };
    json!({
        "title": content.title,
        "summary": content.summary,
        "html": filters::markdown(&content.description, 2),
        "lang": lang,
        "lang_note": if lang.is_empty() { String::new() } else { scope.say(&format!("public-event-written-{lang}")) },
        "sectors": content.sectors.iter().filter_map(|slug| choices::sector(scope, slug)).collect::<Vec<_>>(),
        "format": choices::name(scope, &rules.formats, &content.format),
        "audiences": audiences.join("\u{a0}· "),
        "state": state,
        "state_text": state_text,
        "state_when": state_when,
        "picture": picture,
        "organisation": {
            "name": name,
            "href": if slug.is_empty() { String::new() } else { scope.href(&format!("/organisations/{slug}")) },
        },
    })
}

/// What became of it, first of all, with what was said about it.
fn state(sheet: &Sheet<'_>) -> (&'static str, String, String) {
    let said = |at: &jiff::Timestamp, reason: &str| {
        let day = filters::day_long(
            at.to_zoned_datetime(sheet.zone.clone()).date(),
            sheet.scope.lang(),
        );
        let when = sheet.scope.tell("public-event-said", &[("day", &day)]);
        (reason.to_owned(), when)
    };
    let (state, (reason, when)) = match &sheet.face.status {
        Status::Cancelled { at, reason } => ("cancelled", said(at, reason)),
        Status::Postponed { at, reason } => ("postponed", said(at, reason)),
        Status::MovedOnline { at, reason, .. } => ("moved", said(at, reason)),
        Status::Scheduled if sheet.over && !sheet.scope.is_archived() => {
            ("past", Default::default())
        }
        Status::Scheduled if sheet.content().booking.full && !sheet.over => {
            ("full", Default::default())
        }
        Status::Scheduled => ("", Default::default()),
    };
    (state, reason, when)
}

fn booking(sheet: &Sheet<'_>) -> Value {
    let (scope, content) = (sheet.scope, sheet.content());
    let own = &content.booking;
    let (kind, key, tone) = match own.mode {
        Some(BookingMode::Required) => ("required", "public-book-required", "warn"),
        Some(BookingMode::Preferred) => ("preferred", "public-book-preferred", "quiet"),
        Some(BookingMode::OnTheDay) => ("day", "public-book-day", "quiet"),
        Some(BookingMode::Nothing) | None => ("none", "public-book-none", "good"),
    };
    let free = content.free_of_charge == Some(true);
    let (key, tone) = match (&sheet.face.status, own.mode, free) {
        (Status::Cancelled { .. }, ..) => ("public-book-off".to_owned(), "quiet"),
        (Status::Postponed { .. }, ..) => ("public-book-later".to_owned(), "quiet"),
        (Status::MovedOnline { .. }, Some(BookingMode::OnTheDay), _) => {
            ("public-book-online".to_owned(), "quiet")
        }
        (_, _, true) => (format!("{key}-free"), tone),
        _ => (key.to_owned(), tone),
    };
    // Nobody books what is cancelled or over.
    let open = !sheet.over
        && matches!(
            sheet.face.status,
            Status::Scheduled | Status::MovedOnline { .. }
        );
    let if_open = |text: &str| if open { text.to_owned() } else { String::new() };
    if own.here() {
        let way = format!("/evenements/{}/reserver", sheet.face.slug);
        let bookable = sheet.booked.iter().any(|slot| {
            let looks = slot.outlook_at(scope.now);
            let closed = matches!(looks, Outlook::NotTaken { .. } | Outlook::Full);
            slot.removed_at.is_none() && !closed
        });
        return json!({
            "kind": kind,
            "title": scope.say(&key),
            "tone": tone,
            "text": own.conditions,
            "own": if open && bookable { scope.href(&way) } else { String::new() },
            "href": "", "button": scope.say("public-book-button"), "mail": "", "phone": "",
        });
    }
    let link = web_address(&own.url);
    json!({
        "kind": kind,
        "title": scope.say(&key),
        "tone": tone,
        "text": own.conditions,
        "own": "",
        "href": if_open(link),
        "button": if_open(&if link.is_empty() { String::new() } else { scope.say("public-book-button") }),
        "mail": if_open(&own.email),
        "phone": if_open(&own.phone),
    })
}

/// An address that leads to the web and nowhere else.
fn web_address(text: &str) -> &str {
    match text.starts_with("https://") || text.starts_with("http://") {
        true => text,
        false => "",
    }
}

/// What the slots are: of what was put off, those that no longer hold.
fn slots_title(sheet: &Sheet<'_>) -> String {
    sheet.scope.say(match sheet.face.status {
        Status::Postponed { .. } => "public-event-when-first",
        _ => "public-event-when",
    })
}

/// Slots by day, in the clock of the place.
fn days(sheet: &Sheet<'_>) -> Vec<Value> {
    let (scope, language) = (sheet.scope, sheet.scope.lang());
    let off = matches!(
        sheet.face.status,
        Status::Cancelled { .. } | Status::Postponed { .. }
    );
    let mut sorted: Vec<&Slot> = sheet.content().slots.iter().collect();
    sorted.sort_unstable();
    sorted
        .chunk_by(|a, b| a.day() == b.day())
        .map(|of_day| {
            let slots: Vec<Value> = of_day.iter().map(|slot| time(sheet, slot, off)).collect();
            let day = of_day[0].day();
            let written = match day.year() == scope.rules().week.from.year() {
                true => filters::day(day, language),
                false => filters::day_long(day, language),
            };
            json!({ "day": written, "iso": day.to_string(), "slots": slots, "open": true })
        })
        .collect()
}

fn time(sheet: &Sheet<'_>, slot: &Slot, off: bool) -> Value {
    let scope = sheet.scope;
    let over = slot
        .moments(&sheet.zone)
        .is_ok_and(|(_, end)| end <= scope.now)
        && !scope.is_archived();
    let span = match slot.last_day() == slot.day() {
        true => slots::span(slot.start.time(), slot.end.time(), scope.lang()),
        false => format!(
            "{}\u{a0}– {} {}",
            filters::time(slot.start.time(), scope.lang()),
            filters::day_short(slot.end.date(), scope.lang()),
            filters::time(slot.end.time(), scope.lang())
        ),
    };
    let booked = sheet
        .booked
        .iter()
        .find(|own| own.start == slot.start && own.removed_at.is_none());
    let teller = Teller {
        app: &scope.app,
        lang: scope.lang(),
    };
    let (text, tone, book) = match (over, booked, slot.capacity) {
        (true, ..) => (scope.say("public-slot-over"), "quiet", String::new()),
        // There are no seats where nothing takes place.
        _ if off => (String::new(), "quiet", String::new()),
        (false, Some(own), _) => {
            let (text, tone, open) = outlook(&teller, own.outlook_at(scope.now), &sheet.zone);
            let way = format!("/evenements/{}/reserver?slot={}", sheet.face.slug, own.id.0);
            (
                text,
                tone,
                if open {
                    scope.href(&way)
                } else {
                    String::new()
                },
            )
        }
        (false, None, Some(seats)) => {
            let text = scope.count("public-slot-seats", seats as usize);
            (text, "quiet", String::new())
        }
        (false, None, None) => (String::new(), "quiet", String::new()),
    };
    json!({ "time": span, "text": text, "tone": tone, "off": off || over, "book": book })
}

/// Whose clock it is, when it is not that of the edition.
fn zone_note(sheet: &Sheet<'_>) -> String {
    let scope = sheet.scope;
    if sheet.zone == scope.edition().time_zone() {
        return String::new();
    }
    let of = scope
        .app
        .gazetteer
        .territory(sheet.face.chain.home().as_str())
        .map(|place| scope.app.gazetteer.forms(place, scope.lang().tag()).of)
        .unwrap_or_default();
    scope.tell("public-slots-zone", &[("of", &of)])
}

fn place(sheet: &Sheet<'_>) -> Option<Value> {
    if !sheet.has_place() {
        return None;
    }
    let (scope, own) = (sheet.scope, &sheet.content().place);
    let commune = own
        .commune
        .as_ref()
        .and_then(|code| scope.app.gazetteer.commune(code.as_str()));
    let town = format!(
        "{} {}",
        own.postcode,
        commune.map_or("", |commune| &commune.name)
    );
    let lines: Vec<&str> = [own.address.as_str(), town.trim()]
        .into_iter()
        .filter(|line| !line.is_empty())
        .collect();
    let (lon, lat) = own
        .point
        .map(|point| (point.lon, point.lat))
        .or_else(|| commune.map(|commune| (commune.lon, commune.lat)))?;
    // Without a pin the address is looked for there, so that nobody is led to the middle of the commune.
    let to = match own.point {
        None if !own.address.is_empty() => lines.join(", "),
        _ => format!("{lat:.5},{lon:.5}"),
    };
    let to: String = url::form_urlencoded::byte_serialize(to.as_bytes()).collect();
    let department = sheet.face.chain.home().as_str();
    Some(json!({
        "name": own.name,
        "lines": lines,
        "itinerary": match sheet.face.status {
            Status::Cancelled { .. } => String::new(),
            _ => format!("https://www.openstreetmap.org/directions?to={to}"),
        },
        "approximate": own.point.is_none(),
        "meeting": own.meeting_point,
        "transport": own.transport,
        "sketch": france::sketch(scope, department, lon, lat),
    }))
}

fn good_to_know(sheet: &Sheet<'_>, website: &str) -> Vec<Value> {
    let (scope, content) = (sheet.scope, sheet.content());
    let mut facts: Vec<(&str, String, String)> = Vec::new();
    let ages = match (content.ages.from, content.ages.to) {
        (Some(from), Some(to)) => scope.tell(
            "public-ages-both",
            &[("from", &from.to_string()), ("to", &to.to_string())],
        ),
        (Some(from), None) => scope.tell("public-ages-from", &[("from", &from.to_string())]),
        (None, Some(to)) => scope.tell("public-ages-to", &[("to", &to.to_string())]),
        (None, None) => String::new(),
    };
    facts.push(("public-know-ages", ages, String::new()));
    facts.push(("public-know-safety", content.safety.clone(), String::new()));
    facts.push((
        "public-know-access",
        content.access_note.clone(),
        String::new(),
    ));
    let tags: Vec<&str> = content
        .tags
        .iter()
        .map(|slug| choices::name(scope, &scope.rules().tags, slug))
        .collect();
    facts.push(("public-know-tags", tags.join(", "), String::new()));
    let contact = &content.public_contact;
    facts.push(("public-know-contact", contact.name.clone(), String::new()));
    facts.push((
        "public-know-mail",
        contact.email.clone(),
        format!("mailto:{}", contact.email),
    ));
    facts.push((
        "public-know-phone",
        contact.phone.clone(),
        format!("tel:{}", contact.phone.replace(' ', "")),
    ));
    let site = match web_address(&contact.website) {
        "" => web_address(website),
        own => own,
    };
    facts.push(("public-know-site", bare(site), site.to_owned()));
    facts
        .into_iter()
        .filter(|(_, text, _)| !text.is_empty())
        .map(|(key, text, link)| {
            // What the organiser wrote is in their own language.
            let own = matches!(key, "public-know-safety" | "public-know-access");
            let lang = if own {
                card::foreign(scope, content.language.tag())
            } else {
                ""
            };
            json!({ "title": scope.say(key), "text": text, "href": link, "lang": lang })
        })
        .collect()
}

/// A web address without what every web address has.
fn bare(address: &str) -> String {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    rest.trim_start_matches("www.")
        .trim_end_matches('/')
        .to_owned()
}

fn access(sheet: &Sheet<'_>) -> Vec<Value> {
    let needs = sheet.content().access.iter();
    needs
        .map(|need| {
            let (icon, key) = match need {
                Access::Motor => ("wheelchair", "public-access-motor"),
                Access::Sight => ("eye", "public-access-sight"),
                Access::Hearing => ("ear", "public-access-hearing"),
                Access::Intellectual => ("mind", "public-access-intellectual"),
                Access::Psychic => ("heart", "public-access-psychic"),
            };
            json!({ "icon": icon, "text": sheet.scope.say(key) })
        })
        .collect()
}

/// Who labelled it and when, with the way to check it.
fn label(sheet: &Sheet<'_>) -> Value {
    let scope = sheet.scope;
    let label = &sheet.face.label;
    let gazetteer = &scope.app.gazetteer;
    let of = gazetteer
        .territory(label.territory.as_str())
        .map(|place| gazetteer.forms(place, scope.lang().tag()).of)
        .unwrap_or_default();
    let day = label
        .at
        .to_zoned_datetime(scope.edition().time_zone())
        .date();
    json!({
        "text": scope.tell("public-label", &[("day", &filters::day_long(day, scope.lang())), ("of", &of)]),
        "href": href(scope.lang(), &super::label::path(sheet.face.id)),
        "link": scope.say("public-label-link"),
    })
}

fn near(sheet: &Sheet<'_>) -> Option<Value> {
    let scope = sheet.scope;
    let mut hits = scope
        .catalogue()
        .near(&sheet.face.slug, MOST_NEAR, scope.now);
    // From a point that is only that of the commune, no distance is worth telling.
    if sheet.content().place.point.is_none() {
        hits.iter_mut().for_each(|hit| hit.distance_km = None);
    }
    let point = scope.catalogue().event(&sheet.face.slug)?.point?;
    let query = Query::default()
        .with_near(Some(Near { point, km: NEAR_KM }))
        .with_sort(Some(Sort::Distance));
    Some(json!({
        "title": scope.say("public-event-near"),
        "href": scope.ask("/evenements", &query),
        "events": card::cards(scope, &hits),
    }))
}

fn mail_link(title: &str, url: &str) -> String {
    let coded = |text: &str| {
        url::form_urlencoded::byte_serialize(text.as_bytes())
            .collect::<String>()
            .replace('+', "%20")
    };
    format!("mailto:?subject={}&body={}", coded(title), coded(url))
}
