//! Documents to print, read back by programs that have nothing to do with those that wrote them: Poppler and ZBar.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::Command;

use domain::booking::{Group, Need, Party, Who};
use domain::event::Access;
use domain::words::Language;
use jiff::civil::{date, datetime};
use server::documents::{Cancelling, DoorList, Masthead, Occasion, Row, Ticket, door_list, ticket};
use server::words::Words;

const SCANNED: &str =
    "https://semaine.example/billets/4812093377120-9f3a77b0c1d2e3f405162738495a6b7c8d9eaf01";
const BOOKING: &str =
    "https://semaine.example/inscriptions/4812093377120-11aa22bb33cc44dd55ee66ff7788990011223344";

fn masthead() -> Masthead {
    Masthead {
        campaign: "Semaine de l’Industrie".into(),
        edition: "15e édition · du 16 au 22 novembre 2026".into(),
        colour: "#2742d8".into(),
        days: (16..=22).map(|day| date(2026, 11, day)).collect(),
    }
}

fn occasion(title: &str) -> Occasion {
    Occasion {
        title: title.into(),
        starts: datetime(2026, 11, 19, 9, 0, 0, 0),
        ends: datetime(2026, 11, 19, 10, 15, 0, 0),
        zone: String::new(),
        place: "Fonderie du Midi".into(),
        address: vec!["Zone industrielle".into(), "32000 Auch".into()],
        organisation: "Les Amis de la fonte".into(),
    }
}

fn of_three(title: &str) -> Ticket {
    Ticket {
        masthead: masthead(),
        occasion: occasion(title),
        party: Party::people(3),
        name: "Camille Lefèvre".into(),
        conditions: vec![
            "Chaussures fermées ; à partir de 12 ans.".into(),
            "Parcours accessible en fauteuil, boucle magnétique à l’accueil.".into(),
        ],
        cancelling: Some(Cancelling {
            address: BOOKING.into(),
            until: "mercredi 18 novembre 2026 à 18 h".into(),
        }),
        scanned: SCANNED.into(),
        typed: "4812093377120-9f3a77b0".into(),
    }
}

fn a_class() -> Party {
    let need = |kind, people| Need { kind, people };
    Party {
        audience: None,
        who: Who::Group(Group {
            establishment: "Collège Salinis".into(),
            level: "4e B".into(),
            heads: 28,
            adults: 3,
            needs: vec![need(Access::Motor, 1), need(Access::Hearing, 2)],
        }),
    }
}

fn words() -> Words {
    Words::load(None).expect("the words")
}

/// A document in a folder of its own, for other programs to read.
struct Printed {
    folder: PathBuf,
}

