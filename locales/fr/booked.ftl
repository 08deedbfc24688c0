# Les réservations d’un événement, pour qui l’organise.
booked-title = Réservations
booked-done = C’est fait
booked-slots = Créneaux
booked-slot-removed = Créneau retiré
booked-taken-of = { $taken } places prises sur { $capacity }
booked-taken = { $count ->
    [one] { $count } place prise
   *[other] { $count } places prises
}
booked-waiting = { $count ->
    [one] { $count } demande en attente
   *[other] { $count } demandes en attente
}
booked-risk = Peu de réservations
booked-risk-text = { $count ->
    [one] Moins d’une personne a confirmé, votre minimum.
   *[other] Moins de { $count } personnes ont confirmé, votre minimum. Relancez ceux qui hésitent, ou annoncez le créneau ailleurs.
}
booked-filters = Filtrer la liste
booked-filter-all = Toutes
booked-filter-viennent = Viennent
booked-filter-attendent = Attendent
booked-filter-a-confirmer = À confirmer
booked-filter-finies = Terminées
booked-none = Personne dans cette liste.
booked-nobody = Sans nom
booked-consented = accord donné
booked-since = depuis { $date }
booked-capacity = Places de ce créneau
booked-capacity-hint = Vide : celles de la proposition. Si vous en ajoutez, la liste d’attente avance aussitôt.
booked-capacity-go = Changer
booked-close = Fermer les réservations de ce créneau
booked-reopen = Rouvrir les réservations de ce créneau
booked-miss = Noter l’absence
booked-move = Déplacer
booked-move-to = Vers le créneau
booked-move-go = Déplacer et prévenir
booked-cancel = Annuler
booked-cancel-text = La personne est prévenue, et les places vont aux suivants.
booked-cancel-go = Annuler cette réservation
booked-settings-title = Réglages des réservations
booked-settings-text = Ils valent pour tous les créneaux et s’appliquent aussitôt, sans nouvelle instruction.
booked-settings-when = Quand réserver
booked-settings-who = Pour qui
booked-opens = Ouverture des réservations
booked-opens-hint = Heure du lieu. Vide : dès maintenant.
booked-closes = Fermeture
booked-closes-hint = Tant d’heures avant le début de chaque créneau ; 0 : au début.
booked-hours = heures avant
booked-largest = Plus grand groupe par réservation
booked-largest-hint = Vide : autant qu’il reste de places.
booked-minimum = Minimum de participants
booked-minimum-hint = Une semaine avant, nous vous prévenons, ainsi que le référent, si trop peu de personnes ont confirmé.
booked-waits = Ouvrir une liste d’attente quand c’est complet
booked-waits-hint = Une place libérée va au premier groupe pour lequel elle suffit ; qui attend depuis un jour passe avant les suivants.
booked-kept = Places gardées
booked-kept-hint = Pour un public, dans chaque créneau, jusqu’à tant de jours avant. Ensuite, elles sont à tous.
booked-kept-for = Public
booked-kept-nobody = Personne
booked-kept-seats = Places
booked-kept-days = Jours avant
booked-questions = Questions
booked-questions-hint = Dix au plus, et seulement ce qui est nécessaire à l’accueil. Effacez le texte d’une question pour la retirer.
booked-question = Question { $number }
booked-question-kind = Réponse
booked-question-required = Réponse obligatoire
booked-question-options = Choix proposés
booked-question-options-hint = Un par ligne, deux au moins. Seulement pour une réponse au choix.
booked-kind-texte = Quelques mots
booked-kind-choix = Un choix dans une liste
booked-kind-accord = Un accord à cocher
booked-conflict = Quelqu’un d’autre vient de changer ces réglages : rechargez la page pour les voir.
booked-wrong-opens = Indiquez une date et une heure.
booked-wrong-largest = Le plus grand groupe doit tenir dans le créneau : de 1 à 500 personnes, sans dépasser les places.
booked-wrong-minimum = Le minimum ne peut pas dépasser les places d’un créneau.
booked-wrong-never-open = Les réservations fermeraient avant d’ouvrir.
booked-wrong-closes = Les réservations fermeraient après la fin du créneau.
booked-wrong-long-before = C’est trop longtemps avant.
booked-wrong-kept-none = Indiquez combien de places sont gardées.
booked-wrong-kept-nobody = Choisissez pour quel public elles sont gardées.
booked-wrong-kept-twice = Des places sont déjà gardées pour ce public.
booked-wrong-kept-late = Elles seraient gardées après la fermeture des réservations.
booked-wrong-kept-many = Plus de places sont gardées que le créneau n’en a, ou ses places ne sont pas comptées.
booked-wrong-question = Une question fait 255 caractères au plus.
booked-wrong-questions = Dix questions au plus.
booked-wrong-options = Donnez de deux à vingt choix, tous différents.
booked-wrong-capacity = Ce nombre de places n’est pas possible : davantage sont déjà prises ou gardées. Déplacez ou annulez d’abord des réservations.
booked-message-title = Écrire à ceux qui ont réservé
booked-message-text = Chacun reçoit sa lettre et ne voit pas les autres. Ils peuvent demander à ne plus recevoir vos messages.
booked-message-to = À qui
booked-message-to-viennent = Ceux qui viennent
booked-message-to-attendent = Ceux qui attendent
booked-message-to-tous = Tous
booked-message-all-slots = Tous les créneaux
booked-message-subject = Objet
booked-message-body = Message
booked-message-go = Envoyer
booked-message-no-subject = Donnez un objet au message.
booked-message-empty = Écrivez le message.
booked-message-long-subject = L’objet est trop long : 255 caractères au plus.
booked-message-too-long = Le message est trop long.
booked-hub = Réservations et liste d’attente
