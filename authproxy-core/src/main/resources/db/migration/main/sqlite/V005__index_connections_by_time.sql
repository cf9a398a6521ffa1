-- The order of the list of connections: without it every page of a wide list sorts all of them.
CREATE INDEX connections_created ON connections (created_at, id) WHERE deleted_at IS NULL;
