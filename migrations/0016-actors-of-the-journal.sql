-- Why: no entry was ever written in a signatory's name. What signatories do is told by the signature service, and the
-- portal writes it in its own; a kind that nobody is must not be one that an entry can claim.
ALTER TABLE journal
  DROP CONSTRAINT journal_actor_kind_check,
  ADD CONSTRAINT journal_actor_kind_check CHECK (actor_kind IN ('operator', 'subscriber', 'system'));
