import type { IdentityDocument, Medium, OrderInformation } from "../../../domain/orders/order.ts";
import { renderDocumentToSign } from "./render-document-to-sign.ts";
export type HandoverData = {
  orderNumber: number;
  date: Date;
  operatorName: string;
  registrationAuthority: string;
  medium: Medium;
  information: OrderInformation;
  identityDocument: IdentityDocument | null;
  certificate: {
    number: number;
    serialNumber: string;
    subjectDn: string;
    issuerDn: string;
    notBefore: Date;
    notAfter: Date;
  };
};
export const renderHandoverReport = (data: HandoverData): Promise<Uint8Array> =>
  renderDocumentToSign("termsOfUse", { ...data, portuId: 1, client: "", type: "new", signatories: [] });
