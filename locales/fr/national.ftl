# L’espace de l’équipe nationale.
national-space = Pages du pilotage
national-tab-dashboard = Tableau de bord
national-tab-editions = Éditions
national-tab-territories = Territoires
national-tab-people = Équipe
national-tab-sessions = Connexions
national-tab-letters = Lettres
national-done-created = L’édition est créée. Elle n’est visible que de votre équipe.
national-done-campaign = Le nom de la campagne est enregistré.
national-done-saved = L’édition est enregistrée.
national-done-opened = L’édition est ouverte.
national-done-finished = L’édition est close. Elle reste lisible à ses adresses.
national-done-invited = L’invitation est partie.
national-done-dismissed = La fonction a pris fin.
national-done-taken-back = L’invitation est reprise. Le lien de la lettre n’ouvre plus rien.
national-done-ended = Connexion fermée.
national-done-again = La lettre repart.

national-dashboard = Où en est l’édition
national-no-edition = Aucune édition
national-no-edition-text = Créez la première par la ligne de commande « semaine edition », puis revenez ici.
national-open-until = Les propositions sont ouvertes jusqu’au { $day }.
national-closed = Les propositions sont fermées.
national-figure-waiting = à instruire
national-figure-overdue = en retard
national-figure-returned = attendent l’organisateur
national-figure-labelled = labellisés
national-figure-refused = refusés
national-figure-uncovered = départements sans référent
national-letters-given-up = { $count ->
    [one] Une lettre n’a pas pu partir.
   *[other] { $count } lettres n’ont pas pu partir.
}
national-letters-see = Voir les lettres
national-letters-waiting = { $count ->
    [0] Aucune lettre n’attend.
    [one] Une lettre attend de partir.
   *[other] { $count } lettres attendent de partir.
}
national-letters-oldest = La plus ancienne date du { $at }.
national-no-mail-server = Aucun serveur de courriel
national-no-mail-server-text = Les lettres restent ici, où vous pouvez les lire et les transmettre. Pour qu’elles partent, l’exploitant renseigne SEMAINE_SMTP_URL.
national-waiting = Ce qui attend, par territoire
national-nothing-waits = Rien n’attend.
national-nothing-waits-text = Toutes les propositions ont eu leur réponse.
national-alone-late = { $count ->
    [one] L’équipe nationale est en retard pour une proposition
   *[other] L’équipe nationale est en retard pour { $count } propositions
}
national-alone-late-text = Personne ne décide en dessous d’elle ni au-dessus : ces propositions n’attendent qu’elle.
national-alone-here = { $count ->
    [one] (une en retard)
   *[other] ({ $count } en retard)
}
national-alone = { $count ->
    [one] Une proposition n’attend que l’équipe nationale : personne ne décide dans son territoire.
   *[other] { $count } propositions n’attendent que l’équipe nationale : personne ne décide dans leur territoire.
}
national-waiting-urgent = Territoires en retard ou sans référent
national-waiting-others = { $count ->
    [0] Aucun autre territoire n’a de proposition en attente
    [one] Un autre territoire, dans les temps
   *[other] { $count } autres territoires, dans les temps
}
national-map = En attente et en retard, sur la carte
national-col-territory = Territoire
national-col-overdue = En retard
national-col-waiting = À instruire
national-col-first-due = Première échéance
national-col-labelled = Labellisés
national-col-decides = Qui décide
national-col-day = Jour
national-col-decisions = Décisions
national-col-returned = Retours
national-col-refused = Refus
national-col-undone = Annulées
national-col-edition = Édition
national-col-theme = Thème
national-col-dates = Semaine
national-col-stage = Étape
national-col-follow = Suivi
national-col-committee = Comité
national-col-act = Agir
national-col-person = Personne
national-col-since = Depuis
national-col-letter = Lettre
national-col-to = À
national-col-posted = Écrite
national-col-state = État
national-own-referee = son référent
national-uncovered = sans référent
national-instead = à sa place : { $name }
national-map-caption = Plus c’est foncé, plus il y a de propositions en attente ; les trois teintes les plus foncées signalent un retard.
national-map-list = Nombre de propositions en attente dans chaque département
national-uncovered-title = { $count ->
    [one] Un département sans référent
   *[other] { $count } départements sans référent
}
national-uncovered-text = Leurs propositions vont au niveau au-dessus : aucune ne reste sans réponse. Choisissez un département pour y inviter quelqu’un.
national-uncovered-list = Voir la liste
national-days = Les décisions, jour par jour
national-dashboard-of = Suivre { $name }

