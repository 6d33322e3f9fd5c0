/** Why a collection or an issuance waits or stopped, in words. */
import type { TFunction } from "i18next";
import type { CollectionExplanation, IssuanceExplanation } from "../../domain/order/explanation.ts";
import { indicationSchema } from "../../domain/signatures/signature-report.ts";

type Explanation = CollectionExplanation | IssuanceExplanation;

/** Somebody else's own words are given as they are; so is a text kept before there were codes. */
export function explain(explanation: Explanation | string, t: TFunction): string {
  if (typeof explanation === "string") return explanation;
  switch (explanation.code) {
    case "quoted":
    case "asWritten":
      return explanation.params.text;
    case "documentsRewritten":
      return t("explanation.documentsRewritten", {
        documents: explanation.params.documents
          .map(
            ({ kind, indication, subIndication }) =>
              `${t(`order.toSign.${kind}`)}, ${conclusionOf(indication, subIndication, t)}`,
          )
          .join(" ; "),
      });
    case "unexpectedCertificate":
      return t("explanation.unexpectedCertificate", {
        wrong: t(`explanation.wrong.${explanation.params.wrong}`),
      });
    case "noProfile":
    case "answerLost":
      return t(`explanation.${explanation.code}`, explanation.params);
    default:
      return t(`explanation.${explanation.code}`);
  }
}

/** E.g. `Non valide (TOTAL-FAILED, HASH_FAILURE)`. */
function conclusionOf(indication: string, subIndication: string | undefined, t: TFunction): string {
  const known = indicationSchema.safeParse(indication);
  const words = known.success ? t(`signatures.indication.${known.data}`) : indication;
  return `${words} (${[indication, subIndication].filter(Boolean).join(", ")})`;
}
