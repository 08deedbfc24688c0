# Booking: from the form to the ticket.

booking-title = Book
booking-closed = Booking is not possible at the moment
booking-closed-none = No slot is open for booking.
booking-closed-opens = Booking opens on { $date }.
booking-closed-over = Booking closed on { $date }.
booking-closed-organiser = The organiser has closed bookings.
booking-closed-off = This event does not take place as planned: bookings are suspended.
booking-back-event = Back to the event
booking-who = Who is coming?
booking-who-people = I come alone or with others
booking-who-group = I come with a class or a group
booking-slot = Slot
booking-slot-unlimited = Seats are not limited
booking-slot-seats = { $count ->
    [one] { $count } seat left
   *[other] { $count } seats left
}
booking-slot-few = { $count ->
    [one] Last seat
   *[other] Only { $count } seats left
}
booking-slot-waiting = { $count ->
    [0] Full, waiting list open
    [one] Full, waiting list: { $count } request
   *[other] Full, waiting list: { $count } requests
}
booking-slot-full = Full
booking-slot-not-yet = Booking opens on { $date }
booking-slot-closed = Bookings closed
booking-slot-over = Booking is over
booking-people = Number of people, yourself included
booking-people-hint = { $most ->
    [one] One person for each booking.
   *[other] At most { $most } for one booking.
}
booking-establishment = School or institution
booking-establishment-hint = School, college, job centre, association…
booking-level = Level or kind of group
booking-level-hint = For instance: year 9, apprentices, jobseekers. You will never be asked for a pupil’s name.
booking-heads = Number of pupils or participants
booking-adults = Number of accompanying adults
booking-needs = Special needs
booking-needs-hint = How many people of the group need to be received in a special way? Leave it empty if there is none.
booking-need-moteur = Motor disability
booking-need-visuel = Visual disability
booking-need-auditif = Hearing disability
booking-need-mental = Intellectual disability
booking-need-psychique = Psychic disability
booking-audience = You come as
booking-audience-hint = Seats are kept for some audiences.
booking-audience-none = I would rather not say
booking-contact = Whom to write to
booking-contact-group = Who answers for the group
booking-name = First and last name
booking-email = Mail address
booking-email-hint = To confirm the booking and to tell you of a change.
booking-known = { $email }, which you have confirmed already.
booking-phone = Telephone
booking-phone-hint = For a change at the last minute.
booking-questions = What { $organiser } asks
booking-choose = Choose
booking-go = Book
booking-how = How it works
booking-how-mail = A letter asks you to confirm: your seats are held for two hours.
booking-how-ticket = Once confirmed, you receive your ticket and an invitation for your calendar.
booking-how-change = The same letter lets you change the number of people or cancel.
booking-privacy = Your data
booking-privacy-why = They serve to receive you and to tell you of changes. { $organiser } sees them, nobody else.
booking-privacy-long = They are deleted { $days ->
    [one] one day
   *[other] { $days } days
} after the end of the edition. Only the numbers of participants are kept.
booking-privacy-forget = You may see and delete them before.

booking-sent-title = One more step
booking-sent-title-done = It is booked
booking-sent-title-waits = You are on the waiting list
booking-sent-held = Your seats are held until { $until }. Open the letter we have just sent and confirm.
booking-sent-waiting = The slot is full. Open the letter we have just sent before { $until } to keep your place on the waiting list.
booking-sent-confirmed = Your seats are booked. A letter brings you the ticket.
booking-sent-waits = The slot is full. We will write as soon as there are seats for all of you.
booking-sent-nothing = Nothing arrives? Look among the unwanted letters, then check the address you gave.
booking-sent-open = See my booking

booking-state-held = Booking to be confirmed
booking-state-held-text = Your seats are held until { $until }. Confirm, and they are yours.
booking-state-waiting-unproved = Place on the waiting list, to be confirmed
booking-state-waiting-unproved-text = Confirm before { $until } to keep your place.
booking-state-waiting = On the waiting list
booking-state-waiting-text = { $ahead ->
    [0] You are first in line. We will write as soon as there are enough seats for you.
    [one] { $ahead } request came before yours. We will write as soon as there are enough seats for you.
   *[other] { $ahead } requests came before yours. We will write as soon as there are enough seats for you.
}
booking-state-offered = Seats have become free for you
booking-state-offered-text = They are held for you until { $until }. After that they go to the next in line.
booking-state-confirmed = Booking confirmed
booking-state-confirmed-text = Show your ticket at the door, on your phone or printed.
booking-state-attended = You came
booking-state-attended-text = Checked in on { $date }.
booking-state-cancelled = Booking cancelled
booking-state-cancelled-text = The seats were given back on { $date }.
booking-state-declined = Offer declined
booking-state-declined-text = The seats went to the next in line.
booking-state-lapsed = Booking expired
booking-state-lapsed-text = It was not confirmed in time, and the seats were given back. You may book again if any are left.
booking-state-no-show = Absence noted
booking-state-no-show-text = The seats were given back on { $date }.
booking-fact-when = When
booking-fact-where = Where
booking-fact-party = Who comes
booking-fact-name = In the name of
booking-party-people = { $count ->
    [one] { $count } person
   *[other] { $count } people
}
booking-party-group = { $heads } and { $adults }
booking-party-heads = { $count ->
    [one] { $count } participant
   *[other] { $count } participants
}
booking-party-adults = { $count ->
    [0] no accompanying adult
    [one] { $count } accompanying adult
   *[other] { $count } accompanying adults
}
booking-confirm-go = Confirm my booking
booking-confirm-place-go = Keep my place in line
booking-accept-go = Accept these seats
booking-decline-go = Leave them to the next in line
booking-change = Change the number of people
booking-change-go = Save
booking-cancel-title = You cannot come any more?
booking-cancel-text = Give your seats back: somebody may be waiting for them.
booking-cancel-go = Cancel my booking
booking-contact-organiser = A question?
booking-forget-title = Delete my data
booking-forget-text = Your name, your address and your answers are deleted for good. Only the number of people stays.
booking-forget-go = Delete my data
booking-flash-confirmed = It is confirmed
booking-flash-confirmed-text = The ticket is on its way by mail; it is below as well.
booking-flash-waits = Your place is kept
booking-flash-waits-text = We will write as soon as seats become free.
booking-flash-changed = It is saved
booking-flash-changed-text = Your ticket is up to date.
booking-flash-cancelled = It is cancelled
booking-flash-cancelled-text = Thank you for giving the seats back.
booking-flash-declined = It is noted
booking-flash-declined-text = The seats go to the next in line.
booking-flash-forgotten = It is deleted
booking-flash-forgotten-text = We no longer know who you are.
booking-ticket-title = Ticket
booking-ticket-open = My ticket
booking-ticket-back = Back to my booking
booking-ticket-code = Code of the ticket
booking-ticket-off = This ticket is no longer valid
booking-find-title = My bookings
booking-find-text = Give the address you booked with: we send a link to all your bookings there.
booking-find-go = Send me the link
booking-find-sent = The letter is on its way
booking-find-sent-text = If there are bookings with this address, the link arrives in a moment. It works for an hour.
booking-mine-text = Bookings made with { $email }.
booking-mine-none = There is none.
booking-forget-all-text = Bookings to come are cancelled, and everything that tells who you are is deleted for good.
booking-forget-all-go = Delete everything

