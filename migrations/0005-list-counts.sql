-- Why: at a million orders, of which most are delivered, a queue was found by walking the order of priorities past tens of
-- thousands of others, and the count of a process read the whole table.

-- A queue in the list's default order; it also serves the counts by status, in place of the index before.
CREATE INDEX orders_by_queue ON orders (status, priority, priority_until, created_at, number);
DROP INDEX orders_by_status;

-- Counts by process, type and phase, from the index alone: 7 MB for a million orders.
CREATE INDEX orders_by_kind ON orders (process, type, status);

-- Finds the certificates of a revocation list.
CREATE INDEX certificate_by_serial ON certificate (serial_number) WHERE revoked_at IS NULL;
