//! The national team: who may enter, what they see, and a change of the rules whose effect is shown before it is saved.

use domain::review::Met;
use server::acts::Ruling;
use store::editions;

use crate::caller::{Caller, Shown};
use crate::stage::{NATIONAL, ORGANISER, REFEREE};
use crate::world::World;

/// Every page of the space.
const PAGES: [&str; 8] = [
    "/pilotage",
    "/pilotage/editions",
    "/pilotage/editions/2026",
    "/pilotage/editions/2026/etape",
    "/pilotage/territoires",
    "/pilotage/personnes",
    "/pilotage/connexions",
    "/pilotage/lettres?etat=toutes",
];

/// The fields of the form of a page, as a browser would send them.
fn fields(shown: &Shown) -> Vec<(String, String)> {
    let form = shown
        .body
        .split("<form class=\"form\" method=\"post\"")
        .nth(1)
        .unwrap_or_default();
    let form = form.split("</form>").next().unwrap_or_default();
    let attribute = |tag: &str, name: &str| {
        let mark = format!(" {name}=\"");
        let start = tag.find(&mark)? + mark.len();
        let end = tag[start..].find('"')?;
        Some(unescaped(&tag[start..start + end]))
    };
    let mut fields = Vec::new();
    for part in form.split('<').skip(1) {
        let tag = part.split('>').next().unwrap_or_default();
        let Some(name) = attribute(tag, "name") else {
            continue;
        };
        let chosen = !(tag.contains("type=\"checkbox\""))
            || tag.ends_with(" checked")
            || tag.contains(" checked ");
        match tag.split_whitespace().next() {
            Some("input") if chosen => {
                fields.push((name, attribute(tag, "value").unwrap_or_default()))
            }
            Some("textarea") => {
                let text = part.split_once('>').map_or("", |(_, text)| text);
                fields.push((name, unescaped(text.trim_start_matches('\n'))));
            }
            Some("select") => {
                let from = form.find(part).unwrap_or(0);
                let inner = form[from..].split("</select>").next().unwrap_or_default();
                let option = inner
                    .split("<option")
                    .find(|option| option.contains(" selected"));
                fields.push((
                    name,
                    option
                        .and_then(|option| attribute(option, "value"))
                        .unwrap_or_default(),
                ));
            }
            _ => {}
        }
    }
    fields
}

fn unescaped(text: &str) -> String {
    text.replace("&quot;", "\"")
        .replace("&#x27;", "'")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
}

/// Sends the form of a page back with some fields changed and one of its buttons pressed.
async fn send(
    caller: &Caller,
    page: &Shown,
    action: &str,
    act: &str,
    changes: &[(&str, &str)],
) -> Shown {
    let mut all = fields(page);
    for (name, value) in changes {
        all.retain(|(known, _)| known != name);
        all.push(((*name).to_owned(), (*value).to_owned()));
    }
    all.push(("act".to_owned(), act.to_owned()));
    let all: Vec<(&str, &str)> = all
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    caller.post(action, &all).await
}

#[tokio::test]
async fn only_the_national_team_enters() {
    let world = World::new().await;
    world.scene().await;
    let visitor = world.caller();
    let organiser = world.sign_in(ORGANISER).await;
    let referee = world.sign_in(REFEREE).await;
    let team = world.sign_in(NATIONAL).await;
    for page in PAGES {
        assert_eq!(visitor.get(page).await.status, 303, "{page}");
        for other in [&organiser, &referee] {
            let refused = other.get(page).await;
            assert_eq!(refused.status, 403, "{page}");
            assert!(refused.body.contains("<h1>"), "{page} shows a way on");
        }
        for language in ["", "/en"] {
            let shown = team.get(&format!("{language}{page}")).await;
            assert_eq!(shown.status, 200, "{language}{page}: {}", shown.body);
            assert!(!shown.body.contains('⟦'), "{language}{page} lacks words");
        }
    }
    assert_eq!(world.app.words.missing(), Vec::<String>::new());
}

