-- People, how they come in, what they may decide, and the letters written to them.
-- {id} and {blob} are replaced for each database; moments are milliseconds since 1970 in UTC.

CREATE TABLE person (
  id {id},
  email TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  language TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  confirmed_at BIGINT,
  digest_stopped_at BIGINT
);

-- A single-use link sent by mail. Only a digest of its secret is kept.
CREATE TABLE sign_in_link (
  token_hash TEXT PRIMARY KEY,
  email TEXT NOT NULL,
  person_id BIGINT REFERENCES person (id) ON DELETE CASCADE,
  purpose TEXT NOT NULL,
  next_path TEXT,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  used_at BIGINT
);
CREATE INDEX sign_in_link_expires ON sign_in_link (expires_at);

CREATE TABLE session (
  id {id},
  token_hash TEXT NOT NULL UNIQUE,
  person_id BIGINT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  created_at BIGINT NOT NULL,
  seen_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  ended_at BIGINT,
  ended_by BIGINT REFERENCES person (id) ON DELETE SET NULL,
  device TEXT NOT NULL
);
CREATE INDEX session_person ON session (person_id);
CREATE INDEX session_expires ON session (expires_at);

-- Who decides, or gives an opinion, where and since when.
CREATE TABLE appointment (
  id {id},
  person_id BIGINT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  role TEXT NOT NULL CHECK (role IN ('referee', 'coordinator', 'committee', 'national')),
  territory TEXT NOT NULL,
  institution TEXT,
  since BIGINT NOT NULL,
  until BIGINT,
  appointed_by BIGINT REFERENCES person (id) ON DELETE SET NULL
);
CREATE INDEX appointment_person ON appointment (person_id);
CREATE INDEX appointment_territory ON appointment (territory, role);

-- An offer to take a role or to act for an organisation, answered from the mail.
CREATE TABLE invitation (
  id {id},
  token_hash TEXT NOT NULL UNIQUE,
  email TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('referee', 'coordinator', 'committee', 'national', 'organiser')),
  territory TEXT,
  institution TEXT,
  organisation_id BIGINT,
  invited_by BIGINT REFERENCES person (id) ON DELETE SET NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  accepted_at BIGINT
);

-- The outbox: letters written in the transaction that decided them, sent afterwards.
CREATE TABLE letter (
  id {id},
  dedupe TEXT NOT NULL UNIQUE,
  to_email TEXT NOT NULL,
  to_person BIGINT REFERENCES person (id) ON DELETE SET NULL,
  language TEXT NOT NULL,
  kind TEXT NOT NULL,
  params TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  not_before BIGINT NOT NULL,
  attempts BIGINT NOT NULL DEFAULT 0,
  last_error TEXT,
  claimed_until BIGINT,
  sent_at BIGINT,
  gave_up_at BIGINT
);
CREATE INDEX letter_due ON letter (not_before) WHERE sent_at IS NULL AND gave_up_at IS NULL;

CREATE TABLE setting (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
);
