# L’import de fichiers : ce que le rapport dit, en ligne de commande et dans l’espace des référents.

import-file-empty = Le fichier est vide.
import-file-too-large = Le fichier dépasse { $most } Mo. Découpez-le en plusieurs fichiers.
import-file-bomb = Une fois décompressé, le fichier dépasse { $most } Mo. Enregistrez la seule feuille utile, ou découpez-la.
import-file-rows = Le fichier compte plus de { $most } lignes. Découpez-le en plusieurs fichiers.
import-file-columns = Le fichier compte plus de { $most } colonnes. Ne gardez que les colonnes utiles.
import-file-no-row = Le fichier ne contient aucune ligne sous ses titres de colonnes.
import-file-unknown = Ce fichier n’est d’aucun des formats lus : CSV, XLSX, JSON, GeoJSON ou ICS. Depuis un tableur, enregistrez-le en XLSX ou en CSV.
import-file-damaged = Le fichier { $format } est abîmé et ne peut pas être lu ({ $detail }). Enregistrez-le à nouveau depuis le logiciel d’origine.

import-row-cell = Une cellule dépasse { $most } octets.
import-row-encoding = La ligne contient des caractères abîmés : corrigez-la dans le fichier d’origine.
import-row-width = La ligne compte { $cells } cellules pour { $columns } colonnes : il y manque sans doute des guillemets.
import-row-quote = Un guillemet ouvert sur cette ligne n’est jamais refermé : rien n’a pu être lu d’ici à la ligne { $to }.
import-row-json = Cet objet JSON ne peut pas être lu ({ $detail }).
import-row-not-object = Cet élément n’est pas un objet JSON.
import-row-deep = Cet objet est emboîté sur plus de { $most } niveaux.
import-row-ics = Cet événement du calendrier ne peut pas être lu.
import-row-no-title = La ligne n’a pas de titre.
import-row-twice = La ligne { $line } décrit déjà cet événement : même titre, même lieu, même organisateur.
import-row-same-id = La ligne { $line } porte déjà cet identifiant.
import-row-busy = L’événement était en cours de modification par quelqu’un d’autre. Relancez l’import : il reprendra cette ligne.
import-row-rule = { $rule ->
    [closed] L’édition ne reçoit pas de propositions.
    [finished] L’édition n’est pas en cours : ses événements ne changent pas.
    [already-refused] L’événement a été refusé : il n’est plus modifié.
    [moved-on] L’événement a changé d’état entre-temps.
   *[other] La règle « { $rule } » s’y oppose.
 }
import-row-siret-unknown = Aucune structure connue n’a le SIRET { $siret }, et la ligne n’en donne pas le nom.
import-row-other-edition = Cet événement appartient à une autre édition.
import-row-id-taken = Cet identifiant est déjà celui de « { $title } », dans une autre commune. Donnez à ce fichier un nom de source qui lui soit propre.
import-row-refused-here = L’événement a été refusé : le fichier ne le change plus.
import-row-withdrawn-here = L’événement a été retiré : le fichier ne le change plus.
import-row-state = L’événement n’est plus modifiable.
import-row-others = Cet événement a été proposé par quelqu’un d’autre : un fichier ne le change pas. Corrigez-le ou renvoyez-le depuis sa fiche.
import-row-not-yours = La commune { $commune } n’est pas de votre territoire.
import-row-nowhere = La commune n’est pas reconnue : seule l’équipe nationale peut importer cette ligne.

