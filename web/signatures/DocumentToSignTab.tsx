import { useTranslation } from "react-i18next";
import { getDocumentToSign } from "../../domain/documents/documents-api.ts";
import type { DocumentToSign } from "../../domain/order/order-detail.ts";
import { call } from "../api/call.ts";
import { useOrder } from "../order/order-context.tsx";
import { SideBySide } from "../ui/SideBySide.tsx";
import { FileViewer } from "../viewer/FileViewer.tsx";
import { signedSoFar } from "./report-query.ts";
import { SignaturePanel } from "./SignaturePanel.tsx";

/** A document to sign beside what its signatures are worth (DETAIL-5). */
export function DocumentToSignTab({ document }: { document: DocumentToSign }) {
  const order = useOrder();
  const { t } = useTranslation();
  const { number } = order;
  const { kind } = document;
  return (
    <SideBySide
      document={
        <FileViewer
          cacheKey={["toSign", number, kind, order.collection?.id, signedSoFar(document)]}
          fileName={`${t(`order.toSign.${kind}`)} - ${number}.pdf`}
          mediaType="application/pdf"
          fetchFile={(signal) => call(getDocumentToSign, { params: { number, kind }, query: {} }, signal)}
        />
      }
    >
      <SignaturePanel document={document} />
    </SideBySide>
  );
}
