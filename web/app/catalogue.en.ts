/** Every text of the screens, in English; fetched when it is chosen. */

import { contact, role } from "../access/texts.en.ts";
import { failure, problem } from "../api/texts.en.ts";
import { certificates } from "../certificates/texts.en.ts";
import { documents } from "../documents/texts.en.ts";
import { drafts } from "../drafts/texts.en.ts";
import { exports } from "../exports/texts.en.ts";
import { history } from "../history/texts.en.ts";
import type { TextsOf } from "../i18n/texts-of.ts";
import { information, merging } from "../information/texts.en.ts";
import { journal } from "../journal/texts.en.ts";
import { notFound } from "../navigation/texts.en.ts";
import { notifications } from "../notifications/texts.en.ts";
import { fields } from "../order/fields.en.ts";
import { order } from "../order/texts.en.ts";
import { operations, orders } from "../orders/texts.en.ts";
import { presence } from "../presence/texts.en.ts";
import { shortcuts } from "../shortcuts/texts.en.ts";
import { explanation, signatures } from "../signatures/texts.en.ts";
import { common, grid, period } from "../ui/texts.en.ts";
import { checks } from "../verification/texts.en.ts";
import { viewer } from "../viewer/texts.en.ts";
import { views } from "../views/texts.en.ts";
import type { fr } from "./catalogue.fr.ts";
import { app } from "./texts.en.ts";

export const en: TextsOf<typeof fr> = {
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
