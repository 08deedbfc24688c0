# Réserver : du formulaire au billet.

booking-title = Réserver
booking-closed = On ne peut pas réserver pour l’instant
booking-closed-none = Aucun créneau n’est ouvert à la réservation.
booking-closed-opens = Les réservations ouvrent le { $date }.
booking-closed-over = Les réservations sont closes depuis le { $date }.
booking-closed-organiser = La structure organisatrice a fermé les réservations.
booking-closed-off = Cet événement n’a pas lieu comme prévu : les réservations sont suspendues.
booking-back-event = Revenir à l’événement
booking-who = Qui vient ?
booking-who-people = Je viens, seul ou accompagné
booking-who-group = Je viens avec une classe ou un groupe
booking-slot = Créneau
booking-slot-unlimited = Places non limitées
booking-slot-seats = { $count ->
    [one] { $count } place libre
   *[other] { $count } places libres
}
booking-slot-few = { $count ->
    [one] Dernière place
   *[other] Plus que { $count } places
}
booking-slot-waiting = { $count ->
    [0] Complet, liste d’attente ouverte
    [one] Complet, liste d’attente : { $count } demande
   *[other] Complet, liste d’attente : { $count } demandes
}
booking-slot-full = Complet
booking-slot-not-yet = Ouverture des réservations le { $date }
booking-slot-closed = Réservations fermées
booking-slot-over = Réservations closes
booking-people = Nombre de personnes, vous compris
booking-people-hint = { $most ->
    [one] Une personne par réservation.
   *[other] { $most } au plus pour une réservation.
}
booking-establishment = Établissement
booking-establishment-hint = École, collège, lycée, mission locale, association…
booking-level = Niveau ou type de groupe
booking-level-hint = Par exemple : 4e, CAP, demandeurs d’emploi. Aucun nom d’élève ne vous sera demandé.
booking-heads = Nombre d’élèves ou de participants
booking-adults = Nombre d’accompagnateurs
booking-needs = Besoins particuliers
booking-needs-hint = Combien de personnes du groupe ont besoin d’un accueil adapté ? Laissez vide s’il n’y en a pas.
booking-need-moteur = Handicap moteur
booking-need-visuel = Handicap visuel
booking-need-auditif = Handicap auditif
booking-need-mental = Handicap mental
booking-need-psychique = Handicap psychique
booking-audience = Vous venez en tant que
booking-audience-hint = Des places sont gardées pour certains publics.
booking-audience-none = Je ne souhaite pas le dire
booking-contact = À qui écrire
booking-contact-group = La personne qui répond du groupe
booking-name = Nom et prénom
booking-email = Adresse électronique
booking-email-hint = Pour confirmer la réservation et vous prévenir d’un changement.
booking-known = { $email }, que vous avez déjà confirmée.
booking-phone = Téléphone
booking-phone-hint = Pour un changement de dernière minute.
booking-questions = Ce que demande { $organiser }
booking-choose = Choisir
booking-go = Réserver
booking-how = Comment cela se passe
booking-how-mail = Un courriel vous demande de confirmer : vos places vous sont gardées deux heures.
booking-how-ticket = Une fois la réservation confirmée, vous recevez votre billet et une invitation pour votre agenda.
booking-how-change = Le même courriel permet de changer le nombre de personnes ou d’annuler.
booking-privacy = Vos données
booking-privacy-why = Elles servent à vous accueillir et à vous prévenir. { $organiser } les voit, personne d’autre.
booking-privacy-long = Elles sont effacées { $days ->
    [one] un jour
   *[other] { $days } jours
} après la fin de l’édition. Seuls les nombres de participants sont conservés.
booking-privacy-forget = Vous pouvez les revoir et les effacer avant.

booking-sent-title = Plus qu’une étape
booking-sent-title-done = C’est réservé
booking-sent-title-waits = Vous êtes sur la liste d’attente
booking-sent-held = Vos places vous sont gardées jusqu’au { $until }. Ouvrez le courriel que nous venons de vous envoyer et confirmez.
booking-sent-waiting = Le créneau est complet. Ouvrez le courriel que nous venons de vous envoyer avant le { $until } pour garder votre rang sur la liste d’attente.
booking-sent-confirmed = Vos places sont réservées. Un courriel vous apporte le billet.
booking-sent-waits = Le créneau est complet. Nous vous écrirons dès que des places se libèrent pour tout votre groupe.
booking-sent-nothing = Rien ne vient ? Regardez dans les courriers indésirables, puis vérifiez l’adresse que vous avez donnée.
booking-sent-open = Voir ma réservation

