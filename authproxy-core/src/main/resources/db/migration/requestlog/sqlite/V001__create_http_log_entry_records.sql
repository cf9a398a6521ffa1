-- One row per call (contract 10.2, 16). Exactly two secondary indexes: each further one costs the writer about as much
-- as the row itself.
create table http_log_entry_records (
    request_id            text    not null primary key,
    namespace             text    not null,
    type                  text    not null,
    correlation_id        text    not null,
    timestamp_ms          integer not null,
    duration_ms           integer not null,
    total_duration_ms     integer,
    connection_id         text,
    connector_id          text,
    connector_version     integer,
    connector_type        text,
    actor_id              text,
    method                text    not null,
    host                  text    not null,
    scheme                text    not null,
    path                  text    not null,
    response_status_code  integer,
    response_error        text,
    request_http_version  text,
    request_size_bytes    integer not null,
    request_mime_type     text,
    response_http_version text,
    response_size_bytes   integer not null,
    response_mime_type    text,
    internal_timeout      integer not null,
    request_cancelled     integer not null,
    rate_limited          integer not null,
    attempts              integer not null,
    full_request_recorded integer not null,
    blob_key_version_id   text,
    labels                text    not null
);

create index http_log_entry_records_namespace on http_log_entry_records (namespace, timestamp_ms, request_id);
create index http_log_entry_records_connection on http_log_entry_records (connection_id, timestamp_ms);
