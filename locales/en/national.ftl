# The space of the national team.
national-space = Pages of the national team
national-tab-dashboard = Dashboard
national-tab-editions = Editions
national-tab-territories = Territories
national-tab-people = Team
national-tab-sessions = Sessions
national-tab-letters = Letters
national-done-created = The edition is created. Only your team can see it.
national-done-campaign = The campaign is saved.
national-done-saved = The edition is saved.
national-done-opened = The edition is open.
national-done-finished = The edition is finished. It stays readable at its addresses.
national-done-invited = The invitation is on its way.
national-done-dismissed = The appointment has ended.
national-done-taken-back = The invitation is taken back. The link in the letter opens nothing any more.
national-done-ended = Session ended.
national-done-again = The letter is on its way again.

national-dashboard = How the edition stands
national-no-edition = No edition
national-no-edition-text = Create the first one with the command “semaine edition”, then come back.
national-open-until = Proposals are open until { $day }.
national-closed = Proposals are closed.
national-figure-waiting = to review
national-figure-overdue = late
national-figure-returned = waiting for the organiser
national-figure-labelled = labelled
national-figure-refused = refused
national-figure-uncovered = départements without a referee
national-letters-given-up = { $count ->
    [one] One letter could not be sent.
   *[other] { $count } letters could not be sent.
}
national-letters-see = See the letters
national-letters-waiting = { $count ->
    [0] No letter is waiting.
    [one] One letter waits to be sent.
   *[other] { $count } letters wait to be sent.
}
national-letters-oldest = The oldest is of { $at }.
national-no-mail-server = No mail server
national-no-mail-server-text = Letters stay here, where you may read them and pass them on. For them to leave, the operator sets SEMAINE_SMTP_URL.
national-waiting = What waits, by territory
national-nothing-waits = Nothing is waiting.
national-nothing-waits-text = Every proposal has had its answer.
national-alone-late = { $count ->
    [one] The national team is late on one proposal
   *[other] The national team is late on { $count } proposals
}
national-alone-late-text = Nobody decides below it, nor above: these proposals wait for it alone.
national-alone-here = { $count ->
    [one] (one late)
   *[other] ({ $count } late)
}
national-alone = { $count ->
    [one] One proposal waits for the national team alone: nobody decides in its territory.
   *[other] { $count } proposals wait for the national team alone: nobody decides in their territory.
}
national-waiting-urgent = Territories late or without a referee
national-waiting-others = { $count ->
    [0] No other territory has a proposal waiting
    [one] One other territory, on time
   *[other] { $count } other territories, on time
}
national-map = Waiting and late, on the map
national-col-territory = Territory
national-col-overdue = Late
national-col-waiting = To review
national-col-first-due = First due
national-col-labelled = Labelled
national-col-decides = Who decides
national-col-day = Day
national-col-decisions = Decisions
national-col-returned = Returned
national-col-refused = Refused
national-col-undone = Undone
national-col-edition = Edition
national-col-theme = Theme
national-col-dates = Week
national-col-stage = Stage
national-col-follow = Follow
national-col-committee = Committee
national-col-act = Act
national-col-person = Person
national-col-since = Since
national-col-letter = Letter
national-col-to = To
national-col-posted = Written
national-col-state = State
national-own-referee = its referee
national-uncovered = no referee
national-instead = instead: { $name }
national-map-caption = The darker, the more proposals wait; the three darkest tints mean that some are late.
national-map-list = Number of proposals waiting in each département
national-uncovered-title = { $count ->
    [one] One département without a referee
   *[other] { $count } départements without a referee
}
national-uncovered-text = Their proposals go to the level above: none stays without an answer. Choose a département to invite someone there.
national-uncovered-list = See the list
national-days = Decisions, day by day
national-dashboard-of = Follow { $name }

