import { IconFileOff } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { SupportingDocumentKind } from "../../domain/documents/supporting-document.ts";
import {
  getSupportingDocument,
  type OrderDetail,
  type SupportingDocument,
} from "../../domain/orders/orders-api.ts";
import { call } from "../api/call.ts";
import { formatDateTime } from "../ui/format.ts";
import { StatePanel } from "../ui/StatePanel.tsx";
import { ProvedData } from "./ProvedData.tsx";
import { SideBySide } from "./SideBySide.tsx";
import classes from "./SupportingDocumentTab.module.css";
import { VerdictPanel } from "./VerdictPanel.tsx";
import { FileViewer } from "./viewer/FileViewer.tsx";

type Props = { order: OrderDetail; piece: SupportingDocumentKind; file: SupportingDocument | undefined };

/** A piece beside the information it proves (DETAIL-4). */
export function SupportingDocumentTab({ order, piece, file }: Props) {
  const { t } = useTranslation();
  const { number } = order;
  const isPaper = order.process === "paper";
  const viewer = file ? (
    <FileViewer
      cacheKey={["piece", number, file.id]}
      fileName={file.fileName}
      fetchFile={(signal) => call(getSupportingDocument, { params: { number, id: file.id } }, signal)}
      mediaType={file.mediaType}
    />
  ) : (
    <div className={classes.missing}>
      <StatePanel
        icon={IconFileOff}
        title={t(isPaper ? "documents.onPaperTitle" : "documents.missingTitle")}
        text={t(isPaper ? "documents.onPaper" : "documents.missing")}
      />
    </div>
  );
  return (
    <SideBySide document={viewer}>
      {file && <VerdictPanel order={order} file={file} />}
      <ProvedData order={order} piece={piece} />
      {file && (
        <p className={classes.origin}>
          {file.fileName}
          <br />
          {t("documents.uploaded", { at: formatDateTime(file.uploadedAt), by: file.uploadedBy })}
        </p>
      )}
    </SideBySide>
  );
}
