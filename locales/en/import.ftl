# Bringing files in: what the report says, on the command line and in the referees’ space.

import-file-empty = The file is empty.
import-file-too-large = The file is larger than { $most } MB. Split it into several files.
import-file-bomb = Once unpacked, the file is larger than { $most } MB. Save only the sheet you need, or split it.
import-file-rows = The file has more than { $most } rows. Split it into several files.
import-file-columns = The file has more than { $most } columns. Keep only those you need.
import-file-no-row = The file has no row below its column names.
import-file-unknown = This file is of none of the formats that are read: CSV, XLSX, JSON, GeoJSON or ICS. From a spreadsheet, save it as XLSX or CSV.
import-file-damaged = The { $format } file is damaged and cannot be read ({ $detail }). Save it again from the program it comes from.

import-row-cell = A cell is larger than { $most } bytes.
import-row-encoding = The row has damaged characters: mend it in the original file.
import-row-width = The row has { $cells } cells for { $columns } columns: quotes are probably missing.
import-row-quote = A quote opened on this line is never closed: nothing could be read from here to line { $to }.
import-row-json = This JSON object cannot be read ({ $detail }).
import-row-not-object = This element is not a JSON object.
import-row-deep = This object is nested more than { $most } levels deep.
import-row-ics = This calendar event cannot be read.
import-row-no-title = The row has no title.
import-row-twice = Line { $line } describes this event already: same title, same place, same organiser.
import-row-same-id = Line { $line } has this identifier already.
import-row-busy = Someone else was changing the event. Run the import again: it will take this row up.
import-row-rule = { $rule ->
    [closed] The edition does not take proposals.
    [finished] The edition is not running: its events do not change.
    [already-refused] The event was refused: it is changed no more.
    [moved-on] The event has moved on meanwhile.
   *[other] The rule “{ $rule }” says no.
 }
import-row-siret-unknown = No organisation has the SIRET { $siret }, and the row does not name it.
import-row-other-edition = This event belongs to another edition.
import-row-id-taken = This identifier is already that of “{ $title }”, in another commune. Give this file a source name of its own.
import-row-refused-here = The event was refused: the file changes it no more.
import-row-withdrawn-here = The event was withdrawn: the file changes it no more.
import-row-state = The event can no longer be edited.
import-row-others = Somebody else proposed this event: a file does not change it. Correct or return it from its page.
import-row-not-yours = The commune { $commune } is not in your territory.
import-row-nowhere = The commune is not recognised: only the national team can import this row.

import-remark-price = Whether it is free is not certain: the texts name an amount.
import-remark-siret = “{ $cell }” is not a valid SIRET.
import-remark-shortened = A text that was too long was shortened; it stays whole in the description.
import-remark-swapped = Longitude and latitude were swapped: they were put right.
import-remark-nowhere = The coordinates are outside the country: no pin was placed.
import-remark-commune-code = There is no commune with the code “{ $cell }”.
import-remark-commune = The commune “{ $cell }” is not recognised.
import-remark-repeats = The event repeats by a rule: its slots have to be entered.
import-remark-repeated = The event repeats: { $count ->
    [one] one slot falls within the accepted period.
   *[other] { $count } slots fall within the accepted period.
}
import-remark-hours = The slots were read in the text of the opening hours.
import-remark-unsure = { $why ->
    [nothing-said] Neither a day nor an hour is told.
    [too-long] The text of the opening hours is too long.
    [day-outside] Slots to enter: a day is outside the edition’s window (“{ $words }”).
    [day-ambiguous] Slots to enter: a day can be several dates (“{ $words }”).
    [weekday-mismatch] Slots to enter: a weekday and its date disagree (“{ $words }”).
    [day-without-hours] Slots to enter: a day has no hours (“{ $words }”).
    [hours-without-day] Slots to enter: hours have no day (“{ $words }”).
    [start-without-end] Slots to enter: an hour has neither end nor length (“{ $words }”).
    [departures] Slots to enter: departures follow each other, and the last one is not certain (“{ $words }”).
    [overlap] Slots to enter: hours overlap (“{ $words }”).
    [fields-disagree] Slots to enter: two columns disagree (“{ $words }”).
   *[other] Slots to enter: the hours are not certain (“{ $words }”).
 }
import-remark-backward = The end comes before the beginning.
import-remark-period = The row tells a period of several days, without the hours of each.
import-remark-no-end = The beginning has no end.
import-remark-moment = “{ $cell }” is not read as a date or an hour.
import-remark-value = “{ $cell }” is not understood ({ $field }): correct the file, or complete the proposal.
import-remark-choice = “{ $cell }” is not one of the edition’s choices ({ $field }).
import-remark-made-up = Without an identifier in the file, the row is known by its title, its place and its organiser.
import-remark-blocked = { $blocked ->
    [too-long] A text is too long ({ $field }).
    [malformed] An address has not the right form ({ $field }).
    [outside-window] A slot is outside the accepted window.
    [slots] The slots do not fit together.
    [pin-elsewhere] The pin is in another commune than the address.
    [ages] The youngest age is above the oldest.
   *[other] To mend before it is proposed: { $field }.
 }
import-remark-closed = The edition does not take proposals at the moment: the event stays a draft.
import-remark-unsent = Edits that were not sent wait in the form: the change was added to them, nothing was sent.

