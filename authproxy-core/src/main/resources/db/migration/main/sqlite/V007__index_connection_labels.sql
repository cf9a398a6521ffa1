-- The effective labels of connections one by one, for lists with a selector: SQLite cannot index the inside of a JSON
-- text. Kept by triggers, so that no writer can forget it. Labels that many connections have are not looked up here.
CREATE TABLE connection_labels (
    label_key varchar NOT NULL,
    label_value varchar NOT NULL,
    id varchar NOT NULL,
    PRIMARY KEY (label_key, label_value, id)
) WITHOUT ROWID;
CREATE INDEX connection_labels_id ON connection_labels (id);

INSERT INTO connection_labels (label_key, label_value, id)
SELECT label.key, label.value, connections.id FROM connections, json_each(connections.effective_labels) AS label;

CREATE TRIGGER connection_labels_insert AFTER INSERT ON connections
BEGIN
    INSERT INTO connection_labels (label_key, label_value, id)
    SELECT label.key, label.value, new.id FROM json_each(new.effective_labels) AS label;
END;

CREATE TRIGGER connection_labels_update AFTER UPDATE OF effective_labels ON connections
WHEN old.effective_labels IS NOT new.effective_labels
BEGIN
    DELETE FROM connection_labels WHERE id = old.id;
    INSERT INTO connection_labels (label_key, label_value, id)
    SELECT label.key, label.value, new.id FROM json_each(new.effective_labels) AS label;
END;

CREATE TRIGGER connection_labels_delete AFTER DELETE ON connections
BEGIN
    DELETE FROM connection_labels WHERE id = old.id;
END;
