# The bookings of an event, for whoever organises it.
booked-title = Bookings
booked-done = Done
booked-slots = Slots
booked-slot-removed = Slot taken away
booked-taken-of = { $taken } seats taken of { $capacity }
booked-taken = { $count ->
    [one] { $count } seat taken
   *[other] { $count } seats taken
}
booked-waiting = { $count ->
    [one] { $count } request waiting
   *[other] { $count } requests waiting
}
booked-risk = Few bookings
booked-risk-text = { $count ->
    [one] Fewer than one person has confirmed, which is your minimum.
   *[other] Fewer than { $count } people have confirmed, which is your minimum. Write to those who hesitate, or announce the slot elsewhere.
}
booked-filters = Filter the list
booked-filter-all = All
booked-filter-viennent = Coming
booked-filter-attendent = Waiting
booked-filter-a-confirmer = To be confirmed
booked-filter-finies = Ended
booked-none = Nobody in this list.
booked-nobody = No name
booked-consented = consent given
booked-since = since { $date }
booked-capacity = Seats of this slot
booked-capacity-hint = Empty: those of the proposal. When you add some, the waiting list moves at once.
booked-capacity-go = Change
booked-close = Close the bookings of this slot
booked-reopen = Reopen the bookings of this slot
booked-miss = Note the absence
booked-move = Move
booked-move-to = To the slot
booked-move-go = Move and tell them
booked-cancel = Cancel
booked-cancel-text = The person is told, and the seats go to the next in line.
booked-cancel-go = Cancel this booking
booked-settings-title = Settings of the bookings
booked-settings-text = They hold for every slot and apply at once, without a new review.
booked-settings-when = When to book
booked-settings-who = For whom
booked-opens = Bookings open
booked-opens-hint = In the time of the place. Empty: now.
booked-closes = Bookings close
booked-closes-hint = So many hours before each slot begins; 0: at its beginning.
booked-hours = hours before
booked-largest = Largest party of one booking
booked-largest-hint = Empty: as many as there are seats left.
booked-minimum = Smallest number of participants
booked-minimum-hint = A week before, you and the referee are told when too few people have confirmed.
booked-waits = Open a waiting list when it is full
booked-waits-hint = A freed seat goes to the first party for whom it is enough; whoever has waited a day comes before those after them.
booked-kept = Seats kept
booked-kept-hint = For an audience, in each slot, until so many days before. Then they are everybody’s.
booked-kept-for = Audience
booked-kept-nobody = Nobody
booked-kept-seats = Seats
booked-kept-days = Days before
booked-questions = Questions
booked-questions-hint = Ten at most, and only what you need to receive people. Empty the text of a question to take it away.
booked-question = Question { $number }
booked-question-kind = Answer
booked-question-required = An answer is required
booked-question-options = Choices
booked-question-options-hint = One on each line, two at least. Only for a choice.
booked-kind-texte = A few words
booked-kind-choix = A choice from a list
booked-kind-accord = A consent to tick
booked-conflict = Somebody else has just changed these settings: load the page again to see them.
booked-wrong-opens = Give a date and a time.
booked-wrong-largest = The largest party must fit the slot: 1 to 500 people, and no more than the seats.
booked-wrong-minimum = The minimum cannot be more than the seats of a slot.
booked-wrong-never-open = Bookings would close before they open.
booked-wrong-closes = Bookings would close after the slot has ended.
booked-wrong-long-before = That is too long before.
booked-wrong-kept-none = Say how many seats are kept.
booked-wrong-kept-nobody = Choose for which audience they are kept.
booked-wrong-kept-twice = Seats are kept for this audience already.
booked-wrong-kept-late = They would be kept after bookings have closed.
booked-wrong-kept-many = More seats are kept than the slot has, or its seats are not counted.
booked-wrong-question = A question has at most 255 characters.
booked-wrong-questions = Ten questions at most.
booked-wrong-options = Give two to twenty choices, all different.
booked-wrong-capacity = This number of seats is not possible: more are taken or kept already. Move or cancel bookings first.
booked-message-title = Write to those who booked
booked-message-text = Everyone gets a letter of their own and does not see the others. They may ask to receive no more messages.
booked-message-to = To whom
booked-message-to-viennent = Those who come
booked-message-to-attendent = Those who wait
booked-message-to-tous = Everybody
booked-message-all-slots = Every slot
booked-message-subject = Subject
booked-message-body = Message
booked-message-go = Send
booked-message-no-subject = Give the message a subject.
booked-message-empty = Write the message.
booked-message-long-subject = The subject is too long: at most 255 characters.
booked-message-too-long = The message is too long.
booked-hub = Bookings and waiting list
