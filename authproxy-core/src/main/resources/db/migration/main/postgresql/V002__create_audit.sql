-- The audit trail (contract 10.5, 16). A row is written unnumbered in the transaction of its change; the sealer adds
-- seq, prev_hash and hash. No foreign keys: it outlives its subjects. Details are text, since the hash covers them.
CREATE TABLE audit_log (
    id text COLLATE "C" PRIMARY KEY,
    seq bigint,
    namespace text COLLATE "C" NOT NULL,
    actor_id text COLLATE "C",
    actor_external_id text COLLATE "C",
    act text COLLATE "C",
    service text COLLATE "C",
    action text COLLATE "C" NOT NULL,
    resource_type text COLLATE "C" NOT NULL,
    resource_id text COLLATE "C",
    outcome text COLLATE "C" NOT NULL,
    details text COLLATE "C" NOT NULL,
    request_id text COLLATE "C",
    remote_ip text COLLATE "C",
    before_hash text COLLATE "C",
    after_hash text COLLATE "C",
    created_at timestamptz(3) NOT NULL,
    prev_hash text COLLATE "C",
    hash text COLLATE "C"
);
CREATE UNIQUE INDEX audit_log_seq ON audit_log (seq);
CREATE INDEX audit_log_waiting ON audit_log (created_at, id) WHERE seq IS NULL;
-- The order of the list: rows without a number come last downwards, first upwards.
CREATE INDEX audit_log_order ON audit_log (seq DESC NULLS LAST, id DESC);
CREATE INDEX audit_log_namespace ON audit_log (namespace, seq DESC NULLS LAST, id DESC);
CREATE INDEX audit_log_actor ON audit_log (actor_id, seq DESC NULLS LAST, id DESC);
CREATE INDEX audit_log_resource ON audit_log (resource_id, seq DESC NULLS LAST, id DESC);

-- Where the chain ends: one row, moved on by compare-and-set; the head is sealed with the installation's key.
CREATE TABLE audit_chain (
    name text COLLATE "C" PRIMARY KEY,
    seq bigint NOT NULL,
    sealed_head jsonb
);
INSERT INTO audit_chain (name, seq) VALUES ('main', 0);
