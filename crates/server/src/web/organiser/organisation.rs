//! The organisation of an event: searched before it is created.

use domain::authority::{Standing, Vouched};
use domain::event::{Content, Field};
use domain::identifier::{Siret, Web};
use domain::ids::{OrganisationId, PersonId};
use domain::organisation::{Kind, Organisation};
use domain::text::{check_length, fold, single_line};
use fluent_bundle::FluentValue;
use store::organisations::{self, Known};
use store::{StoreError, Tx};

use crate::acts;
use crate::app::App;
use crate::error::{Answer, Failure, Sentence};
use crate::web::door::Visit;
use crate::web::organiser::draft::Opened;
use crate::web::organiser::typed::{Reading, Typed};
use crate::web::sentences;
use crate::words::args;

/// The longest name, characters.
pub const NAME: usize = 200;

/// Takes the organisation the form names: the one chosen as one typed, the one of that SIRET, the only one of that name, or a
/// new one. The script that saves as one types creates none. Answers whether there is nothing left to settle.
///
/// # Errors
/// As the database answers.
pub async fn choose(
    app: &App,
    tx: &mut Tx,
    typed: &Typed,
    quiet: bool,
    opened: &Opened,
    content: &mut Content,
    reading: &mut Reading,
) -> Answer<bool> {
    let name = single_line(typed.get("organisation"));
    if name.is_empty() {
        content.organisation = None;
        return Ok(true);
    }
    if let Some(known) = chosen(tx, typed, opened, &name).await? {
        content.organisation = Some(known.id);
        return Ok(true);
    }
    let new = match read_new(typed, &name, reading) {
        Some(new) if !quiet => new,
        _ => return Ok(false),
    };
    if let Some(known) = acts::of_siret(tx, &new.siret, &new.name).await? {
        content.organisation = Some(known.id);
        return Ok(true);
    }
    let asked_new = typed.get("organisation_new") == "1";
    let mut alike = Vec::new();
    if !asked_new {
        for known in organisations::by_name(tx, &name).await? {
            if organisations::is_settled(tx, known.id).await? {
                alike.push(known);
            }
        }
    }
    match alike.as_slice() {
        [one] => content.organisation = Some(one.id),
        [] => {
            let organisation = Organisation {
                commune: content.place.commune.clone(),
                ..new
            };
            let now = app.clock.now();
            let id = match organisations::create(tx, &organisation, now).await {
                Ok(id) => id,
                // Somebody named the same number at the same moment: what was typed comes back with the sentence.
                Err(StoreError::Duplicate { .. }) => {
                    return Err(Failure::refusal("refusal-organisation-siret-taken"));
                }
                Err(error) => return Err(error.into()),
            };
            // Whoever is signed in and creates it takes part in it, on their own word; others do once their address is confirmed.
            if let Some(who) = &opened.standing {
                organisations::join(tx, id, who.person, Vouched::Nobody, now).await?;
            }
            content.organisation = Some(id);
        }
        several => {
            let names: Vec<String> = several.iter().map(|known| told(app, known)).collect();
            let sentence = Sentence::new("refusal-organisation-several").with_each("names", &names);
            reading.trouble(Field::Organisation, sentence);
            return Ok(false);
        }
    }
    Ok(true)
}

/// The organisation whose number the form carries, while its name is still the one typed.
async fn chosen(tx: &mut Tx, typed: &Typed, opened: &Opened, name: &str) -> Answer<Option<Known>> {
    let Ok(number) = typed.get("organisation_code").parse::<i64>() else {
        return Ok(None);
    };
    let id = OrganisationId(number);
    let takes_part = |who: &Standing| who.part_in(id).is_some();
    let own =
        opened.content.organisation == Some(id) || opened.standing.as_ref().is_some_and(takes_part);
    // Without the script the number of the last choice stays while the name changes.
    let found = organisations::find(tx, id).await?;
    let found = found.filter(|known| fold(&known.organisation.name) == fold(name));
    // A number that was never offered opens nothing: another draft's organisation is nobody else's business.
    match found {
        Some(known) if own || organisations::is_settled(tx, id).await? => Ok(Some(known)),
        _ => Ok(None),
    }
}

fn read_new(typed: &Typed, name: &str, reading: &mut Reading) -> Option<Organisation> {
    let mut fault = |sentence| reading.trouble(Field::Organisation, sentence);
    if check_length(name, NAME).is_err() {
        fault(Sentence::new("refusal-organisation-name").with("limit", NAME));
        return None;
    }
    let siret = single_line(typed.get("organisation_siret"));
    let siret = match Siret::parse(&siret) {
        _ if siret.is_empty() => String::new(),
        Ok(siret) => siret.to_string(),
        Err(why) => {
            fault(sentences::identifier("siret", &why));
            return None;
        }
    };
    let website = single_line(typed.get("organisation_website"));
    let website = match Web::parse(&website) {
        _ if website.is_empty() => String::new(),
        Ok(web) => web.to_string(),
        Err(why) => {
            fault(sentences::identifier("web", &why));
            return None;
        }
    };
    Some(Organisation {
        name: name.to_owned(),
        siret,
        kind: Kind::parse(typed.get("organisation_kind")).unwrap_or_default(),
        website,
        commune: None,
    })
}

/// An organisation told apart from its homonyms.
#[must_use]
pub fn told(app: &App, known: &Known) -> String {
    let note = note(app, known);
    match note.is_empty() {
        true => known.organisation.name.clone(),
        false => format!("{} ({note})", known.organisation.name),
    }
}

/// What tells an organisation apart: its commune, its SIRET.
#[must_use]
pub fn note(app: &App, known: &Known) -> String {
    let commune = known
        .organisation
        .commune
        .as_ref()
        .and_then(|code| app.gazetteer.commune(code.as_str()))
        .map(|commune| commune.name.to_string());
    let siret = Some(known.organisation.siret.clone()).filter(|siret| !siret.is_empty());
    let parts: Vec<String> = [commune, siret].into_iter().flatten().collect();
    parts.join(" · ")
}

/// Who else will act on an event in the name of its organisation: how many, never who. Empty when nobody will.
///
/// # Errors
/// As the database answers.
pub async fn shared(
    app: &App,
    visit: &Visit,
    opened: &Opened,
    organisation: Option<&Known>,
) -> Answer<String> {
    let Some(known) = organisation else {
        return Ok(String::new());
    };
    let me = visit.me.as_ref().map(|me| PersonId(me.person.id));
    let own = me.or(opened.kept.event.proposer);
    let mut conn = app.store.reader().await?;
    let others = organisations::others_known(&mut conn, known.id, own).await?;
    if others == 0 {
        return Ok(String::new());
    }
    let count = [("count", FluentValue::from(others as f64))];
    let key = "organiser-organisation-shared";
    Ok(app.words.say(visit.lang, key, Some(&args(count))))
}
