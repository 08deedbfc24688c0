//! Summaries and descriptions with blanks; the same blanks as the titles.

/// How an event is run: what its summary, its beginning and its practical words depend on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    /// One is shown round.
    Visit,
    /// One meets employers.
    Hiring,
    /// One listens and asks.
    Talk,
    /// One does it oneself.
    Doing,
    /// One looks, as long as one likes.
    Looking,
    /// Someone comes to the class.
    Class,
    /// Teams compete.
    Contest,
}

/// Summaries of a manner, each below 200 characters once filled, nearly always.
#[must_use]
pub fn summaries(manner: Manner) -> &'static [&'static str] {
    match manner {
        Manner::Visit => &[
            "Suivez {product.le} {step1.de} {step5.a}, avec celles et ceux qui fabriquent.",
            "{Org.le} {org.v:montre/montrent} {step1}, {step2} et {step3}, par petits groupes.",
            "Une visite guidée par {jobs.des} : {step2}, {step3}, et le temps de poser vos questions.",
            "Voir tourner {machine.le}, comprendre {step3}, parler métier : une heure sur place.",
            "Le parcours complet {product.dun}, commenté à chaque poste.",
            "On entre, on regarde, on demande : {jobs} vous guident {in}.",
            "{Step1.de} {step4.a} : ce que l’on ne voit jamais de la rue.",
            "Casque, lunettes et curiosité : {org.le} {org.v:vous fait/vous font} découvrir {matter}.",
            "Les gestes, les machines et les métiers {matter.du}, expliqués simplement.",
            "Un atelier en activité, des équipes qui aiment en parler.",
        ],
        Manner::Hiring => &[
            "Des entretiens de dix minutes, sans rendez-vous, avec des employeurs {dep.of}.",
            "Rencontrez {jobs.des}, essayez un geste, parlez contrat : on recrute sur l’envie.",
            "Alternance, premier emploi, reconversion : toutes les offres {matter.du} {in}.",
            "Des postes à pourvoir cette année, des équipes pour en parler, un café pour se détendre.",
            "Pas de CV demandé : on vous montre le poste, vous dites s’il vous plaît.",
            "Formations, stages et emplois {dep.in} : {count} exposants répondent à vos questions.",
            "Venez comme vous êtes, repartez avec un rendez-vous.",
        ],
        Manner::Talk => &[
            "Une heure pour comprendre {matter}, puis la parole est à la salle.",
            "{Jobs} et chercheurs racontent {step1}, {step3} et ce qui change.",
            "Trois voix, trois métiers, une question : comment fabriquer mieux avec moins ?",
            "Ce que {matter} doit à la science, et ce que la science doit aux ateliers.",
            "Un exposé clair, des objets qui circulent dans la salle et du temps pour les questions.",
            "Parcours, formations, salaires, idées reçues : on parle de tout.",
            "Des professionnels {dep.of} répondent sans détour.",
        ],
        Manner::Doing => &[
            "On enfile un tablier et on essaie : {step1}, {step2}, puis un objet à emporter.",
            "Par équipes de quatre, réussissez {step3} avant la fin du temps.",
            "Découvrez {matter} en le faisant vous-même, guidé par {jobs.des}.",
            "Des défis courts, des outils vrais et {jobs.des} pour aider.",
            "Deux heures d’essais, aucune connaissance demandée.",
            "Un jeu sérieux où chaque énigme est un geste de métier.",
        ],
        Manner::Looking => &[
            "Photographies, machines et objets racontent {matter} {dep.in}.",
            "Un parcours libre de trente minutes, {step1.de} {step5.a}.",
            "Des images tournées dans l’atelier, là où le public n’entre pas.",
            "Cent objets, dix métiers, un territoire.",
            "{Step1}, {step3}, {step5} : à regarder à son rythme.",
            "Ce que les mains {dep.of} ont fabriqué, hier et ce matin.",
        ],
        Manner::Contest => &[
            "Des équipes présentent ce qu’elles ont imaginé devant un jury de professionnels {dep.of}.",
            "Un défi, un jury, un prix : {matter} vu par celles et ceux qui en feront leur métier.",
            "La finale est ouverte à tous : démonstrations, votes du public et remise des prix.",
            "Collégiens, lycéens et apprentis {dep.of} se mesurent autour {matter.du}.",
            "Un sujet dévoilé le matin, une solution présentée l’après-midi.",
        ],
        Manner::Class => &[
            "{Jobs} viennent en classe avec leurs outils, leurs pièces et leurs histoires.",
            "Une heure pour manipuler, questionner, se projeter : {matter} à hauteur d’élève.",
            "Démonstration, échange, petit défi par équipe : la séance est clé en main.",
            "Une rencontre préparée avec les enseignants, pour chaque niveau.",
            "Des pièces à prendre en main, {jobs.des} pour répondre.",
        ],
    }
}

