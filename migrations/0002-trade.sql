-- The trade: campaigns and their editions, organisations, events and their review.

CREATE TABLE campaign (
    id {id},
    slug TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    steered_by TEXT NOT NULL
);

CREATE TABLE edition (
    id {id},
    campaign_id BIGINT NOT NULL REFERENCES campaign (id),
    slug TEXT NOT NULL UNIQUE,
    stage TEXT NOT NULL,
    rules TEXT NOT NULL,
    -- One row, raised in the transaction of every change of a public face: a reader that saw N has seen all up to N.
    public_revision BIGINT NOT NULL DEFAULT 0,
    version BIGINT NOT NULL DEFAULT 1
);

CREATE TABLE organisation (
    id {id},
    slug TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    folded TEXT NOT NULL,
    siret TEXT UNIQUE,
    kind TEXT NOT NULL,
    website TEXT NOT NULL,
    commune TEXT,
    created_at BIGINT NOT NULL
);
CREATE INDEX organisation_folded ON organisation (folded);

CREATE TABLE membership (
    organisation_id BIGINT NOT NULL REFERENCES organisation (id),
    person_id BIGINT NOT NULL REFERENCES person (id),
    since BIGINT NOT NULL,
    -- On whose word: a colleague’s, and since when it is known. Without either, their own.
    invited_by BIGINT REFERENCES person (id) ON DELETE SET NULL,
    known_at BIGINT,
    known_by BIGINT REFERENCES person (id) ON DELETE SET NULL,
    PRIMARY KEY (organisation_id, person_id)
);
CREATE INDEX membership_person ON membership (person_id);

-- What a territory shows of itself, and the remarks its referees keep.
CREATE TABLE office (
    territory TEXT PRIMARY KEY,
    body TEXT NOT NULL,
    version BIGINT NOT NULL DEFAULT 1
);

CREATE TABLE event (
    id {id},
    edition_id BIGINT NOT NULL REFERENCES edition (id),
    -- The public address, given with the first label and kept for ever.
    slug TEXT,
    -- Raised to make every link mailed so far useless.
    link_epoch BIGINT NOT NULL DEFAULT 0,
    proposer_id BIGINT REFERENCES person (id),
    organisation_id BIGINT REFERENCES organisation (id),
    -- The territory with jurisdiction, and the whole way up as JSON.
    home TEXT NOT NULL,
    chain TEXT NOT NULL,
    commune TEXT,
    title TEXT NOT NULL,
    -- The days it takes place, one after the other: where a duplicate is looked for, with the title and the commune.
    days TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL,
    review TEXT NOT NULL,
    reason TEXT,
    due_at BIGINT,
    label TEXT,
    labelled_revision BIGINT,
    -- Who organises, as the public reads: that of the labelled revision.
    labelled_organisation_id BIGINT REFERENCES organisation (id),
    status TEXT NOT NULL,
    revisions BIGINT NOT NULL,
    -- The working copy: what the form holds and has not been sent.
    working TEXT,
    working_at BIGINT,
    -- What was typed in it and could not be read, field by field.
    unread TEXT,
    -- The edition’s public revision when its public face last changed.
    public_revision BIGINT NOT NULL DEFAULT 0,
    -- When it last did: later each time, so that calendars and feeds can tell.
    public_at BIGINT,
    -- What the site found by itself when it was last sent, for the queue’s filters.
    likely_duplicate BIGINT NOT NULL DEFAULT 0,
    place_uncertain BIGINT NOT NULL DEFAULT 0,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    version BIGINT NOT NULL DEFAULT 1,
    UNIQUE (edition_id, slug)
);
CREATE INDEX event_queue ON event (edition_id, state, home, due_at);
CREATE INDEX event_due ON event (state, due_at);
CREATE INDEX event_public ON event (edition_id, public_revision);
CREATE INDEX event_commune ON event (edition_id, commune);
CREATE INDEX event_proposer ON event (proposer_id);
CREATE INDEX event_organisation ON event (organisation_id);
CREATE INDEX event_labelled_organisation ON event (labelled_organisation_id);

CREATE TABLE revision (
    event_id BIGINT NOT NULL REFERENCES event (id),
    number BIGINT NOT NULL,
    content TEXT NOT NULL,
    at BIGINT NOT NULL,
    by_id BIGINT REFERENCES person (id),
    PRIMARY KEY (event_id, number)
);

CREATE TABLE verdict (
    id {id},
    event_id BIGINT NOT NULL REFERENCES event (id),
    revision BIGINT NOT NULL,
    kind TEXT NOT NULL,
    body TEXT NOT NULL,
    by_id BIGINT NOT NULL REFERENCES person (id),
    at BIGINT NOT NULL
);
CREATE INDEX verdict_event ON verdict (event_id, id);
CREATE INDEX verdict_at ON verdict (at);

CREATE TABLE opinion (
    event_id BIGINT NOT NULL REFERENCES event (id),
    revision BIGINT NOT NULL,
    person_id BIGINT NOT NULL REFERENCES person (id),
    institution TEXT NOT NULL,
    favourable BIGINT NOT NULL,
    note TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (event_id, revision, person_id)
);

-- Append-only: nothing in the code updates or deletes a line of it.
CREATE TABLE journal (
    id {id},
    event_id BIGINT NOT NULL REFERENCES event (id),
    at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    what TEXT NOT NULL
);
CREATE INDEX journal_event ON journal (event_id, id);

-- Who is looking at which proposal, for a minute or so.
CREATE TABLE presence (
    event_id BIGINT NOT NULL REFERENCES event (id),
    person_id BIGINT NOT NULL REFERENCES person (id),
    seen_at BIGINT NOT NULL,
    PRIMARY KEY (event_id, person_id)
);

-- Pictures taken in; their bytes are objects.
CREATE TABLE picture (
    key TEXT PRIMARY KEY,
    width BIGINT NOT NULL,
    height BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);

-- Where an event came from, and what the file said the last time: a third side for telling a local edit from a new file.
CREATE TABLE imported (
    edition_id BIGINT NOT NULL REFERENCES edition (id),
    source TEXT NOT NULL,
    outside_id TEXT NOT NULL,
    event_id BIGINT NOT NULL REFERENCES event (id),
    content TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (edition_id, source, outside_id)
);
CREATE INDEX imported_event ON imported (event_id);
