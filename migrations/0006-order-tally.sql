-- Why: the list says exactly how many orders fit, and counting them one by one costs as much as there are: half a million
-- for the largest client. They are tallied here by everything that drop-downs, queues and perimeters ask for, month by
-- month, so that a total is a sum over some thousands of rows, and a far page is found by the month it lies in.
--
-- A change only adds rows, so that two operations never wait for each other; now and then they are summed up. A reader
-- sums all there is, and sees what their snapshot of the orders holds: never one more or less.
CREATE TABLE order_tally (
  registration_authority_id integer NOT NULL,
  client_id                 integer NOT NULL,
  process                   text NOT NULL,
  type                      text NOT NULL,
  status                    text NOT NULL,
  -- The first day of the month of creation, in Europe/Paris: the days that operators choose are those.
  month                     date NOT NULL,
  -- False for what was added since rows were last summed up.
  settled                   boolean NOT NULL DEFAULT false,
  orders                    bigint NOT NULL
);
-- One sum for each; a total is read from it alone.
CREATE UNIQUE INDEX order_tally_settled
  ON order_tally (month, status, registration_authority_id, client_id, process, type) INCLUDE (orders) WHERE settled;
CREATE INDEX order_tally_to_settle ON order_tally (month) WHERE NOT settled;

CREATE FUNCTION month_in_paris(at timestamptz) RETURNS date
  LANGUAGE sql STABLE PARALLEL SAFE
  RETURN date_trunc('month', at AT TIME ZONE 'Europe/Paris')::date;

CREATE FUNCTION tally_new_orders() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO order_tally (registration_authority_id, client_id, process, type, status, month, orders)
  SELECT registration_authority_id, client_id, process, type, status, month_in_paris(created_at), count(*)
  FROM added GROUP BY 1, 2, 3, 4, 5, 6;
  RETURN NULL;
END $$;

CREATE FUNCTION tally_changed_orders() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO order_tally (registration_authority_id, client_id, process, type, status, month, orders)
  SELECT registration_authority_id, client_id, process, type, status, month_in_paris(created_at), sum(one)
  FROM (SELECT *, 1 AS one FROM added UNION ALL SELECT *, -1 FROM removed) changed
  GROUP BY 1, 2, 3, 4, 5, 6 HAVING sum(one) <> 0;
  RETURN NULL;
END $$;

CREATE FUNCTION tally_removed_orders() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO order_tally (registration_authority_id, client_id, process, type, status, month, orders)
  SELECT registration_authority_id, client_id, process, type, status, month_in_paris(created_at), -count(*)
  FROM removed GROUP BY 1, 2, 3, 4, 5, 6;
  RETURN NULL;
END $$;

CREATE TRIGGER orders_tallied_when_new AFTER INSERT ON orders
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION tally_new_orders();
CREATE TRIGGER orders_tallied_when_changed AFTER UPDATE ON orders
  REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION tally_changed_orders();
CREATE TRIGGER orders_tallied_when_removed AFTER DELETE ON orders
  REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION tally_removed_orders();

-- Sums up what was added since. Run by several processes at once it does no harm: each row is taken by one of them.
CREATE FUNCTION settle_order_tally() RETURNS void LANGUAGE sql AS $$
  WITH taken AS (DELETE FROM order_tally WHERE NOT settled RETURNING *)
  INSERT INTO order_tally (registration_authority_id, client_id, process, type, status, month, settled, orders)
  SELECT registration_authority_id, client_id, process, type, status, month, true, sum(orders)
  FROM taken GROUP BY 1, 2, 3, 4, 5, 6 HAVING sum(orders) <> 0
  ON CONFLICT (month, status, registration_authority_id, client_id, process, type) WHERE settled
  DO UPDATE SET orders = order_tally.orders + excluded.orders
$$;

-- Counts all orders anew: for those that were there before, and after whoever wrote orders with triggers switched off.
CREATE FUNCTION refill_order_tally() RETURNS void LANGUAGE sql AS $$
  DELETE FROM order_tally;
  INSERT INTO order_tally (registration_authority_id, client_id, process, type, status, month, settled, orders)
  SELECT registration_authority_id, client_id, process, type, status, month_in_paris(created_at), true, count(*)
  FROM orders GROUP BY 1, 2, 3, 4, 5, 6
$$;
SELECT refill_order_tally();
