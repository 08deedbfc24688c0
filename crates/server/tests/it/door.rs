//! What every answer carries, and what the door turns away.

use std::io::Read;

use domain::territory::Office;
use flate2::read::GzDecoder;
use reqwest::Method;
use server::refresh;
use store::offices;

use crate::caller::Caller;
use crate::gers::Gers;
use crate::world::World;

#[tokio::test]
async fn a_form_from_elsewhere_is_turned_away() {
    let world = World::new().await;
    let caller = world.sign_in("camille.durand@semaine.example").await;
    let page = caller.get("/espace/connexions").await;
    let token = page.hidden("csrf").expect("a token");
    let form = format!("csrf={token}");
    let post = |name: &'static str, value: &'static str| {
        caller
            .ask(Method::POST, "/deconnexion")
            .header("content-type", "application/x-www-form-urlencoded")
            .header(name, value)
            .body(form.clone())
    };
    for (name, value) in [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("origin", "https://elsewhere.example"),
        ("origin", "null"),
    ] {
        assert_eq!(
            caller.send(post(name, value)).await.status,
            403,
            "{name}: {value}"
        );
    }
    assert_eq!(
        caller.get("/espace/connexions").await.status,
        200,
        "still signed in"
    );
}

#[tokio::test]
async fn a_form_without_its_token_changes_nothing() {
    let world = World::new().await;
    let caller = world.sign_in("camille.durand@semaine.example").await;
    let other = world.sign_in("dominique.martin@semaine.example").await;
    let theirs = other
        .get("/espace/connexions")
        .await
        .hidden("csrf")
        .expect("a token");
    let visitors = world
        .caller()
        .get("/connexion")
        .await
        .hidden("csrf")
        .expect("a token");
    for token in ["", "0000", &theirs, &visitors] {
        let refused = caller.post("/deconnexion", &[("csrf", token)]).await;
        assert_eq!(refused.status, 403, "{token}");
    }
    assert_eq!(caller.post("/deconnexion", &[]).await.status, 403);
    assert_eq!(
        caller.get("/espace/connexions").await.status,
        200,
        "still signed in"
    );
}

#[tokio::test]
async fn every_page_is_sealed() {
    let world = World::new().await;
    let caller = world.caller();
    for path in ["/", "/en", "/connexion", "/nothing-here", "/api/nothing"] {
        let shown = caller.get(path).await;
        let policy = shown.header("content-security-policy").expect("a policy");
        assert!(
            policy.starts_with("default-src 'none'; script-src 'self';"),
            "{path}"
        );
        assert!(!policy.contains("unsafe"), "{path}");
        assert_eq!(
            shown.header("x-content-type-options"),
            Some("nosniff"),
            "{path}"
        );
        assert_eq!(
            shown.header("referrer-policy"),
            Some("same-origin"),
            "{path}"
        );
        assert_eq!(shown.header("set-cookie"), None, "{path}");
        assert!(!shown.body.contains('⟦'), "{path} lacks words");
    }
    assert_eq!(world.app.words.missing(), Vec::<String>::new());
}

#[tokio::test]
async fn a_no_is_a_page_for_people_and_data_for_programs() {
    let world = World::new().await;
    let caller = world.caller();
    let absent = caller.get("/en/nothing-here").await;
    assert_eq!(absent.status, 404);
    assert!(absent.body.contains("<h1>This page does not exist</h1>"));
    let data = caller.get("/api/nothing").await;
    assert_eq!(
        data.header("content-type"),
        Some("application/problem+json")
    );
    let wrong = caller.send(caller.ask(Method::GET, "/deconnexion")).await;
    assert_eq!(
        (wrong.status.as_u16(), wrong.header("allow")),
        (405, Some("POST"))
    );
    let long = caller.get(&format!("/?q={}", "a".repeat(9_000))).await;
    assert_eq!(long.status, 413);
}

#[tokio::test]
async fn too_much_is_refused_with_a_sentence() {
    let world = World::new().await;
    let caller = world.caller();
    let much = "a".repeat(300 * 1024);
    let refused = caller.post("/connexion", &[("email", &much)]).await;
    assert_eq!(refused.status, 413);
    assert!(refused.body.contains("<h1>"));
}

#[tokio::test]
async fn who_has_a_page_is_not_sent_it_again() {
    let world = World::new().await;
    let caller = world.caller();
    let first = caller.get("/").await;
    let tag = first.header("etag").expect("a tag").to_owned();
    let again = caller.ask(Method::GET, "/").header("if-none-match", &tag);
    let again = caller.send(again).await;
    assert_eq!((again.status.as_u16(), again.body.as_str()), (304, ""));
    let packed = caller.ask(Method::GET, "/").header("accept-encoding", "br");
    let packed = caller.send(packed).await;
    assert_eq!(packed.header("content-encoding"), Some("br"));
    assert_eq!(packed.header("etag"), Some(tag.as_str()));
}

