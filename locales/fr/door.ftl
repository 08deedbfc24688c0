# La porte : qui entre.
door-title = Pointage
door-refused = Ne pas faire entrer sans vérifier
door-inside = Entrés
door-to-come = Attendus
door-free = Places libres
door-free-unlimited = non limitées
door-search = Nom ou code du billet
door-search-hint = Le début du nom, l’établissement, ou le code du billet.
door-search-go = Chercher
door-where = Créneau et entrée
door-name = Nom de l’entrée
door-name-hint = Par exemple : accueil, portail nord. Il est dit si le billet est présenté deux fois.
door-people = Personnes
door-let-in = Faire entrer
door-let-in-late = Faire entrer s’il reste des places
door-take-back = Annuler le pointage
door-in = { $count ->
    [one] { $count } personne est entrée
   *[other] { $count } personnes sont entrées
}
door-was-in = { $people } à l’intérieur depuis le { $at }
door-was-in-at = { $people } à l’intérieur depuis le { $at }, { $door }
door-given-up = Absence notée le { $at } : les places ont été rendues.
door-walk-in = Sans réservation
door-without = Faire entrer sans réservation
door-more = { $count ->
    [one] { $count } autre réservation : cherchez par le nom.
   *[other] { $count } autres réservations : cherchez par le nom.
}
