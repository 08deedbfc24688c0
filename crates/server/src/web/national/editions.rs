//! The editions, and a new one made from another.

use axum::extract::State;
use axum::http::StatusCode;
use domain::edition::{Edition, Rules, Stage, is_slug};
use domain::time::Window;
use jiff::civil::Date;
use jiff::{Span, ToSpan};
use serde_json::{Value as Json, json};
use store::{StoreError, editions};

use super::Team;
use crate::app::App;
use crate::error::{Answer, Failure};
use crate::web::form::Fields;
use crate::web::page::go;

/// Every edition, and the form for another.
pub async fn list(State(app): State<App>, team: Team) -> Answer {
    page(&app, &team, "", "", "").await
}

async fn page(app: &App, team: &Team, slug: &str, from: &str, error: &str) -> Answer {
    let mut conn = app.store.reader().await?;
    let all = editions::editions(&mut conn).await?;
    let campaigns = editions::campaigns(&mut conn).await?;
    drop(conn);
    let campaigns: Vec<Json> = campaigns
        .iter()
        .map(|one| {
            json!({
                "name": one.name.get(team.visit.lang),
                "steered_by": one.steered_by.get(team.visit.lang),
                "href": team.href(&format!("/pilotage/campagnes/{}", one.slug)),
            })
        })
        .collect();
    let rows: Vec<Json> = all.iter().map(|edition| row(app, team, edition)).collect();
    let options: Vec<Json> = all
        .iter()
        .map(|edition| {
            let name = crate::refresh::name(edition);
            let text = format!("{} ({})", name.get(team.visit.lang), edition.slug);
            json!({ "value": edition.slug, "text": text })
        })
        .collect();
    let from = match from {
        "" => all.first().map_or("", |edition| edition.slug.as_str()),
        from => from,
    };
    let title = team.say(app, "national-editions");
    let status = match error {
        "" => StatusCode::OK,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let page = team
        .page(app, "national/editions.html", &title, "editions")
        .status(status)
        .with("rows", rows)
        .with("campaigns", campaigns)
        .with("options", options)
        .with("slug", slug)
        .with("from", from)
        .with("error", error)
        .with("action", team.href("/pilotage/editions"));
    app.show(&team.visit, page)
}

fn row(app: &App, team: &Team, edition: &Edition) -> Json {
    let lang = team.visit.lang;
    let rules = &edition.rules;
    let stage = stage(edition.stage);
    let title = crate::refresh::title(edition, lang);
    // “Édition 2025” says its slug already.
    let told = title.ends_with(&edition.slug);
    json!({
        "title": if told { title } else { format!("{title} ({})", edition.slug) },
        "the": crate::refresh::the(edition).get(lang),
        "slug": edition.slug,
        "theme": rules.theme.get(lang),
        "dates": crate::refresh::dates(edition, lang),
        "stage": stage,
        "stage_text": team.say(app, &format!("national-stage-{stage}")),
        "href": team.href(&format!("/pilotage/editions/{}", edition.slug)),
        "dashboard": team.href(&format!("/pilotage?edition={}", edition.slug)),
    })
}

/// The name of a stage in words and badges.
pub fn stage(stage: Stage) -> &'static str {
    match stage {
        Stage::Prepared { .. } => "prepared",
        Stage::Running { .. } => "running",
        Stage::Finished { .. } => "finished",
    }
}

/// Makes an edition from another: its rules, moved on by whole weeks, without its figures.
pub async fn create(State(app): State<App>, team: Team, sent: Fields) -> Answer {
    team.check(&app, &sent)?;
    let slug = sent.get("slug").unwrap_or_default().trim().to_owned();
    let from = sent.get("from").unwrap_or_default().to_owned();
    if !is_slug(&slug) {
        let error = team.say(&app, "national-edition-slug-wrong");
        return page(&app, &team, &slug, &from, &error).await;
    }
    let now = app.clock.now();
    let mut tx = app.store.begin().await?;
    let model = editions::edition_by_slug(&mut tx, &from)
        .await?
        .ok_or(Failure::NotFound)?;
    let rules = moved_on(&model.rules, model.today(now));
    let stage = Stage::Prepared { since: now };
    let taken = editions::edition_by_slug(&mut tx, &slug).await?.is_some();
    let made = match taken {
        true => Err(StoreError::Conflict("slug".into())),
        false => editions::create(&mut tx, model.campaign, &slug, stage, &rules).await,
    };
    match made {
        Ok(_) => tx.commit().await?,
        Err(StoreError::Conflict(_) | StoreError::Duplicate { .. }) => {
            drop(tx);
            let error = team.say(&app, "national-edition-slug-taken");
            return page(&app, &team, &slug, &from, &error).await;
        }
        Err(error) => return Err(error.into()),
    }
    Ok(go(
        &team.visit,
        &format!("/pilotage/editions/{slug}?fait=created"),
    ))
}

/// The rules of the next edition: the same days of the week, a year on or as many as it takes to be ahead of today.
fn moved_on(rules: &Rules, today: Date) -> Rules {
    let mut next = rules.clone();
    next.number = rules.number.and_then(|number| number.checked_add(1));
    next.figures = Vec::new();
    // Fifty-two weeks keep the day of the week.
    let ahead = (1..100).find(|years| later(rules.week.from, (52 * years).weeks()) > today);
    let span = (52 * ahead.unwrap_or(1)).weeks();
    let on = |day: Date| later(day, span);
    let window = |window: Window| Window {
        from: on(window.from),
        to: on(window.to),
    };
    next.week = window(rules.week);
    next.accepted = window(rules.accepted);
    next.accepted_in = rules
        .accepted_in
        .iter()
        .map(|(code, own)| (code.clone(), window(*own)))
        .collect();
    next.proposals_open = on(rules.proposals_open);
    next.proposals_close = on(rules.proposals_close);
    next
}

fn later(day: Date, span: Span) -> Date {
    day.checked_add(span).unwrap_or(Date::MAX)
}
