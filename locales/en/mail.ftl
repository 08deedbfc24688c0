# The letters.
mail-hello = Hello,
mail-sign-in-subject = Your sign-in link
mail-sign-in-lead = Here is the link you asked for:
mail-sign-in-go = Enter the site
mail-sign-in-once = It works once, for { $minutes } minutes.
mail-sign-in-why = You did not ask for it? Leave this letter: without the link, nobody comes in.
mail-colon = :
mail-untitled = untitled
mail-contact = Any questions? Contact
mail-remarks = What is asked
mail-unmet = What the label requires, and is missing
mail-go-proof = See the proof of the label
mail-go-queue = See your queue
mail-go-follow = Follow the proposal
mail-go-read = Read the proposal
mail-go-answer = Answer
mail-go-public = The page the public reads
mail-why-organiser = You receive this letter because you organise this event. Its link opens your proposal without a password: share it with colleagues only.
mail-why-decider = You receive this letter because you decide on the label in this territory, or above it.

mail-confirm-address-subject = Confirm your address to send your proposal
mail-confirm-address-lead = One thing is left before your proposal is sent: confirm that this address is yours.
mail-confirm-address-go = Confirm my address and send
mail-confirm-address-more = Until the address is confirmed, nobody reads the proposal. Without an answer for thirty days, it is deleted.
mail-confirm-address-why = You proposed nothing? Leave this letter: nothing will be sent, and the address will be forgotten.

mail-received-subject = Received, answer due by { $due_day }: “{ $short_title }”
mail-received-lead = Your proposal “{ $title }” has arrived. You will have an answer by { $due }. Until then there is nothing to do.
mail-received-more = It is read by the people who decide on the label { $within }. You may still change it: it keeps its place and its due date as long as it stays in that territory.

mail-arrived-subject = To review by { $due_day }: “{ $short_title }”
mail-arrived-lead = The proposal “{ $title }” has just arrived { $within }. A decision is due by { $due }.
mail-arrived-more = After that, the territory above yours may decide too.

mail-moved-away-subject = No longer yours to review: “{ $short_title }”
mail-moved-away-lead = The organiser has changed the place of “{ $title }”: the proposal is now reviewed { $within }.
mail-moved-away-more = If a labelled version was public { $was_within }, it stays so until the decision.

mail-returned-subject = Complete your proposal before { $answer_by_day }: “{ $short_title }”
mail-returned-lead = Your proposal “{ $title }” was read. To receive the label it needs a little more, if possible before { $answer_by }.
mail-returned-more = You answer from the link above, without signing in. Your proposal is kept as it is.

mail-labelled-subject = Labelled, now spread the word: “{ $short_title }”
mail-labelled-lead = Good news: “{ $title }” has received the label of { $edition }. It is on the map and in the programme.
mail-labelled-go = Manage my event
mail-labelled-more = If the contact, the picture or the hours change, edit them from the link above. If it cannot take place, say so there: visitors will read it at once.

mail-refused-subject = Label refused, and why: “{ $short_title }”
mail-refused-lead = Your proposal “{ $title }” did not receive the label.
mail-refused-go = Read the decision
mail-refused-more = The decision is about this proposal, not about your organisation: from the link above, once signed in, you can reuse its content to propose another event.

mail-undone-subject = Decision undone, new review: “{ $short_title }”
mail-undone-lead = The last decision on “{ $title }” has just been undone. The proposal is under review again, and there is nothing for you to do.
mail-undone-gone = Meanwhile it is off the programme: its page only says that its label is being looked at again.
mail-undone-more = You will receive a letter as soon as there is a new decision.

mail-corrected-subject = Check the correction made to “{ $short_title }”
mail-corrected-lead = The people who review “{ $title }” have corrected its wording. Please check that it suits you.
mail-corrected-go = Open the proposal
mail-corrected-nothing = (nothing)
mail-corrected-after = Now:
mail-corrected-before = Before:
mail-corrected-more = If the correction does not suit you, change the text from the same link.

mail-brought-up-to-date-subject = Brought up to date by a file: “{ $short_title }”
mail-brought-up-to-date-lead = A file brought by the people who review “{ $title }” has changed the event. Please check that everything suits you.
mail-brought-up-to-date-more = If a change does not suit you, mend it from the same link.

