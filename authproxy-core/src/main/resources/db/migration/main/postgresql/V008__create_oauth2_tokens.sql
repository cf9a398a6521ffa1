CREATE TABLE oauth2_tokens (
    id text COLLATE "C" PRIMARY KEY,
    connection_id text COLLATE "C" NOT NULL REFERENCES connections (id),
    token_version integer NOT NULL,
    refreshed_from_id text COLLATE "C" REFERENCES oauth2_tokens (id),
    encrypted_access_token jsonb,
    encrypted_refresh_token jsonb,
    access_token_expires_at timestamptz(3),
    refresh_due_at timestamptz(3),
    scopes text COLLATE "C",
    rotates boolean NOT NULL,
    refresh_failure text COLLATE "C",
    refresh_error text COLLATE "C",
    refresh_failed_at timestamptz(3),
    refresh_failures integer NOT NULL,
    refresh_failing_since timestamptz(3),
    created_at timestamptz(3) NOT NULL,
    encrypted_at timestamptz(3) NOT NULL,
    deleted_at timestamptz(3)
);
CREATE UNIQUE INDEX oauth2_tokens_version ON oauth2_tokens (connection_id, token_version);
CREATE UNIQUE INDEX oauth2_tokens_live ON oauth2_tokens (connection_id) WHERE deleted_at IS NULL;
CREATE INDEX oauth2_tokens_due ON oauth2_tokens (refresh_due_at, id) WHERE deleted_at IS NULL;
CREATE INDEX oauth2_tokens_refreshed_from ON oauth2_tokens (refreshed_from_id);

CREATE TABLE oauth2_refreshes (
    id text COLLATE "C" PRIMARY KEY,
    connection_id text COLLATE "C" NOT NULL REFERENCES connections (id),
    from_version integer NOT NULL,
    state text COLLATE "C" NOT NULL,
    sends integer NOT NULL,
    sent_at timestamptz(3) NOT NULL,
    encrypted_answer jsonb,
    created_at timestamptz(3) NOT NULL,
    finished_at timestamptz(3)
);
CREATE UNIQUE INDEX oauth2_refreshes_open ON oauth2_refreshes (connection_id, from_version) WHERE state <> 'failed';
CREATE INDEX oauth2_refreshes_unfinished ON oauth2_refreshes (sent_at, id) WHERE state IN ('sent', 'answered');

CREATE TABLE probe_results (
    id text COLLATE "C" PRIMARY KEY,
    connection_id text COLLATE "C" NOT NULL REFERENCES connections (id),
    probe_id text COLLATE "C" NOT NULL,
    ok boolean NOT NULL,
    status_code integer,
    error text COLLATE "C",
    duration_ms integer NOT NULL,
    created_at timestamptz(3) NOT NULL
);
CREATE INDEX probe_results_latest ON probe_results (connection_id, probe_id, created_at, id);
