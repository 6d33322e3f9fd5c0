/** The words of exported files are those of the screens: the server cannot import them, so they are compared here. */
import { expect, test } from "vitest";
import { CERTIFICATE_STATUS_LABEL, MEDIUM_LABEL } from "../../server/certificates/export-certificates.ts";
import { PHASE_LABEL, PROCESS_LABEL, STATUS_LABEL, TYPE_LABEL } from "../../server/orders/export-labels.ts";
import { fr } from "../../web/app/catalogue.fr.ts";

test("EXPORT-1 EXPORT-3 an exported value reads as on the screen", () => {
  expect(TYPE_LABEL).toEqual(fr.order.type);
  expect(PROCESS_LABEL).toEqual(fr.order.process);
  expect(PHASE_LABEL).toEqual(fr.order.phase);
  expect(STATUS_LABEL).toEqual(fr.order.status);
  expect(MEDIUM_LABEL).toEqual(fr.order.medium);
  expect(CERTIFICATE_STATUS_LABEL).toEqual(fr.certificates.status);
});
