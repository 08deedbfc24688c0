# Les lettres.
mail-hello = Bonjour,
mail-sign-in-subject = Entrez sur le site avec ce lien
mail-sign-in-lead = Voici le lien demandé pour entrer sur le site :
mail-sign-in-go = Entrer sur le site
mail-sign-in-once = Il sert une seule fois, pendant { $minutes } minutes.
mail-sign-in-why = Vous n’avez rien demandé ? Laissez cette lettre : sans le lien, personne n’entre.
mail-colon = { "" } :
mail-untitled = sans titre
mail-contact = Une question ? Écrivez ou téléphonez à :
mail-remarks = Ce qui est demandé
mail-unmet = Ce que le label demande, et qui manque
mail-go-proof = Voir la preuve du label
mail-go-queue = Voir votre file
mail-go-follow = Suivre la proposition
mail-go-read = Lire la proposition
mail-go-answer = Répondre
mail-go-public = La page que le public lit
mail-why-organiser = Vous recevez cette lettre parce que vous organisez cet événement. Son lien ouvre votre proposition sans mot de passe : ne le confiez qu’à vos collègues.
mail-why-decider = Vous recevez cette lettre parce que vous décidez du label dans ce territoire, ou au-dessus de lui.

mail-confirm-address-subject = Confirmez votre adresse pour envoyer votre proposition
mail-confirm-address-lead = Il reste un geste avant que votre proposition ne parte : confirmer que cette adresse est la vôtre.
mail-confirm-address-go = Confirmer mon adresse et envoyer
mail-confirm-address-more = Tant que l’adresse n’est pas confirmée, personne ne lit la proposition. Sans réponse pendant trente jours, elle est effacée.
mail-confirm-address-why = Vous n’avez rien proposé ? Laissez cette lettre : rien ne sera envoyé, et l’adresse sera oubliée.

mail-received-subject = Bien reçu, réponse au plus tard { $due_day } : « { $short_title } »
mail-received-lead = Votre proposition « { $title } » est bien arrivée. Vous aurez une réponse au plus tard le { $due }. D’ici là, vous n’avez rien à faire.
mail-received-more = Elle est lue par les personnes qui décident du label { $within }. Vous pouvez encore la modifier : elle garde sa place et son échéance tant qu’elle reste dans ce territoire.

mail-arrived-subject = À instruire au plus tard { $due_day } : « { $short_title } »
mail-arrived-lead = La proposition « { $title } » vient d’arriver { $within }. Une décision est attendue au plus tard le { $due }.
mail-arrived-more = Passée cette date, le territoire au-dessus du vôtre pourra décider aussi.

mail-moved-away-subject = Vous n’avez plus à l’instruire : « { $short_title } »
mail-moved-away-lead = L’organisateur a changé le lieu de « { $title } » : la proposition s’instruit désormais { $within }.
mail-moved-away-more = Si une version labellisée était publique { $was_within }, elle le reste jusqu’à la décision.

mail-returned-subject = Complétez votre proposition avant { $answer_by_day } : « { $short_title } »
mail-returned-lead = Votre proposition « { $title } » a été lue. Pour qu’elle reçoive le label, il faut encore un complément, si possible avant le { $answer_by }.
mail-returned-more = Vous répondez directement depuis le lien ci-dessus, sans vous connecter. Votre proposition est conservée en l’état.

mail-labelled-subject = Labellisé, à vous de l’annoncer : « { $short_title } »
mail-labelled-lead = Bonne nouvelle : « { $title } » a reçu le label de { $edition }. Il est sur la carte et dans le programme.
mail-labelled-go = Gérer mon événement
mail-labelled-more = Les horaires, le contact ou la photo changent ? Modifiez-les depuis le lien ci-dessus. En cas d’empêchement, annoncez-le au même endroit : les visiteurs le liront aussitôt.

mail-refused-subject = Label refusé, voici pourquoi : « { $short_title } »
mail-refused-lead = Votre proposition « { $title } » n’a pas reçu le label.
mail-refused-go = Lire la décision
mail-refused-more = La décision porte sur cette proposition, non sur votre organisation : depuis le lien ci-dessus, une fois connecté, vous pouvez en reprendre le contenu pour proposer un autre événement.

