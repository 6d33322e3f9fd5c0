-- Why: the list of a small client was found by walking the order of priorities past everybody else's orders, some five
-- thousand of them for fifty rows at a million orders.
CREATE INDEX orders_by_client_priority ON orders (client_id, priority, priority_until, created_at, number);
