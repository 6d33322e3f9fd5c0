import { Button } from "@mantine/core";
import { IconAlertTriangle, IconDownload, IconFileBroken } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import type { MediaType } from "../../domain/order/supporting-document.ts";
import { saveFile } from "../api/save-file.ts";
import { useProblemText } from "../api/use-problem-text.ts";
import { PageLoader } from "../ui/PageLoader.tsx";
import { StatePanel } from "../ui/StatePanel.tsx";
import classes from "./FileViewer.module.css";
import { type FileSource, fileOptions } from "./file-options.ts";
import { openAhead, preloadPdfjs } from "./pdfjs.ts";

const importPdfViewer = () => import("./PdfViewer.tsx");
const importImageViewer = () => import("./ImageViewer.tsx");
const PdfViewer = lazy(importPdfViewer);
const ImageViewer = lazy(importImageViewer);

/** Fetches the code that shows such a file; shown without, the file tells itself what is wrong. */
export function preloadViewer(mediaType: MediaType): void {
  const code = mediaType === "application/pdf" ? [importPdfViewer(), preloadPdfjs()] : [importImageViewer()];
  void Promise.allSettled(code);
}

/** Makes what can be made ready of a file that will probably be shown next. */
export function prepareFile(file: Blob, mediaType: MediaType): void {
  if (mediaType === "application/pdf") openAhead(file);
}

type Props = FileSource & { fileName: string; mediaType: MediaType };

/**
 * Shows a file of an order. It is fetched once, since every reading of an identity document is journalled: what is
 * shown, printed and downloaded is that one copy.
 */
export function FileViewer({ cacheKey, fetchFile, fileName, mediaType }: Props) {
  const { t } = useTranslation();
  const problemText = useProblemText();
  const file = useQuery(fileOptions({ cacheKey, fetchFile }));
  const [broken, setBroken] = useState<Blob>();
  if (file.isPending)
    return (
      <div className={classes.frame}>
        <PageLoader />
      </div>
    );
  if (file.isError)
    return (
      <div className={classes.frame}>
        <StatePanel
          icon={IconAlertTriangle}
          alert
          title={t("viewer.unreachable")}
          text={problemText(file.error)}
        >
          <Button onClick={() => void file.refetch()}>{t("common.retry")}</Button>
        </StatePanel>
      </div>
    );
  const save = () => saveFile(file.data, fileName);
  if (broken === file.data)
    return (
      <div className={classes.frame}>
        <StatePanel icon={IconFileBroken} alert title={t("viewer.broken")} text={t("viewer.brokenText")}>
          <Button leftSection={<IconDownload size={15} />} onClick={save}>
            {t("common.download")}
          </Button>
        </StatePanel>
      </div>
    );
  const Viewer = mediaType === "application/pdf" ? PdfViewer : ImageViewer;
  return (
    <section className={classes.frame} aria-label={t("viewer.label", { name: fileName })}>
      <Suspense fallback={<PageLoader />}>
        <Viewer
          file={file.data}
          fileName={fileName}
          onDownload={save}
          onBroken={() => setBroken(file.data)}
        />
      </Suspense>
    </section>
  );
}
