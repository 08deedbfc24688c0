-- What an organiser says to the referee beside a revision that answers remarks; and before it is sent, what was typed of it.
ALTER TABLE revision ADD COLUMN answer TEXT NOT NULL DEFAULT '';
ALTER TABLE event ADD COLUMN answer TEXT NOT NULL DEFAULT '';
