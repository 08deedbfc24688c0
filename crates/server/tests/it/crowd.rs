//! When everybody comes at once: answers given again, room for those inside, a sentence for the others.

use std::io::{Read, Write};

use domain::review::Met;
use reqwest::Method;
use server::acts::Ruling;
use server::crowd::Kind;
use server::refresh;
use server::web::listen;
use tokio::net::TcpListener;

use crate::caller::{Caller, Shown};
use crate::gers::Gers;
use crate::world::World;

/// An answer made for this request has a number; one that is given again has none.
fn is_given_again(shown: &Shown) -> bool {
    shown.header("x-request-id").is_none()
}

async fn asked(caller: &Caller, path: &str, header: (&str, &str)) -> Shown {
    let request = caller.ask(Method::GET, path).header(header.0, header.1);
    caller.send(request).await
}

#[tokio::test]
async fn a_public_answer_is_given_again_until_what_visitors_see_changes() {
    let world = World::new().await;
    let gers = Gers::open(&world.app).await;
    gers.appoint("gers@semaine.example", "referee", "32").await;
    refresh::refresh(&world.app).await.expect("a fresh shelf");
    let visitor = world.caller();
    let first = visitor.get("/evenements").await;
    let again = visitor.get("/evenements").await;
    assert!(!is_given_again(&first) && is_given_again(&again));
    assert_eq!(first.body, again.body);
    for same in [
        "etag",
        "cache-control",
        "content-security-policy",
        "vary",
        "content-type",
    ] {
        assert_eq!(first.header(same), again.header(same), "{same}");
    }
    // Another packing is another answer; each is made once.
    let packed = asked(&visitor, "/evenements", ("accept-encoding", "gzip")).await;
    assert_eq!(packed.header("content-encoding"), Some("gzip"));
    assert!(!is_given_again(&packed));
    let packed = asked(&visitor, "/evenements", ("accept-encoding", "gzip")).await;
    assert!(is_given_again(&packed));
    // Whoever has it is not sent it.
    let tag = first.header("etag").expect("a tag");
    let known = asked(&visitor, "/evenements", ("if-none-match", tag)).await;
    assert_eq!((known.status.as_u16(), known.body.as_str()), (304, ""));
    assert!(is_given_again(&known));
    assert_eq!(known.header("content-type"), None);
    let head = visitor.send(visitor.ask(Method::HEAD, "/evenements")).await;
    assert_eq!(
        head.header("content-length"),
        first.header("content-length")
    );
    assert_eq!(head.body, "");
    // Someone signed in reads a page of their own.
    let referee = world.sign_in("gers@semaine.example").await;
    let own = referee.get("/evenements").await;
    assert_eq!(own.header("cache-control"), Some("private, no-store"));
    assert!(is_given_again(&visitor.get("/evenements").await));
    // A label is a change: from the moment it is on the shelf, nothing older is given.
    let id = gers.proposed("Visite de la scierie", "c32013").await;
    assert!(is_given_again(&visitor.get("/evenements").await));
    gers.rule(id, Ruling::Label, Met::Yes).await;
    refresh::refresh(&world.app).await.expect("a fresh shelf");
    let changed = visitor.get("/evenements").await;
    assert!(!is_given_again(&changed));
    assert!(changed.body.contains("Visite de la scierie"));
    assert_ne!(changed.header("etag"), first.header("etag"));
}

#[tokio::test]
async fn an_answer_is_not_given_after_its_minute() {
    let world = World::new().await;
    let visitor = world.caller();
    let _ = visitor.get("/").await;
    assert!(is_given_again(&visitor.get("/").await));
    world.wait_minutes(1);
    assert!(!is_given_again(&visitor.get("/").await));
}

#[tokio::test]
async fn without_room_one_is_asked_to_come_back_and_what_is_kept_is_given() {
    let world = World::new().await;
    let visitor = world.caller();
    let _ = visitor.get("/accessibilite").await;
    let mut inside = Vec::new();
    while let Ok(place) = world.app.crowd.enter(Kind::Other).await {
        inside.push(place);
    }
    let refused = visitor.get("/mentions-legales").await;
    assert_eq!(refused.status, 503);
    assert_eq!(refused.header("retry-after"), Some("5"));
    assert_eq!(refused.header("cache-control"), Some("no-store"));
    assert!(
        refused.body.contains("Le site est très occupé"),
        "{}",
        refused.body
    );
    let english = visitor.get("/en/mentions-legales").await;
    assert!(
        english.body.contains("The site is very busy"),
        "{}",
        english.body
    );
    assert_eq!(visitor.get("/accessibilite").await.status, 200);
    // Whoever looks after the process is answered: a crowd is no fault.
    for probe in ["/healthz", "/readyz"] {
        let shown = visitor.get(probe).await;
        assert_eq!(shown.status, 200, "{probe}");
        assert_eq!(shown.header("content-type"), Some("application/json"));
    }
    drop(inside);
    assert_eq!(visitor.get("/mentions-legales").await.status, 200);
}

#[tokio::test]
async fn requests_under_way_are_answered_before_the_site_stops() {
    let world = World::new().await;
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("its address");
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let serving = tokio::spawn(listen::serve(listener, world.app.clone(), async {
        let _ = stopped.await;
    }));
    let mut stream = std::net::TcpStream::connect(address).expect("a connection");
    stream
        .write_all(b"GET /healthz HTTP/1.1\r\nHost: x\r\n")
        .expect("half a request");
    // A whole request on another connection shows that the first one was accepted.
    let other = Caller::new(&format!("http://{address}"));
    assert_eq!(other.get("/healthz").await.status, 200);
    stop.send(()).expect("still serving");
    stream
        .write_all(b"Connection: close\r\n\r\n")
        .expect("the other half");
    let answer = tokio::task::spawn_blocking(move || {
        let mut text = String::new();
        stream.read_to_string(&mut text).map(|_| text)
    });
    let answer = answer.await.expect("a thread").expect("an answer");
    assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}");
    serving.await.expect("an end");
}

#[tokio::test]
async fn a_head_that_is_too_large_is_refused() {
    let world = World::new().await;
    let caller = world.caller();
    let many = (0..120).fold(caller.ask(Method::GET, "/"), |request, number| {
        request.header(format!("x-{number}"), "1")
    });
    assert_eq!(caller.send(many).await.status, 431);
    let long = asked(&caller, "/", ("x-long", &"a".repeat(40_000))).await;
    assert_eq!(long.status, 413);
}
