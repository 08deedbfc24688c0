# Les réponses qui disent non, et la suite possible.
refusal-refused = Ce n’est pas possible
refusal-not-found = Cette page n’existe pas
refusal-not-found-text = L’adresse est peut-être incomplète, ou la page a changé de place.
refusal-gone = Ce n’est plus là
refusal-forbidden = Cette page ne vous est pas ouverte
refusal-forbidden-text = Elle est réservée à d’autres rôles. Si vous devriez y entrer, demandez-le à l’équipe qui vous a invité.
refusal-sign-in = Connectez-vous
refusal-sign-in-text = Cette page demande une session ouverte.
refusal-conflict = Quelqu’un est passé avant vous
refusal-forged = Le formulaire n’est plus valable
refusal-forged-text = Votre session a changé depuis l’ouverture de la page. Revenez en arrière, rechargez la page, puis recommencez : rien n’a été enregistré.
refusal-method = Cette adresse ne répond pas à cette demande
refusal-method-text = La page existe peut-être, mais ne s’utilise pas ainsi.
refusal-unreadable = Demande illisible
refusal-unreadable-text = Ce qui a été envoyé ne se lit pas. Revenez en arrière et recommencez.
refusal-too-large = C’est trop lourd
refusal-too-large-text = Ce qui a été envoyé dépasse la taille acceptée. Réduisez-le, puis recommencez.
refusal-too-many = Trop de demandes à la fois
refusal-too-many-text = { $minutes ->
    [one] Réessayez dans une minute.
   *[other] Réessayez dans { $minutes } minutes.
}
refusal-busy = Le site est très occupé
refusal-busy-text = Réessayez dans quelques secondes : rien n’a été perdu de ce qui était enregistré.
refusal-fault = Une erreur de notre côté
refusal-fault-text = Elle vient d’être notée. Réessayez ; si elle revient, donnez-nous ce numéro.
refusal-go-home = Retour à l’accueil
refusal-go-events = Voir les événements
refusal-zoom = Le zoom est un nombre entier de 0 à { $most }.
