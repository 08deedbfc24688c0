# Les lettres.
mail-hello = Bonjour,
mail-sign-in-subject = Entrez sur le site avec ce lien
mail-sign-in-lead = Voici le lien demandé pour entrer sur le site :
mail-sign-in-go = Entrer sur le site
mail-sign-in-once = Il sert une seule fois, pendant { $minutes } minutes.
mail-sign-in-why = Vous n’avez rien demandé ? Laissez cette lettre : sans le lien, personne n’entre.
