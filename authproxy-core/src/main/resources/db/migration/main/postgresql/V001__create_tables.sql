-- The tables of contract 16 that this version fills. Text ids; times in timestamptz(3); JSON as jsonb.
CREATE TABLE namespaces (
    path text COLLATE "C" PRIMARY KEY,
    depth integer NOT NULL,
    parent_path text COLLATE "C" REFERENCES namespaces (path),
    state text COLLATE "C" NOT NULL,
    encryption_key_id text COLLATE "C",
    target_encryption_key_version_id text COLLATE "C",
    target_encryption_key_version_updated_at timestamptz(3),
    labels jsonb NOT NULL,
    annotations jsonb NOT NULL,
    created_at timestamptz(3) NOT NULL,
    updated_at timestamptz(3) NOT NULL,
    deleted_at timestamptz(3)
);
CREATE INDEX namespaces_parent ON namespaces (parent_path);

CREATE TABLE encryption_keys (
    id text COLLATE "C" PRIMARY KEY,
    namespace text COLLATE "C" NOT NULL REFERENCES namespaces (path),
    state text COLLATE "C" NOT NULL,
    source text COLLATE "C" NOT NULL,
    encrypted_key_data jsonb,
    labels jsonb NOT NULL,
    annotations jsonb NOT NULL,
    created_at timestamptz(3) NOT NULL,
    updated_at timestamptz(3) NOT NULL,
    deleted_at timestamptz(3),
    encrypted_at timestamptz(3)
);

CREATE TABLE encryption_key_versions (
    id text COLLATE "C" PRIMARY KEY,
    encryption_key_id text COLLATE "C" NOT NULL REFERENCES encryption_keys (id),
    provider text COLLATE "C" NOT NULL,
    provider_id text COLLATE "C",
    provider_version text COLLATE "C" NOT NULL,
    ordered_version bigint NOT NULL,
    is_current boolean NOT NULL,
    state text COLLATE "C" NOT NULL,
    encrypted_material jsonb,
    reserved_messages bigint NOT NULL,
    created_at timestamptz(3) NOT NULL,
    updated_at timestamptz(3) NOT NULL,
    deleted_at timestamptz(3)
);
CREATE UNIQUE INDEX encryption_key_versions_ordered ON encryption_key_versions (encryption_key_id, ordered_version);
CREATE UNIQUE INDEX encryption_key_versions_provider ON encryption_key_versions (encryption_key_id, provider_version);
CREATE UNIQUE INDEX encryption_key_versions_current ON encryption_key_versions (encryption_key_id) WHERE is_current;

CREATE TABLE actors (
    id text COLLATE "C" PRIMARY KEY,
    namespace text COLLATE "C" NOT NULL REFERENCES namespaces (path),
    external_id text COLLATE "C" NOT NULL,
    permissions jsonb NOT NULL,
    labels jsonb NOT NULL,
    annotations jsonb NOT NULL,
    created_at timestamptz(3) NOT NULL,
    updated_at timestamptz(3) NOT NULL,
    deleted_at timestamptz(3)
);
CREATE UNIQUE INDEX actors_live ON actors (namespace, external_id) WHERE deleted_at IS NULL;

CREATE TABLE actor_keys (
    id text COLLATE "C" PRIMARY KEY,
    actor_id text COLLATE "C" NOT NULL REFERENCES actors (id),
    type text COLLATE "C" NOT NULL,
    alg text COLLATE "C" NOT NULL,
    fingerprint text COLLATE "C" NOT NULL,
    comment text COLLATE "C",
    can_assert_actors boolean NOT NULL,
    encrypted_key jsonb NOT NULL,
    created_at timestamptz(3) NOT NULL,
    last_used_at timestamptz(3),
    expires_at timestamptz(3),
    revoked_at timestamptz(3)
);
CREATE UNIQUE INDEX actor_keys_live ON actor_keys (actor_id, fingerprint) WHERE revoked_at IS NULL;

CREATE TABLE connector_versions (
    id text COLLATE "C" NOT NULL,
    version integer NOT NULL,
    namespace text COLLATE "C" NOT NULL REFERENCES namespaces (path),
    state text COLLATE "C" NOT NULL,
    hash text COLLATE "C" NOT NULL,
    published_at timestamptz(3),
    encrypted_definition jsonb NOT NULL,
    display_name text COLLATE "C" NOT NULL,
    labels jsonb NOT NULL,
    annotations jsonb NOT NULL,
    created_at timestamptz(3) NOT NULL,
    updated_at timestamptz(3) NOT NULL,
    deleted_at timestamptz(3),
    encrypted_at timestamptz(3) NOT NULL,
    PRIMARY KEY (id, version)
);
CREATE UNIQUE INDEX connector_versions_primary ON connector_versions (id) WHERE state = 'primary' AND deleted_at IS NULL;
CREATE UNIQUE INDEX connector_versions_draft ON connector_versions (id) WHERE state = 'draft' AND deleted_at IS NULL;
CREATE INDEX connector_versions_namespace ON connector_versions (namespace, state);

CREATE TABLE connections (
    id text COLLATE "C" PRIMARY KEY,
    namespace text COLLATE "C" NOT NULL REFERENCES namespaces (path),
    actor_id text COLLATE "C" NOT NULL REFERENCES actors (id),
    connector_id text COLLATE "C" NOT NULL,
    connector_version integer NOT NULL,
    state text COLLATE "C" NOT NULL,
    setup_step text COLLATE "C",
    setup_error text COLLATE "C",
    setup_return_to text COLLATE "C",
    encrypted_staged jsonb,
    encrypted_configuration jsonb,
    encrypted_credentials jsonb,
    health text COLLATE "C" NOT NULL,
    health_reason text COLLATE "C",
    health_checked_at timestamptz(3),
    account_id text COLLATE "C",
    account_name text COLLATE "C",
    effective_labels jsonb NOT NULL,
    labels jsonb NOT NULL,
    annotations jsonb NOT NULL,
    created_at timestamptz(3) NOT NULL,
    updated_at timestamptz(3) NOT NULL,
    deleted_at timestamptz(3),
    encrypted_at timestamptz(3),
    FOREIGN KEY (connector_id, connector_version) REFERENCES connector_versions (id, version)
);
CREATE INDEX connections_namespace ON connections (namespace, created_at, id);
CREATE INDEX connections_connector ON connections (connector_id, connector_version);

CREATE TABLE used_nonces (
    id text COLLATE "C" PRIMARY KEY,
    retain_until timestamptz(3) NOT NULL,
    created_at timestamptz(3) NOT NULL
);
CREATE INDEX used_nonces_retain ON used_nonces (retain_until);

CREATE TABLE revoked_tokens (
    id text COLLATE "C" PRIMARY KEY,
    retain_until timestamptz(3) NOT NULL,
    created_at timestamptz(3) NOT NULL
);
CREATE INDEX revoked_tokens_retain ON revoked_tokens (retain_until);

ALTER TABLE namespaces ADD CONSTRAINT namespaces_encryption_key FOREIGN KEY (encryption_key_id) REFERENCES encryption_keys (id);
ALTER TABLE namespaces ADD CONSTRAINT namespaces_target_version FOREIGN KEY (target_encryption_key_version_id) REFERENCES encryption_key_versions (id);
CREATE INDEX connections_effective_labels ON connections USING gin (effective_labels);
