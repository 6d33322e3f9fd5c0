/** Every text of the screens, in French: the reference whose keys the other languages must have. */

import { contact, role } from "../access/texts.fr.ts";
import { failure, problem } from "../api/texts.fr.ts";
import { certificates } from "../certificates/texts.fr.ts";
import { documents } from "../documents/texts.fr.ts";
import { drafts } from "../drafts/texts.fr.ts";
import { exports } from "../exports/texts.fr.ts";
import { history } from "../history/texts.fr.ts";
import { information, merging } from "../information/texts.fr.ts";
import { journal } from "../journal/texts.fr.ts";
import { notFound } from "../navigation/texts.fr.ts";
import { notifications } from "../notifications/texts.fr.ts";
import { fields } from "../order/fields.fr.ts";
import { order } from "../order/texts.fr.ts";
import { operations, orders } from "../orders/texts.fr.ts";
import { presence } from "../presence/texts.fr.ts";
import { shortcuts } from "../shortcuts/texts.fr.ts";
import { explanation, signatures } from "../signatures/texts.fr.ts";
import { common, grid, period } from "../ui/texts.fr.ts";
import { checks } from "../verification/texts.fr.ts";
import { viewer } from "../viewer/texts.fr.ts";
import { views } from "../views/texts.fr.ts";
import { app } from "./texts.fr.ts";

export const fr = {
  common,
  grid,
  period,
  failure,
  problem,
  notFound,
  role,
  contact,
  app,
  order,
  fields,
  information,
  merging,
  viewer,
  documents,
  orders,
  operations,
  signatures,
  explanation,
  journal,
  history,
  exports,
  views,
  notifications,
  presence,
  drafts,
  shortcuts,
  certificates,
  checks,
};

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "translation";
    resources: { translation: typeof fr };
  }
}