mail-undone-subject = Décision annulée, nouvel examen : « { $short_title } »
mail-undone-lead = La dernière décision sur « { $title } » vient d’être annulée. La proposition est de nouveau à l’étude, et vous n’avez rien à faire.
mail-undone-gone = En attendant, il n’est plus au programme : sa page dit seulement que son label est réexaminé.
mail-undone-more = Vous recevrez une lettre dès qu’une nouvelle décision sera prise.

mail-corrected-subject = Vérifiez la correction apportée à « { $short_title } »
mail-corrected-lead = Les personnes qui instruisent « { $title } » ont corrigé une formulation. Vérifiez qu’elle vous convient.
mail-corrected-go = Ouvrir la proposition
mail-corrected-nothing = (rien)
mail-corrected-after = Maintenant :
mail-corrected-before = Avant :
mail-corrected-more = Si la correction ne vous convient pas, modifiez le texte depuis le même lien.

mail-brought-up-to-date-subject = Mis à jour par un fichier : « { $short_title } »
mail-brought-up-to-date-lead = Un fichier apporté par les personnes qui instruisent « { $title } » a changé l’événement. Vérifiez que tout vous convient.
mail-brought-up-to-date-more = Si un changement ne vous convient pas, corrigez-le depuis le même lien.

mail-change-refused-subject = Modification refusée, l’événement reste labellisé : « { $short_title } »
mail-change-refused-lead = La modification que vous aviez demandée pour « { $title } » n’est pas retenue. La version labellisée reste en ligne, inchangée.
mail-change-refused-go = Lire la décision
mail-change-refused-more = Si vous ne pouvez plus tenir ce que la page annonce, dites-le aux visiteurs depuis le même lien : annulation, report ou passage en ligne.

mail-lapsed-subject = Édition close sans votre réponse : « { $short_title } »
mail-lapsed-lead = L’édition est close, et les remarques sur « { $title } » n’ont pas reçu de réponse : la proposition s’arrête là, sans label.
mail-lapsed-kept = L’édition est close, et les remarques sur votre modification de « { $title } » n’ont pas reçu de réponse : l’événement reste tel qu’il a été labellisé.
mail-lapsed-go = Revoir la proposition
mail-lapsed-more = Vous pourrez la reprendre pour une prochaine édition, depuis le même lien.

mail-change-withdrawn-subject = Plus rien à décider, changement repris par l’organisateur : « { $short_title } »
mail-change-withdrawn-lead = L’organisateur a repris le changement qu’il proposait pour « { $title } ». La version labellisée reste en ligne, et il n’y a plus rien à décider.
mail-withdrawn-subject = Plus rien à décider, retiré par l’organisateur : « { $short_title } »
mail-withdrawn-lead = L’organisateur a retiré « { $title } ». Il n’y a plus rien à décider.

mail-taken-down-subject = Retiré du programme : « { $short_title } »
mail-taken-down-lead = L’organisateur a retiré du programme l’événement « { $title } ». Sa page ne montre plus rien, sinon qu’il a été retiré.
mail-taken-down-decider = Il n’y a rien à décider. S’il est proposé de nouveau, il reviendra dans la file.
mail-taken-down-organiser = Des personnes comptaient venir ? Prévenez-les vous-même. Vous pouvez reprendre la proposition depuis le même lien et l’envoyer à nouveau.

mail-announced-subject = { $reader ->
    [decider] { $status ->
        [cancelled] Annulé dans votre territoire : « { $short_title } »
        [postponed] Reporté dans votre territoire : « { $short_title } »
        [moved-online] Désormais en ligne, dans votre territoire : « { $short_title } »
       *[scheduled] Maintenu dans votre territoire : « { $short_title } »
    }
   *[organiser] { $status ->
        [cancelled] Annulé, prévenez vos visiteurs : « { $short_title } »
        [postponed] Reporté, prévenez vos visiteurs : « { $short_title } »
        [moved-online] Désormais en ligne : « { $short_title } »
       *[scheduled] Maintenu : « { $short_title } »
    }
}
mail-announced-lead = { $status ->
    [cancelled] L’événement « { $title } » est annulé. Sa page le dit déjà.
    [postponed] L’événement « { $title } » est reporté. Sa page le dit déjà.
    [moved-online] L’événement « { $title } » se tient désormais en ligne. Sa page le dit déjà.
   *[scheduled] L’événement « { $title } » se tient finalement comme prévu. Sa page le dit déjà.
}
mail-announced-go = Voir l’événement
mail-announced-more = Sa page garde la même adresse : les liens déjà partagés restent bons.
mail-announced-by = L’annonce vient des personnes qui décident du label { $within }.

