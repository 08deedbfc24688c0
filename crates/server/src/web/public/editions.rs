//! Every edition, with its figures and how they were counted; a finished one at its own address.

use axum::extract::State;
use catalogue::Query;
use catalogue::place::{Level, Place};
use domain::edition::{Basis, Counted, Edition, Figure};
use fluent_bundle::{FluentArgs, FluentValue};
use serde_json::{Value, json};

use super::scope::Scope;
use super::{figures as territory, france, share, week};
use crate::app::App;
use crate::error::{Answer, Failure};
use crate::refresh;
use crate::web::door::Visit;
use crate::web::filters;
use crate::web::page::{Page, href};
use crate::words::number;

/// The pages of figures lead here.
const HOW: &str = "/editions#comptage";

/// Every edition, the latest first.
pub async fn all(State(app): State<App>, visit: Visit) -> Answer {
    let scope = Scope::current(&app, &visit).ok_or(Failure::NotFound)?;
    let mut editions: Vec<_> = app.shelf.all().values().cloned().collect();
    editions.retain(|shelved| shelved.edition.is_public());
    editions.sort_by_key(|shelved| {
        std::cmp::Reverse((shelved.edition.rules.week.from, shelved.edition.id))
    });
    let rows: Vec<Value> = editions
        .iter()
        .map(|shelved| row(&scope, &scope.of(shelved.clone())))
        .collect();
    let title = scope.say("public-editions-title");
    let page = Page::new("public/editions.html", &title)
        .description(scope.say("public-editions-lead"))
        .nav("editions")
        .with("title", &title)
        .with("lead", scope.say("public-editions-lead"))
        .with("editions", rows)
        .with("note", scope.say("public-figures-note"));
    app.show(&visit, page)
}

fn row(here: &Scope, scope: &Scope) -> Value {
    let edition = scope.edition();
    let now = edition.id == here.edition().id && !scope.is_archived();
    let rules = scope.rules();
    let title = refresh::title(edition, scope.lang());
    json!({
        "name": title,
        "theme": rules.theme.get(scope.lang()),
        "dates": Some(refresh::dates(edition, scope.lang())).filter(|dates| !title.ends_with(dates)),
        "href": if now { scope.href("/") } else { href(scope.lang(), &format!("/editions/{}", edition.slug)) },
        "now": now,
        "figures": figures(scope, &rules.figures, false),
        "programme": programme(scope),
    })
}

/// The programme of an edition that is kept: how many events, counted in it, and its week.
fn programme(scope: &Scope) -> Option<Value> {
    let counted = scope.catalogue().figures(&Query::default());
    (counted.total > 0).then(|| {
        json!({
            "value": scope.number(counted.total as usize),
            "text": scope.count("public-edition-programme", counted.total as usize),
            "how": scope.say("public-edition-programme-how"),
            "week": counted.week,
            "week_text": territory::week_text(scope, &counted.week),
        })
    })
}

