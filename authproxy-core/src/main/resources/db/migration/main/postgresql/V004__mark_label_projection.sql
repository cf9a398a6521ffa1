-- Set with a change of the namespace's labels, cleared when every connection below shows it (contract 1.6).
ALTER TABLE namespaces ADD COLUMN projection_due boolean NOT NULL DEFAULT false;
