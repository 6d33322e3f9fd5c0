-- Why: several processes share the work. A round is begun by one of them at a time, whichever comes first; and a process
-- that only answers or only runs jobs has to know that the demonstration is still being filled in by another.

CREATE TABLE round (
  name text PRIMARY KEY,
  -- Not begun again before.
  next_at timestamptz NOT NULL,
  -- Who is at it, and until when it counts as alive; it says so again while it works.
  holder uuid,
  held_until timestamptz,
  CONSTRAINT round_held_by_somebody CHECK ((holder IS NULL) = (held_until IS NULL))
);

CREATE TABLE demonstration (
  -- One at most.
  id boolean PRIMARY KEY DEFAULT true CHECK (id),
  begun_at timestamptz NOT NULL DEFAULT now(),
  -- Absent while it is being filled in.
  filled_at timestamptz
);
