import type { SignatureReport } from "../../../domain/signatures/signature-report.ts";
import { validationInThisThread } from "../../../validator/index.ts";
import type { Case } from "./case.ts";
import { NOW } from "./pki.ts";

const validatePdfSignatures = await validationInThisThread();

/** The validator's report on a file of the table, with the evidence that the case gives. */
export const judge = ({ pdf, anchors, lists, answers, at, expectedStart }: Case): SignatureReport =>
  validatePdfSignatures(pdf, {
    trustAnchors: anchors,
    at: at ?? NOW,
    revocationLists: lists,
    ocspAnswers: answers,
    ...(expectedStart ? { expectedStart } : {}),
  });
