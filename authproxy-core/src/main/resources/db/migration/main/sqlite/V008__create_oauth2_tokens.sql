CREATE TABLE oauth2_tokens (
    id varchar PRIMARY KEY,
    connection_id varchar NOT NULL REFERENCES connections (id),
    token_version integer NOT NULL,
    refreshed_from_id varchar REFERENCES oauth2_tokens (id),
    encrypted_access_token clob,
    encrypted_refresh_token clob,
    access_token_expires_at timestamp,
    refresh_due_at timestamp,
    scopes varchar,
    rotates boolean NOT NULL,
    refresh_failure varchar,
    refresh_error varchar,
    refresh_failed_at timestamp,
    refresh_failures integer NOT NULL,
    refresh_failing_since timestamp,
    created_at timestamp NOT NULL,
    encrypted_at timestamp NOT NULL,
    deleted_at timestamp
);
CREATE UNIQUE INDEX oauth2_tokens_version ON oauth2_tokens (connection_id, token_version);
CREATE UNIQUE INDEX oauth2_tokens_live ON oauth2_tokens (connection_id) WHERE deleted_at IS NULL;
CREATE INDEX oauth2_tokens_due ON oauth2_tokens (refresh_due_at, id) WHERE deleted_at IS NULL;
CREATE INDEX oauth2_tokens_refreshed_from ON oauth2_tokens (refreshed_from_id);

CREATE TABLE oauth2_refreshes (
    id varchar PRIMARY KEY,
    connection_id varchar NOT NULL REFERENCES connections (id),
    from_version integer NOT NULL,
    state varchar NOT NULL,
    sends integer NOT NULL,
    sent_at timestamp NOT NULL,
    encrypted_answer clob,
    created_at timestamp NOT NULL,
    finished_at timestamp
);
CREATE UNIQUE INDEX oauth2_refreshes_open ON oauth2_refreshes (connection_id, from_version) WHERE state <> 'failed';
CREATE INDEX oauth2_refreshes_unfinished ON oauth2_refreshes (sent_at, id) WHERE state IN ('sent', 'answered');

CREATE TABLE probe_results (
    id varchar PRIMARY KEY,
    connection_id varchar NOT NULL REFERENCES connections (id),
    probe_id varchar NOT NULL,
    ok boolean NOT NULL,
    status_code integer,
    error varchar,
    duration_ms integer NOT NULL,
    created_at timestamp NOT NULL
);
CREATE INDEX probe_results_latest ON probe_results (connection_id, probe_id, created_at, id);
