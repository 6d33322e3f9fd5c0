import { Button, Group } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { DraftNotice } from "../drafts/DraftNotice.tsx";
import { OrderProblem } from "../order/OrderProblem.tsx";
import { useOrder } from "../order/order-context.tsx";
import { IdentityDocumentForm } from "./IdentityDocumentForm.tsx";
import classes from "./InformationPanel.module.css";
import { InformationSection } from "./InformationSection.tsx";
import { LeaveGuard } from "./LeaveGuard.tsx";
import { MergeDialog } from "./MergeDialog.tsx";
import { ModifyBar } from "./ModifyBar.tsx";
import { OptionalPersonSection } from "./OptionalPersonSection.tsx";
import { OrderFields, SubscriberSection } from "./OrderFields.tsx";
import { OvertakenNotice } from "./OvertakenNotice.tsx";
import { useInformationForm } from "./use-information-form.ts";

/** Everything the subscriber entered (DETAIL-3), read or modified in place. */
export function InformationPanel() {
  const order = useOrder();
  const { t } = useTranslation();
  const form = useInformationForm();
  const shared = { information: order.information, form };
  const wrong = Object.keys(form.errors).length;
  return (
    <form
      className={classes.information}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        form.submit();
      }}
    >
      <ModifyBar form={form} />
      <InformationSection {...shared} section="organization" />
      <InformationSection {...shared} section="holder" before={!form.draft && <IdentityDocumentForm />} />
      <OptionalPersonSection {...shared} person="legalRepresentative" />
      <OptionalPersonSection {...shared} person="certificationAgent" />
      <SubscriberSection />
      <InformationSection {...shared} section="order" before={<OrderFields />} />
      {form.draft && (
        <div className={classes.saveBar}>
          <DraftNotice at={form.resumedAt} onAbandon={form.stop} />
          {form.isOvertaken && <OvertakenNotice number={order.number} onCompare={form.compare} />}
          <OrderProblem error={form.error} onReload={form.compare} />
          <Group justify="flex-end" gap="xs">
            {wrong > 0 && <span role="alert">{t("information.fix", { count: wrong })}</span>}
            <Button variant="default" size="sm" onClick={form.stop} disabled={form.isSaving}>
              {t("common.cancel")}
            </Button>
            <Button type="submit" size="sm" loading={form.isSaving} disabled={!form.isDirty}>
              {t("common.save")}
            </Button>
          </Group>
        </div>
      )}
      <LeaveGuard isActive={form.isDirty} isKept={form.isKept} />
      {form.contest && (
        <MergeDialog contest={form.contest} onChoose={form.choose} onClose={form.leaveContest} />
      )}
    </form>
  );
}