national-editions = Editions
national-stage-prepared = being prepared
national-stage-running = running
national-stage-finished = finished
national-campaign-title = The campaign
national-campaign-text = Its name stands at the head of every page and at the end of every letter; those who steer it, at the foot of every page.
national-campaign-change = Change
national-campaign-name = Name of the campaign
national-campaign-steered = Steered by
national-campaign-steered-hint = The institutions that answer for it, as they call themselves.
national-campaign-save = Save
national-campaign-no-name = Give the campaign a name in French.
national-campaign-too-long = This text is too long: { $max } characters at most.
national-campaign-overtaken = Somebody saved the campaign while you were changing it.
national-campaign-overtaken-text = What you typed is kept below. Saved again, it replaces theirs.
national-edition-new = Prepare an edition
national-edition-new-text = It takes the settings of another one, its dates moved on by whole weeks. Nobody sees it before it is opened.
national-edition-from = Copied from
national-edition-slug = Short name in addresses
national-edition-slug-hint = For instance: 2027. Small letters, digits and hyphens.
national-edition-slug-wrong = Write the short name in small letters without accents, digits and hyphens: 60 characters at most.
national-edition-slug-taken = An edition has this short name already. Choose another.
national-edition-create = Create the edition
national-edition-finished = This edition is finished.
national-edition-finished-text = Correct its texts or figures if need be: its events do not change any more.
national-stage-move-prepared = Open the edition
national-stage-move-running = Finish the edition
national-stage-move-finished = Open the edition again
national-in-french = (in French)
national-in-english = (in English)
national-in-french-name = Name in French
national-in-english-name = Name in English
national-short-name = Short name
national-criterion-french = Criterion, in French
national-criterion-english = Criterion, in English
national-rank = Place
national-none = none
national-from = First day
national-to = Last day
national-row = Row { $number }
national-row-new = Row to add
national-rows-text = Empty a row to take it away. The short name is used in addresses and files: do not change it once the edition is open. Left empty, it is made from the French name. To move a row, write the place it should have; the others follow.
national-part-identity = What the edition is
national-number = Number
national-theme = Theme
national-promise = Promise
national-promise-hint = One sentence that makes one want to come, at the top of the home page.
national-about = Presentation
national-about-hint = A few paragraphs, in Markdown.
national-colour = Colour
national-colour-hint = For instance #2743d8. White text must be readable on it.
national-part-dates = Dates and delays
national-week-from = First day of the week
national-week-to = Last day of the week
national-accepted-from = First accepted day
national-accepted-to = Last accepted day
national-accepted-hint = The window may be wider than the week.
national-proposals-open = Proposals open
national-proposals-close = Proposals close
national-decision-days = Working days to decide
national-decision-days-hint = From 1 to 30. Saturdays, Sundays and the public holidays of each territory do not count.
national-answer-days = Days to answer remarks
national-zone = Time zone
national-zone-hint = That of the national dates, such as Europe/Paris.
national-part-windows = Territories with a window of their own ({ $count })
national-windows-text = For instance an overseas academy on holiday that week. The window of the département comes before that of its région.
national-part-criteria = Criteria ({ $count })
national-criteria-text = Each decision answers each of them. What the site checks by itself never takes the last word from the referee. To move a row, write the place it should have; the others follow.
national-check = Checked
national-check-judgement = by a person
national-check-window = by the dates
national-check-audience = by the audience chosen
national-check-free = by what is declared free
national-part-sectors = Sectors ({ $count })
national-part-formats = Formats ({ $count })
national-part-audiences = Audiences ({ $count })
national-part-tags = Tags ({ $count })
national-group = Group
national-shape = Shape on the map
national-shape-circle = circle
national-shape-square = square
national-shape-triangle = triangle
national-shape-diamond = diamond
national-shape-leaf = leaf
national-shape-hexagon = hexagon
national-shape-cross = cross
national-shape-star = star
national-shape-drop = drop
national-shape-pentagon = pentagon
national-part-free = Fields changed without another review ({ $count })
national-free = What an organiser may change after the label
national-free-hint = These changes show at once and are kept in the journal. Others wait for a decision.
national-typos = Mended typing errors pass too
national-typos-hint = A few letters of a text, in any field, without touching a figure nor adding or removing a word.
national-part-figures = Published figures ({ $count })
national-figures-text = Each figure says how it was obtained. A row without a value is taken away.
national-counted = What is counted
national-counted-events = labelled events
national-counted-participants = participants
national-value = Value
national-basis = Obtained
national-basis-declared = declared by organisers
national-basis-verified = verified
national-basis-estimated = estimated
national-online-included = online included
national-more-than = “more than”
national-preview = See the effect, then save
national-preview-hint = Nothing is saved before you confirm it.
national-overtaken = Someone saved this edition while you were changing it.
national-overtaken-text = What you typed is kept below. Compare it with the edition in another tab, then save: your version will replace theirs.
national-overtaken-stage = The edition changed while you were reading this page. Read it again before you decide.
national-fault-number = Write a whole number, with no other sign.
national-fault-rank = Write the place it should have: a whole number, 1 for the first row.
national-fault-count = Write a number in this range: { $what }.
national-fault-long = The text is longer than { $what } characters.
national-fault-day = Choose a day.
national-fault-backwards = The last day comes before the first.
national-fault-territory = Choose a région or a département.
national-fault-twice = This territory has a row already.
national-fault-outside-week = The accepted window must hold the whole week.
national-fault-closes-before = Proposals would close before they open.
national-fault-closes-late = Proposals must close on the last accepted day at the latest.
national-fault-zone = This time zone does not exist. Write it like Europe/Paris.
national-fault-empty = At least one row is needed.
national-fault-slug = The short name “{ $what }” is taken in this list, or holds other signs than small letters, digits and hyphens.
national-fault-no-french = The French text is missing.
national-fault-colour = Write the colour like #2743d8.
national-fault-pale = This colour is too pale for white text to be read on it. Choose a stronger one.
national-effect-title = What saving would change ({ $name })
national-effect-same = Nothing changed: there is nothing to save.
national-effect-changes = What changes
national-effect-before = In force
national-effect-after = Once saved
national-effect-none = No event is affected.
national-effect-examined = { $count ->
    [0] No event waits or is labelled.
    [one] The only event waiting or labelled was examined.
   *[other] The { $count } events waiting or labelled were examined.
}
national-effect-some = Some events would no longer fit the rules.
national-effect-some-text = Nothing happens to them by itself: labelled events stay online, those that wait will have to be corrected by their organiser.
national-effect-not-all = Only { $count } events were examined: the edition has more.
national-effect-proposed = { $count ->
    [one] Of the proposal to review
   *[other] Of the { $count } proposals to review
}
national-effect-returned = { $count ->
    [one] Of the proposal waiting for its organiser
   *[other] Of the { $count } proposals waiting for their organiser
}
national-effect-labelled = { $count ->
    [one] Of the labelled event
   *[other] Of the { $count } labelled events
}
national-effect-window = { $count ->
    [one] One event would have a date outside the accepted window
   *[other] { $count } events would have a date outside the accepted window
}
national-effect-format = { $count ->
    [one] One event would lose its format
   *[other] { $count } events would lose their format
}
national-effect-sectors = { $count ->
    [one] One event would lose a sector
   *[other] { $count } events would lose a sector
}
national-effect-audiences = { $count ->
    [one] One event would lose an audience
   *[other] { $count } events would lose an audience
}
national-effect-tags = { $count ->
    [one] One event would lose a tag
   *[other] { $count } events would lose a tag
}
national-effect-more = { $count ->
    [one] And one more.
   *[other] And { $count } more.
}
national-effect-due = Due dates already given do not move. A proposal received now would be due by { $after } instead of { $before }.
national-effect-criteria = The criteria change: decisions to come, also on what waits already, will answer the new ones.
national-effect-closes = Proposals close at once: nobody can send any more.
national-effect-opens = Proposals open at once.
national-effect-save = Save
national-effect-change = Go back to the form
national-stage-open-title = Open { $name }
national-stage-open-text = It becomes the edition of the site: its home page, its proposals, its review. Proposals open on the dates you have set.
national-stage-open-go = Open the edition
national-stage-reopen-title = Open { $name } again
national-stage-reopen-text = It becomes the edition of the site again, and its events may change again.
national-stage-reopen-go = Open the edition again
national-stage-finish-title = Finish { $name }
national-stage-finish-text = Its events do not change any more, and everything stays readable at its addresses. Another edition may then open.
national-stage-finish-go = Finish the edition
national-stage-unanswered = { $count ->
    [one] One proposal still waits for its organiser to answer: it will end without a label, and they will be told.
   *[other] { $count } proposals still wait for their organisers to answer: they will end without a label, and their organisers will be told.
}
national-stage-not-yet = Not possible yet
national-stage-refused-another-runs = Another edition is running. Finish it first.
national-stage-refused-faults = Its settings do not hold yet. Go back to the edition and save it: what is missing is told there, field by field.
national-stage-refused-elsewhere = The edition is at this stage already.
national-stage-refused-still-waiting = { $count ->
    [one] One proposal still waits for its answer or its organiser. Decide first.
   *[other] { $count } proposals still wait for their answer or their organiser. Decide first.
}

