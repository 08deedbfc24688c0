//! A referee's desk, sentence by sentence: the queue and its filters, who is looking, ready remarks, a typo, who decides when,
//! and the journal.

use domain::event::Field;
use domain::review::Met;
use server::acts::Ruling;
use server::refresh;

use crate::caller::Caller;
use crate::gers::Gers;
use crate::world::World;

const REFEREE: &str = "gers@semaine.example";
const DAY: i64 = 24 * 60;

async fn site() -> (World, Gers) {
    let world = World::new().await;
    let gers = Gers::open(&world.app).await;
    (world, gers)
}

/// The titles a page of the queue lists, in order.
fn titles(body: &str) -> Vec<String> {
    body.split("class=\"queue-title\"")
        .skip(1)
        .filter_map(|rest| rest.split("</a>").next())
        .filter_map(|link| link.rsplit('>').next())
        .map(|title| title.replace("&#x27;", "'"))
        .collect()
}

#[tokio::test]
async fn the_queue_is_ordered_by_due_date_and_filtered_by_reason() {
    let (world, gers) = site().await;
    gers.appoint(REFEREE, "referee", "32").await;
    gers.proposed("Ancienne proposition", "c32013").await;
    let answered = gers.proposed("Réponse aux remarques", "c32132").await;
    gers.give_back(answered).await;
    let edited = gers.proposed("Déjà labellisé", "c32107").await;
    gers.rule(edited, Ruling::Label, Met::Yes).await;
    world.wait_minutes(6 * DAY);
    gers.proposed("Forum des métiers du bois", "c32013").await;
    gers.proposed("Forum des métiers du Bois !", "c32013").await;
    let pinless = gers.draft("Sans repère", "c32132").await;
    let mut content = gers.content("Sans repère", "c32132");
    content.place.point = None;
    gers.send_content(pinless, content).await;
    gers.send(answered, "Réponse complète aux remarques", "c32132")
        .await;
    gers.send(edited, "Déjà labellisé, modifié", "c32107").await;
    let referee = world.sign_in(REFEREE).await;
    for (filter, expected) in [
        (
            "nouveaux",
            &[
                "Ancienne proposition",
                "Forum des métiers du bois",
                "Forum des métiers du Bois !",
                "Sans repère",
            ][..],
        ),
        ("repondus", &["Réponse complète aux remarques"]),
        ("modifies", &["Déjà labellisé, modifié"]),
        ("doublons", &["Forum des métiers du Bois !"]),
        ("lieu", &["Sans repère"]),
        ("retard", &["Ancienne proposition"]),
    ] {
        let shown = referee.get(&format!("/instruction?filtre={filter}")).await;
        assert_eq!(titles(&shown.body), expected, "{filter}");
    }
    let all = titles(&referee.get("/instruction").await.body);
    assert_eq!(
        all.first().map(String::as_str),
        Some("Ancienne proposition"),
        "the most urgent first"
    );
    assert_eq!(all.len(), 6);
}

#[tokio::test]
async fn those_who_look_at_the_same_proposal_see_each_other() {
    let (world, gers) = site().await;
    gers.appoint(REFEREE, "referee", "32").await;
    gers.appoint("collegue@semaine.example", "referee", "32")
        .await;
    let id = gers.proposed("Visite de la scierie", "c32013").await;
    let one = world.sign_in(REFEREE).await;
    let other = world.sign_in("collegue@semaine.example").await;
    let fields = [("name", "Camille"), ("language", "fr"), ("digests", "1")];
    other
        .fill("/espace/profil", "/espace/profil", &fields)
        .await;
    let file = format!("/instruction/{id}");
    let presence = format!("{file}/presence");
    assert!(!one.get(&file).await.body.contains("Camille"));
    other.fill(&file, &presence, &[]).await;
    let seen = one.get(&file).await.body;
    assert!(seen.contains("Camille regarde aussi cette fiche"), "{seen}");
    let list = one.get("/instruction").await.body;
    assert!(list.contains("Ouvert par Camille"), "{list}");
    let told = one.fill(&file, &presence, &[]).await;
    assert!(told.body.contains("Camille"), "{}", told.body);
    world.wait_minutes(2);
    let told = one.fill(&file, &presence, &[]).await;
    assert!(!told.body.contains("Camille"), "{}", told.body);
}

