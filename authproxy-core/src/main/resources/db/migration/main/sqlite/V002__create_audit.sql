-- The audit trail (contract 10.5, 16). A row is written unnumbered in the transaction of its change; the sealer adds
-- seq, prev_hash and hash. No foreign keys: it outlives its subjects.
CREATE TABLE audit_log (
    id varchar PRIMARY KEY,
    seq bigint,
    namespace varchar NOT NULL,
    actor_id varchar,
    actor_external_id varchar,
    act varchar,
    service varchar,
    action varchar NOT NULL,
    resource_type varchar NOT NULL,
    resource_id varchar,
    outcome varchar NOT NULL,
    details clob NOT NULL,
    request_id varchar,
    remote_ip varchar,
    before_hash varchar,
    after_hash varchar,
    created_at timestamp NOT NULL,
    prev_hash varchar,
    hash varchar
);
CREATE UNIQUE INDEX audit_log_seq ON audit_log (seq);
CREATE INDEX audit_log_waiting ON audit_log (created_at, id) WHERE seq IS NULL;
-- The order of the list: rows without a number come last downwards, first upwards.
CREATE INDEX audit_log_order ON audit_log (seq, id);
CREATE INDEX audit_log_namespace ON audit_log (namespace, seq, id);
CREATE INDEX audit_log_actor ON audit_log (actor_id, seq, id);
CREATE INDEX audit_log_resource ON audit_log (resource_id, seq, id);

-- Where the chain ends: one row, moved on by compare-and-set; the head is sealed with the installation's key.
CREATE TABLE audit_chain (
    name varchar PRIMARY KEY,
    seq bigint NOT NULL,
    sealed_head clob
);
INSERT INTO audit_chain (name, seq) VALUES ('main', 0);