national-editions = Les éditions
national-stage-prepared = en préparation
national-stage-running = en cours
national-stage-finished = close
national-campaign-title = La campagne
national-campaign-text = Son nom figure en tête de chaque page et au bas de chaque lettre ; ceux qui la pilotent, au pied de chaque page.
national-campaign-change = Modifier
national-campaign-name = Nom de la campagne
national-campaign-steered = Pilotage
national-campaign-steered-hint = Les institutions qui en répondent, telles qu’elles se nomment.
national-campaign-save = Enregistrer
national-campaign-no-name = Donnez à la campagne un nom en français.
national-campaign-too-long = Ce texte est trop long : { $max } caractères au plus.
national-campaign-overtaken = Quelqu’un a enregistré la campagne pendant que vous la modifiiez.
national-campaign-overtaken-text = Votre saisie est conservée ci-dessous. Enregistrée à nouveau, elle remplacera la sienne.
national-edition-new = Préparer une édition
national-edition-new-text = Elle reprend les réglages d’une autre, ses dates avancées de semaines entières. Personne ne la voit avant son ouverture.
national-edition-from = Édition reprise
national-edition-slug = Nom court dans les adresses
national-edition-slug-hint = Par exemple : 2027. Lettres minuscules, chiffres et tirets.
national-edition-slug-wrong = Écrivez le nom court en lettres minuscules sans accent, chiffres et tirets : 60 signes au plus.
national-edition-slug-taken = Une édition porte déjà ce nom court. Choisissez-en un autre.
national-edition-create = Créer l’édition
national-edition-finished = Cette édition est close.
national-edition-finished-text = Corrigez ses textes ou ses chiffres si besoin : ses événements, eux, ne changent plus.
national-stage-move-prepared = Ouvrir l’édition
national-stage-move-running = Clore l’édition
national-stage-move-finished = Rouvrir l’édition
national-in-french = (en français)
national-in-english = (en anglais)
national-in-french-name = Nom en français
national-in-english-name = Nom en anglais
national-short-name = Nom court
national-criterion-french = Critère, en français
national-criterion-english = Critère, en anglais
national-rank = Rang
national-none = aucun
national-from = Premier jour
national-to = Dernier jour
national-row = Ligne { $number }
national-row-new = Ligne à ajouter
national-rows-text = Videz une ligne pour la retirer. Le nom court sert dans les adresses et les fichiers : ne le changez plus une fois l’édition ouverte. Laissé vide, il est tiré du nom français. Pour déplacer une ligne, écrivez le rang voulu ; les autres suivent.
national-part-identity = Ce qu’est l’édition
national-number = Numéro
national-theme = Thème
national-promise = Promesse
national-promise-hint = Une phrase qui donne envie de venir, en tête de l’accueil.
national-about = Présentation
national-about-hint = Quelques paragraphes, en Markdown.
national-colour = Couleur
national-colour-hint = Par exemple #2743d8. Un texte blanc doit s’y lire.
national-part-dates = Dates et délais
national-week-from = Premier jour de la semaine
national-week-to = Dernier jour de la semaine
national-accepted-from = Premier jour accepté
national-accepted-to = Dernier jour accepté
national-accepted-hint = La période peut déborder de la semaine.
national-proposals-open = Ouverture des propositions
national-proposals-close = Fermeture des propositions
national-decision-days = Jours ouvrés pour décider
national-decision-days-hint = De 1 à 30. Les samedis, les dimanches et les jours fériés de chaque territoire ne comptent pas.
national-answer-days = Jours pour répondre aux remarques
national-zone = Fuseau horaire
national-zone-hint = Celui des dates nationales, comme Europe/Paris.
national-part-windows = Territoires ayant leur propre période ({ $count })
national-windows-text = Par exemple une académie d’outre-mer dont les vacances tombent cette semaine-là. La période du département l’emporte sur celle de sa région.
national-part-criteria = Critères ({ $count })
national-criteria-text = Chaque décision répond à chacun d’eux. Ce que le site vérifie seul n’ôte jamais le dernier mot au référent. Pour déplacer une ligne, écrivez le rang voulu ; les autres suivent.
national-check = Vérification
national-check-judgement = par une personne
national-check-window = les dates
national-check-audience = le public choisi
national-check-free = la gratuité déclarée
national-part-sectors = Secteurs ({ $count })
national-part-formats = Formats ({ $count })
national-part-audiences = Publics ({ $count })
national-part-tags = Mots-clés ({ $count })
national-group = Groupe
national-shape = Forme sur la carte
national-shape-circle = rond
national-shape-square = carré
national-shape-triangle = triangle
national-shape-diamond = losange
national-shape-leaf = feuille
national-shape-hexagon = hexagone
national-shape-cross = croix
national-shape-star = étoile
national-shape-drop = goutte
national-shape-pentagon = pentagone
national-part-free = Champs modifiables sans nouvel examen ({ $count })
national-free = Ce qu’un organisateur peut changer après le label
national-free-hint = Ces changements paraissent aussitôt et sont notés au journal. Les autres attendent une décision.
national-typos = Les fautes de frappe corrigées passent aussi
national-typos-hint = Quelques lettres d’un texte, dans n’importe quel champ, sans toucher à un chiffre ni ajouter ou retirer un mot.
national-part-figures = Chiffres publiés ({ $count })
national-figures-text = Chaque chiffre dit comment il a été obtenu. Une ligne sans valeur est retirée.
national-counted = Ce qui est compté
national-counted-events = événements labellisés
national-counted-participants = participants
national-value = Valeur
national-basis = Obtenu
national-basis-declared = déclaré par les organisateurs
national-basis-verified = vérifié
national-basis-estimated = estimé
national-online-included = en ligne compris
national-more-than = « plus de »
national-preview = Voir l’effet, puis enregistrer
national-preview-hint = Rien n’est enregistré avant que vous ne l’ayez confirmé.
national-overtaken = Quelqu’un a enregistré cette édition pendant que vous la modifiiez.
national-overtaken-text = Votre saisie est conservée ci-dessous. Comparez-la avec l’édition dans un autre onglet, puis enregistrez : votre version remplacera la sienne.
national-overtaken-stage = L’édition a changé pendant que vous lisiez cette page. Relisez-la avant de décider.
national-fault-number = Écrivez un nombre entier, sans autre signe.
national-fault-rank = Écrivez le rang voulu : un nombre entier, 1 pour la première ligne.
national-fault-count = Écrivez un nombre dans cette fourchette : { $what }.
national-fault-long = Le texte dépasse { $what } caractères.
national-fault-day = Choisissez un jour.
national-fault-backwards = Le dernier jour vient avant le premier.
national-fault-territory = Choisissez une région ou un département.
national-fault-twice = Ce territoire a déjà une ligne.
national-fault-outside-week = La période acceptée doit contenir toute la semaine.
national-fault-closes-before = Les propositions fermeraient avant d’ouvrir.
national-fault-closes-late = Les propositions doivent fermer au plus tard le dernier jour accepté.
national-fault-zone = Ce fuseau n’existe pas. Écrivez-le comme Europe/Paris.
national-fault-empty = Il faut au moins une ligne.
national-fault-slug = Le nom court « { $what } » est déjà pris dans cette liste, ou contient d’autres signes que des lettres minuscules, des chiffres et des tirets.
national-fault-no-french = Le texte français manque.
national-fault-colour = Écrivez la couleur comme #2743d8.
national-fault-pale = Cette couleur est trop pâle pour qu’un texte blanc s’y lise. Choisissez-en une plus soutenue.
national-effect-title = Ce que changerait cet enregistrement ({ $name })
national-effect-same = Rien n’a changé : il n’y a rien à enregistrer.
national-effect-changes = Ce qui change
national-effect-before = En vigueur
national-effect-after = Après l’enregistrement
national-effect-none = Aucun événement n’est touché.
national-effect-examined = { $count ->
    [0] Aucun événement n’attend ni n’est labellisé.
    [one] Le seul événement en attente ou labellisé a été examiné.
   *[other] Les { $count } événements en attente ou labellisés ont été examinés.
}
national-effect-some = Des événements ne rempliraient plus les règles.
national-effect-some-text = Rien ne leur arrive de soi-même : les événements labellisés restent en ligne, ceux qui attendent devront être corrigés par leur organisateur.
national-effect-not-all = Seuls { $count } événements ont été examinés : l’édition en a davantage.
national-effect-proposed = { $count ->
    [one] Sur la proposition à instruire
   *[other] Sur les { $count } propositions à instruire
}
national-effect-returned = { $count ->
    [one] Sur la proposition qui attend son organisateur
   *[other] Sur les { $count } propositions qui attendent leur organisateur
}
national-effect-labelled = { $count ->
    [one] Sur l’événement labellisé
   *[other] Sur les { $count } événements labellisés
}
national-effect-window = { $count ->
    [one] Un événement aurait une date hors de la période acceptée
   *[other] { $count } événements auraient une date hors de la période acceptée
}
national-effect-format = { $count ->
    [one] Un événement perdrait son format
   *[other] { $count } événements perdraient leur format
}
national-effect-sectors = { $count ->
    [one] Un événement perdrait un secteur
   *[other] { $count } événements perdraient un secteur
}
national-effect-audiences = { $count ->
    [one] Un événement perdrait un public
   *[other] { $count } événements perdraient un public
}
national-effect-tags = { $count ->
    [one] Un événement perdrait un mot-clé
   *[other] { $count } événements perdraient un mot-clé
}
national-effect-more = { $count ->
    [one] Et un autre.
   *[other] Et { $count } autres.
}
national-effect-due = Les échéances déjà données ne bougent pas. Une proposition reçue maintenant serait à décider avant le { $after }, au lieu du { $before }.
national-effect-criteria = Les critères changent : les décisions à venir, y compris sur ce qui attend déjà, répondront aux nouveaux.
national-effect-closes = Les propositions se ferment aussitôt : personne ne pourra plus en envoyer.
national-effect-opens = Les propositions s’ouvrent aussitôt.
national-effect-save = Enregistrer
national-effect-change = Revenir à la saisie
national-stage-open-title = Ouvrir { $name }
national-stage-open-text = Elle devient l’édition du site : son accueil, ses propositions, son instruction. Les propositions s’ouvrent aux dates que vous avez fixées.
national-stage-open-go = Ouvrir l’édition
national-stage-reopen-title = Rouvrir { $name }
national-stage-reopen-text = Elle redevient l’édition du site, et ses événements peuvent de nouveau changer.
national-stage-reopen-go = Rouvrir l’édition
national-stage-finish-title = Clore { $name }
national-stage-finish-text = Ses événements ne changent plus, et tout reste lisible à ses adresses. Une autre édition peut alors s’ouvrir.
national-stage-finish-go = Clore l’édition
national-stage-unanswered = { $count ->
    [one] Une proposition attend encore la réponse de son organisateur : elle s’arrêtera sans label, et il en sera prévenu.
   *[other] { $count } propositions attendent encore la réponse de leur organisateur : elles s’arrêteront sans label, et ils en seront prévenus.
}
national-stage-not-yet = Ce n’est pas encore possible
national-stage-refused-another-runs = Une autre édition est en cours. Terminez-la d’abord.
national-stage-refused-faults = Ses réglages ne tiennent pas encore. Revenez à l’édition, et enregistrez-la : ce qui manque y est dit champ par champ.
national-stage-refused-elsewhere = L’édition est déjà à cette étape.
national-stage-refused-still-waiting = { $count ->
    [one] Une proposition attend encore sa réponse ou son organisateur. Décidez d’abord.
   *[other] { $count } propositions attendent encore leur réponse ou leur organisateur. Décidez d’abord.
}

