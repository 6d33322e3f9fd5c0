-- Why: operators revoke certificates from the portal. The request is on record before the authority is asked, and the
-- 24 hours until its publication count from it (ETSI EN 319 411-1 §6.2.4). One per certificate: nothing is asked twice.

CREATE TABLE revocation_request (
  certificate_number  bigint PRIMARY KEY REFERENCES certificate,
  reason              text NOT NULL CHECK (reason IN ('unspecified', 'keyCompromise', 'affiliationChanged',
                        'superseded', 'cessationOfOperation', 'privilegeWithdrawn')),
  requested_by        uuid NOT NULL REFERENCES operator,
  requested_at        timestamptz NOT NULL,
  -- When the authority took it, and when it was last asked in vain.
  accepted_at         timestamptz,
  failed_at           timestamptz,
  -- When its published status said so.
  published_at        timestamptz
);