mail-due-soon-subject = Bientôt en retard { $within } : « { $short_title } »
mail-due-soon-lead = La proposition « { $title } » attend une décision { $within }, au plus tard le { $due }.
mail-due-soon-more = Vous n’avez pas à décider pour l’instant : un mot au référent suffit peut-être. Après cette date, vous pourrez décider vous aussi.

mail-overdue-subject = En retard { $within }, vous pouvez décider : « { $short_title } »
mail-overdue-lead = La proposition « { $title } » attendait une décision { $within } avant le { $due }. Personne ne l’a prise : vous pouvez désormais décider.
mail-overdue-go = Lire et décider
mail-overdue-more = Le référent du territoire peut encore décider, lui aussi : le premier verdict compte.

mail-due-here-subject = À décider avant { $due_day } : « { $short_title } »
mail-due-here-lead = La proposition « { $title } » attend une décision { $within }, au plus tard le { $due }. Personne d’autre que l’équipe nationale ne peut la prendre.
mail-due-here-more = Nommer un référent dans ce territoire lui confierait aussi ce qui attend déjà.

mail-overdue-here-subject = En retard, à vous de décider : « { $short_title } »
mail-overdue-here-lead = La proposition « { $title } » attendait une décision { $within } avant le { $due }. Personne n’est au-dessus de l’équipe nationale : elle n’attend plus que vous.
mail-overdue-here-more = L’organisateur voit que la réponse est en retard. Un verdict, même une demande de précision, le rassurera.

mail-answer-due-subject = Il manque votre réponse : « { $short_title } »
mail-answer-due-lead = Un complément vous a été demandé pour « { $title } ». Il était espéré pour le { $answer_by } ; sans lui, l’événement ne peut pas recevoir le label.
mail-answer-due-more = Si vous renoncez, retirez la proposition depuis le même lien : personne ne vous écrira plus à son sujet.

mail-digest-subject = { $late ->
    [0] { $waiting } à instruire
   *[other] { $late } en retard, { $waiting } à instruire
}
mail-digest-lead = Ce matin, { $waiting ->
    [one] une proposition attend
   *[other] { $waiting } propositions attendent
} une décision dans vos territoires{ $late ->
    [0] { "." }
    [one] { "," } dont une en retard.
   *[other] { "," } dont { $late } en retard.
}
mail-digest-go = Ouvrir la file d’instruction
mail-digest-counts = En retard : { $late }. Pour aujourd’hui : { $today }. En tout : { $waiting }.
mail-digest-due = à décider au plus tard le { $due }
mail-digest-late = en retard depuis le { $due }
mail-digest-more = { $count ->
    [one] Et une autre proposition.
   *[other] Et { $count } autres propositions.
}
mail-digest-stop = Ne plus recevoir cette lettre du matin
mail-why-digest = Vous recevez cette lettre chaque matin ouvré où quelque chose attend, parce que vous décidez du label.

mail-invitation-subject = { $role ->
    [referee] Acceptez d’être référent { $of }
    [coordinator] Acceptez de coordonner { $the }
    [committee] Rejoignez le comité de pilotage { $of }
   *[national] Rejoignez l’équipe nationale
}
mail-invitation-lead = { $role ->
    [referee] Vous êtes invité à devenir référent pour ce territoire : { $name }. Vous y lirez les propositions d’événements et déciderez du label.
    [coordinator] Vous êtes invité à coordonner ce territoire : { $name }. Vous y suivrez l’instruction des propositions et déciderez là où personne d’autre ne le fait.
    [committee] Vous êtes invité à rejoindre le comité de pilotage de ce territoire : { $name }. Vous y lirez les propositions et donnerez votre avis.
   *[national] Vous êtes invité à rejoindre l’équipe nationale, qui ouvre les éditions et veille à ce qu’aucune proposition ne reste sans réponse.
}
mail-invitation-go = Accepter l’invitation
mail-invitation-institution = Vous y parlerez pour : { $institution }.
mail-invitation-more = Le lien sert une fois, pendant { $days } jours. Il n’y a pas de mot de passe à choisir.
mail-invitation-why = Vous ne vous attendiez pas à cette invitation ? Laissez cette lettre : sans le lien, rien ne se passe.

