# Mots communs à toutes les pages : cadre, composants, formulaires.
common-skip = Accès rapide
common-skip-content = Aller au contenu
common-nav = Navigation principale
common-nav-events = Événements
common-nav-list = Liste
common-nav-map = Carte
common-nav-calendar = Calendrier
common-nav-territories = Territoires
common-nav-editions = Éditions
common-nav-organise = Organiser
common-menu = Menu
common-spaces = Vos espaces
common-sign-in = Se connecter
common-sign-out = Se déconnecter
common-theme = Apparence
common-theme-system = Comme le système
common-theme-light = Claire
common-theme-dark = Sombre
common-footer-visit = Venir
common-footer-organise = Organiser
common-footer-propose = Proposer un événement
common-footer-space = Mes événements
common-footer-data = Données
common-footer-figures = Chiffres des éditions
common-footer-open-data = Données ouvertes
common-footer-feed = Fil d’actualité RSS
common-footer-site = Le site
common-footer-accessibility = Accessibilité
common-footer-legal = Mentions légales
common-footer-demo = Démonstration
common-breadcrumb = Vous êtes ici
common-close = Fermer
common-cancel = Ne rien changer
common-save = Enregistrer
common-continue = Continuer
common-back = Revenir
common-copied = Lien copié
common-pagination = Pages de résultats
common-previous = Précédents
common-next = Suivants
common-page = Page
common-steps = Étapes du formulaire
common-step-done = complet
common-step-fix = à corriger
common-chosen = (choisi)
common-form-optional-note = Sauf mention « facultatif », tous les champs sont à remplir.
common-field-optional = (facultatif)
common-field-error = Erreur :
common-field-remark = Remarque du référent :
common-field-choose = Choisissez…
common-field-current = Déjà fourni :
common-complete-none = Aucune proposition
common-diff-field = Champ
common-diff-added = ajouté :
common-diff-removed = retiré :
common-change = Modifier
common-yes = oui
common-no = non
common-diff-same = inchangé
common-state-cancelled = Annulé
common-state-postponed = Reporté
common-state-moved = Désormais en ligne
common-state-full = Complet
common-state-past = Passé
common-state-title = { $state } : { $title }
common-form-errors = { $count ->
    [one] Un champ est à corriger
   *[other] { $count } champs sont à corriger
}
common-field-max = { $max } caractères au plus
# Read by the script, which replaces {n} by the number.
common-field-left = { "{n}" } caractères restants
common-field-over = { "{n}" } caractères de trop
common-complete-some = { "{n}" } propositions, à parcourir avec les flèches
common-events-word = { $count ->
    [one] événement
   *[other] événements
}
common-steered = Pilotage : { $by }
