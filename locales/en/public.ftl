# Words of the public pages.
public-search-label = Find an event
public-search-what = What?
public-search-what-example = { $first }, { $second }…
public-search-where = Where?
public-search-where-example = town or postcode
public-search-when = When?
public-search-when-any = the whole week
public-search-go = Find
public-near-me = Near me
public-near-failed = Your position could not be read: type a town or a postcode.
public-filter-apply = Show results
public-filter-active = Filters in force
public-filter-clear = Clear all
public-home-calendar = The calendar
public-home-all = See all
public-home-sectors = By sector
public-home-places = By département
public-home-regions = By région
public-home-places-all = All places
public-home-places-list = Number of events in each département
public-week-title = Seven days
public-week-days = Day by day
public-week-label = Events by day
public-sort = Sort
public-export = Export
public-subscribe = Subscribe to this search (RSS)
public-views = View
public-none-title = Nothing matches this search.
public-none-text = Widen it: a larger radius, another day, or one filter fewer.
public-map-label = Map of events
public-map-zoom-in = Zoom in
public-map-zoom-out = Zoom out
public-map-locate = Locate me
public-map-locate-failed = Your position could not be read.
public-map-whole = Whole map
public-map-open = See the event
public-map-follow = The list follows the map
public-map-search-here = Search this area
public-map-legend = Legend
public-calendar-hours = Go to an hour
public-calendar-none = No event on that day.
public-calendar-none-text = Choose another day above, or widen the search.
public-calendar-whole = See the whole week
public-event-by = Offered by
public-event-know = Good to know
public-event-when-first = Dates first planned
public-book-later = Postponed: new dates will be given here
public-event-when = When and how to come
public-event-where = Where
public-event-meeting = Meeting point:
public-event-transport = Getting there:
public-event-itinerary = Directions
public-event-online = Join online
public-event-ics = Add to my calendar
public-event-share = Share
public-event-copy = Copy the link
public-event-mail = Send by email
public-event-photo = Photo:
public-event-access = Accessibility
public-event-cancelled = This event is cancelled.
public-event-postponed = This event is postponed.
public-event-moved = This event now takes place online.
public-event-past = This event is over.
public-event-full = Every seat is taken.
public-territory-map = On the map
public-territory-events = Coming up
public-territory-events-over = The programme
public-territory-none = No event here yet.
public-territory-none-text = Labels arrive week after week. You can also propose an event.
public-propose = Propose an event
public-organisation-now = This edition
public-organisation-past = Earlier editions
public-organisation-none = Nothing announced for this edition.
public-edition-now = current
public-edition-current = See the current edition
public-figures-how = How these figures are counted
public-error-number = Incident number:
public-error-home = Back to the home page
public-accessibility-contact = Report a difficulty:
public-legal-credits = Sources and licences
public-legal-what = What
public-legal-who = Source
public-legal-licence = Licence
public-calendar-more = See all at { $hour }
public-event-more-days = { $count ->
    [one] One more day
   *[other] { $count } more days
}
public-territory-list = { $count ->
    [one] See the event
   *[other] See the { $text } events
}
public-edition-over = { $name }: this edition is over. It stays here as it was.

public-count-events = { $count ->
    [0] No event
    [one] { $text } event
   *[other] { $text } events
}
public-count-departments = { $count ->
    [one] { $text } département
   *[other] { $text } départements
}
public-level-nation = Country
public-level-region = Région
public-level-departement = Département
public-level-commune = Town
public-mode-place = On site
public-mode-online = Online
public-mode-both = On site and online
public-access-motor = Motor disability
public-access-sight = Visual disability
public-access-hearing = Hearing disability
public-access-intellectual = Intellectual disability
public-access-psychic = Mental health condition

# Places.
public-place-online = Online
public-place-both = { $place } and online
public-place-departement = { $name } (département { $code })
public-place-region = { $name } (région)
public-place-unknown = No place answers to “{ $place }”: the search covers the whole country.
public-place-others = Did you mean:

# When.
public-when-unknown = Date to come
public-when-more-times = { $count ->
    [one] and one more slot
   *[other] and { $text } more slots
}
public-when-other-days = { $count ->
    [one] and another day
   *[other] and { $text } other days
}
public-week-before = { $count ->
    [one] One event in the days before
   *[other] { $text } events in the days before
}
public-week-after = { $count ->
    [one] One event afterwards
   *[other] { $text } events afterwards
}

