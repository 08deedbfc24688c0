//! Documents to print: tagged, titled, read back by the programs that people have.

use std::path::{Path, PathBuf};
use std::process::Command;

use domain::booking::{Group, Need, Party, Who};
use domain::event::Access;
use domain::words::Language;
use jiff::civil::{date, datetime};
use server::documents::{Cancelling, DoorList, Masthead, Occasion, Row, Ticket, door_list, ticket};
use server::words::Words;

const SCANNED: &str =
    "https://semaine.example/billets/4812093377120-9f3a77b0c1d2e3f405162738495a6b7c8d9eaf01";

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
        organisation: "Fonderie du Midi".into(),
    }
}

fn a_ticket(title: &str) -> Ticket {
    Ticket {
        masthead: masthead(),
        occasion: occasion(title),
        party: Party::people(3),
        name: "Camille Lefèvre".into(),
        conditions: vec![
            "Chaussures fermées ; à partir de 12 ans.".into(),
            "Parcours accessible en fauteuil, boucle magnétique à l’accueil.".into(),
            "Venez dix minutes avant : la visite commence à l’heure.".into(),
        ],
        cancelling: Some(Cancelling {
            address: "https://semaine.example/inscriptions/4812093377120-11aa22bb33cc44dd55ee66ff7788990011223344".into(),
            until: "mercredi 18 novembre 2026 à 18 h".into(),
        }),
        scanned: SCANNED.into(),
        typed: "4812093377120-9f3a77b0".into(),
    }
}

fn a_class() -> Party {
    Party {
        audience: None,
        who: Who::Group(Group {
            establishment: "Collège Salinis".into(),
            level: "4e B".into(),
            heads: 28,
            adults: 3,
            needs: vec![
                Need {
                    kind: Access::Motor,
                    people: 1,
                },
                Need {
                    kind: Access::Hearing,
                    people: 2,
                },
            ],
        }),
    }
}

fn words() -> Words {
    Words::load(None).expect("the words")
}

#[test]
fn look() {
    let words = words();
    let folder = PathBuf::from("/tmp/wt/look");
    std::fs::create_dir_all(&folder).expect("a folder");
    let save = |name: &str, bytes: Vec<u8>| {
        println!("{name} {}", bytes.len());
        std::fs::write(folder.join(name), bytes).expect("written");
    };
    let t = std::time::Instant::now();
    save(
        "t1.pdf",
        ticket(
            &words,
            Language::Fr,
            &a_ticket("Au cœur d’une fonderie d’aluminium"),
        )
        .expect("a ticket"),
    );
    println!("{:?}", t.elapsed());
    let t = std::time::Instant::now();
    save(
        "t1.pdf",
        ticket(
            &words,
            Language::Fr,
            &a_ticket("Au cœur d’une fonderie d’aluminium"),
        )
        .expect("a ticket"),
    );
    println!("{:?}", t.elapsed());
    let mut class = a_ticket(
        "De la grume au parquet massif : une journée entière avec les scieurs, les menuisières et les apprentis de la scierie des Trois-Vallées à Auch",
    );
    class.party = a_class();
    class.occasion.zone = "The hours are those of Réunion.".into();
    save(
        "t2.pdf",
        ticket(&words, Language::En, &class).expect("a ticket"),
    );
    let mut long = a_ticket(&"Chaudronnerie et soudure ".repeat(8));
    long.party = a_class();
    if let Who::Group(group) = &mut long.party.who {
        group.establishment = "Lycée professionnel des métiers de l’industrie et de la transition Jean-Baptiste-Siméon-Chardin".repeat(2);
    }
    long.occasion.place = long.occasion.title.clone();
    long.occasion.address = vec![long.occasion.title.clone(); 9];
    long.occasion.zone = "Les heures sont celles de La Réunion.".repeat(3);
    long.conditions = vec![long.occasion.title.clone(); 9];
    long.occasion.organisation = long.occasion.title.clone();
    long.occasion.ends = datetime(2026, 11, 20, 10, 15, 0, 0);
    long.masthead.colour = "#a3123a".into();
    save(
        "t4.pdf",
        ticket(&words, Language::Fr, &long).expect("a ticket"),
    );
    save(
        "t3.pdf",
        ticket(&words, Language::Fr, &a_ticket(&"W".repeat(140))).expect("a ticket"),
    );
    let mut rows: Vec<Row> = (0..60)
        .map(|n| Row {
            name: format!("Personne{n} Élise"),
            party: Party::people(n % 4 + 1),
            code: format!("{:04}", 1000 + n * 37),
        })
        .collect();
    rows.push(Row {
        name: "Zoé Олександр محمد 🏭".into(),
        party: a_class(),
        code: "9f3a".into(),
    });
    rows.push(Row {
        name: "Élodie Bernard".into(),
        party: a_class(),
        code: "9f3b".into(),
    });
    let list = DoorList {
        masthead: masthead(),
        occasion: occasion("Au cœur d’une fonderie d’aluminium"),
        seats: Some(260),
        rows,
    };
    save(
        "d1.pdf",
        door_list(&words, Language::Fr, &list).expect("a list"),
    );
}
