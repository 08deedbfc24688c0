//! What an operator is told before people come: the real `semaine check`, on settings that are right and on some that are not.

use std::path::{Path, PathBuf};
use std::process::Stdio;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::process::Command;

use crate::post_office::Mood;
use crate::process::program;
use crate::world::World;

/// What a check said, line by line, and whether all was right.
async fn checked(settings: &[(&str, &str)]) -> (bool, Vec<String>) {
    let mut command = Command::from(program());
    command.arg("check").stdin(Stdio::null());
    for (name, value) in settings {
        command.env(format!("SEMAINE_{}", name.to_uppercase()), value);
    }
    let done = command.output().await.expect("the program ran");
    assert!(done.stdout.is_empty(), "words go to standard error");
    let said = String::from_utf8(done.stderr).expect("words");
    let right = done.status.code().expect("an end of its own") == 0;
    (right, said.lines().map(str::to_owned).collect())
}

/// A folder of its own, gone with this value.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let folder =
            std::env::temp_dir().join(format!("semaine-check-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder");
        Self(folder)
    }

    fn write(&self, path: &str, text: &str) -> &Self {
        let file = self.0.join(path);
        std::fs::create_dir_all(file.parent().expect("a folder")).expect("made");
        std::fs::write(file, text).expect("written");
        self
    }

    fn path(&self) -> String {
        self.0.display().to_string()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // Nothing depends on it: the folder is the system's temporary one.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// A geocoder that answers everything alike.
async fn geocoder(answer: &'static str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("its address");
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut asked = [0; 4096];
            let read = stream.read(&mut asked).await;
            let length = answer.len();
            let head =
                format!("HTTP/1.1 200 OK\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n");
            if read.is_ok() {
                // Whoever asked may have gone.
                let _ = stream.write_all(format!("{head}{answer}").as_bytes()).await;
            }
        }
    });
    format!("http://{address}")
}

#[tokio::test]
async fn settings_that_are_right_pass_and_nothing_is_changed() {
    let world = World::new().await;
    let folder = Folder::new("right");
    let data = folder.path();
    let found =
        geocoder(r#"{"features":[{"geometry":{"coordinates":[0.58,43.64]},"properties":{}}]}"#);
    let (right, said) = checked(&[
        ("data", &data),
        ("smtp_url", &world.post.url()),
        ("mail_from", "Semaine <semaine@semaine.example>"),
        ("geocoder_url", &found.await),
    ])
    .await;
    assert!(right, "{said:?}");
    assert!(
        said.last().expect("a sentence").ends_with("are in order."),
        "{said:?}"
    );
    assert_eq!(
        std::fs::read_dir(&folder.0).expect("the folder").count(),
        0,
        "nothing is left there"
    );
    assert_eq!(world.post.letters().len(), 0);
}

#[tokio::test]
async fn a_database_that_is_there_is_read_and_left_alone() {
    let world = World::new().await;
    let database = crate::process::database(&world);
    let folder = Folder::new("database");
    let (right, said) = checked(&[("data", &folder.path()), ("database_url", &database)]).await;
    assert!(right, "{said:?}");
    assert!(!said.iter().any(|line| line.contains("lacks")), "{said:?}");
}

#[tokio::test]
async fn a_theme_is_told_where_it_is_wrong() {
    let folder = Folder::new("theme");
    let theme = folder.0.join("theme");
    let own = Folder(theme.clone());
    own.write(
        "templates/parts/badge.html",
        "{# ours #}\n{% macro badge(text %}\n{% endmacro %}\n",
    )
    .write(
        "templates/public/home.html",
        "{% extends \"layout.html\" %}\n{% block content %}\n{{ nobody.knows }}\n{% endblock %}\n",
    )
    .write("templates/parts/buton.html", "hello\n");
    let (right, said) = checked(&[("data", &folder.path()), ("theme", &own.path())]).await;
    assert!(!right, "{said:?}");
    let told = |file: &str, line: usize| {
        let start = format!(
            "{}, line {line}: ",
            theme.join("templates").join(file).display()
        );
        assert!(
            said.iter().any(|one| one.starts_with(&start)),
            "{start}: {said:?}"
        );
    };
    told("parts/badge.html", 2);
    told("public/home.html", 3);
    assert!(
        said.iter()
            .any(|one| one.starts_with("Note: templates/parts/buton.html")),
        "{said:?}"
    );
}

#[tokio::test]
async fn a_theme_is_told_which_macros_it_lacks() {
    let folder = Folder::new("macros");
    let own = Folder(folder.0.join("theme"));
    own.write(
        "templates/parts/panel.html",
        "{% macro panel(title) -%}<section>{{ caller() }}</section>{%- endmacro %}\n",
    )
    .write("templates/parts/empty.html", "{# nothing #}\n");
    let (right, said) = checked(&[("data", &folder.path()), ("theme", &own.path())]).await;
    assert!(!right, "{said:?}");
    let told = |sentence: &str| said.iter().any(|one| one.contains(sentence));
    assert!(
        told(
            "panel.html: the macro panel takes (title), and pages call it with (title, id, kind)."
        ),
        "{said:?}"
    );
    assert!(
        told("empty.html lacks the macro empty(title, text), which pages call."),
        "{said:?}"
    );
}

#[tokio::test]
async fn the_small_theme_of_the_tests_is_in_order() {
    let folder = Folder::new("small");
    let theme = concat!(env!("CARGO_MANIFEST_DIR"), "/../../assets/tests/theme");
    let (right, said) = checked(&[("data", &folder.path()), ("theme", theme)]).await;
    assert!(right, "{said:?}");
}

#[tokio::test]
async fn words_of_a_theme_that_cannot_be_read_are_told_with_their_file() {
    let folder = Folder::new("words");
    let own = Folder(folder.0.join("theme"));
    own.write("locales/fr/own.ftl", "common-skip = { \n");
    let (right, said) = checked(&[("data", &folder.path()), ("theme", &own.path())]).await;
    assert!(!right, "{said:?}");
    assert!(said.iter().any(|one| one.contains("own.ftl: ")), "{said:?}");
}

#[tokio::test]
async fn everything_that_is_wrong_is_told_at_once() {
    let world = World::new().await;
    world.post.becomes(Mood::Away);
    let folder = Folder::new("wrong");
    folder.write("file", "");
    let own = Folder(folder.0.join("theme"));
    own.write("readme.txt", "");
    let below = folder.0.join("file/data").display().to_string();
    let (right, said) = checked(&[
        ("data", &below),
        ("public_url", "https://semaine.example"),
        ("map_style_url", "http://maps.example/style.json"),
        ("smtp_url", &world.post.url()),
        ("geocoder_url", &geocoder("<html>").await),
        ("theme", &own.path()),
        ("database_url", "postgres://nobody@127.0.0.1:1/nowhere"),
    ])
    .await;
    assert!(!right, "{said:?}");
    for start in [
        "The data folder ",
        "The theme ",
        "map_style_url is ",
        "The mail server of smtp_url does not take us: ",
        "geocoder_url is ",
        "The database postgres://127.0.0.1:1/nowhere cannot be used: ",
        "Note: public_url is https",
    ] {
        assert!(
            said.iter().any(|one| one.starts_with(start)),
            "{start}: {said:?}"
        );
    }
    assert!(Path::new(&own.path()).is_dir());
}
