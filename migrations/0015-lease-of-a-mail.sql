-- Why: a job that sends a mail held a transaction, and so a connection, for as long as the mail server took. It takes the
-- message for some seconds instead, and says again and again that it still has it; one that died is over by itself.

ALTER TABLE message ADD COLUMN sending_until timestamptz;
