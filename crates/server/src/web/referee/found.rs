//! What the site found by itself about a proposal, for whoever reviews it: what is missing, odd or blocked, and how the
//! criteria stand.

use domain::check::{Blocked, Warning};
use domain::review::Met;
use serde_json::{Value, json};

use super::desk::{Desk, Trail};
use super::fields;
use super::file::Told;
use super::verdict::Typed;
use crate::acts::Examined;
use crate::web::{faults, filters};

/// What a criterion states, or its slug when the edition has it no more.
pub fn statement(desk: &Desk<'_>, slug: &str) -> String {
    let criteria = &desk.edition.rules.criteria;
    criteria
        .iter()
        .find(|criterion| criterion.slug == slug)
        .map_or(slug, |criterion| criterion.statement.get(desk.visit.lang))
        .to_owned()
}

/// The names of the fields without which nobody could review or come.
pub fn missing(desk: &Desk<'_>, examined: &Examined) -> Vec<String> {
    examined
        .findings
        .missing
        .iter()
        .map(|field| fields::label(desk, *field))
        .collect()
}

/// What the site found, blocked things first: a sentence each, and a link to the likely duplicate.
pub fn notices(desk: &Desk<'_>, examined: &Examined, trail: &Trail) -> Vec<Value> {
    let blocked = examined.findings.blocked.iter().map(|found| {
        let text = match found {
            Blocked::OutsideWindow { day, .. } => desk.say_with(
                "referee-found-window",
                &[("day", filters::day(*day, desk.visit.lang).into())],
            ),
            Blocked::PinElsewhere { .. } => desk.say("referee-found-pin"),
            other => {
                let field = fields::label(desk, other.field());
                desk.say_with("referee-found-other", &[("field", field.into())])
            }
        };
        json!({ "kind": "bad", "text": text, "href": "", "link": "" })
    });
    let warnings = examined.findings.warnings.iter().map(|found| {
        let plain = |text: String| json!({ "kind": "warn", "text": text, "href": "", "link": "" });
        match found {
            Warning::Shouting { quiet } => {
                plain(desk.say_with("referee-found-capitals", &[("quiet", quiet.clone().into())]))
            }
            Warning::NamesCampaign => plain(desk.say("referee-found-campaign")),
            Warning::SeveralEvents => plain(desk.say("referee-found-several")),
            Warning::PlaceUncertain => plain(desk.say("referee-found-place")),
            Warning::Duplicate { title, event, .. } => json!({
                "kind": "warn",
                "text": desk.say("referee-found-duplicate"),
                "href": desk.href(&trail.path(&format!("/instruction/{event}"), &[])),
                "link": title,
            }),
        }
    });
    blocked.chain(warnings).collect()
}

/// The criteria: what each states, what the site found, what was answered.
pub fn criteria(desk: &Desk<'_>, examined: &Examined, typed: &Typed, told: &Told) -> Vec<Value> {
    let found = |slug: &str| {
        examined
            .findings
            .criteria
            .iter()
            .find(|(own, _)| own == slug)
            .map_or(Met::Unknown, |(_, met)| *met)
    };
    let name = |met: Met| match met {
        Met::Yes => "yes",
        Met::No => "no",
        Met::Unknown => "unknown",
    };
    desk.edition
        .rules
        .criteria
        .iter()
        .map(|criterion| {
            let found = found(&criterion.slug);
            // What the site found is proposed. What only a person can tell remains to be made clear until they do: a
            // proposal may be returned as it stands, and is labelled only once each answer is a yes.
            let answer = typed.answers.get(&criterion.slug).copied().unwrap_or(found);
            let id = format!("f-critere-{}", criterion.slug);
            let error = told
                .errors
                .iter()
                .find(|(field, _)| *field == id)
                .map(|(_, sentence)| faults::say(desk.app, desk.visit, sentence));
            json!({
                "id": id,
                "name": format!("critere-{}", criterion.slug),
                "statement": criterion.statement.get(desk.visit.lang),
                "found": name(found),
                "found_text": desk.say(&found_key(criterion.check, found)),
                "value": name(answer),
                "error": error.unwrap_or_default(),
            })
        })
        .collect()
}

fn found_key(check: domain::edition::Check, found: Met) -> String {
    use domain::edition::Check;
    let how = match (check, found) {
        (Check::Judgement, _) => "judgement",
        (_, Met::Unknown) => "unknown",
        (Check::Free, Met::Yes) => "declared",
        (_, Met::Yes) => "checked",
        (_, Met::No) => "unmet",
    };
    format!("referee-criterion-{how}")
}
