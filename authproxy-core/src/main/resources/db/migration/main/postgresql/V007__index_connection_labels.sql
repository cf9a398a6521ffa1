-- On SQLite this is a table of single labels. Here a GIN index does the same already.
COMMENT ON INDEX connections_effective_labels IS 'serves label selectors; on SQLite the table connection_labels does';
