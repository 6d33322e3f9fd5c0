-- Why: an operator sees which orders colleagues have open (COLLAB). It is kept in the database so that every server
-- process knows it. UNLOGGED: a row lives for seconds and is renewed every four, so it need not survive a crash, and the
-- write-ahead log need not carry it. No foreign key: a heartbeat must not wait for an operation that holds the order.
CREATE UNLOGGED TABLE presence (
  order_number  bigint NOT NULL,
  operator_id   uuid NOT NULL,
  page_id       uuid NOT NULL,
  seen_at       timestamptz NOT NULL,
  -- The operator is part of it: nobody renews or withdraws another's.
  PRIMARY KEY (order_number, operator_id, page_id)
);
