-- What territories showed of themselves when an edition was finished: its pages stay as they were, whoever comes after.
CREATE TABLE archived_office (
    edition_id BIGINT NOT NULL REFERENCES edition (id),
    territory TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (edition_id, territory)
);
