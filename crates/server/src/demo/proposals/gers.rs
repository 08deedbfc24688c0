//! The Gers: what its referee and its committee find this morning, told with care since the demonstration begins there.

use domain::authority::{self, Standing};
use domain::event::{
    Access, Ages, BookedBy, Booking, BookingMode, Contact, Content, Field, Mode, Place,
};
use domain::organisation::{Kind, Organisation};
use domain::slot::Slot;
use jiff::SignedDuration;
use jiff::civil::Time;
use store::Tx;

use super::{Stage, join, near, remark};
use crate::acts::{self, Failed, Ruling};
use crate::demo::Fault;
use crate::demo::history::all_met;
use crate::demo::people::{self, DOMAIN};

/// The two people of the foundry.
pub const FOUNDRY: [&str; 2] = ["fonderie.communication", "fonderie.atelier"];
/// The person of the wood school.
pub const SCHOOL: &str = "lycee.bois";

/// An event in few words; the rest is the same for all.
struct Told<'a> {
    title: &'a str,
    summary: &'a str,
    description: &'a str,
    format: &'a str,
    sector: &'a str,
    audiences: &'a [&'a str],
    commune: &'a str,
    place: &'a str,
    address: &'a str,
    /// Day of the week, Monday first, then hour, minutes and seats of each slot.
    slots: &'a [(i64, i8, i64, u32)],
    required: bool,
}

/// Writes them.
///
/// # Errors
/// [`Fault`] when the database fails or a rule says no.
pub(super) async fn write(tx: &mut Tx, stage: &Stage<'_>) -> Result<(), Fault> {
    let foundry = house(
        tx,
        stage,
        "Fonderie du Val d’Arros",
        Kind::Company,
        "c32256",
        FOUNDRY[0],
    )
    .await?;
    let second = people::confirmed(
        tx,
        &format!("{}@{DOMAIN}", FOUNDRY[1]),
        "Fonderie du Val d’Arros, atelier",
        stage.ago(900),
    )
    .await?;
    join(tx, &foundry, second, stage.ago(900)).await?;
    let school = house(
        tx,
        stage,
        "Lycée des métiers du bois de Mirande",
        Kind::School,
        "c32256",
        SCHOOL,
    )
    .await?;
    let media = house(
        tx,
        stage,
        "Médiathèque des Quatre-Vents",
        Kind::PublicBody,
        "c32013",
        "mediatheque.auch",
    )
    .await?;
    let jobs = house(
        tx,
        stage,
        "Relais emploi de la Lomagne",
        Kind::Employment,
        "c32132",
        "relais.emploi",
    )
    .await?;

    foundry_visit(tx, stage, &foundry).await?;
    returned_school(tx, stage, &school).await?;
    let escape = stage.content(&ESCAPE, &media);
    stage.propose(tx, &media, &escape, stage.ago(5)).await?;
    answered_fair(tx, stage, &jobs).await
}

async fn house(
    tx: &mut Tx,
    stage: &Stage<'_>,
    name: &str,
    kind: Kind,
    commune: &str,
    email: &str,
) -> Result<Standing, Fault> {
    let organisation = Organisation {
        name: name.into(),
        kind,
        website: format!(
            "https://{}.example",
            domain::text::slugify(name, 40, "organisation")
        ),
        commune: domain::territory::TerritoryCode::parse(commune),
        ..Organisation::default()
    };
    stage
        .organiser(tx, &organisation, &format!("{email}@{DOMAIN}"))
        .await
}

/// Labelled a fortnight ago, then moved by a day: the change waits while the labelled version stays public.
async fn foundry_visit(tx: &mut Tx, stage: &Stage<'_>, who: &Standing) -> Result<(), Fault> {
    let content = stage.content(&FOUNDRY_VISIT, who);
    let id = stage.propose(tx, who, &content, stage.ago(13 * 24)).await?;
    stage
        .opine(
            tx,
            id,
            0,
            true,
            "Une visite attendue par les collèges du sud du département.",
            12 * 24,
        )
        .await?;
    stage
        .rule(
            tx,
            id,
            all_met(stage.edition),
            Ruling::Label,
            stage.ago(11 * 24),
        )
        .await?;
    let mut moved = content;
    for slot in &mut moved.slots {
        let day = SignedDuration::from_hours(24);
        slot.start = slot.start.saturating_add(day);
        slot.end = slot.end.saturating_add(day);
    }
    stage.send(tx, id, who, &moved, stage.ago(3)).await
}

