//! Pages about the site: its data, its accessibility, who answers for it.

use axum::extract::State;
use serde_json::{Value, json};

use super::scope::Scope;
use crate::app::App;
use crate::error::Answer;
use crate::web::door::Visit;
use crate::web::filters;
use crate::web::page::{Page, href};
use crate::web::standard;

/// The data there is, in which formats, under which licence.
pub async fn data(State(app): State<App>, visit: Visit) -> Answer {
    let say = |key: &str| app.words.say(visit.lang, key, None);
    let formats: Vec<Value> = ["json", "geojson", "csv", "xlsx", "ics", "rss"]
        .iter()
        .map(|format| {
            let path = format!("/evenements.{format}");
            json!({
                "address": path,
                "href": href(visit.lang, &path),
                "text": say(&format!("public-data-{format}")),
            })
        })
        .collect();
    // The examples are of the edition: its first sector.
    let scope = Scope::current(&app, &visit);
    let sector = scope.and_then(|scope| scope.rules().sectors.first().map(|one| one.slug.clone()));
    let text = say("public-data-text").replace("{sector}", &sector.unwrap_or_default());
    let title = say("public-data-title");
    let page = Page::new("public/data.html", &title)
        .description(say("public-data-lead"))
        .with("title", &title)
        .with("lead", say("public-data-lead"))
        .with("formats", formats)
        .with("html", filters::markdown(&text, 2));
    app.show(&visit, page)
}

/// The accessibility statement.
pub async fn accessibility(State(app): State<App>, visit: Visit) -> Answer {
    let say = |key: &str| app.words.say(visit.lang, key, None);
    let title = say("common-footer-accessibility");
    let contact = standard::contact(&app).await;
    let contact = contact.strip_prefix("mailto:").unwrap_or_default();
    let page = Page::new("public/accessibility.html", &title)
        .with("title", &title)
        .with(
            "html",
            filters::markdown(&say("public-accessibility-text"), 2),
        )
        .with("contact", contact);
    app.show(&visit, page)
}

/// Who answers for the site, what it keeps of people, and whom its data is owed to.
pub async fn legal(State(app): State<App>, visit: Visit) -> Answer {
    let say = |key: &str| app.words.say(visit.lang, key, None);
    let title = say("common-footer-legal");
    let scope = Scope::current(&app, &visit);
    let steered = scope
        .map(|scope| scope.shelved.campaign.steered_by.get(visit.lang).to_owned())
        .filter(|steered| !steered.is_empty());
    let publisher = app
        .config
        .publisher
        .clone()
        .or(steered)
        .unwrap_or_else(|| app.campaign(visit.lang));
    let contact = standard::contact(&app).await;
    let hosting = match &app.config.hosting {
        Some(hosting) => format!("\n\n## {}\n\n{hosting}", say("public-legal-hosting")),
        None => String::new(),
    };
    let text = say("public-legal-text")
        .replace("{publisher}", publisher.trim_end_matches('.'))
        .replace(
            "{contact}",
            contact.strip_prefix("mailto:").unwrap_or(&contact),
        )
        .replace("{hosting}", &hosting);
    let credit = |what: &str, who: &str, licence: &str| json!({ "what": say(what), "who": who, "licence": licence });
    let page = Page::new("public/legal.html", &title)
        .with("title", &title)
        .with("html", filters::markdown(&text, 2))
        .with(
            "credits",
            json!([
                credit("public-credit-places", app.gazetteer.credits(), ""),
                credit("public-credit-map", "MapLibre GL JS", "BSD-3-Clause"),
                credit(
                    "public-credit-faces",
                    "Bricolage Grotesque, Atkinson Hyperlegible Next",
                    "SIL Open Font License 1.1"
                ),
                credit("public-credit-site", "Semaine", "AGPL-3.0-or-later"),
            ]),
        );
    app.show(&visit, page)
}
