# The door: who comes in.
door-title = Check-in
door-refused = Do not let in without checking
door-inside = Inside
door-to-come = Expected
door-free = Seats free
door-free-unlimited = not limited
door-search = Name or code of the ticket
door-search-hint = The beginning of the name, the school, or the code of the ticket.
door-search-go = Find
door-where = Slot and door
door-name = Name of the door
door-name-hint = For instance: reception, north gate. It is told when a ticket is shown twice.
door-people = People
door-let-in = Let in
door-let-in-late = Let in if seats are left
door-take-back = Take the check-in back
door-in = { $count ->
    [one] { $count } person is in
   *[other] { $count } people are in
}
door-was-in = { $people } inside since { $at }
door-was-in-at = { $people } inside since { $at }, { $door }
door-given-up = Absence noted on { $at }: the seats were given back.
door-walk-in = Without a booking
door-without = Let in without a booking
door-more = { $count ->
    [one] { $count } more booking: look for it by name.
   *[other] { $count } more bookings: look for them by name.
}
