# Answers that say no, and the way on.
refusal-refused = This is not possible
refusal-not-found = This page does not exist
refusal-not-found-text = The address may be incomplete, or the page may have moved.
refusal-gone = It is no longer here
refusal-forbidden = This page is not open to you
refusal-forbidden-text = It is for other roles. If you should have access, ask the team that invited you.
refusal-sign-in = Sign in
refusal-sign-in-text = This page needs an open session.
refusal-conflict = Someone was there before you
refusal-forged = The form is no longer valid
refusal-forged-text = Your session has changed since the page was opened. Go back, reload the page and try again: nothing was saved.
refusal-method = This address does not answer that request
refusal-method-text = The page may exist, but it is not used this way.
refusal-unreadable = The request cannot be read
refusal-unreadable-text = What was sent cannot be read. Go back and try again.
refusal-too-large = This is too large
refusal-too-large-text = What was sent is larger than what is accepted. Make it smaller, then try again.
refusal-too-many = Too many requests at once
refusal-too-many-text = { $minutes ->
    [one] Try again in a minute.
   *[other] Try again in { $minutes } minutes.
}
refusal-busy = The site is very busy
refusal-busy-text = Try again in a few seconds: nothing that was saved is lost.
refusal-fault = A fault on our side
refusal-fault-text = It has just been recorded. Try again; if it comes back, give us this number.
refusal-go-home = Back to the home page
refusal-go-events = See the events
refusal-zoom = The zoom is a whole number from 0 to { $most }.

