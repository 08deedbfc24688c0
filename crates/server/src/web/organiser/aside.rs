//! What stands beside the form: criteria, what is missing, blocked or odd, who will decide and when, and what the referee
//! will read.

use domain::check::{Blocked, Warning};
use domain::edition::Check;
use domain::event::{Content, Field, Picture};
use domain::review::Met;
use domain::words::Language;
use serde_json::{Value, json};
use store::offices;
use store::organisations::Known;

use crate::acts::{self, Examined};
use crate::app::App;
use crate::error::Answer;
use crate::pictures;
use crate::web::differ::compare;
use crate::web::door::Visit;
use crate::web::filters;
use crate::web::organiser::draft::{Opened, speaker};
use crate::web::organiser::steps::Step;
use crate::web::organiser::values::{self, link};
use crate::web::sentences::{Speaker, warned_field};

/// Where a field is mended: its page and its input.
#[must_use]
pub fn place_of(visit: &Visit, opened: &Opened, field: Field) -> String {
    let step = Step::of(field);
    format!("{}#{}", link(visit, opened, step.slug()), input_of(field))
}

/// The identifier of the first input of a field.
#[must_use]
pub fn input_of(field: Field) -> String {
    let name = match field {
        Field::Ages => "ages_from",
        Field::Place => "place_address",
        Field::Point => "lat",
        Field::MeetingPoint => "meeting_point",
        Field::OnlineUrl => "online_url",
        Field::Booking => "booking_mode",
        Field::PublicContact => "public_email",
        Field::RefereeContact => "referee_email",
        other => other.slug(),
    };
    format!("f-{name}")
}

/// The whole panel.
///
/// # Errors
/// As the database answers.
pub async fn panel(
    app: &App,
    visit: &Visit,
    opened: &Opened,
    content: &Content,
    examined: &Examined,
) -> Answer<Value> {
    let speaker = speaker(app, visit);
    let findings = &examined.findings;
    let place = |field| place_of(visit, opened, field);
    let said = |one: &Blocked| json!({ "text": speaker.blocked(one), "href": place(one.field()) });
    let (begun, wrong): (Vec<_>, Vec<_>) = findings
        .blocked
        .iter()
        .partition(|one| values::is_only_begun(one));
    let missing: Vec<Value> = findings
        .missing
        .iter()
        .filter(|field| begun.is_empty() || **field != Field::Organisation)
        .map(|field| json!({ "text": speaker.missing(*field), "href": place(*field) }))
        .chain(begun.iter().copied().map(said))
        .collect();
    let blocked: Vec<Value> = wrong.into_iter().map(said).collect();
    let warnings: Vec<Value> = findings
        .warnings
        .iter()
        .map(|one: &Warning| {
            // What waits for a verdict is not for another organiser to read; what is public is.
            let href = match one {
                Warning::Duplicate { page, .. } => page
                    .as_ref()
                    .map(|page| crate::web::page::href(visit.lang, &format!("/evenements/{page}"))),
                _ => warned_field(one).map(place),
            };
            json!({ "text": speaker.warning(one), "href": href })
        })
        .collect();
    let criteria: Vec<Value> = opened
        .edition
        .rules
        .criteria
        .iter()
        .map(|criterion| {
            let met = findings
                .criteria
                .iter()
                .find(|(slug, _)| *slug == criterion.slug);
            // What the site checks by itself it will tell, once the fields say something.
            let (met, word) = match met.map(|(_, met)| *met) {
                Some(Met::Yes) => ("yes", "yes"),
                Some(Met::No) => ("no", "no"),
                _ if criterion.check == Check::Judgement => ("unknown", "unknown"),
                _ => ("unknown", "pending"),
            };
            json!({ "text": criterion.statement.get(visit.lang), "met": met, "word": word })
        })
        .collect();
    Ok(json!({
        "ready": findings.may_be_proposed(),
        "criteria": criteria,
        "missing": missing,
        "blocked": blocked,
        "warnings": warnings,
        "territory": territory(app, visit, opened, content, examined).await?,
        "preview": preview(app, visit, opened, content).await?,
    }))
}

/// Where it will go, who answers there, and until when.
async fn territory(
    app: &App,
    visit: &Visit,
    opened: &Opened,
    content: &Content,
    examined: &Examined,
) -> Answer<Value> {
    let lang = visit.lang;
    let chain = &examined.chain;
    let deciding = opened.coverage.deciding(chain);
    let name = |code: &str| {
        app.gazetteer
            .territory(code)
            .map(|place| app.gazetteer.name(place, lang.tag()).to_owned())
            .unwrap_or_else(|| code.to_owned())
    };
    let mut conn = app.store.reader().await?;
    let (office, _) = offices::office(&mut conn, deciding).await?;
    drop(conn);
    let due = acts::times(opened.world(app), chain).due;
    let due = due
        .to_zoned_datetime(acts::zone_of(&app.gazetteer, chain))
        .date();
    let closes = opened.edition.rules.proposals_close;
    let known = content.place.commune.is_some() || content.organisation.is_some();
    Ok(json!({
        "known": known,
        "home": name(chain.home().as_str()),
        "deciding": name(deciding.as_str()),
        "raised": deciding != chain.home(),
        "service": office.service,
        "mail": office.email,
        "phone": office.phone,
        "due": filters::day_long(due, lang),
        "closes": filters::day_long(closes, lang),
        "closed": !opened.edition.takes_proposals(app.clock.now()) && opened.kept.event.revisions == 0,
    }))
}

