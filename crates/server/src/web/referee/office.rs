//! What a territory says of itself: whom organisers may turn to, its welcome, its committee, its canned remarks.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use domain::authority::{self, Keeper};
use domain::event::Field;
use domain::identifier::{Email, Phone, Web};
use domain::review::REMARK;
use domain::territory::{CannedRemark, Chain, Committee, Office, Partner, TerritoryCode};
use domain::text;
use domain::words::Words;
use serde_json::{Value, json};
use store::{StoreError, offices};

use super::desk::{Desk, denied};
use super::fields;
use crate::app::App;
use crate::error::{Answer, Failure, Sentence};
use crate::web::door::Visit;
use crate::web::faults;
use crate::web::form::Fields;
use crate::web::page::{Flash, Page, go};

/// Most partners of a committee.
const PARTNERS: usize = 60;
/// Most canned remarks of a territory.
const CANNED: usize = 60;
/// Longest line.
const LINE: usize = 255;
/// Longest welcome.
const WELCOME: usize = 2_000;

/// A territory of the tree and the proof that this person keeps it.
pub async fn keeper(desk: &Desk<'_>, code: &str) -> Answer<(Chain, Keeper)> {
    let gazetteer = &desk.app.gazetteer;
    let known = gazetteer
        .territories()
        .iter()
        .any(|territory| territory.code.as_str() == code);
    let chain = gazetteer
        .chain(code)
        .filter(|_| known)
        .ok_or(Failure::NotFound)?;
    let proof = authority::keeper(&desk.standing, &chain).map_err(|why| denied(&why))?;
    Ok((chain, proof))
}

/// What the form holds: as it is kept, or as it was typed.
struct Typed {
    office: Office,
    partners: String,
    version: i64,
}

/// The form.
pub async fn show(State(app): State<App>, visit: Visit, Path(code): Path<String>) -> Answer {
    let mut conn = app.store.reader().await?;
    let desk = Desk::open(&app, &visit, &mut conn).await?;
    let (chain, _) = keeper(&desk, &code).await?;
    let (office, version) = offices::office(&mut conn, chain.home()).await?;
    let partners = partner_lines(&office);
    let typed = Typed {
        office,
        partners,
        version,
    };
    form(&desk, chain.home(), &typed, None)
}

/// One partner a line, its address after a bar.
fn partner_lines(office: &Office) -> String {
    let lines: Vec<String> = office
        .committee
        .partners
        .iter()
        .map(|partner| match partner.website.as_str() {
            "" => partner.name.clone(),
            website => format!("{} | {website}", partner.name),
        })
        .collect();
    lines.join("\n")
}

/// Links to the pages of a territory that its keepers share.
pub fn tabs(desk: &Desk<'_>, code: &TerritoryCode, here: &str) -> Vec<Value> {
    let base = format!("/instruction/territoire/{code}");
    [
        ("office", base.clone()),
        ("team", format!("{base}/personnes")),
    ]
    .into_iter()
    .map(|(key, path)| {
        json!({
            "text": desk.say(&format!("referee-keep-{key}")),
            "href": desk.href(&path),
            "here": key == here,
            "count": null,
        })
    })
    .collect()
}

fn form(
    desk: &Desk<'_>,
    code: &TerritoryCode,
    typed: &Typed,
    refused: Option<(StatusCode, &str, Sentence)>,
) -> Answer {
    let office = &typed.office;
    let error = refused.as_ref().map(
        |(_, field, why)| json!({ "field": field, "text": faults::say(desk.app, desk.visit, why) }),
    );
    let mut canned = office.canned_remarks.clone();
    canned.resize_with((canned.len() + 2).min(CANNED), CannedRemark::default);
    let mut choices = vec![json!({ "value": "", "text": desk.say("referee-canned-whole") })];
    choices.extend(
        Field::ALL
            .into_iter()
            .map(|field| json!({ "value": field.slug(), "text": fields::label(desk, field) })),
    );
    let name = desk.territory_name(code);
    let title = desk.say_with("referee-keep-title", &[("territory", name.clone().into())]);
    let mut page = Page::new("referee/office.html", &title)
        .hidden()
        .status(
            refused
                .as_ref()
                .map_or(StatusCode::OK, |(status, ..)| *status),
        )
        .with("title", &title)
        .with("tabs", tabs(desk, code, "office"))
        .with("office", office)
        .with("welcome_fr", &office.welcome.fr)
        .with("welcome_en", &office.welcome.en)
        .with("partners", &typed.partners)
        .with("canned", canned)
        .with("choices", choices)
        .with("version", typed.version)
        .with(
            "most",
            json!({ "line": LINE, "welcome": WELCOME, "remark": REMARK }),
        )
        .with("error", error)
        .with(
            "action",
            desk.href(&format!("/instruction/territoire/{code}")),
        )
        .with("public", desk.href(&format!("/territoires/{code}")))
        .with("back", desk.href("/instruction"));
    if desk.visit.query.as_deref() == Some("garde=1") {
        page = page.flash(Flash {
            kind: "good",
            title: desk.say("referee-keep-saved"),
            text: desk.say("referee-keep-saved-text"),
        });
    }
    desk.app.show(desk.visit, page)
}

