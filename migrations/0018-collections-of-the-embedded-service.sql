-- Why: the embedded signature service kept its collections in a folder, and what it read of them in the memory of one process:
-- a second one counted the tries of a code for itself. Its PDFs are in the file store.

-- The document is the truth (neighbours/signature-service/collection.ts); the columns are what it is looked up by.
CREATE TABLE embedded_collection (
  ref         uuid PRIMARY KEY,
  -- The portal's: the same never makes a second collection.
  key         text NOT NULL UNIQUE,
  -- Of the signatories' links.
  tokens      text[] NOT NULL,
  state       text NOT NULL,
  expires_at  timestamptz NOT NULL,
  -- Not jsonb: kept as it was written, whatever a signatory typed.
  document    json NOT NULL
);

CREATE INDEX embedded_collection_by_token ON embedded_collection USING gin (tokens);
CREATE INDEX embedded_collection_open ON embedded_collection (expires_at) WHERE state = 'open';