/// What the referee will read and see, field by field; what is empty is left out.
///
/// # Errors
/// As the database answers.
pub async fn preview(
    app: &App,
    visit: &Visit,
    opened: &Opened,
    content: &Content,
) -> Answer<Vec<Value>> {
    // Each field leads to where it is mended, for whoever may.
    let mended = opened.may_edit(app);
    let organisation = values::organisation(app, content).await?;
    let speaker = speaker(app, visit);
    Ok(Field::ALL
        .into_iter()
        .filter_map(|field| {
            let (text, html, picture) =
                match told(app, visit, opened, content, organisation.as_ref(), field) {
                    Told::Text(text) => (text, String::new(), None),
                    Told::Markdown(text) => (String::new(), filters::markdown(text, 3), None),
                    Told::Picture(picture, text) => {
                        (text, String::new(), Some(pictures::shown(picture)))
                    }
                };
            let empty = text.is_empty() && html.is_empty() && picture.is_none();
            let title = speaker.field(field);
            let href = mended.then(|| place_of(visit, opened, field));
            (!empty).then(|| {
                json!({ "title": title, "text": text, "html": html, "picture": picture, "href": href })
            })
        })
        .collect())
}

/// What a working copy changes of what was sent before, field by field: the rows of `parts/diff.html`.
///
/// # Errors
/// As the database answers.
pub async fn changes(
    app: &App,
    visit: &Visit,
    opened: &Opened,
    before: &Content,
    after: &Content,
) -> Answer<Vec<Value>> {
    let old = values::organisation(app, before).await?;
    let new = values::organisation(app, after).await?;
    let speaker = speaker(app, visit);
    let differing = before.differences(after);
    let rows = Field::ALL
        .into_iter()
        .filter(|field| differing.contains(field));
    Ok(rows
        .map(|field| {
            let said = |content, organisation: &Option<Known>| {
                let told = told(app, visit, opened, content, organisation.as_ref(), field);
                told.plain(&speaker)
            };
            let (old, new) = compare(&said(before, &old), &said(after, &new));
            json!({ "label": speaker.field(field), "same": false, "old": old, "new": new, "remark": "", "id": "" })
        })
        .collect())
}

/// What a field says, in words.
enum Told<'a> {
    Text(String),
    Markdown(&'a str),
    /// A picture, with what is said of it.
    Picture(&'a Picture, String),
}

impl Told<'_> {
    /// The same without any form, to be compared with another.
    fn plain(&self, speaker: &Speaker<'_>) -> String {
        match self {
            Told::Text(text) => text.clone(),
            Told::Markdown(text) => (*text).to_owned(),
            Told::Picture(picture, text) => {
                // Two pictures may have the same words.
                let mark = picture.key.chars().take(6).collect::<String>();
                format!("{} {mark} · {text}", speaker.field(Field::Picture))
            }
        }
    }
}

