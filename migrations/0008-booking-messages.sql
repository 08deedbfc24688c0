-- What an organiser wrote to those who booked. The letters name it; it goes when those who booked are forgotten.
CREATE TABLE booking_message (
    id {id},
    event_id BIGINT NOT NULL REFERENCES event (id) ON DELETE CASCADE,
    edition_id BIGINT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    -- The key of the form it was sent with: the same form sent twice is one message.
    form TEXT NOT NULL UNIQUE,
    at BIGINT NOT NULL,
    by_id BIGINT REFERENCES person (id) ON DELETE SET NULL
);
CREATE INDEX booking_message_event ON booking_message (event_id);
CREATE INDEX booking_message_edition ON booking_message (edition_id);

-- Since when whoever booked wants no messages of the organiser; what concerns the booking itself is told all the same.
ALTER TABLE registration ADD COLUMN quiet_at BIGINT;