/// An edition at its own address.
pub async fn one(scope: Scope) -> Answer {
    let query = Query::default();
    let answer = scope.catalogue().search(&query, scope.now);
    let rules = scope.rules();
    let language = scope.lang();
    let name = refresh::title(scope.edition(), language);
    let theme = match rules.theme.get(language) {
        "" => name.clone(),
        theme => theme.to_owned(),
    };
    let about = rules.about.get(language);
    let holds_events = answer.total > 0;
    let counted = scope.count("public-count-events", answer.total);
    let map = holds_events.then(|| {
        france::france(
            &scope,
            &answer.departments,
            |_| false,
            |code| scope.href(&format!("/territoires/{code}")),
        )
    });
    let shown = figures(&scope, &rules.figures, true);
    let nation = scope.app.gazetteer.nation();
    let forms = scope
        .app
        .gazetteer
        .forms(Place::Territory(nation), language.tag());
    let amounts = scope.catalogue().figures(&query);
    let (rows, without) = territory::sectors(&scope, &query, &amounts);
    let page = Page::new("public/edition_past.html", format!("{name}\u{a0}: {theme}"))
        .description(rules.promise.get(language))
        .nav("editions")
        .canonical(scope.canonical("/"))
        .image(share::address(&scope, &query))
        .with("crumbs", json!([{ "text": scope.say("common-nav-editions"), "href": href(language, "/editions") }]))
        .with(
            "edition",
            json!({
                "name": name,
                "title": theme,
                "dates": refresh::dates(scope.edition(), language),
                "lead": rules.promise.get(language),
            }),
        )
        .with("count", answer.total)
        .with("count_text", scope.tell("public-edition-see", &[("events", &counted)]))
        .with("list_href", scope.href("/evenements"))
        .with("map_href", scope.href("/carte"))
        .with("calendar_href", scope.href("/calendrier"))
        .with("week_title", week::title(&scope))
        .with("week", week::week(&scope, &query, &answer.days, "/evenements"))
        .with("map", map)
        .with("map_note", counted)
        .with("counted", territory::headline(&scope, Level::Nation, (&forms.of, &forms.name), &amounts))
        .with("unknown", shown.is_empty() && !holds_events)
        .with(
            "figures",
            (!shown.is_empty()).then(|| {
                json!({ "title": scope.say("public-edition-figures"), "list": shown, "note": "" })
            }),
        )
        .with("sectors", rows)
        .with("sectors_none", without)
        .with(
            "letter",
            (!about.is_empty()).then(|| json!({ "title": scope.say("public-edition-about"), "html": filters::markdown(about, 3) })),
        );
    scope.show(page)
}

/// The figures of the last edition before this one that published some.
#[must_use]
pub fn last_figures(scope: &Scope) -> Option<Value> {
    let all = scope.app.shelf.all();
    let own = scope.rules().week.from;
    let last: &Edition = all
        .values()
        .map(|shelved| shelved.edition.as_ref())
        .filter(|edition| {
            edition.is_public()
                && edition.rules.week.from < own
                && !edition.rules.figures.is_empty()
        })
        .max_by_key(|edition| edition.rules.week.from)?;
    let year = last.rules.week.from.year();
    let title = match year + 1 == own.year() {
        true => scope.say("public-figures-last-year"),
        false => scope.tell("public-figures-year", &[("year", &year.to_string())]),
    };
    Some(json!({ "title": title, "list": figures(scope, &last.rules.figures, true), "note": "" }))
}

/// Published figures, each with how it was obtained.
#[must_use]
pub fn figures(scope: &Scope, figures: &[Figure], linked: bool) -> Vec<Value> {
    figures
        .iter()
        .map(|figure| {
            let how = scope.say(match figure.basis {
                Basis::Declared => "public-figures-declared",
                Basis::Verified => "public-figures-verified",
                Basis::Estimated => "public-figures-estimated",
            });
            json!({
                "more": if figure.more_than { scope.say("public-figures-more") } else { String::new() },
                "value": value(scope, figure),
                "text": scope.say(match (figure.what, figure.online) {
                    (Counted::Events, _) => "public-figures-events",
                    (Counted::Participants, false) => "public-figures-participants",
                    (Counted::Participants, true) => "public-figures-participants-online",
                }),
                "how": how,
                "how_href": if linked { href(scope.lang(), HOW) } else { String::new() },
            })
        })
        .collect()
}

/// “2 400”, “1,6 million”, “5,7 millions”.
fn value(scope: &Scope, figure: &Figure) -> String {
    const MILLION: u64 = 1_000_000;
    match figure.value {
        value if value >= MILLION => {
            let millions = (value as f64 / MILLION as f64 * 10.0).round() / 10.0;
            let args: FluentArgs<'_> = [
                ("count", FluentValue::from(millions)),
                ("number", FluentValue::from(number(millions, scope.lang()))),
            ]
            .into_iter()
            .collect();
            let words = &scope.app.words;
            words.say(scope.lang(), "public-figures-millions", Some(&args))
        }
        value => number(value as f64, scope.lang()),
    }
}