mail-change-refused-subject = Change refused, the event stays labelled: “{ $short_title }”
mail-change-refused-lead = The change you asked for “{ $title }” was not accepted. The labelled version stays online, unchanged.
mail-change-refused-go = Read the decision
mail-change-refused-more = If you can no longer do what the page says, tell visitors from the same link: cancelled, postponed or moved online.

mail-lapsed-subject = The edition closed without your answer: “{ $short_title }”
mail-lapsed-lead = The edition is closed, and the remarks on “{ $title }” had no answer: the proposal ends here, without a label.
mail-lapsed-kept = The edition is closed, and the remarks on your change of “{ $title }” had no answer: the event stays as it was labelled.
mail-lapsed-go = See the proposal again
mail-lapsed-more = You may take it up again for a coming edition, from the same link.

mail-change-withdrawn-subject = Nothing to decide any more, change taken back by the organiser: “{ $short_title }”
mail-change-withdrawn-lead = The organiser has taken back the change proposed for “{ $title }”. The labelled version stays online, and there is nothing to decide any more.
mail-withdrawn-subject = Nothing left to decide, withdrawn by its organiser: “{ $short_title }”
mail-withdrawn-lead = The organiser has withdrawn “{ $title }”. There is nothing left to decide.

mail-taken-down-subject = Taken off the programme: “{ $short_title }”
mail-taken-down-lead = The organiser has taken the event “{ $title }” off the programme. Its page shows nothing any more, except that it was withdrawn.
mail-taken-down-decider = There is nothing to decide. If it is proposed again, it will come back to the queue.
mail-taken-down-organiser = Were people planning to come? Tell them yourself. You can take the proposal up again from the same link and send it once more.

mail-announced-subject = { $reader ->
    [decider] { $status ->
        [cancelled] Cancelled in your area: “{ $short_title }”
        [postponed] Postponed in your area: “{ $short_title }”
        [moved-online] Now online, in your area: “{ $short_title }”
       *[scheduled] Takes place after all, in your area: “{ $short_title }”
    }
   *[organiser] { $status ->
        [cancelled] Cancelled, tell your visitors: “{ $short_title }”
        [postponed] Postponed, tell your visitors: “{ $short_title }”
        [moved-online] Now online: “{ $short_title }”
       *[scheduled] Taking place after all: “{ $short_title }”
    }
}
mail-announced-lead = { $status ->
    [cancelled] The event “{ $title }” is cancelled. Its page already says so.
    [postponed] The event “{ $title }” is postponed. Its page already says so.
    [moved-online] The event “{ $title }” now takes place online. Its page already says so.
   *[scheduled] The event “{ $title }” takes place as planned after all. Its page already says so.
}
mail-announced-go = See the event
mail-announced-more = Its page keeps the same address: links already shared still work.
mail-announced-by = It was announced by those who grant the label { $within }.

mail-due-soon-subject = Soon late { $within }: “{ $short_title }”
mail-due-soon-lead = The proposal “{ $title }” waits for a decision { $within }, due by { $due }.
mail-due-soon-more = You need not decide yet: a word to the referee may be enough. After that date you may decide too.

mail-overdue-subject = Late { $within }, you may decide: “{ $short_title }”
mail-overdue-lead = The proposal “{ $title }” was waiting for a decision { $within } by { $due }. Nobody took it: you may decide now.
mail-overdue-go = Read and decide
mail-overdue-more = The territory’s referee may still decide as well: the first verdict counts.

mail-due-here-subject = To decide before { $due_day }: “{ $short_title }”
mail-due-here-lead = The proposal “{ $title }” awaits a decision { $within } by { $due } at the latest. Nobody but the national team can take it.
mail-due-here-more = Appointing a referee in that territory would hand over what already waits there.

mail-overdue-here-subject = Late, and yours to decide: “{ $short_title }”
mail-overdue-here-lead = The proposal “{ $title }” awaited a decision { $within } before { $due }. Nobody is above the national team: it waits for you alone.
mail-overdue-here-more = The organiser sees that the answer is late. A verdict, even a question back, will reassure them.