# Coming.
public-booking-none = Walk in
public-booking-day = Sign up on the day
public-booking-preferred = Booking advised
public-booking-required = Booking required
public-booking-preferred-elsewhere = Booking advised, with the organiser
public-booking-required-elsewhere = Booking required, with the organiser
public-event-approximate = On the map, the point is that of the commune: rely on the address.
public-book-off = Cancelled: nothing to book
public-book-online = To be followed online
public-book-none = No booking needed
public-book-none-free = Free, no booking needed
public-book-day = Sign up at the door, on the day
public-book-day-free = Free, sign up at the door on the day
public-book-preferred = Booking advised
public-book-preferred-free = Free, booking advised
public-book-required = Booking required
public-book-required-free = Free, booking required
public-book-button = Book

# Filters.
public-filter-sector = Sector
public-filter-audience = Audience
public-filter-format = Format
public-filter-mode = On site or online
public-filter-access = Accessibility
public-filter-tag = Topic
public-filter-seats = Seats left
public-filter-seats-only = With seats left
public-active-words = “{ $words }”
public-active-period = From { $from } to { $to }
public-active-from = From { $from }
public-active-to = Until { $to }
public-active-around = { $place } and { $km } km around
public-active-near = Within { $km } km of a point near { $name }
public-active-point = Within { $km } km of the chosen point
public-active-box = In the area of the map
public-active-remove = Remove the filter: { $filter }
public-sort-date = By date
public-sort-distance = By distance
public-sort-pertinence = By relevance
public-export-ics = Calendar (ICS)
public-export-xlsx = Spreadsheet (XLSX)
public-export-csv = Data (CSV)
public-export-geojson = Map (GeoJSON)
public-export-json = Data (JSON)

# The list and the map.
public-list-title = Events
public-list-title-in = Events { $in }
public-list-title-near = Events near { $name }
public-list-description = { $count }, as a list and on the map.
public-understood-around = “{ $words }” is taken for a place: { $place } and { $km } km around.
public-understood-in = “{ $words }” is taken for a place: { $place }.
public-understood-undo = Look for this word everywhere instead
public-forgiven = Nothing answers “{ $words }” exactly: the nearest words were looked for.
public-off-map = { $count ->
    [one] One of these events is not on the map: it takes place online.
   *[other] { $text } of these events are not on the map: they take place online.
}
public-pages-note = { $first } to { $last } of { $total }
public-page-beyond = This search has { $pages } pages only: here is the last one.
public-nearest = The nearest ones
public-way-wider = Search within { $km } km
public-way-box = Search beyond the area of the map
public-way-days = Any day
public-way-words = Without the words searched for
public-way-sectors = Any sector
public-way-audiences = Any audience
public-way-formats = Any format
public-way-modes = On site and online
public-way-access = Without accessibility needs
public-way-territories = Anywhere { $in }
public-way-seats = Even when full
public-way-everything = See the whole programme

# What an address says wrongly.
public-bad = “{ $value }” was not understood for “{ $parameter }”: { $expected }
public-bad-date = a date such as 2018-03-29 is expected.
public-bad-end-after-start = the end cannot come before the beginning.
public-bad-mode = place, ligne or mixte is expected.
public-bad-access = moteur, visuel, auditif, mental or psychique is expected.
public-bad-one = 1 is expected, or nothing.
public-bad-near = a latitude, a longitude and kilometres are expected, such as 43.65,0.59,20.
public-bad-bbox = four edges in degrees are expected: west, south, east, north.
public-bad-sort = date, distance or pertinence is expected.
public-bad-near-for-distance = to sort by distance, say from where.
public-bad-page = a whole number from 1 is expected.
public-bad-territory = the code of a territory is expected, such as 32, r76 or c32013.
public-bad-slug = one of the choices on offer is expected.
public-bad-known = this edition has no such choice.
public-bad-shorter-text = the text searched for is too long.
public-bad-fewer-values = there are too many choices at once.

# The home.
public-home-everywhere = all over { $name }
public-home-lead = { $count ->
    [one] One labelled event, near you or online.
   *[other] { $text } labelled events, to choose by place, by day or by sector.
}
public-home-lead-none = The first labelled events will appear here.
public-home-map-note = { $events } in { $departments }
public-home-picked = To begin with
public-home-organise = Organising an event?
public-home-organise-text = Ten minutes to propose it, until { $until }. The referee of your area answers within { $days } working days.
public-home-organise-closed = Proposals are closed for this edition.

# The calendar.
public-calendar-description = The events of { $day }, hour by hour.
public-calendar-whole-day = All day
public-calendar-ics = Download this day (ICS)

