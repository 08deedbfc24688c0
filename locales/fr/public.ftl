# Mots des pages publiques.
public-search-label = Chercher un événement
public-search-what = Quoi ?
public-search-what-example = { $first }, { $second }…
public-search-where = Où ?
public-search-where-example = ville ou code postal
public-search-when = Quand ?
public-search-when-any = toute la semaine
public-search-go = Trouver
public-near-me = Près de moi
public-near-failed = Votre position n’a pas pu être lue : indiquez une ville ou un code postal.
public-filter-apply = Voir les résultats
public-filter-active = Filtres en place
public-filter-clear = Tout enlever
public-home-calendar = Le calendrier
public-home-all = Tout voir
public-home-sectors = Par secteur
public-home-places = Par département
public-home-regions = Par région
public-home-places-all = Tous les territoires
public-home-places-list = Nombre d’événements dans chaque département
public-week-title = Sept jours
public-week-days = Jour par jour
public-week-label = Événements par jour
public-sort = Trier
public-export = Exporter
public-subscribe = S’abonner à cette recherche (RSS)
public-views = Affichage
public-none-title = Rien ne correspond à cette recherche.
public-none-text = Élargissez-la : un rayon plus grand, un autre jour, ou un filtre de moins.
public-map-label = Carte des événements
public-map-zoom-in = Rapprocher
public-map-zoom-out = Éloigner
public-map-locate = Me situer
public-map-locate-failed = Votre position n’a pas pu être lue.
public-map-whole = Toute la carte
public-map-open = Voir l’événement
public-map-follow = La liste suit la carte
public-map-search-here = Chercher dans cette zone
public-map-legend = Légende
public-calendar-hours = Aller à une heure
public-calendar-none = Aucun événement ce jour-là.
public-calendar-none-text = Choisissez un autre jour ci-dessus, ou élargissez la recherche.
public-calendar-whole = Voir toute la semaine
public-event-by = Proposé par
public-event-know = Bon à savoir
public-event-when-first = Dates d’abord prévues
public-book-later = Reporté : de nouvelles dates seront annoncées ici
public-event-when = Quand et comment venir
public-event-where = Où
public-event-meeting = Rendez-vous :
public-event-transport = Venir :
public-event-itinerary = Itinéraire
public-event-online = Suivre en ligne
public-event-ics = Ajouter à mon calendrier
public-event-share = Partager
public-event-copy = Copier le lien
public-event-mail = Envoyer par courriel
public-event-photo = Photo :
public-event-access = Accessibilité
public-event-cancelled = Cet événement est annulé.
public-event-postponed = Cet événement est reporté.
public-event-moved = Cet événement se tient désormais en ligne.
public-event-past = Cet événement est passé.
public-event-full = Toutes les places sont prises.
public-territory-map = Sur la carte
public-territory-events = Les prochains rendez-vous
public-territory-events-over = Le programme
public-territory-none = Pas encore d’événement ici.
public-territory-none-text = Les labels arrivent au fil des semaines. Vous pouvez aussi proposer un événement.
public-propose = Proposer un événement
public-organisation-now = Cette édition
public-organisation-past = Les éditions passées
public-organisation-none = Rien d’annoncé pour cette édition.
public-edition-now = en cours
public-edition-current = Voir l’édition en cours
public-figures-how = Comment ces chiffres sont comptés
public-error-number = Numéro de l’incident :
public-error-home = Revenir à l’accueil
public-accessibility-contact = Signaler une difficulté :
public-legal-credits = Sources et licences
public-legal-what = Quoi
public-legal-who = Source
public-legal-licence = Licence
public-calendar-more = Tout voir à { $hour }
public-event-more-days = { $count ->
    [one] Un autre jour
   *[other] { $count } autres jours
}
public-territory-list = { $count ->
    [one] Voir l’événement
   *[other] Voir les { $text } événements
}
public-edition-over = { $name } : cette édition est terminée. Elle reste ici telle qu’elle fut.

public-count-events = { $count ->
    [0] Aucun événement
    [one] { $text } événement
   *[other] { $text } événements
}
public-count-departments = { $count ->
    [one] { $text } département
   *[other] { $text } départements
}
public-level-nation = Pays
public-level-region = Région
public-level-departement = Département
public-level-commune = Commune
public-mode-place = Sur place
public-mode-online = En ligne
public-mode-both = Sur place et en ligne
public-access-motor = Handicap moteur
public-access-sight = Handicap visuel
public-access-hearing = Handicap auditif
public-access-intellectual = Handicap mental
public-access-psychic = Handicap psychique