import-remark-price = La gratuité n’est pas sûre : un montant est cité dans les textes.
import-remark-siret = « { $cell } » n’est pas un SIRET valable.
import-remark-shortened = Un texte trop long a été abrégé ; il reste entier dans la description.
import-remark-swapped = Longitude et latitude étaient interverties : elles ont été remises à leur place.
import-remark-nowhere = Les coordonnées ne tombent pas dans le pays : aucun point n’a été placé.
import-remark-commune-code = Le code de commune « { $cell } » n’existe pas.
import-remark-commune = La commune « { $cell } » n’est pas reconnue.
import-remark-repeats = L’événement se répète selon une règle : les créneaux restent à saisir.
import-remark-repeated = L’événement se répète : { $count ->
    [one] un créneau tombe dans la période acceptée.
   *[other] { $count } créneaux tombent dans la période acceptée.
}
import-remark-hours = Les créneaux ont été lus dans le texte des horaires.
import-remark-unsure = { $why ->
    [nothing-said] Aucun jour ni aucune heure n’est indiqué.
    [too-long] Le texte des horaires est trop long.
    [day-outside] Créneaux à saisir : un jour indiqué n’est pas dans la période de l’édition (« { $words } »).
    [day-ambiguous] Créneaux à saisir : un jour indiqué peut désigner plusieurs dates (« { $words } »).
    [weekday-mismatch] Créneaux à saisir : le jour de la semaine et la date ne concordent pas (« { $words } »).
    [day-without-hours] Créneaux à saisir : un jour est indiqué sans ses heures (« { $words } »).
    [hours-without-day] Créneaux à saisir : des heures sont indiquées sans leur jour (« { $words } »).
    [start-without-end] Créneaux à saisir : une heure n’a ni fin ni durée (« { $words } »).
    [departures] Créneaux à saisir : des départs se succèdent, sans que le dernier soit sûr (« { $words } »).
    [overlap] Créneaux à saisir : des horaires se chevauchent (« { $words } »).
    [fields-disagree] Créneaux à saisir : deux colonnes ne disent pas la même chose (« { $words } »).
   *[other] Créneaux à saisir : les horaires ne sont pas sûrs (« { $words } »).
 }
import-remark-backward = La fin précède le début.
import-remark-period = La ligne indique une période de plusieurs jours, sans les heures de chacun.
import-remark-no-end = L’heure de début n’a pas d’heure de fin.
import-remark-moment = « { $cell } » n’est pas lu comme une date ou une heure.
import-remark-value = « { $cell } » n’est pas compris ({ $field }) : corrigez le fichier, ou complétez la fiche.
import-remark-choice = « { $cell } » ne fait pas partie des choix de l’édition ({ $field }).
import-remark-made-up = Sans identifiant dans le fichier, la ligne est reconnue à son titre, son lieu et son organisateur.
import-remark-blocked = { $blocked ->
    [too-long] Un texte est trop long ({ $field }).
    [malformed] Une adresse n’a pas la bonne forme ({ $field }).
    [outside-window] Un créneau est hors de la période acceptée.
    [slots] Les créneaux ne tiennent pas ensemble.
    [pin-elsewhere] Le point est dans une autre commune que l’adresse.
    [ages] L’âge minimal dépasse l’âge maximal.
   *[other] À corriger avant de proposer : { $field }.
 }
import-remark-closed = L’édition ne reçoit pas de propositions en ce moment : l’événement reste un brouillon.
import-remark-unsent = Des modifications non envoyées attendent dans le formulaire : le changement s’y est ajouté, sans rien envoyer.

import-note-csv = Fichier CSV, { $encoding }, séparateur « { $separator } ».
import-note-xlsx = Classeur XLSX, feuille « { $sheet } » (sur { $sheets }).
import-note-format = Fichier { $format }.
import-mapping-too-large = Le fichier de correspondance dépasse { $most } Ko.
import-mapping-wrong = Le fichier de correspondance ne peut pas être lu : { $detail }
import-mapping-guessed = Sans fichier de correspondance, voici celle qui est devinée et employée (à garder et à corriger au besoin) :
import-mapping-columns = La correspondance nomme des colonnes que le fichier n’a pas : { $columns }.
import-mapping-unused = Colonnes sans emploi : { $columns }.

import-conflict = { $field } : le site garde « { $site } », le fichier dit « { $file } ».
import-conflict-unsent = { $field } : l’organisateur a commencé une modification qu’il n’a pas encore envoyée ; elle reste, et le fichier dit « { $file } ».
import-missing = Il manque : { $fields }.
import-summary = Lignes lues : { $rows } – nouvelles : { $new }, modifiées : { $changed }, inchangées : { $unchanged }, en conflit : { $conflict }, refusées : { $refused }, illisibles : { $unread }. Propositions : { $proposed }, brouillons : { $drafts }.
import-summary-dry = Essai à blanc, rien n’est gardé. Lignes lues : { $rows } – nouvelles : { $new }, modifiées : { $changed }, inchangées : { $unchanged }, en conflit : { $conflict }, refusées : { $refused }, illisibles : { $unread }. Propositions : { $proposed }, brouillons : { $drafts }.

import-what-new = nouveau
import-what-changed = modifié
import-what-unchanged = inchangé
import-what-conflict = en conflit
import-what-refused = refusé
import-what-unread = illisible
import-state-draft = brouillon
import-state-proposed = proposé
import-state-labelled = labellisé
import-state-form = en attente dans le formulaire
import-state-as-it-was = tel quel

