/** The tables of an order's data, as the documents to sign show them. */
import type { Medium, OrderInformation, OrderType } from "../../domain/order/order.ts";
import type { Row } from "./sheet.ts";
import { fullName, MEDIUM_LABELS, phoneInWords, plain, sirenInGroups, TYPE_LABELS } from "./typography.ts";

export function organizationRows({ organization, cnbfNumber, barNumber }: OrderInformation): Row[] {
  return [
    ["Dénomination", plain(organization.name)],
    ["SIREN", sirenInGroups(organization.siren)],
    ...(barNumber ? ([["N° de barreau", plain(barNumber)]] satisfies Row[]) : []),
    ...(cnbfNumber ? ([["N° CNBF", plain(cnbfNumber)]] satisfies Row[]) : []),
  ];
}

export function holderRows({ holder }: OrderInformation): Row[] {
  const { street, postalCode, city, country } = holder.address;
  const abroad = country === "FR" ? "" : `, ${country}`;
  return [
    ["Nom et prénom", fullName(holder)],
    ["Adresse électronique", plain(holder.email)],
    ["Téléphone mobile", phoneInWords(holder.mobile)],
    ["Adresse postale", plain(`${street}, ${postalCode} ${city}${abroad}`)],
  ];
}

type Representative = NonNullable<OrderInformation["legalRepresentative"]>;

export function representativeRows(person: Representative): Row[] {
  return [
    ["Nom et prénom", fullName(person)],
    ...(person.jobTitle ? ([["Qualité", plain(person.jobTitle)]] satisfies Row[]) : []),
    ["Adresse électronique", plain(person.email)],
    ["Téléphone mobile", phoneInWords(person.mobile)],
  ];
}

export function orderRows(order: {
  orderNumber: number;
  portuId: number;
  client: string;
  type: OrderType;
  medium: Medium;
}): Row[] {
  return [
    ["N° de commande", String(order.orderNumber)],
    ["Référence du portail de commande", String(order.portuId)],
    ["Offre", plain(order.client)],
    ["Nature de la demande", TYPE_LABELS[order.type]],
    ["Support du certificat", MEDIUM_LABELS[order.medium]],
    ["Durée de validité", order.medium === "token" ? "Trois ans" : "Un an"],
  ];
}