booking-state-held = Réservation à confirmer
booking-state-held-text = Vos places vous sont gardées jusqu’au { $until }. Confirmez, et elles sont à vous.
booking-state-waiting-unproved = Place sur la liste d’attente, à confirmer
booking-state-waiting-unproved-text = Confirmez avant le { $until } pour garder votre rang.
booking-state-waiting = Sur la liste d’attente
booking-state-waiting-text = { $ahead ->
    [0] Vous êtes en tête de liste. Nous vous écrirons dès qu’il y a assez de places pour vous.
    [one] { $ahead } demande est arrivée avant la vôtre. Nous vous écrirons dès qu’il y a assez de places pour vous.
   *[other] { $ahead } demandes sont arrivées avant la vôtre. Nous vous écrirons dès qu’il y a assez de places pour vous.
}
booking-state-offered = Des places se sont libérées pour vous
booking-state-offered-text = Elles vous sont gardées jusqu’au { $until }. Passé ce moment, elles iront aux suivants.
booking-state-confirmed = Réservation confirmée
booking-state-confirmed-text = Présentez votre billet à l’entrée, sur votre téléphone ou imprimé.
booking-state-attended = Vous êtes venu
booking-state-attended-text = Entrée pointée le { $date }.
booking-state-cancelled = Réservation annulée
booking-state-cancelled-text = Les places ont été rendues le { $date }.
booking-state-declined = Proposition déclinée
booking-state-declined-text = Les places sont allées aux suivants.
booking-state-lapsed = Réservation expirée
booking-state-lapsed-text = Elle n’a pas été confirmée à temps, et les places ont été rendues. Vous pouvez réserver de nouveau s’il en reste.
booking-state-no-show = Absence notée
booking-state-no-show-text = Les places ont été rendues le { $date }.
booking-fact-when = Quand
booking-fact-where = Où
booking-fact-party = Qui vient
booking-fact-name = Au nom de
booking-party-people = { $count ->
    [one] { $count } personne
   *[other] { $count } personnes
}
booking-party-group = { $heads } et { $adults }
booking-party-heads = { $count ->
    [one] { $count } participant
   *[other] { $count } participants
}
booking-party-adults = { $count ->
    [0] sans accompagnateur
    [one] { $count } accompagnateur
   *[other] { $count } accompagnateurs
}
booking-confirm-go = Confirmer ma réservation
booking-confirm-place-go = Garder ma place sur la liste
booking-accept-go = Accepter ces places
booking-decline-go = Les laisser aux suivants
booking-change = Changer le nombre de personnes
booking-change-go = Enregistrer
booking-cancel-title = Vous ne pouvez plus venir ?
booking-cancel-text = Rendez vos places : quelqu’un les attend peut-être.
booking-cancel-go = Annuler ma réservation
booking-contact-organiser = Une question ?
booking-forget-title = Effacer mes données
booking-forget-text = Votre nom, votre adresse et vos réponses sont effacés pour de bon. Seul le nombre de personnes reste.
booking-forget-go = Effacer mes données
booking-flash-confirmed = C’est confirmé
booking-flash-confirmed-text = Le billet est parti par courriel ; il est aussi ci-dessous.
booking-flash-waits = Votre rang est gardé
booking-flash-waits-text = Nous vous écrirons dès que des places se libèrent.
booking-flash-changed = C’est enregistré
booking-flash-changed-text = Votre billet est à jour.
booking-flash-cancelled = C’est annulé
booking-flash-cancelled-text = Merci d’avoir rendu les places.
booking-flash-declined = C’est noté
booking-flash-declined-text = Les places vont aux suivants.
booking-flash-forgotten = C’est effacé
booking-flash-forgotten-text = Nous ne savons plus qui vous êtes.
booking-ticket-title = Billet
booking-ticket-open = Mon billet
booking-ticket-back = Revenir à ma réservation
booking-ticket-code = Code du billet
booking-ticket-off = Ce billet n’est plus valable
booking-find-title = Mes réservations
booking-find-text = Donnez l’adresse avec laquelle vous avez réservé : nous vous y envoyons un lien vers toutes vos réservations.
booking-find-go = Recevoir le lien
booking-find-sent = Le courriel est parti
booking-find-sent-text = S’il y a des réservations à cette adresse, le lien y arrive dans un instant. Il fonctionne une heure.
booking-mine-text = Réservations faites avec { $email }.
booking-mine-none = Il n’y en a aucune.
booking-forget-all-text = Les réservations à venir sont annulées, et tout ce qui permet de vous reconnaître est effacé pour de bon.
booking-forget-all-go = Tout effacer

