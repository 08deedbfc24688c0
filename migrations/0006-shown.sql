-- What a node compares its picture of an edition with, without reading an event: how many are public, and since when.
CREATE INDEX event_shown ON event (edition_id, public_at) WHERE labelled_revision IS NOT NULL;