national-territories = Les territoires
national-territories-text = Qui décide du label, et qui donne un avis. Un territoire sans référent est pris en charge par le niveau au-dessus.
national-territories-search = Chercher un territoire
national-territories-name = Nom ou numéro
national-territories-only = Seulement ceux où personne ne décide
national-territories-none = Aucun territoire ne répond à cette recherche.
national-territories-none-text = Essayez le début de son nom, ou son numéro.
national-people-of = Personnes
national-office-of = Page et contact

national-people = L’équipe nationale
national-people-text = Les référents, coordinateurs et membres des comités sont nommés dans leur territoire.
national-own = vous
national-dismiss = Mettre fin au rôle
national-dismiss-of = Mettre fin à la fonction de { $name }
national-invite = Inviter quelqu’un dans l’équipe
national-invite-text = Une lettre lui propose de rejoindre l’équipe. Son lien sert une fois, pendant { $days } jours.
national-invite-email = Adresse électronique
national-invite-go = Envoyer l’invitation
national-pending = Invitations en attente
national-col-until = Jusqu’au
national-take-back = Reprendre
national-take-back-of = Reprendre l’invitation de { $email }

national-sessions = Qui est connecté
national-sessions-text = Fermer une connexion oblige la personne à demander un nouveau lien. Rien de ce qu’elle a enregistré n’est perdu.
national-sessions-full = Il y a d’autres connexions, plus anciennes.
national-session-end = Fermer
national-session-end-of = Fermer cette connexion de { $name }
national-session-end-all = Fermer toutes les siennes
national-session-end-all-of = Fermer toutes les connexions de { $name }