import-field-title = titre
import-field-summary = résumé
import-field-description = description
import-field-format = format
import-field-sectors = secteurs
import-field-audiences = publics
import-field-organisation = structure organisatrice
import-field-mode = sur place ou en ligne
import-field-place = lieu
import-field-commune = commune
import-field-online-url = adresse en ligne
import-field-slots = créneaux
import-field-booking = inscription
import-field-free = gratuité
import-field-referee-contact = contact pour le référent

import-field-id = identifiant du fichier
import-field-language = langue
import-field-age-from = âge minimal
import-field-age-to = âge maximal
import-field-tags = mots-clés
import-field-siret = SIRET de la structure
import-field-organisation-kind = type de structure
import-field-organisation-website = site de la structure
import-field-address = adresse
import-field-postcode = code postal
import-field-commune-code = code INSEE de la commune
import-field-longitude = longitude
import-field-latitude = latitude
import-field-point = coordonnées du repère
import-field-meeting-point = point de rendez-vous
import-field-transport = venir en transports
import-field-start = début (jour et heure)
import-field-end = fin (jour et heure)
import-field-day = jour
import-field-start-time = heure de début
import-field-end-time = heure de fin
import-field-hours = horaires en toutes lettres
import-field-repeats = règle de répétition
import-field-capacity = places
import-field-booking-url = page d’inscription
import-field-booking-email = courriel d’inscription
import-field-booking-phone = téléphone d’inscription
import-field-conditions = conditions
import-field-access = accessibilité
import-field-access-note = précisions sur l’accessibilité
import-field-safety = sécurité
import-field-price = tarif
import-field-contact-name = contact pour le public : nom
import-field-contact-email = contact pour le public : courriel
import-field-contact-phone = contact pour le public : téléphone
import-field-contact-website = contact pour le public : site
import-field-referee-name = contact pour le référent : nom
import-field-referee-email = contact pour le référent : courriel
import-field-referee-phone = contact pour le référent : téléphone
import-field-ages = âges
import-field-public-contact = contact pour le public
import-field-picture = photo
import-columns-show = Dire ce que donne chaque colonne
import-columns-text = Sous chaque colonne, sa première valeur. Changez ce qui a été mal deviné, puis essayez à nouveau.
import-columns-none = Ne pas importer
import-drafts = { $count ->
    [one] Un brouillon attend d’être complété. Il est dans
   *[other] { $count } brouillons attendent d’être complétés. Ils sont dans
}
import-made-up = { $count ->
    [one] Une ligne est sans identifiant : elle sera reconnue à son titre, son lieu et son organisateur.
   *[other] { $count } lignes sont sans identifiant : elles seront reconnues à leur titre, leur lieu et leur organisateur.
}

import-title = Importer des événements
import-lead = Envoyez le fichier d’un partenaire : CSV, XLSX, JSON, GeoJSON ou calendrier ICS. Rien n’est gardé avant votre confirmation : vous lirez d’abord, ligne par ligne, ce qui se passerait.
import-again = Le même fichier peut revenir autant de fois que nécessaire : il met à jour les événements qu’il a apportés, n’en crée jamais deux fois, et ne défait pas ce qui a été modifié sur le site.
import-file = Fichier
import-file-hint = Au plus { $rows } lignes et { $megabytes } Mo. Seules les lignes de vos territoires seront retenues.
import-try = Voir ce qui se passerait
import-try-again = Essayer avec cette correspondance
import-confirm = Importer
import-another = Importer un autre fichier
import-report-title = Compte rendu de l’import
import-mapping = Correspondance des colonnes
import-mapping-show = Écrire la correspondance à la main (TOML)
import-mapping-hint = Chaque champ, puis la colonne du fichier qui le donne. Une valeur commune à toutes les lignes s’écrit : format = { "{" } value = "visite" { "}" } ; une valeur par défaut : booking = { "{" } column = "resa", default = "nothing" { "}" }.
import-gone = Ce fichier n’est plus gardé : envoyez-le à nouveau.
import-page-rows = Le fichier compte plus de { $most } lignes : découpez-le, ou demandez à l’équipe nationale de l’importer.
import-table = Ligne par ligne
import-column-line = Ligne
import-column-title = Titre
import-column-what = Résultat
import-column-state = État
import-column-notes = À savoir
import-finished = L’édition est close : plus rien n’y entre. Rouvrez-la, ou importez dans l’édition en cours.