/// The body of an answer that was asked for in some encodings, and the encoding it came in.
async fn packed(caller: &Caller, path: &str, accepted: &str) -> (Option<String>, Vec<u8>) {
    let request = caller.ask(Method::GET, path);
    let request = request.header("accept-encoding", accepted);
    let answer = request.send().await.expect("an answer");
    assert_eq!(answer.status(), 200, "{path}");
    let encoding = answer.headers().get("content-encoding");
    let encoding = encoding.map(|name| name.to_str().expect("a name").to_owned());
    let varies = answer.headers().get_all("vary").iter();
    let varies = varies.filter(|value| value.as_bytes() == b"Accept-Encoding");
    assert_eq!(varies.count(), 1, "{path}");
    (encoding, answer.bytes().await.expect("a body").to_vec())
}

#[tokio::test]
async fn who_knows_gzip_only_is_sent_gzip() {
    let world = World::new().await;
    let caller = world.caller();
    let home = caller.get("/").await.body;
    let style = home
        .split("href=\"/static/app")
        .nth(1)
        .expect("a stylesheet");
    let style = format!("/static/app{}", style.split('"').next().expect("its name"));
    // What is made while somebody waits is packed the fastest way; files, once for all, the smallest.
    for (path, best) in [("/connexion", "zstd"), (style.as_str(), "br")] {
        let (encoding, plain) = packed(&caller, path, "identity").await;
        assert_eq!(encoding, None, "{path}");
        let (encoding, small) = packed(&caller, path, "gzip, deflate").await;
        assert_eq!(encoding.as_deref(), Some("gzip"), "{path}");
        let mut opened = Vec::new();
        let mut reader = GzDecoder::new(&small[..]);
        reader.read_to_end(&mut opened).expect("a whole gzip file");
        assert!(opened == plain, "{path}");
        assert!(small.len() < plain.len() / 2, "{path}");
        let (encoding, _) = packed(&caller, path, "gzip, deflate, br, zstd").await;
        assert_eq!(encoding.as_deref(), Some(best), "{path}");
    }
}

#[tokio::test]
async fn whoever_lost_the_rest_of_a_file_is_sent_the_rest() {
    let world = World::new().await;
    let caller = world.caller();
    let home = caller.get("/").await.body;
    let font = home.split('"').find(|text| text.ends_with(".woff2"));
    let font = font.expect("a font").replace("&#x2f;", "/");
    let font = font.as_str();
    let whole = caller.ask(Method::GET, font).send().await.expect("a font");
    assert_eq!(whole.headers()["accept-ranges"], "bytes");
    let whole = whole.bytes().await.expect("its bytes");
    let (half, size) = (whole.len() / 2, whole.len());
    let rest = caller
        .ask(Method::GET, font)
        .header("range", format!("bytes={half}-"));
    let rest = rest.send().await.expect("the rest");
    assert_eq!(rest.status(), 206);
    let said = format!("bytes {half}-{}/{size}", size - 1);
    assert_eq!(rest.headers()["content-range"], said.as_str());
    assert_eq!(rest.bytes().await.expect("its bytes"), whole.slice(half..));
    let past = caller
        .ask(Method::GET, font)
        .header("range", format!("bytes={size}-"));
    let past = past.send().await.expect("an answer");
    assert_eq!(past.status(), 416);
    // A page is made for each, and sent whole.
    let page = caller.ask(Method::GET, "/").header("range", "bytes=0-9");
    let page = page.send().await.expect("a page");
    assert_eq!(page.status(), 200);
    assert_eq!(page.headers().get("accept-ranges"), None);
}

/// Whether somebody may read what is counted.
async fn reads_metrics(caller: &Caller, token: &str) -> bool {
    let mut request = caller.ask(Method::GET, "/metrics");
    if !token.is_empty() {
        request = request.header("authorization", format!("Bearer {token}"));
    }
    let shown = caller.send(request).await;
    assert!(matches!(shown.status.as_u16(), 200 | 403), "{}", shown.body);
    let told = shown.body.contains("semaine_letters_waiting");
    assert_eq!(told, shown.status == 200, "{}", shown.body);
    told
}

#[tokio::test]
async fn metrics_are_for_this_machine_unless_somebody_else_is_named() {
    server::jobs::count();
    let alone = World::new().await;
    assert!(reads_metrics(&alone.caller(), "").await);
    // A proxy nobody told us of: everybody seems to come from this machine.
    assert!(!reads_metrics(&alone.caller().from("203.0.113.9"), "").await);

    let proxied = World::with(&[("trusted_proxies", "127.0.0.1")]).await;
    assert!(!reads_metrics(&proxied.caller().from("203.0.113.9"), "").await);
    assert!(!reads_metrics(&proxied.caller().from("127.0.0.1, 203.0.113.9"), "").await);
    assert!(reads_metrics(&proxied.caller().from("127.0.0.1"), "").await);
    assert!(reads_metrics(&proxied.caller(), "").await);

    let named = World::with(&[
        ("trusted_proxies", "127.0.0.1"),
        ("metrics", "198.51.100.0/24"),
        ("metrics_token", "a-secret-of-the-operator"),
    ])
    .await;
    assert!(
        !reads_metrics(&named.caller(), "").await,
        "only who is named"
    );
    assert!(reads_metrics(&named.caller().from("198.51.100.7"), "").await);
    let elsewhere = named.caller().from("203.0.113.9");
    assert!(!reads_metrics(&elsewhere, "another-secret-altogether").await);
    assert!(reads_metrics(&elsewhere, "a-secret-of-the-operator").await);
}