mail-field-whole = L’ensemble de la proposition
mail-field-title = Titre
mail-field-summary = Résumé
mail-field-description = Description
mail-field-language = Langue
mail-field-format = Format
mail-field-sectors = Secteurs
mail-field-audiences = Publics
mail-field-ages = Âges
mail-field-tags = Mots-clés
mail-field-organisation = Structure organisatrice
mail-field-mode = Sur place ou en ligne
mail-field-place = Lieu et adresse
mail-field-commune = Commune
mail-field-point = Position sur la carte
mail-field-meeting-point = Point de rendez-vous
mail-field-transport = Venir en transports en commun
mail-field-online-url = Adresse en ligne
mail-field-slots = Dates et horaires
mail-field-booking = Réservation
mail-field-conditions = Conditions
mail-field-access = Accessibilité
mail-field-safety = Sécurité
mail-field-full = Complet
mail-field-free = Gratuité
mail-field-public-contact = Contact pour le public
mail-field-referee-contact = Contact pour le référent
mail-field-picture = Photo

mail-stop-title = Lettre du matin
mail-stop-question = Ne plus recevoir, chaque matin ouvré, la liste de ce qui attend dans vos territoires ? Les autres lettres (une proposition qui arrive, un retard) continuent.
mail-stop-go = Ne plus la recevoir
mail-stop-done = C’est fait : vous ne recevrez plus la lettre du matin.
mail-stop-undo = La recevoir de nouveau
mail-stop-undone = La lettre du matin reprend dès le prochain jour ouvré.
mail-draft-link-subject = Votre brouillon : reprenez-le ici
mail-draft-link-lead = Voici le lien pour reprendre la proposition que vous avez commencée :
mail-draft-link-go = Reprendre le brouillon
mail-draft-link-more = Gardez ce courriel : le lien ouvre votre proposition sans mot de passe, tant que vous en avez besoin. Qui l’a peut la modifier ; ne le transmettez qu’à vos collègues.
mail-draft-link-why = Vous n’avez rien commencé ? Laissez ce courriel : rien ne part sans votre confirmation.
mail-new-link-subject = Voici le nouveau lien de votre proposition
mail-new-link-lead = Les liens envoyés jusqu’ici pour votre proposition n’ouvrent plus rien. Voici le nouveau :
mail-new-link-go = Ouvrir la proposition
mail-new-link-more = Gardez cette lettre et jetez les précédentes. Vous n’avez rien demandé ? Quelqu’un qui avait l’ancien lien l’a fait ; il ne peut plus rien ouvrir.
mail-links-renewed-subject = Retrouvez les événements de { $organisation } dans votre espace
mail-links-renewed-lead = Une personne n’agit plus pour { $organisation }. Par prudence, les liens envoyés jusqu’ici pour ses événements n’ouvrent plus rien : retrouvez-les tous dans votre espace.
mail-links-renewed-go = Ouvrir mon espace
mail-links-renewed-more = On y entre par un lien reçu par courriel, sans mot de passe.
mail-links-renewed-why = Vous recevez cette lettre parce que vous organisez des événements de cette structure.
mail-left-organisation-subject = Vous n’agissez plus pour { $organisation }
mail-left-organisation-lead = Une personne de { $organisation } vous a retiré de ceux qui agissent pour elle. Les événements que vous avez proposés vous-même restent dans votre espace :
mail-left-organisation-go = Ouvrir mon espace
mail-left-organisation-more = C’est une erreur ? Demandez à cette structure de vous inviter de nouveau.
mail-left-organisation-why = Vous recevez cette lettre parce que vous agissiez pour cette structure.
mail-join-organisation-subject = Une invitation à gérer des événements ensemble
mail-join-organisation-lead = { $who } vous invite à gérer les événements de son organisation. Le lien dit laquelle :
mail-join-organisation-go = Rejoindre
mail-join-organisation-more = Le lien sert une fois, pendant { $days } jours.
mail-join-organisation-why = Vous ne connaissez pas cette personne ? Laissez ce courriel : sans votre geste, rien ne change.