#[tokio::test]
async fn a_territory_keeps_its_ready_remarks_and_they_go_where_they_belong_without_a_script() {
    let (world, gers) = site().await;
    gers.appoint(REFEREE, "referee", "32").await;
    let referee = world.sign_in(REFEREE).await;
    let office = "/instruction/territoire/32";
    let version = referee
        .get(office)
        .await
        .hidden("version")
        .expect("a version");
    let fields = [
        ("version", version.as_str()),
        ("service", "DDETSPP du Gers"),
        ("canned-field", "slots"),
        ("canned-text", "À quelle heure finit la visite ?"),
        ("canned-field", ""),
        ("canned-text", "Dites qui accueille."),
    ];
    assert_eq!(referee.fill(office, office, &fields).await.status, 303);
    let id = gers.proposed("Visite de la scierie", "c32013").await;
    let file = format!("/instruction/{id}");
    assert!(
        referee
            .get(&file)
            .await
            .body
            .contains("À quelle heure finit la visite")
    );
    let fields = [
        ("revision", "1"),
        ("critere-fenetre", "yes"),
        ("remarque-slots", "Merci de préciser."),
        ("inserer", "slots:0"),
    ];
    let filled = referee.fill(&file, &file, &fields).await;
    assert_eq!(filled.status, 200, "{}", filled.body);
    assert!(
        filled
            .body
            .contains("Merci de préciser.\nÀ quelle heure finit la visite\u{202f}?")
            || filled
                .body
                .contains("Merci de préciser.\nÀ quelle heure finit la visite ?"),
        "{}",
        filled.body
    );
    assert_eq!(gers.state(id).await, "proposed", "nothing is decided");
    // A neighbour’s desk has none of them.
    gers.appoint("landes@semaine.example", "referee", "40")
        .await;
    let elsewhere = gers.proposed("Visite au bord de la mer", "c40046").await;
    let neighbour = world.sign_in("landes@semaine.example").await;
    let file = neighbour.get(&format!("/instruction/{elsewhere}")).await;
    assert_eq!(file.status, 200);
    assert!(!file.body.contains("À quelle heure finit"));
}

#[tokio::test]
async fn a_typo_is_corrected_by_the_referee_and_the_organiser_reads_what_changed() {
    let (world, gers) = site().await;
    gers.appoint(REFEREE, "referee", "32").await;
    let id = gers.proposed("Viste de la scierie", "c32013").await;
    let referee = world.sign_in(REFEREE).await;
    let path = format!("/instruction/{id}/corriger");
    let fields = [("revision", "1"), ("title", "Visite de la scierie")];
    let saved = referee.fill(&path, &path, &fields).await;
    assert_eq!(saved.status, 303, "{}", saved.body);
    assert_eq!(gers.state(id).await, "proposed", "it waits as before");
    world.deliver().await;
    let letter = world.post.letters().pop().expect("a letter");
    assert_eq!(letter.to, ["usine@semaine.example"]);
    let told = letter.plain();
    assert!(
        told.contains("* Titre")
            && told.contains("> Viste de la scierie")
            && told.contains("> Visite de la scierie"),
        "{told}"
    );
    let organiser = world.sign_in("usine@semaine.example").await;
    let hub = organiser.get(&letter.link().expect("a link")).await.body;
    assert!(hub.contains("Visite de la scierie"), "{hub}");
    assert!(
        hub.contains("Faute corrigée") && hub.contains("Référent (Gers)"),
        "{hub}"
    );
}

/// Whether this person’s page of a proposal offers a verdict.
async fn decides(caller: &Caller, id: domain::ids::EventId) -> bool {
    let shown = caller.get(&format!("/instruction/{id}")).await;
    assert_eq!(shown.status, 200, "{}", shown.body);
    shown.body.contains("value=\"label\"")
}

#[tokio::test]
async fn a_territory_without_a_referee_sends_its_proposals_up_and_one_appointed_later_sees_the_older_ones()
 {
    let (world, gers) = site().await;
    gers.appoint("occitanie@semaine.example", "coordinator", "r76")
        .await;
    let id = gers.proposed("Visite de la scierie", "c32013").await;
    world.deliver().await;
    let letters = world.letters_to("occitanie@semaine.example").await;
    assert_eq!(letters, ["arrived"], "the parent is told");
    let coordinator = world.sign_in("occitanie@semaine.example").await;
    assert!(decides(&coordinator, id).await);

    gers.appoint(REFEREE, "referee", "32").await;
    let referee = world.sign_in(REFEREE).await;
    assert_eq!(
        titles(&referee.get("/instruction").await.body),
        ["Visite de la scierie"]
    );
    assert!(decides(&referee, id).await);
    assert!(
        !decides(&coordinator, id).await,
        "until the time has passed"
    );
    world.wait_minutes(6 * DAY);
    assert!(decides(&coordinator, id).await, "the parent may decide too");
    let fields = [
        ("revision", "1"),
        ("verdict", "label"),
        ("critere-fenetre", "yes"),
        ("critere-industrie", "yes"),
    ];
    let file = format!("/instruction/{id}");
    let ruled = coordinator.fill(&file, &file, &fields).await;
    assert_eq!(ruled.status, 303, "{}", ruled.body);
    assert_eq!(gers.state(id).await, "labelled");
}