/// First paragraphs of a description.
#[must_use]
pub fn openings(manner: Manner) -> &'static [&'static str] {
    match manner {
        Manner::Visit => &[
            "{Org.le}, c’est {house.un} installée {in} depuis {years} ans.|house:F",
            "{Org.le}, c’est {house.un} installé {in} depuis {years} ans.|house:M",
            "{Count} personnes travaillent ici, {in}. Elles font une chose, et la font bien : {product.des}.",
            "On croit connaître {matter}. Puis on voit {step1}, et l’on comprend qu’on ne savait rien.",
            "Tout commence par {step1}. Tout finit par {step5}. Entre les deux, vous verrez des métiers dont on parle peu.",
            "Vous avez sans doute {product.un} près de chez vous. Nous vous proposons de voir d’où cela vient.",
            "Nous ouvrons l’atelier pendant le travail : rien n’est mis en scène, les équipes sont à leur poste.",
            "La visite suit le chemin {product.du}, poste après poste, par groupes de {group}.",
        ],
        Manner::Hiring => &[
            "Les ateliers {dep.of} recrutent, et pas seulement des diplômés : ce qui compte ici, c’est l’envie d’apprendre.",
            "Pendant une demi-journée, {count} employeurs vous reçoivent l’un après l’autre, dix minutes chacun.",
            "On vous montre d’abord le poste. On parle ensuite de vous. Le contrat vient après.",
            "{Jobs} : les métiers les plus demandés cette année {dep.in} ont leur table, leurs outils et quelqu’un qui les exerce.",
            "Lycéens, étudiants, demandeurs d’emploi : chacun trouve ici une formation, un stage ou un contrat.",
        ],
        Manner::Talk => &[
            "Comment fabrique-t-on {product.un} aujourd’hui ? Qui le fait, où, et à quel prix pour la planète ?",
            "La rencontre commence par un objet qui circule de main en main et que l’on explique : {product.un}, ou un morceau.",
            "Trois personnes, trois parcours : {jobs.des}, un chercheur, une apprentie.",
            "{Matter} a changé davantage en dix ans qu’en un siècle. Nous prendrons une heure pour dire en quoi.",
            "La parole est donnée à celles et ceux qui font, puis à la salle.",
        ],
        Manner::Doing => &[
            "Rien ne remplace l’essai. Ici, on tient l’outil, on se trompe, on recommence.",
            "L’atelier se fait par groupes de {group}, chacun à son poste, avec une personne du métier pour deux tables.",
            "Vous commencez par {step1}. Si tout va bien, vous irez jusqu’{step4.a}.",
            "La ligne est arrêtée. Vous avez une heure pour comprendre pourquoi et la relancer.",
            "Les épreuves sont tirées de vraies journées d’atelier : une mesure qui ne va pas, un plan à lire, une pièce à retrouver.",
        ],
        Manner::Looking => &[
            "Le parcours tient en trente minutes, ou en deux heures si l’on s’arrête à tout.",
            "Chaque objet est accompagné de la voix de la personne qui l’a fait.",
            "Les images ont été tournées pendant le travail, sans mise en scène, {step1.de} {step5.a}.",
            "On y voit {machine.un} d’autrefois et {machine.un} d’aujourd’hui côte à côte : la comparaison parle d’elle-même.",
            "{Matter} a fait vivre des familles entières {dep.in}. Cette exposition leur rend la parole.",
        ],
        Manner::Contest => &[
            "{Count} équipes sont inscrites ; chacune a reçu le même sujet, les mêmes pièces et le même temps.",
            "Le jury réunit {jobs.des}, une enseignante et une élève de l’an dernier.",
            "On juge l’idée, le soin, et la façon de travailler ensemble ; le plus beau dossier ne gagne pas toujours.",
            "Le public vote aussi : venez voir les prototypes et dire lequel vous préférez.",
        ],
        Manner::Class => &[
            "La séance dure une heure et s’accorde au programme ; elle est préparée avec l’enseignante ou l’enseignant.",
            "Nous apportons les pièces, les outils et les lunettes ; la classe apporte ses questions.",
            "Chaque table reçoit les étapes dans le désordre, de la première à la dernière : à elle de refaire le chemin {product.du}.",
            "Les élèves rencontrent {jobs.des} et les interrogent comme des journalistes : parcours, journée type, salaire.",
        ],
    }
}