fn told<'a>(
    app: &App,
    visit: &Visit,
    opened: &Opened,
    content: &'a Content,
    organisation: Option<&Known>,
    field: Field,
) -> Told<'a> {
    let rules = &opened.edition.rules;
    let lang = visit.lang;
    let word = |prefix: &str, slug: &str| app.words.say(lang, &format!("{prefix}-{slug}"), None);
    let labels = |list: &[domain::edition::Choice], slugs: &[String]| {
        let names: Vec<&str> = slugs
            .iter()
            .filter_map(|slug| list.iter().find(|choice| choice.slug == *slug))
            .map(|choice| choice.label.get(lang))
            .collect();
        names.join(", ")
    };
    let joined = |parts: &[&str]| {
        let parts: Vec<&str> = parts
            .iter()
            .copied()
            .filter(|part| !part.is_empty())
            .collect();
        parts.join(" · ")
    };
    let contact =
        |one: &domain::event::Contact| joined(&[&one.name, &one.email, &one.phone, &one.website]);
    let (place, booking) = (&content.place, &content.booking);
    Told::Text(match field {
        Field::Description => return Told::Markdown(&content.description),
        Field::Title => content.title.clone(),
        Field::Summary => content.summary.clone(),
        Field::Language => word("organiser-language", content.language.tag()),
        Field::Format => labels(&rules.formats, std::slice::from_ref(&content.format)),
        Field::Sectors => labels(&rules.sectors, &content.sectors),
        Field::Audiences => labels(&rules.audiences, &content.audiences),
        Field::Ages => ages(app, lang, content),
        Field::Tags => labels(&rules.tags, &content.tags),
        Field::Organisation => organisation
            .map(|own| own.organisation.name.clone())
            .unwrap_or_default(),
        Field::Mode => content
            .mode
            .map(|mode| word("organiser-mode", mode.slug()))
            .unwrap_or_default(),
        Field::Place => joined(&[&place.name, &place.address, &place.postcode]),
        Field::Commune => place
            .commune
            .as_ref()
            .and_then(|code| app.gazetteer.commune(code.as_str()))
            .map(|one| format!("{} ({})", one.name, app.gazetteer.home(one).code))
            .unwrap_or_default(),
        Field::Point => place
            .point
            .map(|point| format!("{:.5}, {:.5}", point.lat, point.lon))
            .unwrap_or_default(),
        Field::MeetingPoint => place.meeting_point.clone(),
        Field::Transport => place.transport.clone(),
        Field::OnlineUrl => content.online_url.clone(),
        Field::Slots => {
            let (mut text, seats) = (slots(lang, content), seats(app, lang, content));
            if !seats.is_empty() {
                text = format!("{text}\n{seats}");
            }
            text
        }
        Field::Booking => {
            let mode = booking
                .mode
                .map(|mode| word("organiser-booking", mode.slug()));
            let here = booking.here().then(|| word("organiser-booking", "here"));
            joined(&[
                mode.as_deref().unwrap_or_default(),
                here.as_deref().unwrap_or_default(),
                &booking.url,
                &booking.email,
                &booking.phone,
            ])
        }
        Field::Full if booking.full => word("organiser", "full"),
        Field::Full => String::new(),
        Field::Conditions => booking.conditions.clone(),
        Field::Access => {
            let mut needs: Vec<String> = content
                .access
                .iter()
                .map(|need| word("organiser-access", need.slug()))
                .collect();
            needs.push(content.access_note.clone());
            needs.retain(|text| !text.is_empty());
            needs.join(" · ")
        }
        Field::Safety => content.safety.clone(),
        Field::Free => match content.free_of_charge {
            Some(true) => word("organiser-free", "oui"),
            Some(false) => word("organiser-free", "non"),
            None => String::new(),
        },
        Field::PublicContact => contact(&content.public_contact),
        Field::RefereeContact => contact(&content.referee_contact),
        Field::Picture => match &content.picture {
            Some(picture) => {
                return Told::Picture(picture, joined(&[&picture.alt, &picture.credit]));
            }
            None => String::new(),
        },
    })
}

fn ages(app: &App, lang: Language, content: &Content) -> String {
    let mut args = fluent_bundle::FluentArgs::new();
    let key = match (content.ages.from, content.ages.to) {
        (None, None) => return String::new(),
        (Some(from), None) => {
            args.set("from", i64::from(from));
            "organiser-ages-from"
        }
        (None, Some(to)) => {
            args.set("to", i64::from(to));
            "organiser-ages-to"
        }
        (Some(from), Some(to)) => {
            args.set("from", i64::from(from));
            args.set("to", i64::from(to));
            "organiser-ages-between"
        }
    };
    app.words.say(lang, key, Some(&args))
}

/// How many seats the slots have, in words; nothing when none has a limit.
fn seats(app: &App, lang: Language, content: &Content) -> String {
    let limits = content.slots.iter().filter_map(|slot| slot.capacity);
    let (Some(least), Some(most)) = (limits.clone().min(), limits.clone().max()) else {
        return String::new();
    };
    let key = match (least == most, limits.count() == content.slots.len()) {
        (true, true) => "organiser-seats-each",
        (false, true) => "organiser-seats-between",
        (_, false) => "organiser-seats-some",
    };
    let args = [("least", least.into()), ("most", most.into())];
    app.words.say(lang, key, Some(&crate::words::args(args)))
}

/// The slots in words: days with the same hours together.
fn slots(lang: Language, content: &Content) -> String {
    let groups = domain::slot::same_hours(&content.slots);
    let lines: Vec<String> = groups
        .iter()
        .map(|group| {
            let days: Vec<String> = group
                .days
                .iter()
                .map(|day| filters::day_short(*day, lang))
                .collect();
            let hours: Vec<String> = group
                .hours
                .iter()
                .map(|(from, to)| {
                    format!(
                        "{} – {}",
                        filters::time(*from, lang),
                        filters::time(*to, lang)
                    )
                })
                .collect();
            let colon = match lang {
                Language::Fr => "\u{a0}: ",
                Language::En => ": ",
            };
            format!("{}{colon}{}", days.join(", "), hours.join(", "))
        })
        .collect();
    lines.join("\n")
}