# Lieux.
public-place-online = En ligne
public-place-both = { $place } et en ligne
public-place-departement = { $name } (département { $code })
public-place-region = { $name } (région)
public-place-unknown = Aucun lieu ne répond à « { $place } » : la recherche porte sur tout le pays.
public-place-others = Vous pensiez peut-être à :

# Quand.
public-when-unknown = Date à venir
public-when-more-times = { $count ->
    [one] et un autre créneau
   *[other] et { $text } autres créneaux
}
public-when-other-days = { $count ->
    [one] et un autre jour
   *[other] et { $text } autres jours
}
public-week-before = { $count ->
    [one] Un événement dans les jours qui précèdent
   *[other] { $text } événements dans les jours qui précèdent
}
public-week-after = { $count ->
    [one] Un événement ensuite
   *[other] { $text } événements ensuite
}

# Venir.
public-booking-none = Entrée libre
public-booking-day = Inscription sur place
public-booking-preferred = Réservation conseillée
public-booking-required = Réservation obligatoire
public-booking-preferred-elsewhere = Réservation conseillée auprès de l’organisateur
public-booking-required-elsewhere = Réservation obligatoire auprès de l’organisateur
public-event-approximate = Sur la carte, le point est celui de la commune : fiez-vous à l’adresse.
public-book-off = Annulé : rien à réserver
public-book-online = À suivre en ligne
public-book-none = Sans réservation
public-book-none-free = Gratuit, sans réservation
public-book-day = Inscription sur place, le jour même
public-book-day-free = Gratuit, inscription sur place le jour même
public-book-preferred = Réservation conseillée
public-book-preferred-free = Gratuit, réservation conseillée
public-book-required = Réservation obligatoire
public-book-required-free = Gratuit, réservation obligatoire
public-book-button = Réserver

# Filtres.
public-filter-sector = Secteur
public-filter-audience = Public
public-filter-format = Format
public-filter-mode = Sur place ou en ligne
public-filter-access = Accessibilité
public-filter-tag = Thème
public-filter-seats = Places libres
public-filter-seats-only = Avec des places libres
public-active-words = « { $words } »
public-active-period = Du { $from } au { $to }
public-active-from = À partir du { $from }
public-active-to = Jusqu’au { $to }
public-active-around = { $place } et { $km } km alentour
public-active-near = À { $km } km d’un point près { $of }
public-active-point = À { $km } km du point choisi
public-active-box = Dans la zone de la carte
public-active-remove = Retirer le filtre : { $filter }
public-sort-date = Par date
public-sort-distance = Par distance
public-sort-pertinence = Par pertinence
public-export-ics = Calendrier (ICS)
public-export-xlsx = Tableur (XLSX)
public-export-csv = Données (CSV)
public-export-geojson = Carte (GeoJSON)
public-export-json = Données (JSON)

# La liste et la carte.
public-list-title = Événements
public-list-title-in = Événements { $in }
public-list-title-near = Événements près { $of }
public-list-description = { $count }, en liste et sur la carte.
public-understood-around = « { $words } » est compris comme un lieu : { $place } et { $km } km alentour.
public-understood-in = « { $words } » est compris comme un lieu : { $place }.
public-understood-undo = Chercher plutôt ce mot partout
public-forgiven = Rien ne répond exactement à « { $words } » : les mots les plus proches ont été cherchés.
public-off-map = { $count ->
    [one] Un de ces événements n’est pas sur la carte : il se tient en ligne.
   *[other] { $text } de ces événements ne sont pas sur la carte : ils se tiennent en ligne.
}
public-pages-note = { $first } à { $last } sur { $total }
public-page-beyond = Cette recherche n’a que { $pages } pages : voici la dernière.
public-nearest = Les plus proches
public-way-wider = Chercher à { $km } km
public-way-box = Chercher hors de la zone de la carte
public-way-days = Tous les jours
public-way-words = Sans les mots cherchés
public-way-sectors = Tous les secteurs
public-way-audiences = Tous les publics
public-way-formats = Tous les formats
public-way-modes = Sur place et en ligne
public-way-access = Sans critère d’accessibilité
public-way-territories = Partout { $in }
public-way-seats = Même complets
public-way-everything = Voir tout le programme

