-- Why: an operator judges each piece beside what it proves, and nothing is sent for signature before every mandatory piece
-- is found compliant (DETAIL-4). The verdict stands on the very file that was looked at: one that replaces it has none.
ALTER TABLE supporting_document
  ADD COLUMN verdict        text CHECK (verdict IN ('compliant', 'nonCompliant')),
  ADD COLUMN verdict_reason text,
  ADD COLUMN verdict_remark text,
  ADD COLUMN judged_by      uuid REFERENCES operator,
  ADD COLUMN judged_at      timestamptz,
  ADD CONSTRAINT judged_by_somebody CHECK ((verdict IS NULL) = (judged_by IS NULL) AND (verdict IS NULL) = (judged_at IS NULL)),
  ADD CONSTRAINT reason_when_not_compliant CHECK ((verdict IS NOT DISTINCT FROM 'nonCompliant') = (verdict_reason IS NOT NULL)),
  ADD CONSTRAINT remark_when_not_compliant CHECK (verdict_remark IS NULL OR verdict = 'nonCompliant');
