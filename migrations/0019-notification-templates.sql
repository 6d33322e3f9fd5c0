-- Why: the texts that an installation replaces were files of one machine; they have to be the same in every process.

CREATE TABLE notification_template (
  -- As `portail template list` says it: holderId, reasons/unreadable.
  name  text PRIMARY KEY,
  text  text NOT NULL
);