# An event.
public-event-near = Close by
public-event-said = (Announced on { $day }.)
public-gone = This event is no longer on the programme
public-gone-withdrawn = Its organiser has withdrawn it. If you planned to go, get in touch with them before you travel.
public-gone-unlabelled = Its label is being looked at again, or was not upheld. If it is granted once more, the event will be back at this address; until then, get in touch with its organiser before you travel.
public-gone-calendar = See the calendar
public-event-written-fr = The organiser wrote this page in French.
public-event-written-en = The organiser wrote this page in English.
public-slot-over = Over
public-slot-seats = { $count ->
    [one] { $text } seat
   *[other] { $text } seats
}
public-slots-zone = Times are those { $of }.
public-ages-both = From { $from } to { $to }
public-ages-from = From the age of { $from }
public-ages-to = Up to the age of { $to }
public-know-ages = Ages
public-know-safety = Safety
public-know-access = Access
public-know-tags = Topics
public-know-contact = Contact
public-know-mail = Mail
public-know-phone = Telephone
public-know-site = Website
public-label = Labelled on { $day } by the referee { $of }
public-label-link = check it

# Territories.
public-territories-title = All over { $name }
public-territories-lead = Each area has its referee, its committee and its programme.
public-territory-lead = { $events } { $in }.
public-territory-lead-none = No event is announced { $in } yet.
public-territory-departements = Départements
public-territory-communes = Towns
public-referee-title = Your referee
public-referee-text = They answer organisers and decide about the label.
public-referee-above = Proposals from here go to the referee { $of }.
public-referee-then-title = Contact of that edition
public-referee-then = Organisers turned to this service during that edition.
public-coordination-title = Regional coordination
public-coordination-text = It supports the referees of the départements, and decides about the label where there is none.
public-coordination-above = Proposals from here go to the regional coordination { $of }.
public-team-title = National team
public-team-text = It decides about the label where neither the département nor the région has a referee.
public-team-above = Proposals from here go to the national team.
public-committee-title = Steering committee
public-committee-since = Set up in { $since }.
public-committee-partners = { $count ->
    [one] One partner.
   *[other] { $text } partners.
}
public-committee-run = Run by { $by }.

# Organisers.
public-organisation-description = The events of { $name }.
public-organisation-company = Company
public-organisation-school = School
public-organisation-university = Higher education
public-organisation-federation = Trade federation
public-organisation-chamber = Chamber of commerce
public-organisation-public-body = Public body
public-organisation-association = Association
public-organisation-employment = Employment service

# Editions.
public-editions-title = Every edition
public-editions-lead = Programmes stay here, with their figures and how they were counted.
public-edition-see = The programme: { $events }
public-edition-figures = Figures
public-edition-about = The edition in a few words
public-figures-last-year = Last year
public-figures-year = The { $year } edition
public-figures-events = labelled events
public-figures-participants = participants
public-figures-participants-online = participants, online included
public-figures-declared = declared by organisers
public-figures-verified = verified
public-figures-estimated = estimated
public-edition-programme-how = counted from the programme
public-edition-no-figures = No published figure is known.
public-edition-unknown-text = Neither its programme nor any published figure has reached us. Rather than make some up, we say so.
public-edition-unknown = Nothing of this edition is kept here.
public-figures-more = over
public-figures-millions = { $count ->
   *[other] { $number } million
}
public-figures-note =
    {"**Declared**"}: told by those who organise, as they are.

    {"**Verified**"}: checked by those who publish, event by event.

    {"**Estimated**"}: computed from a part of the answers.

    {"**Counted**"}: counted from the programme kept here; an event of several days counts once.

# Data.
public-data-title = Open data
public-data-lead = The whole programme in the usual formats: the same addresses and the same filters as the list.
public-data-formats = Formats
public-data-address = Address
public-data-what = What it holds
public-data-json = One object for each event, with its slots.
public-data-geojson = One point for each event, for maps.
public-data-csv = One line for each event, for spreadsheets.
public-data-xlsx = The same as a workbook.
public-data-ics = One entry for each slot, for calendars; a subscription stays up to date.
public-data-rss = Every event of the search, for a feed reader.
public-data-text =
    ## Filtering

    Each address takes the parameters of the list: `secteur`, `public`, `format`, `territoire` (`32`, `r76`, `c32013`), `jour`, `du` and `au`, `mode`, `acces`, `places`, `pres` (latitude, longitude, kilometres), `bbox`, `q`. For one: `/evenements.csv?territoire=32&secteur={"{sector}"}`.

    ## Searching

    `/api/v1/search` answers the same search as JSON: the total, twenty events a page, the counts of each filter and, with `bbox` and `zoom`, the clusters of the map.

    ## Reusing

    The data of the programme are under the Licence Ouverte 2.0: reuse them freely, naming their source and their date. Texts and pictures remain their authors’.