/// Saves what the territory says.
pub async fn save(
    State(app): State<App>,
    visit: Visit,
    Path(code): Path<String>,
    sent: Fields,
) -> Answer {
    visit.signed_in()?;
    app.check_token(&visit, None, sent.get("csrf").unwrap_or_default())?;
    let mut tx = app.store.begin().await?;
    let desk = Desk::open(&app, &visit, &mut tx).await?;
    let (chain, proof) = keeper(&desk, &code).await?;
    let typed = read(&sent);
    let refused = match check(&typed) {
        Some((field, why)) => Some((StatusCode::UNPROCESSABLE_ENTITY, field, why)),
        None => keep(&mut tx, &proof, &typed).await?,
    };
    if refused.is_some() {
        return form(&desk, chain.home(), &typed, refused);
    }
    tx.commit().await?;
    Ok(go(
        &visit,
        &format!("/instruction/territoire/{code}?garde=1"),
    ))
}

async fn keep(
    tx: &mut store::Tx,
    proof: &Keeper,
    typed: &Typed,
) -> Answer<Option<(StatusCode, &'static str, Sentence)>> {
    match offices::save(tx, proof.territory(), &typed.office, typed.version).await {
        Ok(()) => Ok(None),
        Err(StoreError::Conflict(_)) => Ok(Some((
            StatusCode::CONFLICT,
            "",
            Sentence::new("referee-keep-moved-on"),
        ))),
        Err(other) => Err(other.into()),
    }
}

fn read(sent: &Fields) -> Typed {
    let line = |name: &str| text::single_line(sent.get(name).unwrap_or_default());
    let long = |name: &str| text::multi_line(sent.get(name).unwrap_or_default());
    let partners = long("partners");
    let listed = partners
        .lines()
        .map(|line| line.split_once('|').unwrap_or((line, "")))
        .map(|(name, website)| Partner {
            name: text::single_line(name),
            website: text::single_line(website),
        })
        .filter(|partner| !partner.name.is_empty())
        .take(PARTNERS + 1)
        .collect();
    let canned = sent
        .all("canned-field")
        .zip(sent.all("canned-text"))
        .map(|(field, words)| CannedRemark {
            field: Field::parse(field).map_or_else(String::new, |field| field.slug().to_owned()),
            text: text::multi_line(words),
        })
        .filter(|remark| !remark.text.is_empty())
        .take(CANNED + 1)
        .collect();
    let office = Office {
        service: line("service"),
        email: line("email"),
        phone: line("phone"),
        website: line("website"),
        welcome: Words {
            fr: long("welcome_fr"),
            en: long("welcome_en"),
        },
        committee: Committee {
            run_by: line("run_by"),
            since: line("since"),
            partners: listed,
        },
        canned_remarks: canned,
    };
    let version = sent.get("version").and_then(|value| value.parse().ok());
    Typed {
        office,
        partners,
        version: version.unwrap_or_default(),
    }
}

/// What cannot be kept: the field’s id on the page, and why.
fn check(typed: &Typed) -> Option<(&'static str, Sentence)> {
    let office = &typed.office;
    let wrong = |key: &str| Sentence::new(format!("referee-keep-{key}"));
    if !office.email.is_empty() && Email::parse(&office.email).is_err() {
        return Some(("f-email", wrong("email-wrong")));
    }
    if !office.phone.is_empty() && Phone::parse(&office.phone).is_err() {
        return Some(("f-phone", wrong("phone-wrong")));
    }
    if !office.website.is_empty() && Web::parse(&office.website).is_err() {
        return Some(("f-website", wrong("website-wrong")));
    }
    let partners = &office.committee.partners;
    let bad =
        |partner: &&Partner| !partner.website.is_empty() && Web::parse(&partner.website).is_err();
    if let Some(partner) = partners.iter().find(bad) {
        return Some((
            "f-partners",
            wrong("partner-wrong").with("name", &partner.name),
        ));
    }
    let lengths = [
        ("f-service", &office.service, LINE),
        ("f-run_by", &office.committee.run_by, LINE),
        ("f-since", &office.committee.since, LINE),
        ("f-welcome_fr", &office.welcome.fr, WELCOME),
        ("f-welcome_en", &office.welcome.en, WELCOME),
    ];
    let long = lengths
        .into_iter()
        .find(|(_, value, most)| text::length(value) > *most);
    if let Some((field, _, most)) = long {
        return Some((
            field,
            Sentence::new("referee-no-too-long").with("limit", most),
        ));
    }
    if partners.len() > PARTNERS || partners.iter().any(|one| text::length(&one.name) > LINE) {
        return Some(("f-partners", wrong("partners-many").with("most", PARTNERS)));
    }
    let remarks = &office.canned_remarks;
    if remarks.len() > CANNED || remarks.iter().any(|one| text::length(&one.text) > REMARK) {
        return Some(("remarques", wrong("canned-many").with("most", CANNED)));
    }
    None
}