# Ce qu’une adresse dit mal.
public-bad = « { $value } » n’a pas été compris pour « { $parameter } » : { $expected }
public-bad-date = il faut une date telle que 2018-03-29.
public-bad-end-after-start = la fin ne peut pas venir avant le début.
public-bad-mode = il faut place, ligne ou mixte.
public-bad-access = il faut moteur, visuel, auditif, mental ou psychique.
public-bad-one = il faut 1, ou rien.
public-bad-near = il faut une latitude, une longitude et des kilomètres, tels que 43.65,0.59,20.
public-bad-bbox = il faut quatre bords en degrés : ouest, sud, est, nord.
public-bad-sort = il faut date, distance ou pertinence.
public-bad-near-for-distance = pour trier par distance, il faut dire d’où.
public-bad-page = il faut un nombre entier à partir de 1.
public-bad-territory = il faut le code d’un territoire, tel que 32, r76 ou c32013.
public-bad-slug = il faut l’un des choix proposés.
public-bad-known = ce choix n’existe pas dans cette édition.
public-bad-shorter-text = le texte cherché est trop long.
public-bad-fewer-values = il y a trop de choix à la fois.

# L’accueil.
public-home-everywhere = partout { $in }
public-home-lead = { $count ->
    [one] Un événement labellisé, à découvrir près de chez vous ou en ligne.
   *[other] { $text } événements labellisés, à choisir par lieu, par jour ou par secteur.
}
public-home-lead-none = Les premiers événements labellisés paraîtront ici.
public-home-map-note = { $events } dans { $departments }
public-home-picked = Pour commencer
public-home-organise = Vous organisez un événement ?
public-home-organise-text = Dix minutes pour le proposer, jusqu’au { $until }. Le référent de votre territoire répond en { $days } jours ouvrés.
public-home-organise-closed = Les propositions sont closes pour cette édition.

# Le calendrier.
public-calendar-description = Les événements du { $day }, heure par heure.
public-calendar-whole-day = Toute la journée
public-calendar-ics = Télécharger ce jour (ICS)

# Un événement.
public-event-near = Tout près
public-event-said = (Annoncé le { $day }.)
public-gone = Cet événement n’est plus au programme
public-gone-withdrawn = Son organisateur l’a retiré. Si vous comptiez y aller, joignez-le avant de vous déplacer.
public-gone-unlabelled = Son label est réexaminé, ou n’a pas été maintenu. S’il le retrouve, il reparaîtra à cette adresse ; d’ici là, joignez son organisateur avant de vous déplacer.
public-gone-calendar = Voir le calendrier
public-event-written-fr = L’organisateur a écrit cette page en français.
public-event-written-en = L’organisateur a écrit cette page en anglais.
public-slot-over = Passé
public-slot-seats = { $count ->
    [one] { $text } place
   *[other] { $text } places
}
public-slots-zone = Les heures sont celles { $of }.
public-ages-both = De { $from } à { $to } ans
public-ages-from = À partir de { $from } ans
public-ages-to = Jusqu’à { $to } ans
public-know-ages = Âges
public-know-safety = Sécurité
public-know-access = Accès
public-know-tags = Thèmes
public-know-contact = Contact
public-know-mail = Courriel
public-know-phone = Téléphone
public-know-site = Site
public-label = Labellisé le { $day } par le référent { $of }
public-label-link = vérifier

# Les territoires.
public-territories-title = Partout { $in }
public-territories-lead = Chaque territoire a son référent, son comité et son programme.
public-territory-lead = { $events } { $in }.
public-territory-lead-none = Aucun événement n’est encore annoncé { $in }.
public-territory-departements = Départements
public-territory-communes = Communes
public-referee-title = Votre référent
public-referee-text = Il répond aux organisateurs et décide du label.
public-referee-above = Les propositions d’ici vont au référent { $of }.
public-referee-then-title = Contact de cette édition
public-referee-then = Les organisateurs s’adressaient à ce service pendant cette édition.
public-coordination-title = Coordination régionale
public-coordination-text = Elle accompagne les référents des départements et décide du label là où il n’y en a pas.
public-coordination-above = Les propositions d’ici vont à la coordination régionale { $of }.
public-team-title = Équipe nationale
public-team-text = Elle décide du label là où ni le département ni la région n’ont de référent.
public-team-above = Les propositions d’ici vont à l’équipe nationale.
public-committee-title = Comité de pilotage
public-committee-since = Créé en { $since }.
public-committee-partners = { $count ->
    [one] Un partenaire.
   *[other] { $text } partenaires.
}
public-committee-run = Animation : { $by }.