/// Returned, waiting for the school's answer.
async fn returned_school(tx: &mut Tx, stage: &Stage<'_>, who: &Standing) -> Result<(), Fault> {
    let mut content = stage.content(&WOOD, who);
    content.title = "LE LYCÉE DES MÉTIERS DU BOIS OUVRE SES ATELIERS".into();
    let id = stage.propose(tx, who, &content, stage.ago(50)).await?;
    let remarks = vec![
        remark(
            Field::Title,
            "Votre titre est en capitales\u{a0}: pouvez-vous l’écrire en minuscules\u{202f}? Il sera plus facile à lire.",
        ),
        remark(
            Field::Booking,
            "La réservation est obligatoire\u{a0}: jusqu’à quand peut-on réserver\u{202f}?",
        ),
    ];
    stage.give_back(tx, id, remarks, stage.ago(26)).await
}

/// Returned and answered, with an opinion for it and one with a reserve.
async fn answered_fair(tx: &mut Tx, stage: &Stage<'_>, who: &Standing) -> Result<(), Fault> {
    let content = stage.content(&FAIR, who);
    let mut first = content.clone();
    first.slots.truncate(1);
    first.description = "Job dating.".into();
    let id = stage.propose(tx, who, &first, stage.ago(80)).await?;
    let remarks = vec![remark(
        Field::Description,
        "Quels employeurs seront là, et pour quels postes\u{202f}?",
    )];
    stage.give_back(tx, id, remarks, stage.ago(55)).await?;
    stage.send(tx, id, who, &content, stage.ago(20)).await?;
    stage
        .opine(tx, id, 0, true, "Nos entreprises seront présentes.", 12)
        .await?;
    let reserve = "Favorable si les étudiants sont invités aussi\u{a0}: le public n’est pas indiqué dans le résumé.";
    stage.opine(tx, id, 1, false, reserve, 6).await
}

impl Stage<'_> {
    async fn opine(
        &self,
        tx: &mut Tx,
        id: domain::ids::EventId,
        member: usize,
        favourable: bool,
        note: &str,
        hours: i64,
    ) -> Result<(), Fault> {
        let kept = self.kept(tx, id).await?;
        let Some(member) = self.cast.committee().get(member) else {
            return Ok(());
        };
        let world = self.world(self.ago(hours));
        let by =
            authority::adviser(member, &self.matter(&kept, world.now)).map_err(Failed::from)?;
        acts::opine(
            tx,
            world,
            &kept,
            kept.event.revisions,
            favourable,
            note,
            &by,
        )
        .await?;
        Ok(())
    }

    fn content(&self, told: &Told<'_>, who: &Standing) -> Content {
        let commune = self.gazetteer.commune(told.commune);
        let words = |list: &[&str]| {
            list.iter()
                .map(|word| (*word).to_owned())
                .collect::<Vec<_>>()
        };
        let slug = domain::text::slugify(told.place, 40, "lieu");
        Content {
            title: told.title.into(),
            summary: told.summary.into(),
            description: told.description.into(),
            format: told.format.into(),
            sectors: vec![told.sector.into()],
            audiences: words(told.audiences),
            ages: Ages {
                from: Some(10),
                to: None,
            },
            organisation: who.memberships.first().map(|part| part.organisation),
            mode: Some(Mode::OnSite),
            place: Place {
                name: told.place.into(),
                address: told.address.into(),
                postcode: commune
                    .and_then(|commune| commune.postcodes().next())
                    .unwrap_or_default()
                    .into(),
                commune: commune.map(|commune| commune.code.clone()),
                point: commune.and_then(|commune| near(commune, 260.0, -140.0)),
                meeting_point: "Accueil des visiteurs, portail bleu".into(),
                transport: String::new(),
            },
            slots: told.slots.iter().map(|slot| self.slot(*slot)).collect(),
            booking: Booking {
                mode: Some(if told.required {
                    BookingMode::Required
                } else {
                    BookingMode::Nothing
                }),
                by: if told.required {
                    BookedBy::Here
                } else {
                    BookedBy::Elsewhere
                },
                ..Booking::default()
            },
            access: vec![Access::Motor],
            safety: if told.format == "visite-entreprise" {
                "Chaussures fermées\u{a0}; casque et lunettes sont prêtés.".into()
            } else {
                String::new()
            },
            free_of_charge: Some(true),
            public_contact: Contact {
                name: "Accueil".into(),
                email: format!("contact@{slug}.example"),
                phone: "05 36 49 32 18".into(),
                website: String::new(),
            },
            referee_contact: Contact {
                name: "Organisation".into(),
                email: format!("organisation@{slug}.example"),
                phone: "05 36 49 32 19".into(),
                website: String::new(),
            },
            ..Content::default()
        }
    }

    fn slot(&self, (day, hour, minutes, seats): (i64, i8, i64, u32)) -> Slot {
        let day = self
            .edition
            .rules
            .week
            .from
            .saturating_add(jiff::Span::new().days(day));
        let start = day.to_datetime(Time::constant(hour, 0, 0, 0));
        Slot {
            start,
            end: start.saturating_add(SignedDuration::from_mins(minutes)),
            capacity: (seats > 0).then_some(seats),
        }
    }
}

