-- Why: the list opens in the order of what subscribers' certificates are worth (LIST-2). Working that out for every
-- order at every request costs too much at a million orders, so it is kept: with the subscriber, and with each order
-- that still waits for its certificate. It is brought up to date when a certificate is issued, revoked or expires.

CREATE EXTENSION IF NOT EXISTS pg_trgm;

ALTER TABLE subscriber
  ADD COLUMN standing text NOT NULL DEFAULT 'none' CHECK (standing IN ('revoked', 'expired', 'none', 'valid')),
  -- When a valid standing ends by itself.
  ADD COLUMN standing_until timestamptz,
  ADD CONSTRAINT only_valid_ends CHECK ((standing = 'valid') = (standing_until IS NOT NULL));

-- Finds those whose standing has ended, and nothing else.
CREATE INDEX subscriber_standing_ends ON subscriber (standing_until) WHERE standing = 'valid';

ALTER TABLE orders
  -- Index of the class in the domain's PRIORITIES, the most urgent first; 4 for orders generated or over.
  ADD COLUMN priority smallint NOT NULL DEFAULT 2 CHECK (priority BETWEEN 0 AND 4),
  -- Within the class of valid certificates, when it expires; the same for all others, so that one index gives the order.
  ADD COLUMN priority_until timestamptz NOT NULL DEFAULT 'infinity';

-- The default order of the list. Every sort ends with the creation date and the number: it is total.
CREATE INDEX orders_by_priority ON orders (priority, priority_until, created_at, number);
CREATE INDEX orders_by_portu_id ON orders (portu_id, created_at, number);
CREATE INDEX orders_by_holder ON orders (holder_search, created_at, number);
-- What operators of one authority see, in the default order.
CREATE INDEX orders_by_authority ON orders (registration_authority_id, priority, priority_until, created_at, number);
-- Which clients somebody may see, for the drop-down and its filter.
CREATE INDEX orders_by_client ON orders (client_id, registration_authority_id);

-- Parts of names and of SIREN numbers, three characters or more.
CREATE INDEX orders_holder_parts ON orders USING gin (holder_search gin_trgm_ops);
CREATE INDEX orders_siren_parts ON orders USING gin (siren gin_trgm_ops);
