-- Why: where a signature service seals a document once for all, only what it recorded of each signatory says who agreed.
-- Kept with the order (a file of the store, by its SHA-256), as the service may forget it before the order is archived.

ALTER TABLE signature_collection ADD COLUMN evidence_sha256 text;
