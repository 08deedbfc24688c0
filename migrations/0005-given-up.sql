-- How many letters were given up is asked by every probe; letters are kept for more than a year.
CREATE INDEX letter_given_up ON letter (gave_up_at) WHERE gave_up_at IS NOT NULL;
