# Words of the documents to print and of the calendar files: the ticket, the list at the door.
document-ticket = Ticket
document-ticket-title = Ticket: { $title }
document-when = When
document-where = Where
document-who = For
document-by = Organised by
document-booked-by = Booked by { $name }
document-people = { $count ->
    [one] { $count } person
   *[other] { $count } people
}
document-heads = { $count ->
    [one] { $count } participant
   *[other] { $count } participants
}
document-adults = { $count ->
    [one] { $count } adult
   *[other] { $count } adults
}
document-heads-and-adults = { $heads } and { $adults }
document-need = { $need }: { $count }
document-code = QR code of the ticket: it holds the code written below.
document-code-show = Show it at the door, on paper or on your screen.
document-know = Good to know
document-cancel-title = Something came up?
document-cancel = Give your seats back in one click, and somebody else can come:
document-cancel-until = Give your seats back before { $until }, and somebody else can come:
document-cancel-link = Your booking: change or cancel it
document-list = Door list
document-list-title = Door list: { $title }
document-list-people = { $count ->
    [one] person expected
   *[other] people expected
}
document-list-bookings = { $count ->
    [one] booking
   *[other] bookings
}
document-list-free = { $count ->
    [one] seat left
   *[other] seats left
}
document-list-summary = The bookings in alphabetical order: presence, name, people, needs and code of the ticket.
document-list-none = Nobody has booked this slot yet.
document-list-note = This list names people: destroy it after the visit.
document-page = Page { $page } of { $pages }
document-column-here = In
document-column-name = Name
document-column-party = People
document-column-needs = Needs
document-column-code = Ticket
document-none = –
