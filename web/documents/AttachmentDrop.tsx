import { Button, FileButton, Tooltip } from "@mantine/core";
import { IconPaperclip } from "@tabler/icons-react";
import { type DragEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { MAX_FILE_SIZE, mediaTypeSchema } from "../../domain/documents/supporting-document.ts";
import { addAttachment, type OrderDetail } from "../../domain/orders/orders-api.ts";
import { ApiError } from "../api/api-error.ts";
import { upload } from "../api/call.ts";
import { standingOf } from "../orders/standing.ts";
import { useOperation } from "../orders/use-operation.ts";
import { ProblemAlert } from "../ui/ProblemAlert.tsx";
import classes from "./AttachmentDrop.module.css";

/** Adds an attachment, chosen or dropped (DETAIL-7). The server decides by content what the file is. */
export function AttachmentDrop({ order, className }: { order: OrderDetail; className: string | undefined }) {
  const { t } = useTranslation();
  const [isOver, setOver] = useState(false);
  const add = useOperation((file: File) => {
    // Twenty megabytes are not worth sending to be refused.
    if (file.size > MAX_FILE_SIZE)
      throw new ApiError({ type: "about:blank", title: "", status: 413, code: "fileTooLarge" });
    return upload(addAttachment, { params: { number: order.number } }, file);
  }, t("orders.attachment.added"));
  if (standingOf(order, "addAttachment").kind !== "allowed") return null;
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const file = event.dataTransfer.files[0];
    if (file) add.mutate(file);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a convenience; the button does the same by keyboard.
    <div
      className={`${classes.zone} ${className ?? ""}`}
      data-over={isOver || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <FileButton accept={mediaTypeSchema.options.join(",")} onChange={(file) => file && add.mutate(file)}>
        {(props) => (
          <Tooltip label={t("orders.attachment.drop")} position="bottom">
            <Button
              {...props}
              variant="default"
              fullWidth
              leftSection={<IconPaperclip size={14} />}
              loading={add.isPending}
            >
              {isOver ? t("orders.attachment.dropHere") : t("orders.attachment.add")}
            </Button>
          </Tooltip>
        )}
      </FileButton>
      <ProblemAlert error={add.error} />
    </div>
  );
}
