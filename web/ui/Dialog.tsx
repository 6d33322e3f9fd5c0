import { Modal, type ModalProps } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

type Props = { title: string; size?: string; isHeld?: boolean; onClose: () => void; children: ReactNode };

/** A dialog. Held, it closes by its buttons only: something runs, or something was typed. */
export function Dialog({ title, size = "md", isHeld = false, onClose, children }: Props) {
  const { t } = useTranslation();
  const held: Partial<ModalProps> = isHeld ? { closeOnClickOutside: false } : {};
  return (
    <Modal
      opened
      onClose={onClose}
      title={<strong>{title}</strong>}
      size={size}
      // Its heading is not the page's banner.
      attributes={{ header: { role: "presentation" } }}
      closeButtonProps={{ "aria-label": t("common.close") }}
      {...held}
    >
      {children}
    </Modal>
  );
}
