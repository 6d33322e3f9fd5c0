-- Why: what was asked of an outside authority stood in a folder of one machine, where a process on another one does not find it,
-- and one act at a time was kept by a map in memory. Both are for every process now, and so are secrets of the installation.

-- Who is at something that others wait for, until when. The holder says again and again that it is still there: the turn of a
-- process that died is over by itself, and no connection is held while a neighbour answers.
CREATE TABLE turn (
  name    text PRIMARY KEY,
  holder  uuid NOT NULL,
  until   timestamptz NOT NULL
);

-- Written before the authority is asked, and again before its answer is believed. Sealed whole: it may hold a key.
CREATE TABLE asked_request (
  authority   text NOT NULL,
  request_id  text NOT NULL,
  sealed      text NOT NULL,
  PRIMARY KEY (authority, request_id)
);

-- Secrets that the installation made for itself, sealed.
CREATE TABLE installation_secret (
  name    text PRIMARY KEY,
  sealed  text NOT NULL
);
