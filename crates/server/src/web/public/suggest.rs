//! What completes while one types: places for the field of the place, and everything else for the field of words.

use axum::extract::State;
use catalogue::place::{Level, Place};
use catalogue::{Choice, Query, Suggestion, SuggestionKind};
use domain::text;
use domain::words::Language;
use serde_json::{Value, json};

use super::api::{last, public, scope_of};
use super::scope::Scope;
use super::{ask, choices};
use crate::app::App;
use crate::error::Answer;
use crate::web::door::Visit;

/// How many places complete what is typed.
const MOST_PLACES: usize = 8;
/// How many places stand among the other suggestions.
const FEW_PLACES: usize = 3;
/// How many suggestions of each kind.
const MOST_OF_KIND: usize = 3;
/// How many suggestions at all.
const MOST: usize = 9;
/// The shortest text that is completed, in letters.
const SHORTEST: usize = 2;

/// A place that what is typed may become.
struct Typed<'a> {
    place: Place<'a>,
    text: String,
    note: String,
}

/// Régions and départements by their name or code, two at the most so that communes are always there; then communes.
fn places_like<'a>(app: &'a App, language: Language, typed: &str, most: usize) -> Vec<Typed<'a>> {
    let gazetteer = &app.gazetteer;
    let folded = text::words(typed).join(" ");
    let name = |place: Place<'_>| gazetteer.name(place, language.tag()).to_owned();
    let begins = |place: Place<'_>| {
        let own = text::words(&name(place)).join(" ");
        let code = place.code().as_str().eq_ignore_ascii_case(typed.trim());
        folded.len() >= SHORTEST && (own.starts_with(&folded) || code)
    };
    let wider = gazetteer
        .territories()
        .iter()
        .skip(1)
        .map(Place::Territory)
        .filter(|place| begins(*place))
        .map(|place| {
            let key = match place.level() {
                Level::Region => "public-level-region",
                _ => "public-level-departement",
            };
            let note = app.words.say(language, key, None);
            Typed {
                place,
                text: name(place),
                note,
            }
        });
    let communes = gazetteer.complete(typed, most).into_iter().map(|found| {
        let home = name(Place::Territory(found.home));
        let note = match (found.alias, found.postcode) {
            (Some(alias), _) if !alias.name.is_empty() => {
                format!("{} · {home} ({})", alias.name, found.home.code)
            }
            (_, Some(postcode)) => format!("{postcode} · {home}"),
            _ => format!("{home} ({})", found.home.code),
        };
        Typed {
            place: Place::Commune(found.commune),
            text: found.commune.name.to_string(),
            note,
        }
    });
    wider.take(2).chain(communes).take(most).collect()
}

/// Places that what is typed may become: `{"places": [{"code", "text", "note"}]}`.
pub async fn places(State(app): State<App>, visit: Visit) -> Answer {
    let typed = last(&visit, "q").unwrap_or_default();
    let all: Vec<Value> = places_like(&app, visit.lang, &typed, MOST_PLACES)
        .into_iter()
        .map(|one| json!({ "code": one.place.code(), "text": one.text, "note": one.note }))
        .collect();
    Ok(public(json!({ "places": all }), None))
}

/// What the typed letters may become: `{"suggestions": [{"kind", "text", "note", "href", "count"}]}`. The other parameters
/// are those of the list beside the field: what leads back to it keeps them.
pub async fn suggest(State(app): State<App>, visit: Visit) -> Answer {
    let scope = scope_of(&app, &visit)?;
    let typed = last(&visit, "q").unwrap_or_default();
    let base = ask::read(&scope).query.with_text("");
    let found = scope.catalogue().suggest(&typed, MOST_OF_KIND);
    let of = |wanted: &dyn Fn(SuggestionKind) -> bool| -> Vec<Value> {
        let kept = found.iter().filter(|one| wanted(one.kind));
        kept.map(|one| told(&scope, &base, one)).collect()
    };
    // What narrows comes first, then where, then single pages. Words of the dictionary stand without their accents and
    // lead where typing leads anyway: they are left out.
    let mut all = of(&|kind| {
        matches!(
            kind,
            SuggestionKind::Sector | SuggestionKind::Format | SuggestionKind::Audience
        )
    });
    all.extend(places_near(&scope, &base, &typed));
    all.extend(of(&|kind| kind == SuggestionKind::Organisation));
    all.extend(of(&|kind| kind == SuggestionKind::Event));
    all.truncate(MOST);
    Ok(public(json!({ "suggestions": all }), None))
}

/// A suggestion with its words and the address it leads to.
fn told(scope: &Scope, base: &Query, one: &Suggestion<'_>) -> Value {
    let rules = scope.rules();
    let filter = |choice: Choice| scope.ask("/evenements", &base.with(choice, &one.value));
    let counted = |key: &str| {
        let events = scope.count("public-count-events", one.count as usize);
        scope.tell(
            "public-suggest-note",
            &[("kind", &scope.say(key)), ("events", &events)],
        )
    };
    let named = |list| choices::name(scope, list, &one.value).to_owned();
    let (text, note, href) = match one.kind {
        SuggestionKind::Sector => (
            named(&rules.sectors),
            counted("public-filter-sector"),
            filter(Choice::Sector),
        ),
        SuggestionKind::Format => (
            named(&rules.formats),
            counted("public-filter-format"),
            filter(Choice::Format),
        ),
        SuggestionKind::Audience => (
            named(&rules.audiences),
            counted("public-filter-audience"),
            filter(Choice::Audience),
        ),
        SuggestionKind::Place => (
            one.text.to_string(),
            counted("public-level-commune"),
            filter(Choice::Territory),
        ),
        SuggestionKind::Organisation => (
            one.text.to_string(),
            counted("public-suggest-organisation"),
            scope.href(&format!("/organisations/{}", one.value)),
        ),
        SuggestionKind::Event => (
            one.text.to_string(),
            scope.say("public-suggest-event"),
            scope.event(&one.value),
        ),
        SuggestionKind::Word => {
            let events = scope.count("public-count-events", one.count as usize);
            (
                one.text.to_string(),
                events,
                scope.ask("/evenements", &base.with_text(&one.value)),
            )
        }
    };
    json!({ "kind": one.kind, "text": text, "note": note, "href": href, "count": one.count })
}

/// Places whose name begins as what is typed; each leads to the events around it.
fn places_near(scope: &Scope, base: &Query, typed: &str) -> Vec<Value> {
    if typed.trim().chars().count() < SHORTEST {
        return Vec::new();
    }
    let found = places_like(&scope.app, scope.lang(), typed, FEW_PLACES).into_iter();
    found
        .map(|one| {
            let query = ask::at(scope, base, one.place);
            let count = scope.catalogue().select(&query).total();
            json!({
                "kind": SuggestionKind::Place,
                "text": one.text,
                "note": one.note,
                "href": scope.ask("/evenements", &query),
                "count": count,
            })
        })
        .collect()
}