# The site.
public-accessibility-text =
    This site aims at conformity with the French accessibility standard (RGAA 4.1).

    ## What is done

    - Every page can be read without JavaScript, with the keyboard, with a screen reader, at 400% and on a narrow screen.
    - Whatever the map shows is in the list, with the same filters.
    - Colours never carry a meaning alone.
    - The scheme follows the system’s, light or dark, and the wish for less motion is respected.

    ## What depends on organisers

    Texts and pictures of events are those of the people who organise them: each picture has to be described, and conditions of access are told when they are known.

    ## Telling us of a difficulty

    If a page resists you, write to us: we will give you the information in another way, and mend the page.
public-legal-hosting = Hosting
public-legal-text =
    ## Publisher

    {"{publisher}"}. To write to us: {"{contact}"}.{"{hosting}"}

    ## Your data

    Visiting this site sets no cookie and calls no other site. People who propose or review an event leave their email address: it is used to write to them about these events, and is shown only to those who review the event and to those who organise it with you. They may ask to read it, correct it or erase it.

    ## Contents

    Events are described by their organisers, who answer for them. The label says that a referee checked the criteria of the edition.
public-credit-places = Places, boundaries and base map
public-credit-map = Interactive map
public-credit-faces = Typefaces
public-credit-site = Software of the site
# The script replaces {n} by the number.
public-map-parts = Mainland and overseas
public-map-same = { "{n}" } events in the same place
public-territory-editions = Other editions here
public-territory-editions-note = Only editions whose programme is kept have figures for each place; of the others, only national totals are known.

# The figures of a place, counted from the programme.
public-figures-of = { $name } in figures
public-figures-labelled = { $count ->
    [one] labelled event
   *[other] labelled events
}
public-figures-organisers = { $count ->
    [one] organiser
   *[other] organisers
}
public-figures-communes = { $count ->
    [one] town or village
   *[other] towns and villages
}
public-figures-departements = { $count ->
    [one] département
   *[other] départements
}
public-figures-accessible = announce provision for a disability
public-figures-online = can be followed online
public-figures-share = { $number }%
public-figures-share-least = less than 1%
public-figures-share-how = { $part } out of { $total }
public-figures-counted = Counted from the published programme on { $day }. An event of several days or sectors counts once in the total, and once in each of them.
public-figures-counted-over = Counted from the programme as it was published. An event of several days or sectors counts once in the total, and once in each of them.
public-figures-cancelled = { $count ->
    [one] One cancelled event is still counted.
   *[other] The { $text } cancelled events are still counted.
}
public-figures-day = { $day }: { $count }
public-figures-sectors-none = No event yet: { $names }.

# What completes while one types.
public-suggest-label = Suggestions
# The script replaces {words} by what is typed.
public-suggest-go = Search for “{ "{words}" }”
public-suggest-note = { $kind } · { $events }
public-suggest-organisation = Organiser
public-suggest-event = Event

# The label as a proof.
public-proof-title = Label no. { $number }
public-proof-valid = This label is valid.
public-proof-valid-text = This event bears the “{ $campaign }” label.
public-proof-undone = This label is no longer valid.
public-proof-undone-text = It was undone on { $day }: the event has left the programme.
public-proof-withdrawn-text = It was undone on { $day }, and the organiser then withdrew the proposal.
public-proof-off-text = The organiser took the event off the programme on { $day }.
public-proof-again-text = The organiser took the event off the programme, then proposed it again.
public-proof-organiser = Organiser
public-proof-edition = Edition
public-proof-territory = Granted by
public-proof-day = Granted on
public-proof-revision = On revision
public-proof-revision-text = no. { $granted }
public-proof-revision-later = no. { $granted }; the public page is now at no. { $public }, after corrections that needed no new review
public-proof-state = The event itself
public-proof-criteria = What was checked
public-proof-history = Every label of this event
public-proof-granted = Revision { $revision }: labelled on { $day } by the referee { $of }.
public-proof-granted-undone = Revision { $revision }: labelled on { $day } by the referee { $of }; label undone on { $undone }.
public-proof-how = An address that never changes
public-proof-how-text = This page reads the site’s register at the moment it is opened. Its address can be shared and printed, and stays the same whether the label holds or not.
public-proof-checked = Register consulted on { $day }.
public-proof-event = See the event

# The picture of a shared link.
public-card-events = { $count ->
    [one] { $text } labelled event
   *[other] { $text } labelled events
}
public-edition-programme = { $count ->
    [one] event in the programme
   *[other] events in the programme
}
public-territory-risks = There are seats left
public-territory-risks-text = These still wait for people within the week.
