import { Button, Group, Textarea } from "@mantine/core";
import { IconScan } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import type { TFunction } from "i18next";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { readZone, type ZoneReading } from "../../domain/verification/verification-api.ts";
import type { UnreadableZone } from "../../domain/verification/zone-text.ts";
import { call } from "../api/call.ts";
import { OrderProblem } from "../order/OrderProblem.tsx";
import { CheckList } from "./CheckMarks.tsx";
import classes from "./Verification.module.css";

export type ReadDocument = Extract<ZoneReading, { isReadable: true }>["document"];
export type EnteredDocument = { number: string; issuedOn: string | null; expiresOn: string | null };

type Props = {
  number: number;
  /** What stands in the fields of the identity document, saved or not. */
  entered: EnteredDocument;
  /** Takes over what was read; gives what then stands in the fields. */
  onTake: (document: ReadDocument) => EnteredDocument;
};

/** The machine-readable zone as the operator types or pastes it, beside what the order says (DETAIL-4). */
export function ReadZone({ number, entered, onTake }: Props) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const [zone, setZone] = useState("");
  const read = useMutation({
    mutationFn: (compared: EnteredDocument) =>
      call(readZone, { params: { number }, body: { zone, entered: compared } }),
  });
  const reading = read.data;
  return (
    <div className={classes.zone}>
      <Button
        size="xs"
        variant="subtle"
        leftSection={<IconScan size={16} />}
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        {t("checks.zone.open")}
      </Button>
      {isOpen && (
        <>
          <Textarea
            className={classes.typed ?? ""}
            label={t("checks.zone.label")}
            description={t("checks.zone.hint")}
            value={zone}
            error={reading && !reading.isReadable ? reasonOf(reading.unreadable, t) : undefined}
            maxLength={500}
            autosize
            minRows={3}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => {
              setZone(event.currentTarget.value);
              read.reset();
            }}
          />
          <Group gap="xs">
            <Button size="sm" variant="default" loading={read.isPending} onClick={() => read.mutate(entered)}>
              {t("checks.zone.read")}
            </Button>
            {reading?.isReadable && (
              <Button size="sm" variant="default" onClick={() => read.mutate(onTake(reading.document))}>
                {t("checks.zone.take")}
              </Button>
            )}
          </Group>
          <div role="status" aria-label={t("checks.zone.results")}>
            {reading?.isReadable && <CheckList checks={reading.checks} />}
          </div>
          <OrderProblem error={read.error} />
        </>
      )}
    </div>
  );
}

function reasonOf(unreadable: UnreadableZone, t: TFunction): string {
  const { reason, ...values } = unreadable;
  return t(`checks.zone.unreadable.${reason}`, values);
}