/// Sentences about the people one meets.
pub const PEOPLE: [&str; 14] = [
    "Vous rencontrerez {jobs.des}, mais aussi des apprentis : ce sont souvent eux qui expliquent le mieux.",
    "{Jobs} racontent leur parcours : il y en a autant que de personnes.",
    "Un échange avec trois apprentis termine chaque groupe.",
    "La responsable de l’atelier a commencé ici en stage de troisième.",
    "Beaucoup de nos {jobs} ont appris le métier après trente ans.",
    "Dans l’équipe, une personne sur trois est une femme ; nous aimerions mieux faire, et nous en parlerons.",
    "Ceux qui vous guident fabriquent le reste de l’année : demandez-leur tout.",
    "Deux anciennes élèves {dep.of} reviennent dire ce qu’elles ont aimé, et ce qui fut difficile.",
    "Les questions sur les salaires et les horaires ne sont pas interdites.",
    "Nous accueillons des stagiaires dès la troisième et des alternants toute l’année.",
    "Une interprète en langue des signes peut être prévue : dites-le en réservant.",
    "Le tutorat se fait à deux : une personne d’expérience, une qui débute.",
    "Nos {jobs} viennent de neuf formations différentes.",
    "L’apprentissage commence à quinze ans et n’a pas de limite d’ambition.",
];

/// Headings of the list of steps.
pub const PROGRAMME: [&str; 6] = [
    "Au programme",
    "Ce que vous verrez",
    "Le déroulé",
    "Étape par étape",
    "En détail",
    "Les temps forts",
];

/// Practical sentences for what happens on site.
pub const PRACTICAL: [&str; 12] = [
    "Comptez une heure, un peu plus si vous êtes bavards.",
    "Prévoyez des chaussures fermées ; nous prêtons le reste.",
    "Le parcours fait six cents mètres, avec deux escaliers que l’on peut éviter.",
    "Les photos sont permises, sauf devant les écrans de commande.",
    "Le parking des visiteurs est fléché ; les vélos ont leur abri.",
    "Les moins de douze ans viennent avec un adulte.",
    "Un café est offert à la fin, avec les équipes.",
    "Les groupes sont de {group} personnes : merci de prévenir si vous ne venez plus, d’autres attendent.",
    "Il fait chaud près des machines et frais à l’expédition : venez couverts, pas trop.",
    "Arrivez dix minutes avant, le temps de s’équiper.",
    "Une salle est à disposition des classes pour le pique-nique.",
    "Les bouchons d’oreilles sont fournis et les explications se font au calme.",
];

/// Practical sentences for any meeting in a room.
pub const PRACTICAL_ROOM: [&str; 7] = [
    "Le parking des visiteurs est fléché ; les vélos ont leur abri.",
    "Un café est offert à la fin, avec les équipes.",
    "Arrivez dix minutes avant, le temps de s’installer.",
    "La salle est accessible de plain-pied.",
    "Entrée dans la limite des places.",
    "Un vestiaire et un point d’eau sont à disposition.",
    "Les enfants sont les bienvenus avec un adulte.",
];

/// Practical sentences for what happens in a class.
pub const PRACTICAL_CLASS: [&str; 5] = [
    "Il faut une prise de courant et des tables que l’on peut déplacer.",
    "Une fiche pour préparer la séance est envoyée à l’enseignante ou à l’enseignant.",
    "Deux classes d’un même niveau peuvent se suivre dans la matinée.",
    "Une visite de l’atelier peut suivre, un autre jour.",
    "Nous venons gratuitement, où que vous soyez dans le département.",
];

/// Practical sentences for what happens online.
pub const PRACTICAL_ONLINE: [&str; 5] = [
    "Le lien de connexion est sur cette page ; rien à installer.",
    "Les questions se posent par écrit ou de vive voix.",
    "La rencontre est sous-titrée en direct et ne sera pas enregistrée.",
    "Connectez-vous cinq minutes avant pour régler le son.",
    "Une classe entière peut suivre sur un seul écran.",
];

