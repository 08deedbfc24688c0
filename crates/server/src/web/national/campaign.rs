//! The campaign itself: its name and who answers for it, as every page and every letter says them.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use domain::edition::{Campaign, CampaignFault};
use domain::text;
use domain::words::Words;
use serde_json::{Value as Json, json};
use store::{Conn, editions};

use super::Team;
use crate::app::App;
use crate::error::{Answer, Failure};
use crate::secret;
use crate::web::form::Fields;
use crate::web::page::go;

/// The form, as the campaign is.
pub async fn show(State(app): State<App>, team: Team, Path(slug): Path<String>) -> Answer {
    let mut conn = app.store.reader().await?;
    let campaign = find(&mut conn, &slug).await?;
    drop(conn);
    page(&app, &team, &campaign, Around::of(&campaign))
}

/// What the form shows besides what was typed.
struct Around {
    /// What the form was filled from: what somebody else saves meanwhile is seen by it.
    seen: String,
    faults: Vec<CampaignFault>,
    /// Somebody saved meanwhile.
    overtaken: bool,
}

impl Around {
    fn of(kept: &Campaign) -> Self {
        Self {
            seen: said(kept),
            faults: Vec::new(),
            overtaken: false,
        }
    }
}

/// A digest of all that the form may change.
fn said(campaign: &Campaign) -> String {
    secret::digest(&json!([campaign.name, campaign.steered_by]).to_string())
}

async fn find(conn: &mut Conn, slug: &str) -> Answer<Campaign> {
    let all = editions::campaigns(conn).await?;
    let found = all.into_iter().find(|campaign| campaign.slug == slug);
    found.ok_or(Failure::NotFound)
}

fn page(app: &App, team: &Team, campaign: &Campaign, around: Around) -> Answer {
    let title = team.say(app, "national-campaign-title");
    let faults: Vec<(String, String)> = around
        .faults
        .iter()
        .map(|fault| {
            let sentence = format!("national-campaign-{}", fault.slug());
            let args = [("max", (f64::from(Campaign::LONGEST)).into())];
            (
                fault.field().to_owned(),
                team.say_with(app, &sentence, &args),
            )
        })
        .collect();
    let errors: serde_json::Map<String, Json> = faults
        .iter()
        .map(|(field, text)| (field.clone(), json!(text)))
        .collect();
    let summary: Vec<Json> = faults
        .iter()
        .map(|(field, text)| json!({ "field": format!("f-{field}"), "text": text }))
        .collect();
    let status = match (around.overtaken, faults.is_empty()) {
        (true, _) => StatusCode::CONFLICT,
        (false, false) => StatusCode::UNPROCESSABLE_ENTITY,
        (false, true) => StatusCode::OK,
    };
    let page = team
        .page(app, "national/campaign.html", &title, "editions")
        .status(status)
        .with(
            "values",
            json!({
                "name_fr": campaign.name.fr,
                "name_en": campaign.name.en,
                "steered_fr": campaign.steered_by.fr,
                "steered_en": campaign.steered_by.en,
            }),
        )
        .with("errors", errors)
        .with("summary", summary)
        .with("overtaken", around.overtaken)
        .with("longest", Campaign::LONGEST)
        .with("seen", around.seen)
        .with("back", team.href("/pilotage/editions"))
        .with(
            "action",
            team.href(&format!("/pilotage/campagnes/{}", campaign.slug)),
        );
    app.show(&team.visit, page)
}

/// Saves the campaign; the pages and the letters follow within a second.
pub async fn save(
    State(app): State<App>,
    team: Team,
    Path(slug): Path<String>,
    sent: Fields,
) -> Answer {
    team.check(&app, &sent)?;
    let typed = |name: &str| text::single_line(sent.get(name).unwrap_or_default());
    let mut tx = app.store.begin().await?;
    tx.lock_name("campaign").await?;
    let kept = find(&mut tx, &slug).await?;
    let next = Campaign {
        name: Words::new(&typed("name_fr"), &typed("name_en")),
        steered_by: Words::new(&typed("steered_fr"), &typed("steered_en")),
        ..kept.clone()
    };
    let around = Around {
        faults: next.faults(),
        // What was typed stays; sent again, it replaces what somebody else saved.
        overtaken: sent.get("seen") != Some(said(&kept).as_str()),
        ..Around::of(&kept)
    };
    if around.overtaken || !around.faults.is_empty() {
        return page(&app, &team, &next, around);
    }
    editions::save_campaign(&mut tx, &next).await?;
    tx.commit().await?;
    let path = format!("/pilotage/campagnes/{slug}?fait=campaign");
    Ok(go(&team.visit, &path))
}