const FOUNDRY_VISIT: Told<'_> = Told {
    title: "Au cœur d’une fonderie d’aluminium",
    summary: "Suivez une pièce d’avion de la coulée au contrôle par rayons X, avec celles et ceux qui la fabriquent.",
    description: "La visite dure une heure et quart et se fait par groupes de douze. On y voit le dessin des moules, la coulée, \
                  l’ébarbage et le laboratoire. Un échange avec trois apprentis termine chaque visite.\n\n## Au programme\n\n\
                  - le bureau d’études et l’impression des noyaux de sable\n- la coulée, à 720\u{a0}°C\n- le contrôle, sans rien \
                  casser",
    format: "visite-entreprise",
    sector: "aeronautique",
    audiences: &["grand-public", "college", "lycee"],
    commune: "c32256",
    place: "Fonderie du Val d’Arros",
    address: "Zone industrielle du Val d’Arros",
    slots: &[(2, 9, 75, 12), (2, 11, 75, 12), (2, 14, 75, 12)],
    required: true,
};

const WOOD: Told<'_> = Told {
    title: "Le lycée des métiers du bois ouvre ses ateliers",
    summary: "Les élèves montrent leurs machines et leurs ouvrages, et font essayer le rabot.",
    description: "Une matinée dans les ateliers de charpente et d’ébénisterie. Les élèves de première guident, les professeurs \
                  répondent sur les formations, du CAP au brevet de technicien supérieur.",
    format: "visite-formation",
    sector: "bois",
    audiences: &["college", "parents", "demandeurs-emploi"],
    commune: "c32256",
    place: "Lycée des métiers du bois de Mirande",
    address: "18, rue des Menuisiers",
    slots: &[(2, 9, 180, 60)],
    required: true,
};

const ESCAPE: Told<'_> = Told {
    title: "Panne générale à la médiathèque",
    summary: "Un jeu d’évasion de cinquante minutes\u{a0}: relancez une usine miniature avant la fermeture.",
    description: "La ligne s’est arrêtée. Par équipes de cinq, lisez les plans, trouvez la vanne et décodez l’automate. Les énigmes \
                  ont été écrites avec des techniciennes de maintenance du département, qui racontent leur métier à la fin.",
    format: "jeu-serieux",
    sector: "numerique",
    audiences: &["grand-public", "college", "lycee"],
    commune: "c32013",
    place: "Médiathèque des Quatre-Vents",
    address: "4, place du Marché",
    slots: &[
        (2, 14, 50, 5),
        (2, 15, 50, 5),
        (5, 10, 50, 5),
        (5, 11, 50, 5),
    ],
    required: true,
};

const FAIR: Told<'_> = Told {
    title: "Vingt employeurs de l’agro-alimentaire",
    summary: "Une après-midi d’entretiens de dix minutes avec les conserveries, les laiteries et les minoteries de la Lomagne.",
    description: "Vingt employeurs de la Lomagne et du Grand-Auch reçoivent sans rendez-vous, en alternance, en contrat saisonnier ou \
                  durable. Un atelier de rédaction de CV est ouvert toute l’après-midi, et une navette relie la gare à la halle.",
    format: "job-dating",
    sector: "agroalimentaire",
    audiences: &["demandeurs-emploi", "apprentis", "etudiants"],
    commune: "c32132",
    place: "Halle de la Lomagne",
    address: "1, place de la Halle",
    slots: &[(3, 13, 240, 0), (4, 9, 180, 0)],
    required: false,
};