#[tokio::test]
async fn the_effect_of_a_change_is_shown_before_it_is_saved() {
    let world = World::new().await;
    let scene = world.scene().await;
    world.proposes(&scene, "Charpente ouverte").await;
    let labelled = world.proposes(&scene, "Scierie ouverte").await;
    world.rules(&scene, labelled, Met::Yes, Ruling::Label).await;
    let team = world.sign_in(NATIONAL).await;
    let action = "/pilotage/editions/2026";
    let form = team.get(action).await;

    let same = send(&team, &form, action, "preview", &[]).await;
    assert_eq!(same.status, 200, "{}", same.body);
    assert!(
        same.body.contains("Rien n’a changé"),
        "the form says what the rules are: {}",
        same.body
    );

    let changes = [
        ("week_from", "2026-03-27"),
        ("accepted_from", "2026-03-27"),
        ("decision_days", "6"),
    ];
    let effect = send(&team, &form, action, "preview", &changes).await;
    assert!(
        effect.body.contains("Charpente ouverte") && effect.body.contains("Scierie ouverte"),
        "{}",
        effect.body
    );
    assert!(effect.body.contains("date hors de la période acceptée"));
    assert!(effect.body.contains("au lieu du"), "the due dates are told");
    let row = "Jours ouvrés pour décider</th><td data-label=\"En vigueur\"><span class=\"diff-text\">4</span>";
    assert!(
        effect.body.contains(row),
        "what changes is told, old and new: {}",
        effect.body
    );
    let kept = world.edition().await;
    assert_eq!(kept.rules.decision_days, 4, "nothing is saved yet");

    let saved = send(&team, &effect, action, "save", &[]).await;
    assert_eq!(
        saved.location.as_deref(),
        Some("/pilotage/editions/2026?fait=saved"),
        "{}",
        saved.body
    );
    let kept = world.edition().await;
    assert_eq!(
        (
            kept.rules.decision_days,
            kept.rules.accepted.from.to_string()
        ),
        (6, "2026-03-27".to_owned())
    );
    assert_eq!(
        kept.rules.sectors, scene.edition.rules.sectors,
        "what was not touched stays"
    );

    let late = send(&team, &effect, action, "save", &[]).await;
    assert_eq!(late.status, 409, "an older form does not overwrite");
    assert!(late.body.contains("Quelqu’un a enregistré"));
}

#[tokio::test]
async fn the_lists_of_an_edition_are_put_in_another_order() {
    let world = World::new().await;
    let scene = world.scene().await;
    let team = world.sign_in(NATIONAL).await;
    let action = "/pilotage/editions/2026";
    let form = team.get(action).await;
    let wrong = send(
        &team,
        &form,
        action,
        "preview",
        &[("sectors.1.rank", "premier")],
    )
    .await;
    assert_eq!(wrong.status, 422);
    assert!(
        wrong.body.contains("id=\"f-sectors-1-rank-error\""),
        "{}",
        wrong.body
    );
    assert!(wrong.body.contains("value=\"premier\""), "nothing is lost");
    let changes = [
        ("sectors.1.rank", "1"),
        ("criteria.0.rank", "2"),
        ("formats.1.fr", "Atelier"),
        ("formats.1.rank", "1"),
    ];
    let effect = send(&team, &form, action, "preview", &changes).await;
    assert_eq!(effect.status, 200, "{}", effect.body);
    let saved = send(&team, &effect, action, "save", &[]).await;
    assert_eq!(saved.status, 303, "{}", saved.body);
    let slugs = |list: &[domain::edition::Choice]| -> Vec<String> {
        list.iter().map(|choice| choice.slug.clone()).collect()
    };
    let rules = world.edition().await.rules;
    assert_eq!(slugs(&rules.sectors), ["numerique", "bois"]);
    assert_eq!(slugs(&rules.formats), ["atelier", "visite"]);
    let criteria: Vec<&str> = rules.criteria.iter().map(|one| one.slug.as_str()).collect();
    assert_eq!(criteria, ["free", "dates"]);
    assert_eq!(
        rules.audiences, scene.edition.rules.audiences,
        "the rest stays"
    );
    // The form shows the new order, and sent as it is it changes nothing.
    let form = team.get(action).await;
    let same = send(&team, &form, action, "preview", &[]).await;
    assert!(same.body.contains("Rien n’a changé"), "{}", same.body);
}

#[tokio::test]
async fn a_fault_is_told_beside_its_field_and_nothing_is_lost() {
    let world = World::new().await;
    world.scene().await;
    let team = world.sign_in(NATIONAL).await;
    let action = "/pilotage/editions/2026";
    let form = team.get(action).await;
    let changes = [
        ("colour", "#ffffff"),
        ("theme_fr", "Un autre thème"),
        ("decision_days", "4"),
    ];
    let refused = send(&team, &form, action, "preview", &changes).await;
    assert_eq!(refused.status, 422);
    assert!(
        refused.body.contains("id=\"f-colour-error\""),
        "{}",
        refused.body
    );
    assert!(refused.body.contains("value=\"Un autre thème\""));
    let rows = |body: &str| body.matches("name=\"criteria.").count();
    assert_eq!(
        rows(&refused.body),
        rows(&form.body),
        "rows left empty are offered again, not kept as criteria"
    );
    assert!(form.body.contains("Critères (2)") && refused.body.contains("Critères (2)"));
}