impl Printed {
    fn new(name: &str, bytes: &[u8]) -> Printed {
        let name = format!("semaine-documents-{}-{name}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&folder).expect("a folder");
        std::fs::write(folder.join("it.pdf"), bytes).expect("written");
        Printed { folder }
    }

    fn said_by(&self, program: &str, words: &[&str]) -> String {
        let said = Command::new(program)
            .args(words)
            .current_dir(&self.folder)
            .output()
            .unwrap_or_else(|fault| {
                panic!("{program}: {fault}. `cargo xtask setup --for test` installs it (poppler-utils, zbar-tools).")
            });
        String::from_utf8_lossy(&said.stdout).into_owned()
    }

    /// What `pdfinfo` tells, by its names.
    fn about(&self) -> BTreeMap<String, String> {
        let told = self.said_by("pdfinfo", &["it.pdf"]);
        let lines = told.lines().filter_map(|line| line.split_once(':'));
        lines
            .map(|(name, value)| (name.to_owned(), value.trim().to_owned()))
            .collect()
    }

    /// The document as it is read aloud: what each part is, and its words.
    fn aloud(&self) -> String {
        self.said_by("pdfinfo", &["-struct-text", "it.pdf"])
    }

    /// The words of a sheet, spaces put together.
    fn words_of(&self, sheet: usize) -> String {
        let sheet = sheet.to_string();
        let told = self.said_by("pdftotext", &["-f", &sheet, "-l", &sheet, "it.pdf", "-"]);
        told.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// What a camera reads on the first sheet, drawn at so many dots an inch.
    fn scanned(&self, dots: u32) -> String {
        let dots = dots.to_string();
        self.said_by(
            "pdftoppm",
            &["-r", &dots, "-png", "-singlefile", "it.pdf", "it"],
        );
        self.said_by("zbarimg", &["--quiet", "--raw", "it.png"])
    }
}

impl Drop for Printed {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// Whether the bytes hold this run of them.
fn holds(bytes: &[u8], run: &str) -> bool {
    bytes.windows(run.len()).any(|own| own == run.as_bytes())
}

#[test]
fn the_code_of_a_ticket_is_read_on_paper_and_on_a_small_screen() {
    let bytes = ticket(&words(), Language::Fr, &of_three("Au cœur d’une fonderie"));
    let printed = Printed::new("code", &bytes.expect("a ticket"));
    for dots in [72, 150, 300] {
        assert_eq!(printed.scanned(dots).trim_end(), SCANNED, "at {dots} dots");
    }
}

#[test]
fn a_ticket_is_tagged_and_says_its_title_and_its_language() {
    for (language, title, alternative) in [
        (Language::Fr, "Billet\u{a0}: Au cœur d’une fonderie", None),
        (
            Language::En,
            "Ticket: Au cœur d’une fonderie",
            Some("/Alt(QR code of the ticket: it holds the code written below.)"),
        ),
    ] {
        let bytes = ticket(&words(), language, &of_three("Au cœur d’une fonderie"));
        let bytes = bytes.expect("a ticket");
        let printed = Printed::new(language.tag(), &bytes);
        let about = printed.about();
        assert_eq!(about["Tagged"], "yes");
        assert_eq!(about["Title"], title);
        assert_eq!(about["Pages"], "1");
        assert_eq!(about["Page size"], "595.276 x 841.89 pts (A4)");
        assert!(holds(&bytes, &format!("/Lang({})", language.tag())));
        assert!(holds(&bytes, "<pdfuaid:part>1</pdfuaid:part>"), "PDF/UA-1");
        assert!(holds(&bytes, "/DisplayDocTitle true"));
        if let Some(alternative) = alternative {
            assert!(holds(&bytes, alternative), "the code is told in words");
        }
    }
}

#[test]
fn a_ticket_is_read_aloud_in_its_order() {
    let bytes = ticket(&words(), Language::Fr, &of_three("Au cœur d’une fonderie"));
    let aloud = Printed::new("aloud", &bytes.expect("a ticket")).aloud();
    let order = [
        "\"Semaine de l’Industrie \"",
        "H1",
        "\"Billet \"",
        "\"Au cœur d’une fonderie\"",
        "Figure",
        "\"4812  0933  7712  0  9f3a  77b0\"",
        "\"Quand \"",
        "\"Jeudi 19 novembre 2026 \"",
        "\"9 h – 10 h 15\"",
        "\"Fonderie du Midi \"",
        "\"3 personnes \"",
        "\"Réservé au nom de Camille Lefèvre\"",
        "\"Les Amis de la fonte\"",
        "H2",
        "\"Chaussures fermées ; à partir de 12 ans.\"",
        "H2",
        "\"Un empêchement ?\"",
        "Link",
        BOOKING,
    ];
    let mut rest = aloud.as_str();
    for told in order {
        let at = rest.find(told);
        let at = at.unwrap_or_else(|| panic!("{told} is not where it should be in\n{aloud}"));
        rest = &rest[at + told.len()..];
    }
    assert!(!aloud.contains("lun. 16"), "the bars are ornament: {aloud}");
}

#[test]
fn a_class_is_counted_on_its_ticket_and_never_named() {
    let mut class = of_three("Au cœur d’une fonderie");
    class.party = a_class();
    class.occasion.zone = "The hours are those of Réunion.".into();
    class.occasion.ends = datetime(2026, 11, 20, 0, 30, 0, 0);
    let bytes = ticket(&words(), Language::En, &class).expect("a ticket");
    let told = Printed::new("class", &bytes).words_of(1);
    for said in [
        "28 participants and 3 adults",
        "Collège Salinis, 4e B",
        "Reduced mobility: 1 · Hearing impairment: 2",
        "Thursday 19 November 2026",
        "9 am – 12:30 am (Friday 20 November)",
        "The hours are those of Réunion.",
    ] {
        assert!(told.contains(said), "{said} is not in {told}");
    }
}

/// Texts that would break what takes them for source, or that no typeface of ours can write.
fn hostile() -> Vec<String> {
    vec![
        "#import \"/etc/passwd\" $x^2$ *gras* _x_ `code` @ref <b> \\end{document} ]) >> endobj %%EOF".into(),
        "W".repeat(140),
        "iiii".repeat(400),
        "🏭 Usine 👩🏽‍🏭 ouverte 🇫🇷".into(),
        "زيارة المصنع \u{202e}detrevni\u{202c} ביקור במפעל".into(),
        "zéro\0octet\u{1}\u{7f}\u{85}\u{feff}\u{fffe}\u{e000}".into(),
        "工場見学と体験 Οδυσσέας Олександр".into(),
        "e\u{301}le\u{300}ve Z\u{301}\u{302}\u{303}\u{304}\u{305}algo".into(),
        "\r\n\t \u{2028}".into(),
        String::new(),
    ]
}

#[test]
fn no_text_breaks_a_ticket_nor_adds_a_sheet() {
    for (place, text) in hostile().into_iter().enumerate() {
        let mut own = of_three(&text);
        own.masthead.campaign.clone_from(&text);
        own.masthead.edition.clone_from(&text);
        own.masthead.colour.clone_from(&text);
        own.occasion.place.clone_from(&text);
        own.occasion.zone.clone_from(&text);
        own.occasion.address = vec![text.clone(); 9];
        own.occasion.organisation.clone_from(&text);
        own.name.clone_from(&text);
        own.conditions = vec![text.clone(); 30];
        if let Who::Group(group) = &mut own.party.who {
            group.establishment.clone_from(&text);
            group.level.clone_from(&text);
        }
        let bytes = ticket(&words(), Language::Fr, &own);
        let bytes = bytes.unwrap_or_else(|fault| panic!("{text:?}: {fault}"));
        let printed = Printed::new(&format!("hostile-{place}"), &bytes);
        assert_eq!(printed.about()["Pages"], "1", "{text:?}");
        assert_eq!(printed.scanned(110).trim_end(), SCANNED, "{text:?}");
        let told = printed.words_of(1);
        assert!(told.contains(BOOKING), "the way to cancel stays: {told}");
        assert!(told.contains("4812 0933 7712 0 9f3a 77b0"), "{told}");
    }
}

#[test]
fn markup_is_written_as_it_was_typed() {
    let title = "*gras* #let x = $1$ <b>&amp;</b>";
    let bytes = ticket(&words(), Language::Fr, &of_three(title)).expect("a ticket");
    let printed = Printed::new("markup", &bytes);
    assert_eq!(printed.about()["Title"], format!("Billet\u{a0}: {title}"));
    assert!(
        printed.words_of(1).contains(title),
        "{}",
        printed.words_of(1)
    );
}

#[test]
fn a_name_of_other_letters_is_written_in_ours_where_that_can_be_done() {
    let mut own = of_three("Visite");
    own.name = "Олександр Škoda Łukasz Nguyễn 🏭".into();
    let bytes = ticket(&words(), Language::Fr, &own).expect("a ticket");
    let told = Printed::new("letters", &bytes).words_of(1);
    // Of an accent that our faces lack, the letter is left.
    let name = "Réservé au nom de Oleksandr Škoda Łukasz Nguyen";
    assert!(told.contains(name), "{told}");
}

fn of_sixty() -> DoorList {
    let people = |number: u32| Row {
        name: format!("Personne {number:02}"),
        party: Party::people(number % 4 + 1),
        code: format!("{:04}", 1000 + number),
    };
    let mut rows: Vec<Row> = (0..60).rev().map(people).collect();
    rows.push(Row {
        name: "Élodie Bernard".into(),
        party: a_class(),
        code: "9f3a77".into(),
    });
    DoorList {
        masthead: masthead(),
        occasion: occasion("Au cœur d’une fonderie"),
        seats: Some(200),
        rows,
    }
}

#[test]
fn the_door_list_is_a_table_sorted_by_name_with_its_head_on_each_sheet() {
    let bytes = door_list(&words(), Language::Fr, &of_sixty()).expect("a list");
    assert!(holds(&bytes, "/Lang(fr)"));
    let printed = Printed::new("list", &bytes);
    let about = printed.about();
    assert_eq!(about["Tagged"], "yes");
    assert_eq!(
        about["Title"],
        "Liste à l’entrée\u{a0}: Au cœur d’une fonderie"
    );
    assert_eq!(about["Pages"], "3");
    for sheet in 1..=3 {
        let told = printed.words_of(sheet);
        assert!(told.contains("Nom Personnes Besoins Billet"), "{told}");
        assert!(told.contains(&format!("Page {sheet} sur 3")), "{told}");
    }
    let first = printed.words_of(1);
    for count in [
        "181 personnes attendues",
        "61 réservations",
        "19 places libres",
    ] {
        let (figure, told) = count.split_once(' ').expect("a figure");
        assert!(
            first.contains(figure) && first.contains(told),
            "{count} in {first}"
        );
    }
    let aloud = printed.aloud();
    let rows = aloud.lines().filter(|line| line.trim() == "TR").count();
    assert_eq!(rows, 62, "one row of names, whatever the number of sheets");
    let names: Vec<&str> = aloud
        .lines()
        .filter(|line| line.contains("\"Personne ") || line.contains("\"Élodie"))
        .map(|line| line.trim().trim_matches('"'))
        .collect();
    let mut sorted = names.clone();
    sorted.sort_by_key(|name| name.replace('É', "E"));
    assert_eq!((names.len(), &names), (61, &sorted));
    for said in [
        "28 participants",
        "Collège Salinis, 4e B",
        "Handicap moteur : 1",
        "9f3a 77",
    ] {
        assert!(aloud.contains(said), "{said} is not in the table");
    }
}

#[test]
fn an_empty_door_list_says_so() {
    let mut empty = of_sixty();
    empty.rows.clear();
    empty.seats = None;
    let bytes = door_list(&words(), Language::En, &empty).expect("a list");
    let told = Printed::new("empty", &bytes).words_of(1);
    assert!(told.contains("Nobody has booked this slot yet."), "{told}");
}

#[test]
fn no_text_breaks_a_door_list() {
    let mut list = of_sixty();
    for (row, text) in list.rows.iter_mut().zip(hostile()) {
        row.name.clone_from(&text);
        row.code.clone_from(&text);
        let mut class = a_class();
        if let Who::Group(group) = &mut class.who {
            group.establishment.clone_from(&text);
            group.level.clone_from(&text);
        }
        row.party = class;
    }
    list.occasion.title = "W".repeat(140);
    let bytes = door_list(&words(), Language::Fr, &list).expect("a list");
    let aloud = Printed::new("hostile-list", &bytes).aloud();
    let rows = aloud.lines().filter(|line| line.trim() == "TR").count();
    assert_eq!(rows, 62, "{aloud}");
}