/// Conditions of booking, at most 255 characters.
pub const CONDITIONS: [&str; 10] = [
    "Les groupes sont priés d’arriver ensemble.",
    "Pièce d’identité demandée à l’entrée.",
    "À partir de 12 ans ; mineurs accompagnés.",
    "Classes le matin, individuels l’après-midi.",
    "Réservation jusqu’à la veille à midi ; merci d’annuler si vous ne venez pas.",
    "Une inscription par personne, accompagnateurs compris.",
    "Chaussures fermées obligatoires : sans elles, nous ne pouvons pas vous faire entrer.",
    "Priorité aux établissements scolaires jusqu’à huit jours avant la visite.",
    "Places limitées par la taille de l’atelier.",
    "Liste d’attente par courriel.",
];

/// Safety conditions.
pub const SAFETY: [&str; 8] = [
    "Chaussures fermées, cheveux attachés ; gilet, casque et lunettes sont prêtés.",
    "Charlotte, blouse et surchaussures fournies ; bijoux à retirer.",
    "Visite déconseillée aux personnes portant un stimulateur cardiaque, à cause des soudeuses.",
    "Bruit : bouchons d’oreilles fournis. Sol parfois glissant.",
    "Déconseillé aux femmes enceintes en raison des solvants de l’atelier de peinture.",
    "On suit le marquage au sol et l’on reste avec son guide.",
    "Aucun téléphone dans la zone de charge des batteries.",
    "Pas de contrainte particulière : le parcours est séparé des machines.",
];

/// How to come without a car.
pub const TRANSPORT: [&str; 8] = [
    "Bus {n}, arrêt Zone d’activités, puis cinq minutes à pied.",
    "Gare à dix minutes à pied ; navette gratuite matin et soir.",
    "Bus {n}, arrêt Mairie.",
    "Ligne {n}, arrêt Lycée. Piste cyclable depuis le centre.",
    "Car {n} depuis la gare, descendre à Place du Marché.",
    "Tram {n}, terminus, sortie nord.",
    "Covoiturage organisé depuis la mairie : voir au moment de réserver.",
    "Pas de ligne le dimanche ; parking gratuit de quarante places.",
];

/// Where exactly one meets.
pub const MEETING: [&str; 8] = [
    "Accueil des visiteurs, portail bleu",
    "Poste de garde",
    "Hall d’entrée, rez-de-chaussée",
    "Devant l’expédition, porte 3",
    "Loge, cour intérieure",
    "Parking des visiteurs",
    "Salle polyvalente, fléchée depuis la rue",
    "Au pied de la cheminée de brique",
];

/// Words about access.
pub const ACCESS: [&str; 6] = [
    "Parcours de plain-pied ; ascenseur pour la passerelle.",
    "Boucle magnétique à l’accueil, visite en langue des signes sur demande.",
    "Fauteuil possible partout sauf à l’étage des cuves, filmé et montré à l’écran.",
    "Maquette tactile et pièces à toucher.",
    "Groupe calme le mercredi à 14 h, lumière et bruit réduits.",
    "Documents en facile à lire et à comprendre.",
];

/// What visitors read when an event is cancelled, postponed or moved online.
pub const ANNOUNCED: [[&str; 4]; 3] = [
    [
        "Panne du four : l’atelier est à l’arrêt toute la semaine. Nous espérons vous recevoir au printemps.",
        "Trop peu d’inscrits pour ouvrir la ligne ce jour-là ; les personnes inscrites ont été prévenues.",
        "Le bâtiment est en travaux plus longtemps que prévu. Nous en sommes désolés.",
        "Notre guide est souffrant et personne ne peut le remplacer cette semaine.",
    ],
    [
        "Une commande urgente occupe tout l’atelier. La nouvelle date sera annoncée ici.",
        "La salle n’est plus libre ; nous cherchons une autre date et la dirons ici.",
        "La machine neuve arrive plus tard que prévu : la visite aussi.",
        "La rencontre est repoussée à la demande des établissements.",
    ],
    [
        "La route d’accès est coupée : nous montrons l’atelier à la caméra, en direct.",
        "Devant le nombre d’inscrits, la rencontre se tient en ligne pour que chacun puisse suivre.",
        "L’alerte météo nous conduit à passer en ligne ; mêmes horaires, mêmes invités.",
        "La salle est indisponible : retrouvons-nous en visioconférence.",
    ],
];