#[tokio::test]
async fn an_edition_is_prepared_from_another_and_opens_when_the_other_is_finished() {
    let world = World::new().await;
    world.scene().await;
    let team = world.sign_in(NATIONAL).await;
    let fields = [("slug", "2027"), ("from", "2026")];
    let made = team
        .fill("/pilotage/editions", "/pilotage/editions", &fields)
        .await;
    assert_eq!(made.status, 303, "{}", made.body);
    let twice = team
        .fill("/pilotage/editions", "/pilotage/editions", &fields)
        .await;
    assert_eq!(twice.status, 422);
    let stage = |slug: &str| format!("/pilotage/editions/{slug}/etape");
    let early = team.get(&stage("2027")).await;
    assert!(
        early.body.contains("Une autre édition est en cours"),
        "{}",
        early.body
    );
    for (slug, text) in [("2026", "Clore"), ("2027", "Ouvrir")] {
        let page = team.get(&stage(slug)).await;
        assert!(page.body.contains(text), "{}", page.body);
        let version = page.hidden("version").expect("a version");
        let moved = team
            .fill(&stage(slug), &stage(slug), &[("version", &version)])
            .await;
        assert_eq!(moved.status, 303, "{}", moved.body);
    }
    let mut conn = world.app.store.reader().await.expect("a reader");
    let next = editions::edition_by_slug(&mut conn, "2027")
        .await
        .expect("read")
        .expect("an edition");
    assert!(next.is_public());
    assert_eq!(
        next.rules.week.from.to_string(),
        "2027-03-22",
        "a Monday again"
    );
    assert_eq!(next.rules.number, Some(17));
}

#[tokio::test]
async fn the_team_ends_sessions_and_invites() {
    let world = World::new().await;
    world.scene().await;
    let team = world.sign_in(NATIONAL).await;
    let organiser = world.sign_in(ORGANISER).await;
    let list = team.get("/pilotage/connexions").await.body;
    assert!(list.contains(ORGANISER));
    let end = "/pilotage/connexions/personne/1/fin";
    assert_eq!(
        team.fill("/pilotage/connexions", end, &[]).await.status,
        303
    );
    assert_eq!(
        organiser.get("/espace/connexions").await.status,
        303,
        "signed out"
    );
    let fields = [("email", "nouvelle.recrue@semaine.example")];
    let invited = team
        .fill("/pilotage/personnes", "/pilotage/personnes", &fields)
        .await;
    assert_eq!(invited.status, 303, "{}", invited.body);
    world.deliver().await;
    assert_eq!(
        world.letters_to("nouvelle.recrue@semaine.example").await,
        ["invitation"]
    );
}

impl World {
    /// The edition as it is now.
    async fn edition(&self) -> domain::edition::Edition {
        let mut conn = self.app.store.reader().await.expect("a reader");
        editions::edition_by_slug(&mut conn, "2026")
            .await
            .expect("read")
            .expect("an edition")
    }
}

#[tokio::test]
async fn the_team_names_the_campaign_and_who_steers_it() {
    let world = World::new().await;
    world.scene().await;
    server::refresh::refresh(&world.app)
        .await
        .expect("a fresh shelf");
    let team = world.sign_in(NATIONAL).await;
    let other = world.sign_in(NATIONAL).await;
    let editions = team.get("/pilotage/editions").await.body;
    let path = editions
        .split("href=\"")
        .filter_map(|rest| rest.split('"').next())
        .find(|href| href.starts_with("/pilotage/campagnes/"))
        .expect("a way to the campaign")
        .to_owned();
    let form = team.get(&path).await;
    let seen = form.hidden("seen").expect("what was shown");
    let mut fields = vec![
        ("seen", seen.as_str()),
        ("name_fr", ""),
        ("name_en", "Heritage Week"),
        ("steered_fr", "Ministère de la Culture"),
    ];
    let refused = team.fill(&path, &path, &fields).await;
    assert_eq!(refused.status, 422);
    assert!(
        refused.body.contains("id=\"f-name_fr-error\""),
        "{}",
        refused.body
    );
    assert!(refused.body.contains("Heritage Week"), "nothing is lost");

    fields[1].1 = "Semaine du patrimoine";
    let saved = team.fill(&path, &path, &fields).await;
    assert_eq!(saved.status, 303, "{}", saved.body);
    server::refresh::refresh(&world.app)
        .await
        .expect("a fresh shelf");
    let visitor = world.caller();
    let french = visitor.get("/").await.body;
    assert!(french.contains("Semaine du patrimoine</span>"), "{french}");
    assert!(french.contains("Ministère de la Culture"), "{french}");
    let english = visitor.get("/en").await.body;
    assert!(english.contains("Heritage Week</span>"), "{english}");

    // Somebody whose page is older is told so, and keeps what they typed.
    fields[1].1 = "Semaine des métiers";
    let late = other.fill(&path, &path, &fields).await;
    assert_eq!(late.status, 409);
    assert!(late.body.contains("Semaine des métiers"), "{}", late.body);
}