#[tokio::test]
async fn a_typing_error_is_mended_at_once_after_the_label_and_another_word_is_not() {
    let (world, mut gers) = site().await;
    gers.edition.rules.free_typos = true;
    gers.appoint(REFEREE, "referee", "32").await;
    let id = gers.proposed("Viste de la scierie", "c32013").await;
    gers.rule(id, Ruling::Label, Met::Yes).await;
    gers.send(id, "Visite de la scierie", "c32013").await;
    assert_eq!(gers.state(id).await, "labelled", "it passes at once");
    gers.send(id, "Visite de la fonderie", "c32013").await;
    assert_eq!(gers.state(id).await, "proposed", "this one is read");
    refresh::refresh(&world.app).await.expect("a shelf");
    let page = world
        .caller()
        .get("/evenements/viste-de-la-scierie")
        .await
        .body;
    assert!(
        page.contains("Visite de la scierie") && !page.contains("fonderie"),
        "{page}"
    );
    let referee = world.sign_in(REFEREE).await;
    let file = referee.get(&format!("/instruction/{id}")).await.body;
    assert!(
        file.contains("met à jour des champs libres (révision 2)"),
        "{file}"
    );
}

#[tokio::test]
async fn those_concerned_read_the_journal_and_it_names_nobody() {
    let (world, gers) = site().await;
    gers.appoint(REFEREE, "referee", "32").await;
    gers.appoint("cci@semaine.example", "committee", "32").await;
    gers.appoint("france@semaine.example", "national", "FR")
        .await;
    let id = gers.proposed("Visite de la scierie", "c32013").await;
    gers.give_back(id).await;
    gers.send(id, "Visite guidée de la scierie", "c32013").await;
    gers.rule(id, Ruling::Label, Met::Yes).await;
    let mut content = gers.content("Visite guidée de la scierie", "c32013");
    content.public_contact.phone = "05 99 00 00 32".into();
    gers.send_content(id, content).await;
    let lines = [
        "propose la révision 1",
        "demande une modification de la révision 1",
        "répond aux remarques par la révision 2",
        "labellise la révision 2",
        "met à jour des champs libres (révision 3)",
    ];
    for email in [REFEREE, "cci@semaine.example", "france@semaine.example"] {
        let page = world
            .sign_in(email)
            .await
            .get(&format!("/instruction/{id}"))
            .await
            .body;
        let journal = page.split("Journal").last().expect("a journal");
        for line in lines {
            assert!(journal.contains(line), "{email}: {line}: {journal}");
        }
        for name in ["usine@", "gers@semaine", "Usine"] {
            assert!(!journal.contains(name), "{email}: {name}");
        }
    }
    let organiser = world.sign_in("usine@semaine.example").await;
    let space = organiser.get("/espace").await.body;
    let mark = format!("/proposer/{id}-");
    let proof = space
        .split(&mark)
        .nth(1)
        .and_then(|rest| rest.split('"').next());
    let hub = organiser
        .get(&format!("{mark}{}", proof.expect("a link")))
        .await
        .body;
    for line in [
        "Proposé au territoire",
        "Retourné avec des remarques",
        "Réponse aux remarques",
        "Labellisé",
        "Mis à jour sans examen",
    ] {
        assert!(hub.contains(line), "{line}: {hub}");
    }
    let field = world.app.words.say(
        domain::words::Language::Fr,
        &format!("refusal-field-{}", Field::PublicContact.slug()),
        None,
    );
    assert!(hub.contains(&field), "what changed is named: {hub}");
    let stranger = world.sign_in("passant@semaine.example").await;
    assert_eq!(
        stranger.get(&format!("/instruction/{id}")).await.status,
        403
    );
}
