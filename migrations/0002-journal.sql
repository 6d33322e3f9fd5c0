-- Why: the journal is the proof of who decided what. It only grows, and each entry carries the hash of the one
-- before, so that changing or removing one breaks the chain for whoever checks it (HISTORY-2).

CREATE TABLE journal (
  id            bigint PRIMARY KEY,
  at            timestamptz NOT NULL,
  actor_kind    text NOT NULL CHECK (actor_kind IN ('operator', 'subscriber', 'signatory', 'system')),
  actor_id      text NOT NULL,
  actor_name    text NOT NULL,
  order_number  bigint REFERENCES orders,
  event         jsonb NOT NULL,
  previous_hash text NOT NULL,
  hash          text NOT NULL UNIQUE
);
CREATE INDEX journal_by_order ON journal (order_number, id DESC);

-- The last entry. Locking this row gives entries their place, one transaction after the other.
CREATE TABLE journal_head (
  only_row  boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  id        bigint NOT NULL,
  hash      text NOT NULL
);
INSERT INTO journal_head (id, hash) VALUES (0, repeat('0', 64));

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the journal only grows';
END $$;

CREATE TRIGGER journal_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON journal
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