national-territories = Territories
national-territories-text = Who decides on the label, and who gives an opinion. A territory without a referee is looked after by the level above.
national-territories-search = Look for a territory
national-territories-name = Name or number
national-territories-only = Only those where nobody decides
national-territories-none = No territory answers this search.
national-territories-none-text = Try the beginning of its name, or its number.
national-people-of = People
national-office-of = Page and contact

national-people = The national team
national-people-text = Referees, coordinators and committee members are appointed in their territory.
national-own = you
national-dismiss = End the role
national-dismiss-of = End the appointment of { $name }
national-invite = Invite someone to the team
national-invite-text = A letter offers them to join the team. Its link works once, for { $days } days.
national-invite-email = Email address
national-invite-go = Send the invitation
national-pending = Invitations not accepted yet
national-col-until = Until
national-take-back = Take back
national-take-back-of = Take back the invitation of { $email }

national-sessions = Who is signed in
national-sessions-text = Ending a session makes the person ask for a new link. Nothing they saved is lost.
national-sessions-full = There are other, older sessions.
national-session-end = End
national-session-end-of = End this session of { $name }
national-session-end-all = End all of theirs
national-session-end-all-of = End all sessions of { $name }

national-letters = Letters
national-letters-attente = Waiting
national-letters-abandon = Given up
national-letters-toutes = All
national-letters-all-again = { $count ->
    [one] Try the letter that was given up again
   *[other] Try the { $count } letters that were given up again
}
national-letters-none = No letter here.
national-letters-none-text = Everything that had to leave has left.
national-letter-booking-message = Message of the organiser
national-letter-booking-confirm = Booking to be confirmed
national-letter-booking-confirmed = Ticket
national-letter-booking-waiting = Waiting list
national-letter-booking-offered = Seats offered
national-letter-booking-cancelled = Booking cancelled
national-letter-booking-lapsed = Booking expired
national-letter-booking-reminder = Reminder of the day before
national-letter-booking-changed = Change told to those who booked
national-letter-booking-all = Link to one’s bookings
national-letter-sent = sent
national-letter-waiting = waiting
national-letter-given-up = given up
national-letter-attempts = { $count ->
    [one] (one try)
   *[other] ({ $count } tries)
}
national-letter-again = Try again
national-letter-again-to = Try the letter to { $to } again
national-letter-told = To { $to }, written on { $at }:
national-letter-why = Why it did not leave
national-letter-closed = What it says is not shown.
national-letter-closed-text = Its links open doors that belong to its addressee alone.
national-letter-html = See it as a mail program does
national-letter-sign-in = Sign-in link
national-letter-invitation = Invitation
national-letter-join-organisation = Invitation to an organisation
national-letter-draft-link = Link to a draft
national-letter-digest = Morning letter
national-letter-confirm-address = Address to confirm
national-letter-received = Proposal received
national-letter-arrived = Proposal to review
national-letter-returned = More was asked
national-letter-labelled = Label granted
national-letter-refused = Label refused
national-letter-undone = Decision undone
national-letter-corrected = Wording corrected
national-letter-change-refused = Change refused
national-letter-lapsed = Ended with the edition
national-letter-change-withdrawn = Change taken back
national-letter-withdrawn = Proposal withdrawn
national-letter-announced = Cancelled, postponed or changed
national-letter-due-soon = Soon late
national-letter-overdue = Late
national-letter-answer-due = Answer expected
national-letter-brought-up-to-date = Brought up to date by a file
national-letter-due-here = Due soon, here
national-letter-left-organisation = Taken off an organisation
national-letter-links-renewed = Links of an organisation changed
national-letter-moved-away = Moved to another territory
national-letter-new-link = New link
national-letter-overdue-here = Overdue, here
national-letter-taken-down = Taken off the programme
