CREATE TABLE webhooks (
    id varchar PRIMARY KEY,
    namespace varchar NOT NULL REFERENCES namespaces (path),
    url varchar NOT NULL,
    events clob NOT NULL,
    label_selector varchar NOT NULL,
    encrypted_secret clob,
    state varchar NOT NULL,
    failing_since timestamp,
    labels clob NOT NULL,
    annotations clob NOT NULL,
    created_at timestamp NOT NULL,
    updated_at timestamp NOT NULL,
    deleted_at timestamp,
    encrypted_at timestamp NOT NULL
);
CREATE INDEX webhooks_namespace ON webhooks (namespace, created_at, id);

CREATE TABLE webhook_deliveries (
    id varchar PRIMARY KEY,
    webhook_id varchar NOT NULL REFERENCES webhooks (id),
    event varchar NOT NULL,
    encrypted_payload clob NOT NULL,
    status varchar NOT NULL,
    attempts integer NOT NULL,
    next_at timestamp,
    last_error varchar,
    response_status integer,
    created_at timestamp NOT NULL,
    attempted_at timestamp,
    delivered_at timestamp,
    encrypted_at timestamp NOT NULL
);
CREATE INDEX webhook_deliveries_webhook ON webhook_deliveries (webhook_id, created_at, id);
CREATE INDEX webhook_deliveries_pending ON webhook_deliveries (next_at, id) WHERE status = 'pending';
CREATE INDEX webhook_deliveries_created ON webhook_deliveries (created_at, id);
