//! Titles with blanks, by format. With the trades' own titles each sector can say several hundred things.
//!
//! Blanks: `{house.un}`, `{house.le}`, `{house.du}`, `{house.dun}`; `{product}`, `{product.un}`, `{product.le}`, `{products}`,
//! `{products.de}`; `{matter}`, `{matter.du}`, `{matter.au}`; `{machine.un}`, `{machine.le}`; `{step1}` to `{step3}` with their
//! articles; `{jobs}`, `{job.f}`, `{job.m}`; `{org}`, `{org.le}`, `{org.du}`, `{org.au}`; `{in}` (à Auch), `{of}` (d’Auch),
//! `{dep.in}`, `{dep.of}`; `{lead}` (one of the trade's own titles); `{count}`.

/// Titles of a format, by its slug.
#[must_use]
pub fn titles(format: &str) -> &'static [&'static str] {
    match format {
        "visite-entreprise" => &COMPANY_VISIT,
        "visite-formation" => &SCHOOL_VISIT,
        "portes-ouvertes" => &OPEN_DAYS,
        "job-dating" => &JOB_DATING,
        "forum" => &FORUM,
        "conference" => &TALK,
        "webinaire" => &WEBINAR,
        "intervention-en-classe" => &CLASSROOM,
        "atelier" => &WORKSHOP,
        "exposition" => &EXHIBITION,
        "visite-virtuelle" => &VIRTUAL_VISIT,
        "jeu-serieux" => &GAME,
        _ => &CONTEST,
    }
}

const COMPANY_VISIT: [&str; 26] = [
    "{lead}", "{lead}", "{lead}", "{lead}", "{lead}, {in}", "{lead} : visite {org.du}",
    "Dans les coulisses {house.dun}", "Poussez la porte {house.dun} {in}", "{House.le} se visite", "Visite guidée {org.du}",
    "{Org.le} vous ouvre ses ateliers", "Comment naît {product.un} ?", "{Step1.de} {step3.a} : une heure avec {jobs}",
    "{Product.le}, étape par étape", "Une heure avec {jobs} {org.du}", "{Machine.le} en action", "Suivez {product.le} tout au long de l’atelier",
    "{Matter} de l’intérieur", "Derrière les murs {org.du}", "Ce que fabrique {org.le}, et comment",
    "Vous passez devant tous les jours : entrez {org.au}", "{Products} : la fabrique, de près", "Au plus près {machine.du}",
    "Les mains et les machines {org.du}", "{Step1}, {step2}, {step3} : le parcours {product.dun}", "Visite d’atelier avec {jobs}",
];

const SCHOOL_VISIT: [&str; 20] = [
    "Apprendre {matter} {in}", "Les ateliers {org.du} se visitent", "Une matinée d’élève {org.au}", "Devenir {job.f} ou {job.m} : visite de l’école",
    "Ici se forment {jobs.les} de demain", "Du collège à l’atelier : découvrez {org.le}", "Formation {matter.au} : voir avant de choisir",
    "{Machine.le} des apprentis", "Rencontrez celles et ceux qui apprennent {matter}", "L’atelier-école côté élèves {in}",
    "Six diplômes, un atelier : {org}", "{Jobs} en herbe", "Visite des plateaux techniques {org.du}", "Apprentissage et {matter} : mode d’emploi sur place",
    "Un après-midi dans les ateliers {org.du}", "Essayer {machine.le} avec des apprentis", "Parents, élèves : {org.le} vous reçoit",
    "Du CAP au diplôme d’ingénieur : {matter} s’apprend ici", "Choisir {matter} : une visite pour se décider", "Dans la classe de {jobs}",
];

const OPEN_DAYS: [&str; 20] = [
    "Portes ouvertes {org.du}", "{Org.le} ouvre grand ses portes", "{Lead} : portes ouvertes", "Une journée pour tout voir {org.au}",
    "Entrée libre {org.au}", "Journée ouverte {house.dun}", "En famille {org.au}", "Le samedi {house.dun}", "Tout l’atelier à ciel ouvert : {org}",
    "Venez voir {machine.le} tourner", "{Products} et savoir-faire : portes ouvertes {in}", "{Jobs} vous attendent à l’atelier",
    "La fête {matter.du} {in}", "Visites, démonstrations, essais : {org.le} reçoit", "{Org.le} reçoit ses voisins",
    "Portes ouvertes : {step1}, {step2} et le reste", "Une usine, un après-midi, vos questions", "On ouvre ! Journée des voisins {org.du}",
    "Grande journée {matter.du} {in}", "Portes ouvertes et démonstrations {in}",
];

