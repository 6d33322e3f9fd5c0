import type { TextsOf } from "../i18n/texts-of.ts";
import type { notFound as french } from "./texts.fr.ts";

export const notFound: TextsOf<typeof french> = {
  title: "Page not found",
  text: "The address is that of no page of the portal, or of something outside your perimeter.",
  toOrders: "Go to the list of orders",
};
