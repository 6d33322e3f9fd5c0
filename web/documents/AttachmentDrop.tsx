import { Button, FileButton, Portal, Tooltip } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconPaperclip } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { addAttachment } from "../../domain/documents/documents-api.ts";
import type { OrderDetail } from "../../domain/order/order-detail.ts";
import { MAX_FILE_SIZE, mediaTypeSchema } from "../../domain/order/supporting-document.ts";
import { ApiError, isTransient } from "../api/api-error.ts";
import { upload } from "../api/call.ts";
import { useOrder } from "../order/order-context.tsx";
import { standingOf } from "../order/standing.ts";
import { useOperation } from "../order/use-operation.ts";
import { useOrderProblemText } from "../order/use-order-problem-text.ts";
import classes from "./AttachmentDrop.module.css";
import { type KeptFile, KeptFiles } from "./KeptFiles.tsx";
import { useFileDrop } from "./use-file-drop.ts";

/** Adds attachments, chosen or dropped on the page (DETAIL-7). The server decides by content what a file is. */
export function AttachmentDrop({ className }: { className: string | undefined }) {
  const order = useOrder();
  const { t } = useTranslation();
  const problemText = useOrderProblemText();
  const add = useOperation(addOne, t("documents.attachment.added"));
  const [kept, setKept] = useState<readonly KeptFile[]>([]);
  const leaveOut = (file: File) => setKept((before) => before.filter((one) => one.file !== file));
  /** One after the other; one that is refused does not hold up the others. Told wherever on the page one is. */
  const addAll = async (files: File[], number = order.number) => {
    for (const file of files)
      await add
        .mutateAsync({ number, file })
        .then(() => leaveOut(file))
        .catch((error: unknown) => {
          leaveOut(file);
          // What could be taken another time stays chosen.
          if (isTransient(error)) setKept((before) => [...before, { number, file, error }]);
          else
            notifications.show({
              color: "red",
              title: file.name,
              message: problemText(error),
              autoClose: false,
            });
        });
  };
  const isAllowed = standingOf(order, "addAttachment").kind === "allowed";
  const isOver = useFileDrop(isAllowed && !add.isPending ? (files) => void addAll(files) : undefined);
  if (!isAllowed) return null;
  return (
    <div className={`${classes.zone} ${className ?? ""}`} data-over={isOver || undefined}>
      <FileButton
        multiple
        accept={mediaTypeSchema.options.join(",")}
        onChange={(files) => void addAll(files)}
      >
        {(props) => (
          <Tooltip label={t("documents.attachment.drop")} position="bottom">
            <Button
              {...props}
              variant="default"
              fullWidth
              leftSection={<IconPaperclip size={14} />}
              loading={add.isPending}
            >
              {t("documents.attachment.add")}
            </Button>
          </Tooltip>
        )}
      </FileButton>
      <KeptFiles
        kept={kept.filter(({ number }) => number === order.number)}
        isBusy={add.isPending}
        onRetry={({ file, number }) => void addAll([file], number)}
        onDrop={({ file }) => leaveOut(file)}
      />
      {isOver && (
        <Portal>
          <div className={classes.over}>{t("documents.attachment.dropHere")}</div>
        </Portal>
      )}
    </div>
  );
}

async function addOne({ number, file }: { number: number; file: File }): Promise<OrderDetail> {
  // Twenty megabytes are not worth sending to be refused.
  if (file.size > MAX_FILE_SIZE)
    throw new ApiError({ type: "about:blank", title: "", status: 413, code: "fileTooLarge" });
  return upload(addAttachment, { params: { number } }, file);
}
