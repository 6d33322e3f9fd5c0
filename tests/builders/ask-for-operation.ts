/** Every operation of an operator on an order, as its screen asks for it. */
import { randomUUID } from "node:crypto";
import type { OperatorOperation } from "../../domain/order/order-policy.ts";
import type { Answer, SignedInOperator } from "./operators.ts";
import { anOrder, TINY_PDF } from "./orders.ts";

/** Asks for the operation; with a `unique` number of its own, what it writes is never what was there before. */
export async function askFor(
  person: SignedInOperator,
  number: number,
  operation: OperatorOperation,
  version: number,
  unique: number,
): Promise<Answer> {
  const url = `/api/orders/${number}`;
  const text = `Texte ${unique}`;
  const seen = async () => (await person.request("GET", url)).body;
  const history = async () => {
    const { body } = await person.request("GET", `${url}/history`);
    return Array.isArray(body)
      ? body.map((entry: { event: { type: string; messageId: string } }) => entry.event)
      : [];
  };
  switch (operation) {
    case "modifyInformation": {
      const information = anOrder().information;
      information.holder.address.street = `${unique} rue Haute`;
      return person.request("PUT", `${url}/information`, { version, information });
    }
    case "setIdentityDocument": {
      const identityDocument = { type: "passport", number: `AB${100_000 + unique}` };
      return person.request("PUT", `${url}/identity-document`, { version, identityDocument });
    }
    case "judgePiece": {
      const pieces = (await seen()).supportingDocuments ?? [];
      const isCompliant = ({ verdict }: { verdict: { outcome: string } | null }) =>
        verdict?.outcome === "compliant";
      const piece = pieces.find((each: Parameters<typeof isCompliant>[0]) => !isCompliant(each)) ?? pieces[0];
      const verdict =
        piece && isCompliant(piece)
          ? { outcome: "nonCompliant", reason: "unreadable", remark: text }
          : { outcome: "compliant" };
      return person.request("PUT", `${url}/supporting-documents/${piece?.id ?? 1}/verdict`, {
        version,
        verdict,
      });
    }
    case "addAttachment":
      return person.upload(`${url}/attachments`, "scan.pdf", TINY_PDF);
    case "comment":
      return person.request("POST", `${url}/comments`, { text });
    case "notify":
    case "declareIncomplete": {
      const declareIncomplete = operation === "declareIncomplete";
      return person.request("POST", `${url}/notifications`, {
        version,
        template: "free",
        text,
        declareIncomplete,
      });
    }
    case "resendNotification": {
      const failed = (await history()).find(({ type }) => type === "mailFailed");
      return person.request("POST", `${url}/notifications/${failed?.messageId ?? randomUUID()}/resend`);
    }
    case "launchSignatureCollection":
      return person.request("POST", `${url}/signature-collection`, { version });
    case "cancelSignatureCollection":
      return person.request("DELETE", `${url}/signature-collection`, { version });
    case "remindSignatories":
      return person.request("POST", `${url}/signature-collection/reminder`, { version });
    case "validateSignatures": {
      const documents = (await seen()).documentsToSign ?? [];
      const { kind } = documents.find(({ validatedAt }: { validatedAt: unknown }) => !validatedAt) ?? {
        kind: "termsOfUse",
      };
      return person.request("POST", `${url}/documents-to-sign/${kind}/validation`, { version });
    }
    case "validatePaperOrder":
      return person.request("POST", `${url}/paper-validation`, { version });
    case "retryIssuance":
      return person.request("POST", `${url}/issuance`, { version });
    case "generateHandoverReport":
      return person.request("POST", `${url}/handover-report`, { version });
    case "deliver":
      return person.request("POST", `${url}/delivery`, { version });
    case "cancel":
      return person.request("POST", `${url}/cancellation`, { version, typedNumber: String(number) });
  }
}
