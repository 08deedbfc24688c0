//! Every public page, for search engines: an index of parts, each of so many addresses.

use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use catalogue::Query;
use domain::words::Language;

use super::scope::Scope;
use crate::app::{App, Shelved};
use crate::error::{Answer, Failure};
use crate::web::door::Visit;
use crate::web::page::href;

/// The most addresses of one part: half of what the protocol allows, since each page has two languages.
const MOST: usize = 25_000;

/// The pages that every site has.
const FIXED: [&str; 8] = [
    "/",
    "/evenements",
    "/carte",
    "/calendrier",
    "/territoires",
    "/editions",
    "/donnees",
    "/accessibilite",
];

/// The parts: `pages`, then the events of each edition by slices.
pub async fn index(State(app): State<App>, visit: Visit) -> Answer {
    let mut parts = vec!["pages".to_owned()];
    for (slug, shelved) in app
        .shelf
        .all()
        .iter()
        .filter(|(_, shelved)| shelved.edition.is_public())
    {
        parts.extend((1..=slices(shelved)).map(|slice| format!("{slug}-{slice}")));
    }
    let entries: String = parts
        .iter()
        .map(|part| {
            format!(
                "<sitemap><loc>{}</loc></sitemap>\n",
                app.config.absolute(&format!("/sitemap/{part}.xml"))
            )
        })
        .collect();
    drop(visit);
    Ok(xml(format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n{entries}</sitemapindex>\n"
    )))
}

/// How many parts the events of an edition make.
fn slices(shelved: &Shelved) -> usize {
    shelved.catalogue.len().div_ceil(MOST)
}

/// One part.
pub async fn part(State(app): State<App>, visit: Visit, Path(name): Path<String>) -> Answer {
    let name = name.strip_suffix(".xml").ok_or(Failure::NotFound)?;
    let scope = Scope::current(&app, &visit).ok_or(Failure::NotFound)?;
    if name == "pages" {
        let gazetteer = &app.gazetteer;
        let wider = gazetteer
            .territories()
            .iter()
            .skip(1)
            .map(|one| format!("/territoires/{}", one.code));
        let editions = app.shelf.all();
        let kept = editions
            .values()
            .filter(|shelved| shelved.edition.is_public());
        let editions: Vec<String> = kept
            .map(|shelved| format!("/editions/{}", shelved.edition.slug))
            .collect();
        let all = FIXED
            .iter()
            .map(|path| (*path).to_owned())
            .chain(wider)
            .chain(editions);
        return Ok(xml(urls(&app, all.map(|path| (path, None)))));
    }
    let (slug, slice) = name.rsplit_once('-').ok_or(Failure::NotFound)?;
    let shelved = app
        .shelf
        .edition(slug)
        .filter(|shelved| shelved.edition.is_public())
        .ok_or(Failure::NotFound)?;
    // Only the parts the index names are there.
    let slices = slices(&shelved);
    let before = (0..slices)
        .find(|before| slice == (before + 1).to_string())
        .ok_or(Failure::NotFound)?;
    let scope = scope.of(shelved);
    let events = scope
        .catalogue()
        .iter(&Query::default(), scope.now)
        .skip(before * MOST)
        .take(MOST);
    let addresses = events.map(|event| {
        (
            scope.path(&format!("/evenements/{}", event.slug)),
            Some(event.updated_at),
        )
    });
    Ok(xml(urls(&app, addresses)))
}

fn urls(app: &App, paths: impl Iterator<Item = (String, Option<jiff::Timestamp>)>) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n",
    );
    for (path, changed) in paths {
        let changed = changed
            .map(|at| format!("<lastmod>{}</lastmod>", at.strftime("%FT%TZ")))
            .unwrap_or_default();
        let address = |language| app.config.absolute(&href(language, &path));
        let alternates: String = Language::ALL
            .iter()
            .map(|language| {
                format!(
                    "<xhtml:link rel=\"alternate\" hreflang=\"{}\" href=\"{}\"/>",
                    language.tag(),
                    address(*language)
                )
            })
            .collect();
        for language in Language::ALL {
            out.push_str(&format!(
                "<url><loc>{}</loc>{changed}{alternates}</url>\n",
                address(language)
            ));
        }
    }
    out.push_str("</urlset>\n");
    out
}

fn xml(text: String) -> Response {
    let kind = (header::CONTENT_TYPE, "application/xml; charset=utf-8");
    (
        [kind, (header::CACHE_CONTROL, "public, max-age=3600")],
        text,
    )
        .into_response()
}