booking-the-organiser = The organiser
booking-short-held = to be confirmed
booking-short-confirmed = confirmed
booking-short-waiting = on the waiting list
booking-short-offered = seats offered
booking-short-cancelled = cancelled
booking-short-declined = declined
booking-short-lapsed = expired
booking-short-attended = came
booking-short-no-show = absence noted
booking-wrong-slot = Choose a slot.
booking-wrong-number = Give a number, in figures.
booking-wrong-nobody = Give at least one person.
booking-wrong-too-many = A booking cannot be of more than { $most } people.
booking-wrong-audience = Choose an audience of the list.
booking-wrong-establishment = Name the school or institution.
booking-wrong-heads = Say how many participants come with the adults.
booking-wrong-needs = A need concerns more people than come.
booking-wrong-name = Give a name.
booking-wrong-long = This is too long: at most { $limit } characters.
booking-wrong-answer = This answer does not suit the question.
booking-wrong-answer-missing = The organiser needs an answer.
booking-wrong-answer-long = This is too long: at most 255 characters.
booking-wrong-settings = These settings cannot be saved.
booking-away-clash = You have a booking at that time already: “{ $title }”, { $when }. Cancel it first, or choose another slot.
booking-away-faults = The booking is not complete.
booking-away-nobody = Give at least one person.
booking-away-not-yet = Bookings are not open yet.
booking-away-over = Booking is over for this slot.
booking-away-closed-by-organiser = The organiser has closed the bookings of this slot.
booking-away-too-large = This slot takes at most { $most } people for one booking. Book for fewer, or write to the organiser.
booking-away-kept-for-others = The seats of this slot are kept for other audiences. Say as what you come, or choose another slot.
booking-away-full = This slot is full. Choose another one.
booking-refused-already = It is done already.
booking-refused-ended = This booking has ended.
booking-refused-too-late = The time is over, and the seats went to others. If any are left, book again.
booking-refused-not-yet = It is too early: not before { $at }.
booking-refused-begun = The slot has begun.
booking-refused-closed = Bookings are closed: the list no longer changes. Write to the organiser.
booking-refused-still-waits = This request is still on the waiting list.
booking-refused-not-confirmed = This booking is not confirmed yet.
booking-refused-not-accepted = The seats offered have not been accepted yet.
booking-refused-not-offered = No seat is offered at the moment.
booking-refused-not-waiting = This request is not on the waiting list.
booking-refused-nothing-lapses = No time runs.
booking-refused-other-offer = These seats were offered to others.
booking-refused-other-room = These seats are no longer free.
booking-refused-no-room = There are not enough seats left for that.
booking-refused-grows-in-line = On the waiting list one cannot ask for more seats. Cancel and ask again: your place changes then.
booking-refused-too-large = At most { $most } people for one booking.
booking-refused-nobody = Give at least one person, or cancel the booking.
booking-refused-more-than-booked = { $people } people for { $booked } booked: let the others in without a booking.
booking-refused-already-in = Already in: { $at } ({ $door }).
booking-refused-not-in = This booking was not checked in.
booking-refused-given-up = These seats were given back on { $at }: let in if any are left.
booking-refused-not-given-up = These seats were not given back.
booking-refused-too-long = The name of the door is too long: at most { $most } characters.
booking-refused-clash = Another booking of the same person takes place at that time.
booking-quiet-title = Messages of the organiser
booking-quiet-text = You will receive no more messages of the organiser about this booking. A change, a reminder or a cancellation will be told all the same.
booking-quiet-go = Receive no more of these messages
booking-quiet-done = Noted: you will receive no more messages of the organiser. Your booking stays as it is.
booking-ticket-pdf = Ticket as PDF
