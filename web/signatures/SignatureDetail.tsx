import { Drawer } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { DocumentToSign } from "../../domain/order/order-detail.ts";
import type { DocumentReport } from "../../domain/signatures/service-evidence.ts";
import { StatusChip } from "../ui/StatusChip.tsx";
import { ReportDownloads } from "./ReportDownloads.tsx";
import { SignatoryEvidence } from "./SignatoryEvidence.tsx";
import { INDICATION_TONE } from "./SignatoryLine.tsx";
import classes from "./SignatureDetail.module.css";
import { SignatureFacts } from "./SignatureFacts.tsx";
import { SignedRevision } from "./SignedRevision.tsx";
import { TimeStamps } from "./TimesAndRevocation.tsx";

type Props = {
  number: number;
  kind: DocumentToSign["kind"];
  title: string;
  report: DocumentReport;
  onClose: () => void;
};

/** The full report, for whoever must look deeper (DETAIL-5). */
export default function SignatureDetail({ number, kind, title, report, onClose }: Props) {
  const { t, i18n } = useTranslation();
  const isFrench = i18n.language === "fr";
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="xl"
      title={<strong>{title}</strong>}
      attributes={{ header: { role: "presentation" } }}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      <div className={classes.conclusion}>
        <span>{t("signatures.overall")}</span>
        <StatusChip tone={INDICATION_TONE[report.indication]}>
          {t(`signatures.indication.${report.indication}`)}
        </StatusChip>
        {report.subIndication && <span>{t(`signatures.subIndication.${report.subIndication}`)}</span>}
      </div>
      <ReportDownloads number={number} kind={kind} report={report} />
      {report.messages.map((message) => (
        <p key={message.code} className={classes.message}>
          {isFrench ? message.fr : message.en}
        </p>
      ))}
      {report.signatures.length === 0 && <p>{t("signatures.noSignature")}</p>}
      {report.signatures.map((signature) => (
        <SignatureFacts
          key={signature.field}
          signature={signature}
          isSeal={signature.field === report.serviceSeal}
        >
          {signature.modifiedAfter && signature.revision > 0 && (
            <SignedRevision number={number} kind={kind} signature={signature} />
          )}
        </SignatureFacts>
      ))}
      {report.documentTimeStamps.length > 0 && <h3>{t("signatures.documentTimeStamps")}</h3>}
      <TimeStamps timeStamps={report.documentTimeStamps} />
      <SignatoryEvidence evidence={report.evidence} />
    </Drawer>
  );
}
