import { IconFileOff } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { SupportingDocument } from "../../domain/order/order-detail.ts";
import type { SupportingDocumentKind } from "../../domain/order/supporting-document.ts";
import { useOrder } from "../order/order-context.tsx";
import { formatDateTime } from "../ui/format.ts";
import { SideBySide } from "../ui/SideBySide.tsx";
import { StatePanel } from "../ui/StatePanel.tsx";
import { IssueDate } from "../verification/IssueDate.tsx";
import { FileViewer } from "../viewer/FileViewer.tsx";
import { ProvedData } from "./ProvedData.tsx";
import { pieceFile } from "./piece-file.ts";
import classes from "./SupportingDocumentTab.module.css";
import { VerdictPanel } from "./VerdictPanel.tsx";

type Props = { piece: SupportingDocumentKind; file: SupportingDocument | undefined };

/** A piece beside the information it proves (DETAIL-4). */
export function SupportingDocumentTab({ piece, file }: Props) {
  const order = useOrder();
  const { t } = useTranslation();
  const isPaper = order.process === "paper";
  const viewer = file ? (
    <FileViewer {...pieceFile(order.number, file)} fileName={file.fileName} mediaType={file.mediaType} />
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
      {file && <VerdictPanel file={file} />}
      {file && piece === "organizationId" && <IssueDate key={file.id} file={file} />}
      <ProvedData piece={piece} />
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