# Les organisateurs.
public-organisation-description = Les événements de { $name }.
public-organisation-company = Entreprise
public-organisation-school = Établissement scolaire
public-organisation-university = Enseignement supérieur
public-organisation-federation = Fédération professionnelle
public-organisation-chamber = Chambre consulaire
public-organisation-public-body = Organisme public
public-organisation-association = Association
public-organisation-employment = Acteur de l’emploi

# Les éditions.
public-editions-title = Toutes les éditions
public-editions-lead = Les programmes restent ici, avec leurs chiffres et la façon dont ils ont été comptés.
public-edition-see = Le programme : { $events }
public-edition-figures = Les chiffres
public-edition-about = L’édition en quelques mots
public-figures-last-year = L’an dernier
public-figures-year = L’édition { $year }
public-figures-events = événements labellisés
public-figures-participants = participants
public-figures-participants-online = participants, en ligne compris
public-figures-declared = déclarés par les organisateurs
public-figures-verified = vérifiés
public-figures-estimated = estimés
public-edition-programme-how = comptés dans le programme
public-edition-no-figures = Aucun chiffre publié n’est connu.
public-edition-unknown-text = Ni son programme ni un chiffre publié ne nous sont parvenus. Plutôt que d’en inventer, nous le disons.
public-edition-unknown = Rien n’est gardé ici de cette édition.
public-figures-more = plus de
public-figures-millions = { $count ->
    [one] { $number } million
   *[other] { $number } millions
}
public-figures-note =
    {"**Déclarés**"} : dits par ceux qui organisent, tels quels.

    {"**Vérifiés**"} : contrôlés par ceux qui publient, événement par événement.

    {"**Estimés**"} : calculés à partir d’une partie des réponses.

    {"**Comptés**"} : comptés dans le programme gardé ici ; un événement de plusieurs jours compte une fois.

# Les données.
public-data-title = Données ouvertes
public-data-lead = Tout le programme dans les formats usuels : les mêmes adresses, les mêmes filtres que la liste.
public-data-formats = Formats
public-data-address = Adresse
public-data-what = Ce qu’on y trouve
public-data-json = Un objet par événement, avec ses créneaux.
public-data-geojson = Un point par événement, pour les cartes.
public-data-csv = Une ligne par événement, pour les tableurs.
public-data-xlsx = La même chose en classeur.
public-data-ics = Une entrée par créneau, pour les agendas ; l’abonnement reste à jour.
public-data-rss = Tous les événements de la recherche, pour un lecteur de flux.
public-data-text =
    ## Filtrer

    Chaque adresse prend les paramètres de la liste : `secteur`, `public`, `format`, `territoire` (`32`, `r76`, `c32013`), `jour`, `du` et `au`, `mode`, `acces`, `places`, `pres` (latitude, longitude, kilomètres), `bbox`, `q`. Ainsi `/evenements.csv?territoire=32&secteur={"{sector}"}`.

    ## Chercher

    `/api/v1/search` répond à la même recherche en JSON : le total, vingt événements par page, les comptes de chaque filtre et, avec `bbox` et `zoom`, les regroupements de la carte.

    ## Réutiliser

    Les données du programme sont sous Licence Ouverte 2.0 : on les réutilise librement en citant leur source et leur date. Les textes et les images restent à leurs auteurs.

# Le site.
public-accessibility-text =
    Ce site vise la conformité au référentiel général d’amélioration de l’accessibilité (RGAA 4.1).

    ## Ce qui est fait

    - Toutes les pages se lisent sans JavaScript, au clavier, avec un lecteur d’écran, à 400 % et sur un écran étroit.
    - Tout ce que montre la carte est dans la liste, avec les mêmes filtres.
    - Les couleurs ne portent jamais seules une information.
    - L’apparence suit celle du système, claire ou sombre, et respecte le choix de moins de mouvement.

    ## Ce qui dépend des organisateurs

    Les textes et les images des événements sont écrits par ceux qui les organisent : chaque image doit être décrite, et les conditions d’accès sont dites quand elles sont connues.

    ## Signaler une difficulté

    Si une page vous résiste, écrivez-nous : nous vous donnerons l’information autrement et nous corrigerons.
public-legal-hosting = Hébergement
public-legal-text =
    ## Éditeur

    {"{publisher}"}. Pour nous écrire : {"{contact}"}.{"{hosting}"}

    ## Vos données

    Visiter ce site ne dépose aucun cookie et n’appelle aucun autre site. Les personnes qui proposent ou instruisent un événement laissent leur adresse de courriel : elle sert à leur écrire au sujet de ces événements, et n’est montrée qu’aux personnes qui instruisent l’événement et à celles qui l’organisent avec vous. Elles peuvent demander à la lire, à la corriger ou à l’effacer.

    ## Contenus

    Les événements sont décrits par leurs organisateurs, qui en répondent. Le label dit qu’un référent a vérifié les critères de l’édition.
