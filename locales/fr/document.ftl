# Mots des documents à imprimer et des fichiers d’agenda : billet, liste à l’entrée.
document-ticket = Billet
document-ticket-title = Billet : { $title }
document-when = Quand
document-where = Où
document-who = Pour qui
document-by = Organisé par
document-booked-by = Réservé au nom de { $name }
document-people = { $count ->
    [one] { $count } personne
   *[other] { $count } personnes
}
document-heads = { $count ->
    [one] { $count } participant
   *[other] { $count } participants
}
document-adults = { $count ->
    [one] { $count } accompagnateur
   *[other] { $count } accompagnateurs
}
document-heads-and-adults = { $heads } et { $adults }
document-need = { $need } : { $count }
document-code = Code QR du billet : il contient le code écrit au-dessous.
document-code-show = À présenter à l’entrée, sur papier ou à l’écran.
document-know = Bon à savoir
document-cancel-title = Un empêchement ?
document-cancel = Libérez vos places en un clic, quelqu’un d’autre en profitera :
document-cancel-until = Libérez vos places avant le { $until }, quelqu’un d’autre en profitera :
document-cancel-link = Votre réservation : la modifier ou l’annuler
document-list = Liste à l’entrée
document-list-title = Liste à l’entrée : { $title }
document-list-people = { $count ->
    [one] personne attendue
   *[other] personnes attendues
}
document-list-bookings = { $count ->
    [one] réservation
   *[other] réservations
}
document-list-free = { $count ->
    [one] place libre
   *[other] places libres
}
document-list-summary = Les réservations par ordre alphabétique : présence, nom, personnes, besoins et code du billet.
document-list-none = Personne n’est inscrit à ce créneau pour le moment.
document-list-note = Liste nominative : à détruire après la visite.
document-page = Page { $page } sur { $pages }
document-column-here = Vu
document-column-name = Nom
document-column-party = Personnes
document-column-needs = Besoins
document-column-code = Billet
document-none = –