mail-answer-due-subject = Your answer is missing: “{ $short_title }”
mail-answer-due-lead = You were asked for a little more about “{ $title }”. It was hoped for by { $answer_by }; without it the event cannot receive the label.
mail-answer-due-more = If you give up, withdraw the proposal from the same link: nobody will write to you about it again.

mail-digest-subject = { $late ->
    [0] { $waiting } to review
   *[other] { $late } late, { $waiting } to review
}
mail-digest-lead = This morning, { $waiting ->
    [one] one proposal waits
   *[other] { $waiting } proposals wait
} for a decision in your territories{ $late ->
    [0] { "." }
    [one] { "," } one of them late.
   *[other] { "," } { $late } of them late.
}
mail-digest-go = Open the review queue
mail-digest-counts = Late: { $late }. Due today: { $today }. In all: { $waiting }.
mail-digest-due = to decide by { $due }
mail-digest-late = late since { $due }
mail-digest-more = { $count ->
    [one] And one more proposal.
   *[other] And { $count } more proposals.
}
mail-digest-stop = Stop receiving this morning letter
mail-why-digest = You receive this letter on every working morning when something waits, because you decide on the label.

mail-invitation-subject = { $role ->
    [referee] Accept to be a referee: { $name }
    [coordinator] Accept to coordinate: { $name }
    [committee] Join the steering committee: { $name }
   *[national] Join the national team
}
mail-invitation-lead = { $role ->
    [referee] You are invited to become a referee for this territory: { $name }. You will read the proposed events and decide on the label.
    [coordinator] You are invited to coordinate this territory: { $name }. You will follow the review of proposals and decide where nobody else does.
    [committee] You are invited to join the steering committee of this territory: { $name }. You will read the proposals and give your opinion.
   *[national] You are invited to join the national team, which opens the editions and sees to it that no proposal stays without an answer.
}
mail-invitation-go = Accept the invitation
mail-invitation-institution = You will speak there for: { $institution }.
mail-invitation-more = The link works once, for { $days } days. There is no password to choose.
mail-invitation-why = You did not expect this invitation? Leave this letter: without the link, nothing happens.

mail-field-whole = The whole proposal
mail-field-title = Title
mail-field-summary = Summary
mail-field-description = Description
mail-field-language = Language
mail-field-format = Format
mail-field-sectors = Sectors
mail-field-audiences = Audiences
mail-field-ages = Ages
mail-field-tags = Tags
mail-field-organisation = Organiser
mail-field-mode = On site or online
mail-field-place = Place and address
mail-field-commune = Commune
mail-field-point = Position on the map
mail-field-meeting-point = Meeting point
mail-field-transport = Public transport
mail-field-online-url = Online address
mail-field-slots = Days and hours
mail-field-booking = Booking
mail-field-conditions = Conditions
mail-field-access = Access
mail-field-safety = Safety
mail-field-full = Fully booked
mail-field-free = Free of charge
mail-field-public-contact = Contact for the public
mail-field-referee-contact = Contact for the referee
mail-field-picture = Picture

mail-stop-title = Morning letter
mail-stop-question = Stop receiving, on working mornings, the list of what waits in your territories? Other letters (a proposal that arrives, a delay) go on.
mail-stop-go = Stop receiving it
mail-stop-done = Done: you will not receive the morning letter any more.
mail-stop-undo = Receive it again
mail-stop-undone = The morning letter resumes on the next working day.
mail-draft-link-subject = Your draft: take it up again here
mail-draft-link-lead = Here is the link to go on with the proposal you have begun:
mail-draft-link-go = Open the draft
mail-draft-link-more = Keep this mail: the link opens your proposal without a password for as long as you need. Whoever has it can change the proposal; pass it on to colleagues only.
mail-draft-link-why = You have not begun anything? Leave this mail: nothing is sent without your confirmation.
mail-new-link-subject = Here is the new link of your proposal
mail-new-link-lead = The links sent so far for your proposal open nothing any more. Here is the new one:
mail-new-link-go = Open the proposal
mail-new-link-more = Keep this letter and throw the others away. You did not ask for it? Someone who had the old link did; it opens nothing for them any more.
mail-links-renewed-subject = Find the events of { $organisation } in your space
mail-links-renewed-lead = Someone no longer acts for { $organisation }. To be safe, the links sent so far for its events open nothing any more: find all of them in your space.
mail-links-renewed-go = Open my space
mail-links-renewed-more = One enters by a link received by mail, without a password.
mail-links-renewed-why = You receive this letter because you organise events of this organisation.
mail-left-organisation-subject = You no longer act for { $organisation }
mail-left-organisation-lead = Someone of { $organisation } has taken you off those who act for it. The events you proposed yourself stay in your space:
mail-left-organisation-go = Open my space
mail-left-organisation-more = Is it a mistake? Ask the organisation to invite you again.
mail-left-organisation-why = You receive this letter because you acted for this organisation.
mail-join-organisation-subject = An invitation to manage events together
mail-join-organisation-lead = { $who } invites you to manage the events of their organisation. The link says which:
mail-join-organisation-go = Join
mail-join-organisation-more = The link works once, for { $days } days.
mail-join-organisation-why = You do not know this person? Leave this mail: nothing changes unless you act.

