# Words common to every page: frame, components, forms.
common-skip = Skip links
common-skip-content = Skip to content
common-nav = Main navigation
common-nav-events = Events
common-nav-list = List
common-nav-map = Map
common-nav-calendar = Calendar
common-nav-territories = Places
common-nav-editions = Editions
common-nav-organise = Take part
common-menu = Menu
common-spaces = Your spaces
common-sign-in = Sign in
common-sign-out = Sign out
common-theme = Appearance
common-theme-system = Same as system
common-theme-light = Light
common-theme-dark = Dark
common-footer-visit = Visit
common-footer-organise = Take part
common-footer-propose = Propose an event
common-footer-space = My events
common-footer-data = Data
common-footer-figures = Figures by edition
common-footer-open-data = Open data
common-footer-feed = RSS feed
common-footer-site = About
common-footer-accessibility = Accessibility
common-footer-legal = Legal notice
common-footer-demo = Demonstration
common-breadcrumb = You are here
common-close = Close
common-cancel = Change nothing
common-save = Save
common-continue = Continue
common-back = Back
common-copied = Link copied
common-pagination = Result pages
common-previous = Previous
common-next = Next
common-page = Page
common-steps = Form steps
common-step-done = complete
common-step-fix = to fix
common-chosen = (chosen)
common-form-optional-note = Every field is needed unless marked “optional”.
common-field-optional = (optional)
common-field-error = Error:
common-field-remark = Remark from the referee:
common-field-choose = Choose…
common-field-current = Already given:
common-complete-none = No suggestion
common-diff-field = Field
common-diff-added = added:
common-diff-removed = removed:
common-change = Change
common-yes = yes
common-no = no
common-diff-same = unchanged
common-state-cancelled = Cancelled
common-state-postponed = Postponed
common-state-moved = Now online
common-state-full = Fully booked
common-state-past = Over
common-state-title = { $state }: { $title }
common-form-errors = { $count ->
    [one] One field needs correcting
   *[other] { $count } fields need correcting
}
common-field-max = { $max } characters at most
# Read by the script, which replaces {n} by the number.
common-field-left = { "{n}" } characters left
common-field-over = { "{n}" } characters too many
common-complete-some = { "{n}" } suggestions, use the arrow keys
common-events-word = { $count ->
    [one] event
   *[other] events
}
common-steered = Steered by: { $by }