public-credit-places = Lieux, contours et fond de carte
public-credit-map = Carte interactive
public-credit-faces = Caractères
public-credit-site = Logiciel du site
# The script replaces {n} by the number.
public-map-parts = Métropole et outre-mer
public-map-same = { "{n}" } événements au même endroit
public-territory-editions = Les autres éditions ici
public-territory-editions-note = Seules les éditions dont le programme est conservé ont des chiffres par territoire ; pour les autres, on ne connaît que les totaux nationaux.

# Les chiffres d’un territoire, comptés dans le programme.
public-figures-of = Les chiffres { $of }
public-figures-labelled = { $count ->
    [one] événement labellisé
   *[other] événements labellisés
}
public-figures-organisers = { $count ->
    [one] organisateur
   *[other] organisateurs
}
public-figures-communes = { $count ->
    [one] commune
   *[other] communes
}
public-figures-departements = { $count ->
    [one] département
   *[other] départements
}
public-figures-accessible = annoncent un accueil adapté à un handicap
public-figures-online = se suivent en ligne
public-figures-share = { $number } %
public-figures-share-least = moins de 1 %
public-figures-share-how = { $part } sur { $total }
public-figures-counted = Comptés dans le programme publié, le { $day }. Un événement de plusieurs jours ou de plusieurs secteurs compte une fois au total, et une fois dans chacun.
public-figures-counted-over = Comptés dans le programme tel qu’il fut publié. Un événement de plusieurs jours ou de plusieurs secteurs compte une fois au total, et une fois dans chacun.
public-figures-cancelled = { $count ->
    [one] Un événement annulé reste compté.
   *[other] Les { $text } événements annulés restent comptés.
}
public-figures-day = { $day } : { $count }
public-figures-sectors-none = Pas encore d’événement : { $names }.

# Ce qui complète pendant que l’on écrit.
public-suggest-label = Propositions
# The script replaces {words} by what is typed.
public-suggest-go = Chercher « { "{words}" } »
public-suggest-note = { $kind } · { $events }
public-suggest-organisation = Organisateur
public-suggest-event = Événement

# Le label comme preuve.
public-proof-title = Label n° { $number }
public-proof-valid = Ce label est valable.
public-proof-valid-text = Cet événement porte le label « { $campaign } ».
public-proof-undone = Ce label n’est plus valable.
public-proof-undone-text = Il a été annulé le { $day } : l’événement n’est plus au programme.
public-proof-withdrawn-text = Il a été annulé le { $day }, puis l’organisateur a retiré sa proposition.
public-proof-off-text = L’organisateur a retiré l’événement du programme le { $day }.
public-proof-again-text = L’organisateur a retiré l’événement du programme, puis l’a proposé de nouveau.
public-proof-organiser = Organisateur
public-proof-edition = Édition
public-proof-territory = Accordé par
public-proof-day = Accordé le
public-proof-revision = Sur la révision
public-proof-revision-text = n° { $granted }
public-proof-revision-later = n° { $granted } ; la page publique en est à la n° { $public }, après des corrections qui ne demandaient pas de nouvel examen
public-proof-state = L’événement, lui
public-proof-criteria = Ce qui a été vérifié
public-proof-history = Tous les labels de cet événement
public-proof-granted = Révision { $revision } : labellisée le { $day } par le référent { $of }.
public-proof-granted-undone = Révision { $revision } : labellisée le { $day } par le référent { $of }, label annulé le { $undone }.
public-proof-how = Une adresse qui ne change pas
public-proof-how-text = Cette page se lit dans le registre du site au moment où on l’ouvre. Son adresse se partage, s’imprime et reste la même, que le label tienne ou non.
public-proof-checked = Registre consulté le { $day }.
public-proof-event = Voir l’événement

# La vignette d’un lien partagé.
public-card-events = { $count ->
    [one] { $text } événement labellisé
   *[other] { $text } événements labellisés
}
public-edition-programme = { $count ->
    [one] événement au programme
   *[other] événements au programme
}
public-territory-risks = Il reste des places
public-territory-risks-text = Ces rendez-vous attendent encore du monde dans la semaine.
