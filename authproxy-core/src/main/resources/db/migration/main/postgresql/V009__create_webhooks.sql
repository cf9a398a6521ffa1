CREATE TABLE webhooks (
    id text COLLATE "C" PRIMARY KEY,
    namespace text COLLATE "C" NOT NULL REFERENCES namespaces (path),
    url text COLLATE "C" NOT NULL,
    events jsonb NOT NULL,
    label_selector text COLLATE "C" NOT NULL,
    encrypted_secret jsonb,
    state text COLLATE "C" NOT NULL,
    failing_since timestamptz(3),
    labels jsonb NOT NULL,
    annotations jsonb NOT NULL,
    created_at timestamptz(3) NOT NULL,
    updated_at timestamptz(3) NOT NULL,
    deleted_at timestamptz(3),
    encrypted_at timestamptz(3) NOT NULL
);
CREATE INDEX webhooks_namespace ON webhooks (namespace, created_at, id);

CREATE TABLE webhook_deliveries (
    id text COLLATE "C" PRIMARY KEY,
    webhook_id text COLLATE "C" NOT NULL REFERENCES webhooks (id),
    event text COLLATE "C" NOT NULL,
    encrypted_payload jsonb NOT NULL,
    status text COLLATE "C" NOT NULL,
    attempts integer NOT NULL,
    next_at timestamptz(3),
    last_error text COLLATE "C",
    response_status integer,
    created_at timestamptz(3) NOT NULL,
    attempted_at timestamptz(3),
    delivered_at timestamptz(3),
    encrypted_at timestamptz(3) NOT NULL
);
CREATE INDEX webhook_deliveries_webhook ON webhook_deliveries (webhook_id, created_at, id);
CREATE INDEX webhook_deliveries_pending ON webhook_deliveries (next_at, id) WHERE status = 'pending';
CREATE INDEX webhook_deliveries_created ON webhook_deliveries (created_at, id);