#[tokio::test]
async fn the_usual_addresses_answer() {
    let world = World::new().await;
    let caller = world.caller();
    let health = caller.get("/healthz").await;
    assert!(health.body.contains("\"status\":\"ok\""), "{}", health.body);
    let ready: serde_json::Value =
        serde_json::from_str(&caller.get("/readyz").await.body).expect("JSON");
    assert_eq!(ready["status"], "ready");
    assert!(
        caller
            .get("/robots.txt")
            .await
            .body
            .contains("Disallow: /en/espace\n")
    );
    let icon = caller.get("/favicon.ico").await;
    assert_eq!(icon.status, 307);
    let security = caller.get("/.well-known/security.txt").await.body;
    assert!(
        security.contains("Expires: 2027-03-02T00:00:00Z\n"),
        "{security}"
    );
}

#[tokio::test]
async fn no_link_leads_off_the_site_by_its_path() {
    let world = World::new().await;
    let caller = world.caller();
    for path in [
        "//evil.example/x",
        "/en//evil.example/x",
        "/en/%2f/evil.example/x",
    ] {
        let shown = caller.get(path).await;
        assert_eq!(shown.status, 404, "{path}");
        assert!(
            !shown.body.contains("\"//evil.example"),
            "{path}: {}",
            shown.body
        );
        assert!(!shown.body.contains("\"/en//"), "{path}: {}", shown.body);
    }
}

#[tokio::test]
async fn a_form_sent_without_a_session_comes_back_to_its_page() {
    let world = World::new().await;
    let caller = world.caller();
    let token = caller
        .get("/connexion")
        .await
        .hidden("csrf")
        .expect("a token");
    let form = format!("csrf={token}");
    let page = world.app.config.absolute("/en/espace/organisations/7?fait");
    let elsewhere = "https://elsewhere.example/espace/profil";
    for (path, from, back) in [
        (
            "/en/espace/organisations/7/inviter",
            page.as_str(),
            "/espace/organisations/7?fait",
        ),
        ("/en/espace/organisations/7/inviter", "", "/espace"),
        ("/en/espace/organisations/7/inviter", elsewhere, "/espace"),
        ("/en/instruction/import/x.csv", "", "/instruction"),
    ] {
        let request = caller
            .ask(Method::POST, path)
            .header("content-type", "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin")
            .body(form.clone());
        let request = match from {
            "" => request,
            from => request.header("referer", from),
        };
        let sent = caller.send(request).await;
        let next: String = url::form_urlencoded::byte_serialize(back.as_bytes()).collect();
        let expected = format!("/en/connexion?suite={next}");
        assert_eq!(
            sent.location.as_deref(),
            Some(expected.as_str()),
            "{path} {from}"
        );
    }
}

#[tokio::test]
async fn an_address_written_otherwise_leads_to_its_own() {
    let world = World::new().await;
    Gers::open(&world.app).await;
    refresh::refresh(&world.app).await.expect("a fresh shelf");
    let caller = world.caller();
    for (asked, own) in [
        ("/evenements/?q=bois", "/evenements?q=bois"),
        ("/en/carte/", "/en/carte"),
        ("/territoires/2a", "/territoires/2A"),
        ("/territoires/R76", "/territoires/r76"),
        ("/en/territoires/C32013", "/en/territoires/c32013"),
    ] {
        let shown = caller.get(asked).await;
        assert_eq!(shown.status, 308, "{asked}");
        assert_eq!(shown.location.as_deref(), Some(own), "{asked}");
    }
    assert_eq!(caller.get("/nulle-part").await.status, 404);
}

#[tokio::test]
async fn the_site_says_where_to_write_to_the_national_team() {
    let world = World::new().await;
    Gers::open(&world.app).await;
    let office = Office {
        email: "equipe@semaine.example".into(),
        ..Office::default()
    };
    let mut tx = world.app.store.begin().await.expect("a transaction");
    let nation = world.app.gazetteer.nation().code.clone();
    let saved = offices::save(&mut tx, &nation, &office, 0).await;
    saved.expect("saved");
    tx.commit().await.expect("kept");
    refresh::refresh(&world.app).await.expect("a fresh shelf");
    let caller = world.caller();
    for path in [
        "/.well-known/security.txt",
        "/mentions-legales",
        "/accessibilite",
    ] {
        let shown = caller.get(path).await.body;
        assert!(shown.contains("equipe@semaine.example"), "{path}: {shown}");
    }
}
