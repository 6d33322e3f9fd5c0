import { NativeSelect, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type CertificateDetail, revokeCertificate } from "../../domain/certificates/certificates-api.ts";
import {
  REVOCATION_REASONS,
  type RevocationReason,
  revocationBlockSchema,
} from "../../domain/certificates/revocation.ts";
import { problemOf } from "../api/api-error.ts";
import { call } from "../api/call.ts";
import { ProblemAlert } from "../api/ProblemAlert.tsx";
import { historyKey } from "../journal/history-query.ts";
import { ConfirmDialog } from "../ui/ConfirmDialog.tsx";
import { CERTIFICATE_LISTS, certificateKey } from "./queries.ts";

type Props = { certificate: CertificateDetail; onClose: () => void };

/** Revokes for ever: the operator chooses a reason and types the certificate's number as consent (CERT-4). */
export function RevokeDialog({ certificate, onClose }: Props) {
  const { t } = useTranslation();
  const { number, holder } = certificate;
  const [reason, setReason] = useState<RevocationReason>();
  const [typedNumber, setTypedNumber] = useState("");
  const revoke = useRevocation(certificate);
  return (
    <ConfirmDialog
      title={t("certificates.revocation.title", { number })}
      confirmLabel={t("certificates.revocation.confirm")}
      cancelLabel={t("certificates.revocation.keep")}
      isDangerous
      isReady={reason !== undefined && typedNumber.trim() === String(number)}
      isBusy={revoke.isPending}
      problem={<RevocationProblem error={revoke.error} />}
      onConfirm={() => {
        if (reason) revoke.mutate({ reason, typedNumber }, { onSuccess: onClose });
      }}
      onClose={onClose}
    >
      <div>{t("certificates.revocation.text", { holder: `${holder.givenName} ${holder.familyName}` })}</div>
      <NativeSelect
        label={t("certificates.revocation.reasonLabel")}
        value={reason ?? ""}
        onChange={({ currentTarget }) =>
          setReason(REVOCATION_REASONS.find((each) => each === currentTarget.value))
        }
        data={[
          { value: "", label: t("certificates.revocation.choose"), disabled: true },
          ...REVOCATION_REASONS.map((value) => ({
            value,
            label: t(`certificates.revocation.reason.${value}`),
          })),
        ]}
        data-autofocus
      />
      <TextInput
        label={t("certificates.revocation.consent")}
        value={typedNumber}
        onChange={(event) => setTypedNumber(event.currentTarget.value)}
        inputMode="numeric"
        autoComplete="off"
      />
    </ConfirmDialog>
  );
}

/** The rules of a revocation give a reason of their own. */
function RevocationProblem({ error }: { error: unknown }) {
  const { t } = useTranslation();
  const block = revocationBlockSchema.safeParse(problemOf(error)?.revocationBlock).data;
  return <ProblemAlert error={error} text={block && t(`certificates.revocation.block.${block}`)} />;
}

function useRevocation({ number, orderNumber }: CertificateDetail) {
  const { t } = useTranslation();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { reason: RevocationReason; typedNumber: string }) =>
      call(revokeCertificate, { params: { number }, body }),
    onSuccess: async (certificate) => {
      // An answer asked before the request must not come after it and show the past.
      await client.cancelQueries({ queryKey: certificateKey(number) });
      client.setQueryData(certificateKey(number), certificate);
      notifications.show({ message: t("certificates.revocation.done"), color: "green" });
      void client.invalidateQueries({ queryKey: CERTIFICATE_LISTS });
      void client.invalidateQueries({ queryKey: historyKey(orderNumber) });
    },
  });
}