import-note-csv = CSV file, { $encoding }, separated by “{ $separator }”.
import-note-xlsx = XLSX workbook, sheet “{ $sheet }” (of { $sheets }).
import-note-format = { $format } file.
import-mapping-too-large = The mapping file is larger than { $most } KB.
import-mapping-wrong = The mapping file cannot be read: { $detail }
import-mapping-guessed = Without a mapping file, this is the one that is guessed and used (keep it, and mend it if need be):
import-mapping-columns = The mapping names columns that the file has not: { $columns }.
import-mapping-unused = Columns without use: { $columns }.

import-conflict = { $field }: the site keeps “{ $site }”, the file says “{ $file }”.
import-conflict-unsent = { $field }: the organiser began an edit that has not been sent yet; it stays, and the file says “{ $file }”.
import-missing = Missing: { $fields }.
import-summary = Rows read: { $rows } – new: { $new }, changed: { $changed }, unchanged: { $unchanged }, in conflict: { $conflict }, refused: { $refused }, unreadable: { $unread }. Proposals: { $proposed }, drafts: { $drafts }.
import-summary-dry = A dry run, nothing is kept. Rows read: { $rows } – new: { $new }, changed: { $changed }, unchanged: { $unchanged }, in conflict: { $conflict }, refused: { $refused }, unreadable: { $unread }. Proposals: { $proposed }, drafts: { $drafts }.

import-what-new = new
import-what-changed = changed
import-what-unchanged = unchanged
import-what-conflict = in conflict
import-what-refused = refused
import-what-unread = unreadable
import-state-draft = draft
import-state-proposed = proposed
import-state-labelled = labelled
import-state-form = waiting in the form
import-state-as-it-was = as it was

import-field-title = title
import-field-summary = summary
import-field-description = description
import-field-format = format
import-field-sectors = sectors
import-field-audiences = audiences
import-field-organisation = organiser
import-field-mode = on site or online
import-field-place = place
import-field-commune = commune
import-field-online-url = online address
import-field-slots = slots
import-field-booking = booking
import-field-free = free of charge
import-field-referee-contact = contact for the referee

import-field-id = identifier in the file
import-field-language = language
import-field-age-from = lowest age
import-field-age-to = highest age
import-field-tags = tags
import-field-siret = SIRET of the organisation
import-field-organisation-kind = kind of organisation
import-field-organisation-website = website of the organisation
import-field-address = address
import-field-postcode = postcode
import-field-commune-code = INSEE code of the commune
import-field-longitude = longitude
import-field-latitude = latitude
import-field-point = coordinates of the pin
import-field-meeting-point = meeting point
import-field-transport = coming by public transport
import-field-start = start (day and hour)
import-field-end = end (day and hour)
import-field-day = day
import-field-start-time = hour of beginning
import-field-end-time = hour of end
import-field-hours = opening hours in words
import-field-repeats = rule of repetition
import-field-capacity = seats
import-field-booking-url = booking page
import-field-booking-email = booking mail
import-field-booking-phone = booking telephone
import-field-conditions = conditions
import-field-access = accessibility
import-field-access-note = notes on accessibility
import-field-safety = safety
import-field-price = price
import-field-contact-name = public contact: name
import-field-contact-email = public contact: mail
import-field-contact-phone = public contact: telephone
import-field-contact-website = public contact: website
import-field-referee-name = contact for the referee: name
import-field-referee-email = contact for the referee: mail
import-field-referee-phone = contact for the referee: telephone
import-field-ages = ages
import-field-public-contact = public contact
import-field-picture = picture
import-columns-show = Say what each column gives
import-columns-text = Under each column stands its first value. Change what was guessed wrong, then try again.
import-columns-none = Do not import
import-drafts = { $count ->
    [one] One draft waits to be completed. It is in
   *[other] { $count } drafts wait to be completed. They are in
}
import-made-up = { $count ->
    [one] One row has no identifier: it will be known again by its title, its place and its organiser.
   *[other] { $count } rows have no identifier: they will be known again by their title, their place and their organiser.
}

import-title = Import events
import-lead = Send a partner’s file: CSV, XLSX, JSON, GeoJSON or an ICS calendar. Nothing is kept before you confirm: you first read, row by row, what would happen.
import-again = The same file may come back as often as need be: it updates the events it brought, never makes one twice, and does not undo what was edited on the site.
import-file = File
import-file-hint = At most { $rows } rows and { $megabytes } MB. Only the rows of your territories will be taken.
import-try = See what would happen
import-try-again = Try with this mapping
import-confirm = Import
import-another = Import another file
import-report-title = What came of the import
import-mapping = What each column is
import-mapping-show = Write the mapping by hand (TOML)
import-mapping-hint = Each field, then the column of the file that gives it. The same value for every row is written: format = {"{"} value = "visite" {"}"}; a default: booking = {"{"} column = "resa", default = "nothing" {"}"}.
import-gone = This file is no longer kept: send it again.
import-page-rows = The file has more than { $most } rows: split it, or ask the national team to import it.
import-table = Row by row
import-column-line = Line
import-column-title = Title
import-column-what = Outcome
import-column-state = State
import-column-notes = Worth knowing
import-finished = The edition is finished: nothing comes in any more. Open it again, or import into the running edition.
