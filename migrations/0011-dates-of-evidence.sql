-- Why: beside each piece the portal compares what can be computed: a proof of the organization younger than three months
-- at submission, an identity document that is not expired (DETAIL-4). Both need dates that an operator reads on the piece.
-- A proof's date stands on the very file it was read on: one that replaces it has none.
ALTER TABLE supporting_document ADD COLUMN issued_on date;

ALTER TABLE orders
  ADD COLUMN identity_document_issued_on  date,
  ADD COLUMN identity_document_expires_on date,
  ADD CONSTRAINT dates_of_an_identity_document CHECK (identity_document_number IS NOT NULL
    OR (identity_document_issued_on IS NULL AND identity_document_expires_on IS NULL));

-- The number as it is compared with other orders': letters and digits alone, in capitals.
CREATE FUNCTION document_number_key(value text) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
  RETURN upper(regexp_replace(value, '[^A-Za-z0-9]', '', 'g'));

CREATE INDEX orders_by_identity_document ON orders (document_number_key(identity_document_number))
  WHERE identity_document_number IS NOT NULL;
