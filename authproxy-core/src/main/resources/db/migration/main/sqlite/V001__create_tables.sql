-- The tables of contract 16 that this version fills. Text ids; times in integer milliseconds; JSON as text.
CREATE TABLE namespaces (
    path varchar PRIMARY KEY,
    depth integer NOT NULL,
    parent_path varchar REFERENCES namespaces (path),
    state varchar NOT NULL,
    encryption_key_id varchar REFERENCES encryption_keys (id),
    target_encryption_key_version_id varchar REFERENCES encryption_key_versions (id),
    target_encryption_key_version_updated_at timestamp,
    labels clob NOT NULL,
    annotations clob NOT NULL,
    created_at timestamp NOT NULL,
    updated_at timestamp NOT NULL,
    deleted_at timestamp
);
CREATE INDEX namespaces_parent ON namespaces (parent_path);

CREATE TABLE encryption_keys (
    id varchar PRIMARY KEY,
    namespace varchar NOT NULL REFERENCES namespaces (path),
    state varchar NOT NULL,
    source varchar NOT NULL,
    encrypted_key_data clob,
    labels clob NOT NULL,
    annotations clob NOT NULL,
    created_at timestamp NOT NULL,
    updated_at timestamp NOT NULL,
    deleted_at timestamp,
    encrypted_at timestamp
);

CREATE TABLE encryption_key_versions (
    id varchar PRIMARY KEY,
    encryption_key_id varchar NOT NULL REFERENCES encryption_keys (id),
    provider varchar NOT NULL,
    provider_id varchar,
    provider_version varchar NOT NULL,
    ordered_version bigint NOT NULL,
    is_current boolean NOT NULL,
    state varchar NOT NULL,
    encrypted_material clob,
    reserved_messages bigint NOT NULL,
    created_at timestamp NOT NULL,
    updated_at timestamp NOT NULL,
    deleted_at timestamp
);
CREATE UNIQUE INDEX encryption_key_versions_ordered ON encryption_key_versions (encryption_key_id, ordered_version);
CREATE UNIQUE INDEX encryption_key_versions_provider ON encryption_key_versions (encryption_key_id, provider_version);
CREATE UNIQUE INDEX encryption_key_versions_current ON encryption_key_versions (encryption_key_id) WHERE is_current;

CREATE TABLE actors (
    id varchar PRIMARY KEY,
    namespace varchar NOT NULL REFERENCES namespaces (path),
    external_id varchar NOT NULL,
    permissions clob NOT NULL,
    labels clob NOT NULL,
    annotations clob NOT NULL,
    created_at timestamp NOT NULL,
    updated_at timestamp NOT NULL,
    deleted_at timestamp
);
CREATE UNIQUE INDEX actors_live ON actors (namespace, external_id) WHERE deleted_at IS NULL;

CREATE TABLE actor_keys (
    id varchar PRIMARY KEY,
    actor_id varchar NOT NULL REFERENCES actors (id),
    type varchar NOT NULL,
    alg varchar NOT NULL,
    fingerprint varchar NOT NULL,
    comment varchar,
    can_assert_actors boolean NOT NULL,
    encrypted_key clob NOT NULL,
    created_at timestamp NOT NULL,
    last_used_at timestamp,
    expires_at timestamp,
    revoked_at timestamp
);
CREATE UNIQUE INDEX actor_keys_live ON actor_keys (actor_id, fingerprint) WHERE revoked_at IS NULL;

CREATE TABLE connector_versions (
    id varchar NOT NULL,
    version integer NOT NULL,
    namespace varchar NOT NULL REFERENCES namespaces (path),
    state varchar NOT NULL,
    hash varchar NOT NULL,
    published_at timestamp,
    encrypted_definition clob NOT NULL,
    display_name varchar NOT NULL,
    labels clob NOT NULL,
    annotations clob NOT NULL,
    created_at timestamp NOT NULL,
    updated_at timestamp NOT NULL,
    deleted_at timestamp,
    encrypted_at timestamp NOT NULL,
    PRIMARY KEY (id, version)
);
CREATE UNIQUE INDEX connector_versions_primary ON connector_versions (id) WHERE state = 'primary' AND deleted_at IS NULL;
CREATE UNIQUE INDEX connector_versions_draft ON connector_versions (id) WHERE state = 'draft' AND deleted_at IS NULL;
CREATE INDEX connector_versions_namespace ON connector_versions (namespace, state);

CREATE TABLE connections (
    id varchar PRIMARY KEY,
    namespace varchar NOT NULL REFERENCES namespaces (path),
    actor_id varchar NOT NULL REFERENCES actors (id),
    connector_id varchar NOT NULL,
    connector_version integer NOT NULL,
    state varchar NOT NULL,
    setup_step varchar,
    setup_error varchar,
    setup_return_to varchar,
    encrypted_staged clob,
    encrypted_configuration clob,
    encrypted_credentials clob,
    health varchar NOT NULL,
    health_reason varchar,
    health_checked_at timestamp,
    account_id varchar,
    account_name varchar,
    effective_labels clob NOT NULL,
    labels clob NOT NULL,
    annotations clob NOT NULL,
    created_at timestamp NOT NULL,
    updated_at timestamp NOT NULL,
    deleted_at timestamp,
    encrypted_at timestamp,
    FOREIGN KEY (connector_id, connector_version) REFERENCES connector_versions (id, version)
);
CREATE INDEX connections_namespace ON connections (namespace, created_at, id);
CREATE INDEX connections_connector ON connections (connector_id, connector_version);

CREATE TABLE used_nonces (
    id varchar PRIMARY KEY,
    retain_until timestamp NOT NULL,
    created_at timestamp NOT NULL
);
CREATE INDEX used_nonces_retain ON used_nonces (retain_until);

CREATE TABLE revoked_tokens (
    id varchar PRIMARY KEY,
    retain_until timestamp NOT NULL,
    created_at timestamp NOT NULL
);
CREATE INDEX revoked_tokens_retain ON revoked_tokens (retain_until);
