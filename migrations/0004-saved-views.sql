-- Why: operators come back to the same filtered lists all day (LIST-6). A view is one's own, and is nothing but an
-- address: opening somebody else's gives what one's own rights show.
CREATE TABLE saved_view (
  id           bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
  operator_id  uuid NOT NULL REFERENCES operator,
  list         text NOT NULL CHECK (list IN ('orders', 'certificates')),
  name         text NOT NULL,
  search       text NOT NULL,
  UNIQUE (operator_id, list, name)
);
