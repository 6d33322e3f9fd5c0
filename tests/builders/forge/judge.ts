import type { SignatureReport } from "../../../domain/signatures/signature-report.ts";
import { validatePdfSignatures } from "../../../server/signatures/pdf/report.ts";
import type { Case } from "./case.ts";
import { NOW } from "./pki.ts";

/** The validator's report on a file of the table, with the evidence that the case gives. */
export const judge = ({ pdf, anchors, lists, answers, at, expectedStart }: Case): SignatureReport =>
  validatePdfSignatures(pdf, {
    trustAnchors: anchors,
    at: at ?? NOW,
    revocationLists: lists,
    ocspAnswers: answers,
    ...(expectedStart ? { expectedStart } : {}),
  });