const JOB_DATING: [&str; 20] = [
    "{Count} employeurs {matter.du} recrutent {in}", "Dix minutes pour convaincre : {matter} recrute", "Job dating {matter.du} {in}",
    "On cherche des {jobs}", "Sans CV : rencontrez {org.le}", "Recrutement en direct {org.au}", "{Jobs} : {count} postes {in}",
    "Alternance dans {matter.dans} : les rencontres {of}", "Votre premier contrat dans l’industrie {dep.in}", "{Count} postes, une après-midi, zéro lettre de motivation",
    "Essayez le métier, puis parlons contrat", "Rencontres express avec {jobs}", "Job dating à l’atelier, casque sur la tête", "Changer de métier : {matter} vous attend {in}",
    "Les métiers qui recrutent {dep.in}", "Jobs d’été et alternance {org.au}", "{Org.le} embauche : venez en parler", "Café des recruteurs {of}",
    "Recruter sur l’envie : {count} ateliers d’essai", "Intérim, alternance, contrat durable : le tour des offres {in}",
];

const FORUM: [&str; 18] = [
    "Forum des métiers {matter.du} {in}", "Forum de l’industrie {of}", "{Count} métiers à essayer {in}", "Les métiers industriels {dep.of} se présentent",
    "Le carrefour des métiers {of}", "{Count} stands, {count} métiers : le forum {of}", "Et si c’était {matter} ? Forum des formations {in}",
    "Forum : que faire après la troisième {dep.in} ?", "{Jobs} et bien d’autres : le forum des métiers", "Les ateliers {dep.of} sous un même toit",
    "Forum de l’apprentissage industriel {of}", "Place aux métiers techniques {in}", "Une journée pour s’orienter {in}", "Village des métiers {matter.du}",
    "Rendez-vous des métiers d’atelier {dep.in}", "Forum stages et alternance {of}", "Toutes les formations {matter.du} {dep.in}", "Le forum où l’on touche à tout {in}",
];

const TALK: [&str; 20] = [
    "{Lead} : la conférence", "{Matter} dans dix ans", "{Matter} et climat : parlons franchement", "Table ronde : qui fabriquera {product.le} de demain ?",
    "Quelle industrie {dep.in} en 2040 ?", "Femmes dans {matter.dans} : elles racontent", "Histoire {matter.du} {dep.in}", "Relocaliser {product.le} : est-ce possible ?",
    "Ce que l’intelligence artificielle change pour {jobs.les}", "Rencontre avec {jobs.des}", "{Machine.le} va-t-il tout changer ?|machine:M", "{Machine.le} va-t-elle tout changer ?|machine:F",
    "Travailler dans {matter.dans} : idées reçues et vraies questions", "Une soirée pour comprendre {matter}", "{Matter}, du village au monde", "Sobriété : ce que fait {org.le}",
    "Les déchets {matter.du} n’existent pas", "Regards croisés sur {matter} {in}", "Du diplôme à l’atelier : {jobs} témoignent", "Conférence : {step1}, une affaire de science",
];

const WEBINAR: [&str; 16] = [
    "{Matter} en quarante minutes", "En direct de l’atelier : {step1}", "Webinaire : se former {matter.au}", "Posez vos questions à {jobs.des}", "Les métiers {matter.du}, en ligne",
    "Trouver une alternance dans {matter.dans}", "{Lead} : en direct", "Classe en ligne : {matter} pour les collégiens", "Orientation : {matter}, pour qui ?", "Parents, parlons des métiers {matter.du}",
    "Accueillir une classe dans son atelier : mode d’emploi", "Recruter autrement dans {matter.dans}", "Une pause déjeuner avec {jobs.des}", "{Product.le} à distance : démonstration commentée",
    "Enseigner avec {matter} : ressources et idées", "Mixité : {matter} se conjugue au féminin",
];

