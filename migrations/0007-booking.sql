-- Booking: what an organiser set, the slots people book, who booked them, and whether an event has seats left.

-- One for an event: what holds for each of its slots, and what is asked of whoever books.
CREATE TABLE booking_plan (
    event_id BIGINT PRIMARY KEY REFERENCES event (id) ON DELETE CASCADE,
    plan TEXT NOT NULL,
    questions TEXT NOT NULL,
    version BIGINT NOT NULL DEFAULT 1,
    updated_at BIGINT NOT NULL
);

-- A slot that is booked here. Whoever grants a seat holds this row; the counts are written with every change, so that reading
-- what is left reads one row.
CREATE TABLE booking_slot (
    id {id},
    event_id BIGINT NOT NULL REFERENCES event (id) ON DELETE CASCADE,
    edition_id BIGINT NOT NULL,
    -- In the time of the place, and as moments.
    starts TEXT NOT NULL,
    ends TEXT NOT NULL,
    from_at BIGINT NOT NULL,
    to_at BIGINT NOT NULL,
    -- Until when it may be booked; from then on it says nothing of the seats its event has left.
    closes_at BIGINT NOT NULL,
    -- The seats as they are, made of the content, the plan and what was set for this slot alone.
    seats TEXT NOT NULL,
    capacity_own BIGINT,
    closed TEXT,
    -- The last place given in the order of arrival.
    arrivals BIGINT NOT NULL DEFAULT 0,
    -- When something happens in it by itself.
    next_turn BIGINT,
    taken BIGINT NOT NULL DEFAULT 0,
    confirmed BIGINT NOT NULL DEFAULT 0,
    waiting BIGINT NOT NULL DEFAULT 0,
    outlook TEXT NOT NULL,
    -- Since when a newcomer finds no seat.
    full_at BIGINT,
    -- What those who booked know of when and where it is, as a digest; told again when it changes, with the next sequence.
    told TEXT NOT NULL,
    sequence BIGINT NOT NULL DEFAULT 0,
    -- Since when it waits for another date.
    postponed_at BIGINT,
    removed_at BIGINT,
    changed_at BIGINT NOT NULL,
    version BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX booking_slot_event ON booking_slot (event_id);
CREATE INDEX booking_slot_turn ON booking_slot (next_turn) WHERE next_turn IS NOT NULL;
CREATE INDEX booking_slot_changed ON booking_slot (changed_at);
CREATE INDEX booking_slot_from ON booking_slot (from_at);

-- One booking of one party for one slot. Its number is drawn by chance: it tells nobody how many book. Neither the event nor
-- the edition is held by reference, as a row held for one booking would be waited for by all others.
CREATE TABLE registration (
    id BIGINT PRIMARY KEY,
    slot_id BIGINT NOT NULL REFERENCES booking_slot (id) ON DELETE CASCADE,
    event_id BIGINT NOT NULL,
    edition_id BIGINT NOT NULL,
    arrival BIGINT NOT NULL,
    people BIGINT NOT NULL,
    audience TEXT,
    state TEXT NOT NULL,
    state_body TEXT NOT NULL,
    party TEXT NOT NULL,
    -- Who one may write to; gone once it is forgotten, like all that follows of them.
    registrant TEXT,
    email TEXT,
    answers TEXT NOT NULL,
    language TEXT NOT NULL,
    sequence BIGINT NOT NULL DEFAULT 0,
    reminded_at BIGINT,
    -- The key of the form it was sent with: the same form sent twice is one booking.
    form TEXT UNIQUE,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    forgotten_at BIGINT,
    version BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX registration_slot ON registration (slot_id, arrival);
CREATE INDEX registration_live ON registration (slot_id)
    WHERE state IN ('held', 'confirmed', 'waiting', 'offered', 'attended');
CREATE INDEX registration_email ON registration (email) WHERE email IS NOT NULL;
CREATE INDEX registration_event ON registration (event_id);
CREATE INDEX registration_forget ON registration (edition_id) WHERE forgotten_at IS NULL;

-- Letters about a registration go when it is forgotten.
ALTER TABLE letter ADD COLUMN registration_id BIGINT;
CREATE INDEX letter_registration ON letter (registration_id) WHERE registration_id IS NOT NULL;

-- Since when no seat is left in any slot one may still book here.
ALTER TABLE event ADD COLUMN full_at BIGINT;