mail-booking-confirm-subject = Confirmez votre réservation : « { $short_title } »
mail-booking-confirm-lead = Il reste un geste : confirmer que cette adresse est la vôtre, pour « { $title } », { $when }.
mail-booking-confirm-go = Confirmer ma réservation
mail-booking-confirm-more = Vos places, ou votre rang sur la liste d’attente, vous sont gardés jusqu’au { $until }. Passé ce moment, ils iront à d’autres.
mail-booking-confirm-why = Vous n’avez rien réservé ? Laissez cette lettre : rien ne sera réservé, et l’adresse sera oubliée.
mail-booking-party = Qui vient : { $party }.
mail-booking-where = Où : { $where }.
mail-booking-why = Vous recevez cette lettre parce que vous avez réservé avec cette adresse. Son lien ouvre votre réservation sans mot de passe.
mail-booking-change-go = Voir, changer ou annuler ma réservation
mail-booking-confirmed-subject = Votre billet : « { $short_title } »
mail-booking-confirmed-lead = C’est réservé : « { $title } », { $when }. Présentez le billet à l’entrée, sur votre téléphone ou imprimé.
mail-booking-confirmed-go = Mon billet
mail-booking-waiting-subject = Vous êtes sur la liste d’attente : « { $short_title } »
mail-booking-waiting-lead = « { $title } », { $when }, est complet. Votre demande est sur la liste d’attente.
mail-booking-waiting-more = Dès que des places se libèrent pour tout votre groupe, nous vous écrivons, et elles vous sont gardées un jour. Vous n’avez rien à faire d’ici là.
mail-booking-offered-subject = Des places pour vous, à accepter : « { $short_title } »
mail-booking-offered-lead = Des places se sont libérées pour « { $title } », { $when }.
mail-booking-offered-go = Accepter ou laisser ces places
mail-booking-offered-more = Elles vous sont gardées jusqu’au { $until }, heure du lieu. Passé ce moment, elles iront aux suivants.
mail-booking-cancelled-subject = Réservation annulée : « { $short_title } »
mail-booking-cancelled-lead = Votre réservation pour « { $title } », { $when }, est annulée.
mail-booking-cancelled-more = Vous n’avez rien à faire. Le fichier joint retire le rendez-vous de votre agenda.
mail-booking-lapsed-subject = Réservation expirée : « { $short_title } »
mail-booking-lapsed-lead = Le délai est passé pour « { $title } », { $when } : les places sont allées à d’autres.
mail-booking-lapsed-more = S’il en reste, vous pouvez réserver de nouveau.
mail-booking-reminder-subject = C’est demain : « { $short_title } »
mail-booking-reminder-lead = Nous vous attendons pour « { $title } », { $when }.
mail-booking-reminder-more = Vous ne pouvez plus venir ? Rendez vos places : quelqu’un les attend peut-être.
mail-booking-reminder-go = Annuler ma réservation
mail-booking-changed-subject = Changement à noter : « { $short_title } »
mail-booking-changed-lead = « { $title } », que vous avez réservé, change. Votre réservation reste valable.
mail-booking-changed-when = Désormais : { $when }.
mail-booking-changed-go = Voir ma réservation
mail-booking-changed-more = Cela ne vous convient plus ? Annulez depuis ce lien. Le fichier joint met votre agenda à jour.
mail-booking-all-subject = Vos réservations
mail-booking-all-lead = Voici le lien demandé vers toutes les réservations faites avec cette adresse.
mail-booking-all-go = Voir mes réservations
mail-booking-all-more = Il fonctionne une heure. Vous pourrez y changer, annuler ou tout effacer.
mail-booking-all-why = Vous n’avez rien demandé ? Laissez cette lettre : sans le lien, personne ne voit vos réservations.
mail-booking-message-subject = { $subject }
mail-booking-message-lead = { $organiser } vous écrit au sujet de « { $title } », { $when } :
mail-booking-message-why = Vous recevez cette lettre parce que vous avez réservé avec cette adresse.
mail-booking-message-stop = Ne plus recevoir les messages de l’organisateur
