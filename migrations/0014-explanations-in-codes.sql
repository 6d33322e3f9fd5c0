-- Why: what is kept of a collection or an issuance that waits or stopped was a French sentence, also on an English screen.
-- Kept as a code with what it names, it is put into words where it is read; what somebody else wrote stays as they wrote it.
-- The column of before stays for servers of before that still run, and is no longer read.

ALTER TABLE signature_collection ADD COLUMN explanation jsonb;
ALTER TABLE issuance ADD COLUMN explanation jsonb;

UPDATE signature_collection SET explanation = CASE
    WHEN message = 'Le service de signature ne répond pas : nouvel essai automatique.'
      THEN '{"code": "serviceUnreachable"}'::jsonb
    WHEN state = 'failed' AND message LIKE 'Document réécrit par le service de signature : %'
      THEN jsonb_build_object('code', 'asWritten', 'params', jsonb_build_object('text', message))
    ELSE jsonb_build_object('code', 'quoted', 'params', jsonb_build_object('text', message))
  END
  WHERE message IS NOT NULL;

UPDATE issuance SET explanation = CASE
    WHEN message = 'L''autorité de certification ne répond pas : nouvel essai automatique.'
      THEN '{"code": "authorityUnreachable"}'::jsonb
    WHEN message = 'L''autorité de certification n''a pas encore décidé : nouvelle question automatique.'
      THEN '{"code": "authorityUndecided"}'::jsonb
    WHEN message ~ '^Certificat inattendu \((subject|key|chain)\)$'
      THEN jsonb_build_object('code', 'unexpectedCertificate', 'params',
        jsonb_build_object('wrong', substring(message FROM '\((\w+)\)')))
    ELSE jsonb_build_object('code', 'quoted', 'params', jsonb_build_object('text', message))
  END
  WHERE message IS NOT NULL;