mail-booking-confirm-subject = Confirm your booking: “{ $short_title }”
mail-booking-confirm-lead = One thing is left: confirm that this address is yours, for “{ $title }”, { $when }.
mail-booking-confirm-go = Confirm my booking
mail-booking-confirm-more = Your seats, or your place on the waiting list, are held until { $until }. After that, they go to others.
mail-booking-confirm-why = You have booked nothing? Leave this letter: nothing will be booked, and the address will be forgotten.
mail-booking-party = Who comes: { $party }.
mail-booking-where = Where: { $where }.
mail-booking-why = You receive this letter because you booked with this address. Its link opens your booking without a password.
mail-booking-change-go = See, change or cancel my booking
mail-booking-confirmed-subject = Your ticket: “{ $short_title }”
mail-booking-confirmed-lead = It is booked: “{ $title }”, { $when }. Show the ticket at the door, on your phone or printed.
mail-booking-confirmed-go = My ticket
mail-booking-waiting-subject = You are on the waiting list: “{ $short_title }”
mail-booking-waiting-lead = “{ $title }”, { $when }, is full. Your request is on the waiting list.
mail-booking-waiting-more = As soon as there are seats for all of you, we write, and they are held for you for a day. There is nothing to do until then.
mail-booking-offered-subject = Seats for you, to be accepted: “{ $short_title }”
mail-booking-offered-lead = Seats have become free for “{ $title }”, { $when }.
mail-booking-offered-go = Accept or leave these seats
mail-booking-offered-more = They are held for you until { $until }, in the time of the place. After that, they go to the next in line.
mail-booking-cancelled-subject = Booking cancelled: “{ $short_title }”
mail-booking-cancelled-lead = Your booking for “{ $title }”, { $when }, is cancelled.
mail-booking-cancelled-more = There is nothing to do. The file with this letter takes it out of your calendar.
mail-booking-lapsed-subject = Booking expired: “{ $short_title }”
mail-booking-lapsed-lead = The time is over for “{ $title }”, { $when }: the seats went to others.
mail-booking-lapsed-more = If any are left, you may book again.
mail-booking-reminder-subject = It is tomorrow: “{ $short_title }”
mail-booking-reminder-lead = We are looking forward to seeing you at “{ $title }”, { $when }.
mail-booking-reminder-more = You cannot come any more? Give your seats back: somebody may be waiting for them.
mail-booking-reminder-go = Cancel my booking
mail-booking-changed-subject = A change to note: “{ $short_title }”
mail-booking-changed-lead = “{ $title }”, which you booked, changes. Your booking still holds.
mail-booking-changed-when = From now on: { $when }.
mail-booking-changed-go = See my booking
mail-booking-changed-more = It no longer suits you? Cancel with this link. The file with this letter brings your calendar up to date.
mail-booking-all-subject = Your bookings
mail-booking-all-lead = Here is the link you asked for, to all the bookings made with this address.
mail-booking-all-go = See my bookings
mail-booking-all-more = It works for an hour. You can change, cancel or delete everything there.
mail-booking-all-why = You asked for nothing? Leave this letter: without the link, nobody sees your bookings.
mail-booking-message-subject = { $subject }
mail-booking-message-lead = { $organiser } writes to you about “{ $title }”, { $when }:
mail-booking-message-why = You receive this letter because you booked with this address.
mail-booking-message-stop = Receive no more messages of the organiser
