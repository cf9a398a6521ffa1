-- Whether the operator's configuration put the key there: synchronisation touches these only. Up to now all keys came
-- from it.
ALTER TABLE actor_keys ADD COLUMN configured boolean NOT NULL DEFAULT true;
