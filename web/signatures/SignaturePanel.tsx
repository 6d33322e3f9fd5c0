import { Button } from "@mantine/core";
import { IconListDetails } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import type { DocumentToSign } from "../../domain/order/order-detail.ts";
import { verdictsFor } from "../../domain/signatures/expected-signatories.ts";
import { OrderProblem } from "../order/OrderProblem.tsx";
import { useOrder } from "../order/order-context.tsx";
import { formatDateTime } from "../ui/format.ts";
import { reportOptions } from "./report-query.ts";
import { SignatoryLine } from "./SignatoryLine.tsx";
import classes from "./SignaturePanel.module.css";
import { ValidateSignatures } from "./ValidateSignatures.tsx";

const SignatureDetail = lazy(() => import("./SignatureDetail.tsx"));

/** "Rapport de Signature": who was expected, who signed, what it is worth, and who answers for it (FLOW-5). */
export function SignaturePanel({ document }: { document: DocumentToSign }) {
  const order = useOrder();
  const { t } = useTranslation();
  const [isDetailed, setDetailed] = useState(false);
  const report = useQuery(reportOptions(order.number, document));
  const { validatedBy, validatedAt } = document;
  const seal = report.data?.signatures.find(({ field }) => field === report.data.serviceSeal);
  const verdicts = report.data && verdictsFor(report.data, document.signatories);
  return (
    <section className={classes.panel} aria-label={t("signatures.title")}>
      <h2>{t("signatures.title")}</h2>
      <h3>{t("signatures.expected")}</h3>
      <ul className={classes.signatories}>
        {document.signatories.map((signatory) => (
          <SignatoryLine
            key={signatory.role}
            signatory={signatory}
            verdict={verdicts?.find(({ role }) => role === signatory.role)}
          />
        ))}
      </ul>
      {seal && (
        <p className={classes.seal}>{t("signatures.sealedOnce", { name: seal.signer?.commonName ?? "" })}</p>
      )}
      <OrderProblem error={report.error} />
      <Button
        variant="default"
        size="sm"
        leftSection={<IconListDetails size={16} />}
        disabled={!report.data}
        loading={report.isLoading}
        onClick={() => setDetailed(true)}
      >
        {t("signatures.detail")}
      </Button>
      {validatedBy && validatedAt && (
        <p className={classes.validated}>
          {t("signatures.validatedBy", { name: validatedBy, at: formatDateTime(validatedAt) })}
        </p>
      )}
      <ValidateSignatures document={document} report={report.data} />
      {isDetailed && report.data && (
        <Suspense>
          <SignatureDetail
            number={order.number}
            kind={document.kind}
            title={t("signatures.detailTitle", { document: t(`order.toSign.${document.kind}`) })}
            report={report.data}
            onClose={() => setDetailed(false)}
          />
        </Suspense>
      )}
    </section>
  );
}
