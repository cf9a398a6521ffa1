-- When a proxied call used the connection last, accurate to a minute; no change of the connection.
ALTER TABLE connections ADD COLUMN last_used_at timestamp;