# The fields, as sentences name them.
refusal-field-title = Title
refusal-field-summary = Summary
refusal-field-description = Description
refusal-field-language = Language of the record
refusal-field-format = Format
refusal-field-sectors = Sectors
refusal-field-audiences = Audiences
refusal-field-ages = Ages
refusal-field-tags = Tags
refusal-field-organisation = Organisation
refusal-field-mode = On site or online
refusal-field-place = Place and address
refusal-field-commune = Commune
refusal-field-point = Pin on the map
refusal-field-meeting-point = Meeting point
refusal-field-transport = Public transport
refusal-field-online-url = Online address
refusal-field-slots = Slots
refusal-field-booking = Booking
refusal-field-full = Full
refusal-field-conditions = Conditions
refusal-field-access = Access
refusal-field-safety = Safety
refusal-field-free = Is it free of charge?
refusal-field-public-contact = Contact for the public
refusal-field-referee-contact = Contact for the referee
refusal-field-picture = Picture
# What is missing.
refusal-missing-title = Give a title.
refusal-missing-summary = Sum up in one sentence what people will see.
refusal-missing-description = Tell about the event: how it goes, the trades, what one discovers.
refusal-missing-language = Say which language the record is written in.
refusal-missing-format = Choose a format.
refusal-missing-sectors = Choose at least one sector.
refusal-missing-audiences = Choose at least one audience.
refusal-missing-ages = Give the ages.
refusal-missing-tags = Choose a tag.
refusal-missing-organisation = Name the organisation.
refusal-missing-mode = Say whether one comes or follows online.
refusal-missing-place = Give the name of the place or its address.
refusal-missing-commune = Give the commune.
refusal-missing-point = Place the pin on the map.
refusal-missing-meeting-point = Give the meeting point.
refusal-missing-transport = Say how to come by public transport.
refusal-missing-online-url = Give the address where the event is followed online.
refusal-missing-slots = Add at least one slot.
refusal-missing-booking = Say whether one must book; if so, give a page, an email address or a telephone.
refusal-missing-full = Say whether seats are left.
refusal-missing-conditions = Give the conditions.
refusal-missing-access = Say how you welcome people.
refusal-missing-safety = Give the safety instructions.
refusal-missing-free = Say whether the event is free of charge.
refusal-missing-public-contact = Give a contact for the public.
refusal-missing-referee-contact = Give an email address where the referee can reach you.
refusal-missing-picture = Add a picture.
# What is blocked, with the way out.
refusal-blocked-too-long = { $field }: too long. Cut it to { $limit } characters at most.
refusal-blocked-unknown-choice = { $field }: a choice is not offered in this edition, or there are too many. Choose from the list.
refusal-blocked-malformed-online-url = This address is not complete. Copy it from your browser, for example https://call.example.org/room.
refusal-blocked-malformed-booking = The booking page or address is not complete. Expected: https://example.org or booking@example.org.
refusal-blocked-malformed-public-contact = The email address or website of the public contact is not complete. Expected: contact@example.org, https://example.org.
refusal-blocked-malformed-referee-contact = The contact’s email address is not complete: it needs a name, an @ sign, then a domain.
refusal-blocked-outside-window = { $day } is outside the accepted dates ({ $period }). Choose a day of this period, or take this slot away.
refusal-blocked-pin-elsewhere = The pin is in { $commune } ({ $code }), the address in another commune. Move the pin, or change the commune.
refusal-blocked-pin-nowhere = The pin is in no commune: at sea, or abroad. Move it, or clear it so that it follows the address.
refusal-blocked-unknown-commune = This commune does not exist, or does no more. Type its name and choose from the list.
refusal-blocked-ages = The youngest age is above the oldest, or above 120 years. Swap them or clear one.
refusal-blocked-no-consent = Declare that you have the right to publish this picture, or remove it.
refusal-blocked-no-alternative = Describe the picture in one sentence for those who cannot see it, or remove it.
# What is odd, and may stand.
refusal-warning-shouting = The title is in capitals. It would read better like this: “{ $quiet }”.
refusal-warning-names-campaign = The title repeats the name of the week, which every page says already. Say what people come to see instead.
refusal-warning-several-events = This record seems to hold several events. Make one for each: they will be found more easily.
refusal-warning-duplicate = A very similar event exists on the same day in the same commune: “{ $title }”. Check that it is not the same.
refusal-warning-place-uncertain = The pin is not placed: people will only see the commune. Place it at the entrance.
# Slots.
refusal-slot-too-many = { $count } slots are too many: 800 at most. Group some, or make two records.
refusal-slot-end-not-after-start = Slot { $slot } ends before it begins. Swap the hours or correct the end.
refusal-slot-too-long = Slot { $slot } lasts more than 24 hours. Make one slot a day.
refusal-slot-outside-window = Slot { $slot } is outside the accepted dates. Change the day or take it away.
refusal-slot-overlap = Slots { $other } and { $slot } overlap. Shorten one, or join them with more seats.
refusal-slot-capacity = The number of seats of slot { $slot } is not plausible. Leave it empty if there is no limit.
refusal-series-no-day = Tick at least one day for the series.
refusal-series-no-duration = A slot lasts at least a minute. Give a length.
refusal-series-overlapping = Slots of { $duration } minutes every { $every } minutes overlap. Shorten them or space them out.
refusal-series-nothing-fits = No slot of { $duration } minutes fits between these hours. Widen the hours or shorten the slots.
refusal-series-too-many = This series would make { $count } slots: 800 at most. Space them out or choose fewer days.
refusal-series-unreadable = The series cannot be read. Give numbers for the minutes and the seats, and two hours, such as 10:00 and 17:00.
# What was typed and cannot be read.
refusal-typed-age = “{ $typed }” is not an age. Write a number of years, such as 14, or leave it empty.
refusal-typed-commune = We cannot find “{ $typed }”. Type the official name or the postcode.
refusal-typed-communes = Several communes answer to this name: { $names }. Add the postcode.
refusal-typed-point = These coordinates cannot be read. Latitude then longitude in degrees, such as 43.6465 and 0.5855; or leave them empty.
refusal-typed-slots = { $count ->
    [one] A slot is not complete: it needs a day, an hour of beginning and an hour of end. Complete it or clear it.
   *[other] Some slots are not complete: they need a day, an hour of beginning and an hour of end. Complete them or clear them.
}
# Identifiers.
refusal-identifier-siret-key = This SIRET has a wrong digit or two swapped ones: its key does not fit. Copy it again, or leave it empty.
refusal-identifier-siret-length = A SIRET has fourteen digits. Complete it, or leave it empty.
refusal-identifier-siret-shape = A SIRET holds digits only. Correct it, or leave it empty.
refusal-identifier-email-shape = This address is not complete: it needs a name, an @ sign, then a domain, such as first.last@example.org.
refusal-identifier-web-scheme = The address of a website begins with https:// or http://.
refusal-identifier-web-shape = This website address is not complete. Expected: https://example.org.
refusal-organisation-several = Several organisations have this name: { $names }. Choose from the list that opens as you type, give your SIRET, or tick “create mine”.
refusal-organisation-name = Give a name of { $limit } characters at most.
refusal-organisation-siret-taken = Another organisation has this SIRET already. Check it, or ask those who manage it to invite you.
refusal-organisation-last = You are the last person who acts for this organisation. Invite someone first.
refusal-invitation-gone = This invitation was used already or has expired. Ask the person who invited you for another.
refusal-picture-heavy = This picture weighs more than 12 MB. Make it smaller, then try again.
refusal-picture-kind = This file is no picture we can read. Expected: JPEG, PNG, WebP or GIF.
refusal-picture-large = This picture has more than 50 million pixels. Make it smaller, then try again.
refusal-picture-small = This picture is too small: each side needs at least 100 pixels.
refusal-picture-damaged = This picture is damaged and cannot be read to its end. Save it again, then try again.
# Why an act of the review is not possible.
refusal-review-closed = Proposals are not open. A draft is kept, and a past event can be copied once they are.
refusal-review-incomplete = Something is missing, or has to be corrected. Each point is listed with a link to its field.
refusal-review-nothing-changed = Nothing has changed since it was last sent. Change a field before sending again.
refusal-review-moved-on = The proposal changed while this page was open. Reload the page to see where it stands.
refusal-review-criteria = A criterion lacks the answer this decision needs. Answer each of them.
refusal-review-no-remark = Say what is asked for: at least one remark is needed.
refusal-review-no-reason = Give the reason: it will be read.
refusal-review-too-long = This text is too long: { $limit } characters at most.
refusal-review-too-many = Too many remarks at once: 30 at most. Join some of them.
refusal-review-not-wording = Only wording is corrected this way. For the rest, return the proposal with a remark.
refusal-review-nothing-to-undo = There is no decision to undo, or another one has come since.
refusal-review-not-public = Nothing is public yet, so there is nothing to announce. Withdraw the proposal instead.
refusal-review-cancel-instead = A labelled event is cancelled, not withdrawn: the public has to know. Choose “Cancel the event”.
refusal-review-already-refused = This proposal was refused. Copy it to propose another one.
