import { useTranslation } from "react-i18next";
import { HistoryList } from "../../history/HistoryList.tsx";
import { FoldingSection } from "../../ui/FoldingSection.tsx";
import { DocumentsMenu } from "./DocumentsMenu.tsx";
import { InformationMenu } from "./InformationMenu.tsx";
import { PiecesMenu } from "./PiecesMenu.tsx";
import classes from "./SideMenu.module.css";

/** The left menu of the summary, whose sections fold. */
export function SideMenu() {
  const { t } = useTranslation();
  return (
    <aside className={classes.menu}>
      <FoldingSection title={t("orders.section.supportingDocuments")}>
        <PiecesMenu />
      </FoldingSection>
      <FoldingSection title={t("orders.section.documentsToSign")}>
        <DocumentsMenu />
      </FoldingSection>
      <FoldingSection title={t("orders.section.information")}>
        <InformationMenu />
      </FoldingSection>
      <FoldingSection title={t("orders.section.history")}>
        <HistoryList />
      </FoldingSection>
    </aside>
  );
}
