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

# Les champs, comme les phrases les nomment.
refusal-field-title = Titre
refusal-field-summary = Résumé
refusal-field-description = Description
refusal-field-language = Langue de la fiche
refusal-field-format = Format
refusal-field-sectors = Secteurs
refusal-field-audiences = Publics
refusal-field-ages = Âges
refusal-field-tags = Mots-clés
refusal-field-organisation = Structure organisatrice
refusal-field-mode = Sur place ou en ligne
refusal-field-place = Lieu et adresse
refusal-field-commune = Commune
refusal-field-point = Repère sur la carte
refusal-field-meeting-point = Point de rendez-vous
refusal-field-transport = Transports en commun
refusal-field-online-url = Adresse en ligne
refusal-field-slots = Créneaux
refusal-field-booking = Réservation
refusal-field-full = Complet
refusal-field-conditions = Conditions
refusal-field-access = Accueil des personnes handicapées
refusal-field-safety = Sécurité
refusal-field-free = Est-ce gratuit ?
refusal-field-public-contact = Contact pour le public
refusal-field-referee-contact = Contact pour le référent
refusal-field-picture = Image
# Ce qui manque.
refusal-missing-title = Donnez un titre.
refusal-missing-summary = Résumez en une phrase ce qu’on verra.
refusal-missing-description = Racontez l’événement : déroulé, métiers, ce qu’on découvre.
refusal-missing-language = Dites en quelle langue la fiche est écrite.
refusal-missing-format = Choisissez un format.
refusal-missing-sectors = Choisissez au moins un secteur.
refusal-missing-audiences = Choisissez au moins un public.
refusal-missing-ages = Indiquez les âges.
refusal-missing-tags = Choisissez un mot-clé.
refusal-missing-organisation = Indiquez la structure qui organise.
refusal-missing-mode = Dites si l’on vient sur place ou si l’on suit en ligne.
refusal-missing-place = Indiquez le nom du lieu ou son adresse.
refusal-missing-commune = Indiquez la commune.
refusal-missing-point = Placez le repère sur la carte.
refusal-missing-meeting-point = Indiquez le point de rendez-vous.
refusal-missing-transport = Indiquez comment venir en transports en commun.
refusal-missing-online-url = Donnez l’adresse où suivre l’événement en ligne.
refusal-missing-slots = Ajoutez au moins un créneau.
refusal-missing-booking = Dites s’il faut réserver ; si c’est obligatoire, donnez une page, une adresse ou un téléphone.
refusal-missing-full = Dites s’il reste des places.
refusal-missing-conditions = Indiquez les conditions.
refusal-missing-access = Indiquez l’accueil que vous assurez.
refusal-missing-safety = Indiquez les consignes de sécurité.
refusal-missing-free = Dites si l’événement est gratuit.
refusal-missing-public-contact = Donnez un contact pour le public.
refusal-missing-referee-contact = Donnez une adresse électronique où le référent peut vous joindre.
refusal-missing-picture = Ajoutez une image.
# Ce qui bloque, avec la sortie.
refusal-blocked-too-long = { $field } : trop long. Réduisez à { $limit } caractères au plus.
refusal-blocked-unknown-choice = { $field } : un choix n’est pas proposé dans cette édition, ou il y en a trop. Choisissez dans la liste.
refusal-blocked-malformed-online-url = Cette adresse n’est pas complète. Copiez-la depuis votre navigateur, par exemple https://visio.exemple.fr/salle.
refusal-blocked-malformed-booking = La page ou l’adresse de réservation n’est pas complète. Attendu : https://exemple.fr ou reservation@exemple.fr.
refusal-blocked-malformed-public-contact = L’adresse électronique ou le site du contact public n’est pas complet. Attendu : contact@exemple.fr, https://exemple.fr.
refusal-blocked-malformed-referee-contact = L’adresse électronique du contact n’est pas complète : il faut un nom, le signe @, puis un domaine.
refusal-blocked-outside-window = Le { $day } est hors des dates acceptées ({ $period }). Choisissez un jour de cette période, ou retirez ce créneau.
refusal-blocked-pin-elsewhere = Le repère est à { $commune } ({ $code }), l’adresse dans une autre commune. Déplacez le repère, ou changez la commune.
refusal-blocked-pin-nowhere = Le repère n’est dans aucune commune : en mer, ou à l’étranger. Déplacez-le, ou effacez-le pour qu’il suive l’adresse.
refusal-blocked-unknown-commune = Cette commune n’existe pas, ou plus. Tapez son nom et choisissez dans la liste.
refusal-blocked-ages = L’âge le plus jeune dépasse le plus âgé, ou dépasse 120 ans. Inversez-les ou effacez-en un.
refusal-blocked-no-consent = Déclarez que vous avez le droit de publier cette image, ou retirez-la.
refusal-blocked-no-alternative = Décrivez l’image en une phrase pour ceux qui ne la voient pas, ou retirez-la.
# Ce qui étonne, et peut rester.
refusal-warning-shouting = Le titre est en capitales. Il se lirait mieux ainsi : « { $quiet } ».
refusal-warning-names-campaign = Le titre répète le nom de la semaine, déjà écrit sur toutes les pages. Dites plutôt ce qu’on vient voir.
refusal-warning-several-events = Cette fiche semble contenir plusieurs événements. Faites-en une par événement : on les trouvera mieux.
refusal-warning-duplicate = Un événement très proche existe déjà le même jour dans la même commune : « { $title } ». Vérifiez que ce n’est pas le même.
refusal-warning-place-uncertain = Le repère n’est pas placé : le public verra seulement la commune. Placez-le à l’entrée.
# Les créneaux.
refusal-slot-too-many = { $count } créneaux, c’est trop : 800 au plus. Regroupez des horaires, ou faites deux fiches.
refusal-slot-end-not-after-start = Le créneau { $slot } finit avant de commencer. Inversez les heures ou corrigez la fin.
refusal-slot-too-long = Le créneau { $slot } dure plus de 24 heures. Faites un créneau par jour.
refusal-slot-outside-window = Le créneau { $slot } est hors des dates acceptées. Changez de jour ou retirez-le.
refusal-slot-overlap = Les créneaux { $other } et { $slot } se chevauchent. Raccourcissez l’un, ou réunissez-les en augmentant les places.
refusal-slot-capacity = Le nombre de places du créneau { $slot } n’est pas vraisemblable. Laissez vide s’il n’y a pas de limite.
refusal-series-no-day = Cochez au moins un jour pour la série.
refusal-series-no-duration = Un créneau dure au moins une minute. Indiquez une durée.
refusal-series-overlapping = Des créneaux de { $duration } minutes toutes les { $every } minutes se chevauchent. Raccourcissez la durée ou espacez les départs.
refusal-series-nothing-fits = Aucun créneau de { $duration } minutes ne tient entre ces deux heures. Élargissez les heures ou raccourcissez la durée.
refusal-series-too-many = Cette série ferait { $count } créneaux : 800 au plus. Espacez les départs ou choisissez moins de jours.
refusal-series-unreadable = La série ne se lit pas. Indiquez des nombres pour les minutes et les places, et deux heures, comme 10:00 et 17:00.
# Ce qui a été tapé et ne se lit pas.
refusal-typed-age = « { $typed } » n’est pas un âge. Écrivez un nombre d’années, comme 14, ou laissez vide.
refusal-typed-commune = Nous ne trouvons pas « { $typed } ». Tapez le nom officiel ou le code postal.
refusal-typed-communes = Plusieurs communes répondent à ce nom : { $names }. Ajoutez le code postal.
refusal-typed-point = Ces coordonnées ne se lisent pas. Latitude puis longitude en degrés, comme 43.6465 et 0.5855 ; ou laissez vide.
refusal-typed-slots = { $count ->
    [one] Un créneau est incomplet : il faut un jour, une heure de début et une heure de fin. Complétez-le ou effacez-le.
   *[other] Des créneaux sont incomplets : il faut un jour, une heure de début et une heure de fin. Complétez-les ou effacez-les.
}
# Les identifiants.
refusal-identifier-siret-key = Ce SIRET a un chiffre faux ou deux chiffres inversés : sa clé ne tombe pas juste. Recopiez-le, ou laissez vide.
refusal-identifier-siret-length = Un SIRET compte quatorze chiffres. Complétez-le, ou laissez vide.
refusal-identifier-siret-shape = Un SIRET ne contient que des chiffres. Corrigez-le, ou laissez vide.
refusal-identifier-email-shape = Cette adresse n’est pas complète : il faut un nom, le signe @, puis un domaine, comme prenom.nom@exemple.fr.
refusal-identifier-web-scheme = Une adresse de site commence par https:// ou http://.
refusal-identifier-web-shape = Cette adresse de site n’est pas complète. Attendu : https://exemple.fr.
refusal-organisation-several = Plusieurs structures portent ce nom : { $names }. Choisissez dans la liste qui s’ouvre quand on tape, donnez votre SIRET, ou cochez « créer la mienne ».
refusal-organisation-name = Donnez un nom de { $limit } caractères au plus.
refusal-organisation-siret-taken = Une autre structure porte déjà ce SIRET. Vérifiez-le, ou demandez à être invité par ceux qui la gèrent.
refusal-organisation-last = Vous êtes la dernière personne à agir pour cette structure. Invitez d’abord quelqu’un.
refusal-invitation-gone = Cette invitation a déjà servi ou a expiré. Demandez-en une autre à la personne qui vous a invité.
refusal-picture-heavy = Cette image pèse plus de 12 Mo. Réduisez-la, puis recommencez.
refusal-picture-kind = Ce fichier n’est pas une image que nous savons lire. Attendu : JPEG, PNG, WebP ou GIF.
refusal-picture-large = Cette image a plus de 50 millions de pixels. Réduisez ses dimensions, puis recommencez.
refusal-picture-small = Cette image est trop petite : il faut au moins 100 pixels de côté.
refusal-picture-damaged = Cette image est abîmée et ne se lit pas jusqu’au bout. Enregistrez-la à nouveau, puis recommencez.
# Pourquoi un geste de l’instruction n’est pas possible.
refusal-review-closed = Les propositions ne sont pas ouvertes. Un brouillon se garde, et un événement passé se copie quand elles le seront.
refusal-review-incomplete = Il manque quelque chose, ou un point est à corriger. Chaque point est indiqué avec un lien vers son champ.
refusal-review-nothing-changed = Rien n’a changé depuis le dernier envoi. Modifiez un champ avant de renvoyer.
refusal-review-moved-on = La proposition a changé pendant que cette page était ouverte. Rechargez la page pour voir où elle en est.
refusal-review-criteria = Un critère n’a pas la réponse que demande cette décision. Répondez à chacun.
refusal-review-no-remark = Dites ce qui est demandé : il faut au moins une remarque.
refusal-review-no-reason = Donnez la raison : elle sera lue.
refusal-review-too-long = Ce texte est trop long : { $limit } caractères au plus.
refusal-review-too-many = Trop de remarques à la fois : 30 au plus. Réunissez-en quelques-unes.
refusal-review-not-wording = Seule la rédaction se corrige ainsi. Pour le reste, retournez la proposition avec une remarque.
refusal-review-nothing-to-undo = Il n’y a pas de décision à annuler, ou une autre est venue depuis.
refusal-review-not-public = Rien n’est encore public : il n’y a rien à annoncer. Retirez plutôt la proposition.
refusal-review-cancel-instead = Un événement labellisé s’annule, il ne se retire pas : le public doit l’apprendre. Choisissez « Annuler l’événement ».
refusal-review-already-refused = Cette proposition a été refusée. Copiez-la pour en proposer une autre.