booking-the-organiser = L’organisateur
booking-short-held = à confirmer
booking-short-confirmed = confirmée
booking-short-waiting = sur la liste d’attente
booking-short-offered = places proposées
booking-short-cancelled = annulée
booking-short-declined = déclinée
booking-short-lapsed = expirée
booking-short-attended = venu
booking-short-no-show = absence notée
booking-wrong-slot = Choisissez un créneau.
booking-wrong-number = Indiquez un nombre, en chiffres.
booking-wrong-nobody = Indiquez au moins une personne.
booking-wrong-too-many = Une réservation ne peut pas dépasser { $most } personnes.
booking-wrong-audience = Choisissez un public de la liste.
booking-wrong-establishment = Indiquez l’établissement.
booking-wrong-heads = Indiquez combien de participants viennent avec les accompagnateurs.
booking-wrong-needs = Un besoin concerne plus de personnes qu’il n’en vient.
booking-wrong-name = Indiquez un nom.
booking-wrong-long = C’est trop long : { $limit } caractères au plus.
booking-wrong-answer = Cette réponse ne convient pas à la question.
booking-wrong-answer-missing = L’organisateur a besoin d’une réponse.
booking-wrong-answer-long = C’est trop long : 255 caractères au plus.
booking-wrong-settings = Ces réglages ne peuvent pas être enregistrés.
booking-away-clash = Vous avez déjà une réservation à ce moment : « { $title } », { $when }. Annulez-la d’abord, ou choisissez un autre créneau.
booking-away-faults = La réservation est incomplète.
booking-away-nobody = Indiquez au moins une personne.
booking-away-not-yet = Les réservations ne sont pas encore ouvertes.
booking-away-over = Les réservations sont closes pour ce créneau.
booking-away-closed-by-organiser = La structure organisatrice a fermé les réservations de ce créneau.
booking-away-too-large = Ce créneau accueille au plus { $most } personnes par réservation. Réservez pour moins de monde, ou écrivez à l’organisateur.
booking-away-kept-for-others = Les places de ce créneau sont gardées pour d’autres publics. Dites en tant que quoi vous venez, ou choisissez un autre créneau.
booking-away-full = Ce créneau est complet. Choisissez-en un autre.
booking-refused-already = C’est déjà fait.
booking-refused-ended = Cette réservation est terminée.
booking-refused-too-late = Le délai est passé, et les places sont allées à d’autres. S’il en reste, réservez de nouveau.
booking-refused-not-yet = C’est trop tôt : pas avant le { $at }.
booking-refused-begun = Le créneau a commencé.
booking-refused-closed = Les réservations sont closes : la liste ne change plus. Écrivez à l’organisateur.
booking-refused-still-waits = Cette demande est encore sur la liste d’attente.
booking-refused-not-confirmed = Cette réservation n’est pas encore confirmée.
booking-refused-not-accepted = Les places proposées n’ont pas encore été acceptées.
booking-refused-not-offered = Aucune place n’est proposée pour l’instant.
booking-refused-not-waiting = Cette demande n’est pas sur la liste d’attente.
booking-refused-nothing-lapses = Aucun délai ne court.
booking-refused-other-offer = Ces places étaient proposées à d’autres.
booking-refused-other-room = Ces places ne sont plus libres.
booking-refused-no-room = Il ne reste pas assez de places pour cela.
booking-refused-grows-in-line = Sur la liste d’attente, on ne peut pas demander plus de places. Annulez, puis demandez de nouveau : votre rang change alors.
booking-refused-too-large = Au plus { $most } personnes par réservation.
booking-refused-nobody = Indiquez au moins une personne, ou annulez la réservation.
booking-refused-more-than-booked = { $people } personnes pour { $booked } réservées : faites entrer les autres sans réservation.
booking-refused-already-in = Déjà entré : { $at } ({ $door }).
booking-refused-not-in = Cette réservation n’a pas été pointée.
booking-refused-given-up = Ces places ont été rendues le { $at } : faites entrer s’il en reste.
booking-refused-not-given-up = Ces places n’ont pas été rendues.
booking-refused-too-long = Le nom de l’entrée est trop long : { $most } caractères au plus.
booking-refused-clash = Une autre réservation de la même personne a lieu à ce moment.
booking-quiet-title = Messages de l’organisateur
booking-quiet-text = Vous ne recevrez plus les messages de l’organisateur pour cette réservation. Un changement, un rappel ou une annulation vous seront dits quand même.
booking-quiet-go = Ne plus recevoir ces messages
booking-quiet-done = C’est noté : vous ne recevrez plus les messages de l’organisateur. Votre réservation ne change pas.
booking-ticket-pdf = Billet en PDF
