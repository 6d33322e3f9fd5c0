import { Button } from "@mantine/core";
import { IconEye } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { getDocumentToSign } from "../../domain/documents/documents-api.ts";
import type { DocumentToSign } from "../../domain/order/order-detail.ts";
import type { SignatureResult } from "../../domain/signatures/signature-report.ts";
import { call } from "../api/call.ts";
import { Dialog } from "../ui/Dialog.tsx";
import { FileViewer } from "../viewer/FileViewer.tsx";
import classes from "./SignatureDetail.module.css";

type Props = { number: number; kind: DocumentToSign["kind"]; signature: SignatureResult };

/** What somebody really signed, when the document was changed afterwards: the file up to the end of their revision. */
export function SignedRevision({ number, kind, signature }: Props) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const { revision, signer, field } = signature;
  const title = t("signatures.revisionOf", { name: signer?.commonName || field });
  return (
    <>
      <Button
        variant="default"
        size="xs"
        leftSection={<IconEye size={15} aria-hidden />}
        onClick={() => setOpen(true)}
      >
        {t("signatures.viewRevision")}
      </Button>
      {isOpen && (
        <Dialog title={title} size="80rem" onClose={() => setOpen(false)}>
          <div className={classes.revision}>
            <FileViewer
              cacheKey={["toSign", number, kind, "revision", revision]}
              fileName={`${title} - ${number}.pdf`}
              mediaType="application/pdf"
              fetchFile={(signal) =>
                call(getDocumentToSign, { params: { number, kind }, query: { revision } }, signal)
              }
            />
          </div>
        </Dialog>
      )}
    </>
  );
}