national-letters = Les lettres
national-letters-attente = En attente
national-letters-abandon = Abandonnées
national-letters-toutes = Toutes
national-letters-all-again = { $count ->
    [one] Réessayer la lettre abandonnée
   *[other] Réessayer les { $count } lettres abandonnées
}
national-letters-none = Aucune lettre ici.
national-letters-none-text = Tout ce qui devait partir est parti.
national-letter-booking-message = Message de l’organisateur
national-letter-booking-confirm = Réservation à confirmer
national-letter-booking-confirmed = Billet
national-letter-booking-waiting = Liste d’attente
national-letter-booking-offered = Places proposées
national-letter-booking-cancelled = Réservation annulée
national-letter-booking-lapsed = Réservation expirée
national-letter-booking-reminder = Rappel de la veille
national-letter-booking-changed = Changement annoncé à ceux qui ont réservé
national-letter-booking-all = Lien vers ses réservations
national-letter-sent = partie
national-letter-waiting = en attente
national-letter-given-up = abandonnée
national-letter-attempts = { $count ->
    [one] (un essai)
   *[other] ({ $count } essais)
}
national-letter-again = Réessayer
national-letter-again-to = Réessayer la lettre à { $to }
national-letter-told = À { $to }, écrite le { $at } :
national-letter-why = Pourquoi elle n’est pas partie
national-letter-closed = Son contenu n’est pas montré.
national-letter-closed-text = Ses liens ouvrent des portes qui ne sont qu’à son destinataire.
national-letter-html = Voir comme dans une messagerie
national-letter-sign-in = Lien de connexion
national-letter-invitation = Invitation
national-letter-join-organisation = Invitation dans une organisation
national-letter-draft-link = Lien d’un brouillon
national-letter-digest = Lettre du matin
national-letter-confirm-address = Adresse à confirmer
national-letter-received = Proposition bien reçue
national-letter-arrived = Proposition à instruire
national-letter-returned = Complément demandé
national-letter-labelled = Label accordé
national-letter-refused = Label refusé
national-letter-undone = Décision annulée
national-letter-corrected = Correction d’une formulation
national-letter-change-refused = Modification refusée
national-letter-lapsed = Arrêtée avec l’édition
national-letter-change-withdrawn = Changement repris
national-letter-withdrawn = Proposition retirée
national-letter-announced = Annulation, report ou changement
national-letter-due-soon = Bientôt en retard
national-letter-overdue = En retard
national-letter-answer-due = Réponse attendue
national-letter-brought-up-to-date = Mise à jour par un fichier
national-letter-due-here = Bientôt en retard, ici
national-letter-left-organisation = Retrait d’une organisation
national-letter-links-renewed = Liens d’une organisation changés
national-letter-moved-away = Partie vers un autre territoire
national-letter-new-link = Nouveau lien
national-letter-overdue-here = En retard, ici
national-letter-taken-down = Retiré du programme