const CLASSROOM: [&str; 16] = [
    "{Jobs} en classe", "Les secrets {product.dun}, en classe", "Un métier, une classe : {matter}", "{Org.le} vient au collège", "Et toi, tu fabriques quoi ?", "La mallette {matter.du}",
    "L’heure {matter.du}", "De l’atelier au tableau : {jobs}", "Raconter {matter} aux élèves", "D’où vient {product.le} ? Enquête en classe", "Une ingénieure répond aux élèves {of}",
    "Fabriquer avec trois fois rien : {org.le} au lycée", "Les idées reçues au tableau", "Comprendre {step1}, en classe", "Rencontre au lycée avec {jobs.des}", "Mon métier en dix objets : {matter}",
];

const WORKSHOP: [&str; 20] = [
    "Les mains à l’ouvrage : {matter}", "{Lead} : l’atelier", "Atelier : {step1}, à vous de jouer", "À vous {matter}", "Premiers gestes {job.m.de}", "Dans la peau {job.f.dun}", "Essayez {machine.le}",
    "Les mains dans {matter.dans}", "Atelier découverte {matter.du} {in}", "Une heure, {product.un}, un souvenir", "Petits ateliers {matter.du} pour curieux", "Atelier parents-enfants autour {matter.du}",
    "Comprendre {product.un} en deux heures", "Du dessin à l’objet : atelier {in}", "Le mercredi des bricoleurs : {matter}", "Apprendre un geste de métier en deux heures", "Atelier d’initiation avec {jobs.des}",
    "Souder, coder, assembler : trois essais", "Imprimez, percez, vissez {in}", "Atelier filles et garçons : {matter} pour toutes et tous",
];

const EXHIBITION: [&str; 16] = [
    "{Lead} : l’exposition", "{Matter} s’expose {in}", "Cent ans {matter.du} {dep.in}", "Portraits de {jobs}", "Objets d’usine, objets d’art", "{Products} d’hier et de demain", "Le geste et la machine",
    "Mémoire {house.dun}", "Photographies d’ateliers {dep.of}", "Ce que nos mains ont fabriqué", "{Machine.le} au musée", "Du brevet à l’objet : {matter}", "L’usine dessinée par les enfants {of}",
    "Bleus de travail : portraits {dep.in}", "Écouter l’usine : une exposition sonore", "Petite histoire {product.dun}",
];

const VIRTUAL_VISIT: [&str; 14] = [
    "Visite virtuelle {org.du}", "{Lead}, à 360 degrés", "Sans bouger de chez vous : {house.un}", "{Org} à 360 degrés", "La caméra {org.du} est à vous", "Survolez {org.le}", "L’usine dans votre casque : {matter}",
    "{Machine.le} comme si vous y étiez", "{Step1.de} {step2.a}, à l’écran", "Visite commentée en direct : {org}", "Entrez là où l’on n’entre jamais : {house.un}", "Suivre {product.le} à la caméra",
    "Un tour d’atelier depuis la classe", "La visite impossible : {step3}",
];

const GAME: [&str; 16] = [
    "Échappez-vous {house.du}", "La panne : jeu d’enquête {in}", "Soixante minutes pour relancer la ligne", "Mission {matter} : jeu d’évasion", "Qui a arrêté {machine.le} ?", "Le jeu de l’usine", "Enquête {org.au}",
    "Sauvez la production {of}", "{Matter} : le jeu dont vous êtes {job.m.le}", "Jeu de piste industriel {in}", "Le code perdu {org.du}", "Construisez l’usine idéale", "Le grand quiz {matter.du}",
    "Chasse au trésor dans la zone d’activités {of}", "Serious game : pilotez {house.un}", "Panne générale : escape game {in}",
];

const CONTEST: [&str; 14] = [
    "Concours : dessine-moi {product.un}", "Défi {matter} entre lycées {dep.of}", "Le trophée des jeunes {jobs}", "Concours de robots {of}", "Finale : le meilleur geste {matter.du}", "Vingt-quatre heures pour inventer {product.un}",
    "Le prix de l’atelier {of}", "Défi sans panne : {count} équipes {in}", "Imaginez {product.le} de demain", "Concours photo : {matter} vu par vous", "Course en cours : les prototypes {of}",
    "Olympiades des métiers d’atelier {dep.in}", "Pitch ton métier : {matter}", "Remise des prix du concours {matter.du}",
];
