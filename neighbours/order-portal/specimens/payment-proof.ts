/** The proof of payment: a settled invoice (PDF), or the photograph of a card terminal's receipt (JPEG). */
import { createCanvas } from "@napi-rs/canvas";
import type { IntakeOrder } from "../../../domain/intake/intake-api.ts";
import { background, type Context, drawWaves, markSpecimen, scanned, write } from "./drawing.ts";
import { type Draws, drawsFor } from "./draws.ts";
import { Paper } from "./paper.ts";

const inFigures = new Intl.DateTimeFormat("fr-FR", { dateStyle: "short", timeZone: "Europe/Paris" });
const euros = (cents: number): string => `${(cents / 100).toFixed(2).replace(".", ",")} €`;

/** Cents, without tax. */
const PRICES: Record<IntakeOrder["medium"], number> = { token: 24_900, software: 9_900 };

const MEDIA: Record<IntakeOrder["medium"], string> = {
  token: "Certificat électronique sur support MD940, 3 ans",
  software: "Certificat électronique logiciel, 1 an",
};

function amounts(order: IntakeOrder) {
  const net = PRICES[order.medium];
  const tax = Math.round(net * 0.2);
  return { net, tax, total: net + tax };
}

export function drawInvoice(order: IntakeOrder, at: Date): Promise<Uint8Array> {
  const { information, portuId, client } = order;
  const { organization, holder } = information;
  const { net, tax, total } = amounts(order);
  return new Paper("Facture acquittée", at)
    .text(client, { bold: true, size: 12 })
    .text("Service de certification électronique", { color: "#4c5a68", gap: 20 })
    .text(organization.name, { align: "right", bold: true })
    .text(`${holder.address.street}\n${holder.address.postalCode} ${holder.address.city}`, {
      align: "right",
      gap: 22,
    })
    .text(`Facture N° F${at.getUTCFullYear()}-${portuId}`, { bold: true, size: 17, gap: 4 })
    .text(`Date : ${inFigures.format(at)}    Votre commande : ${portuId}`, { color: "#4c5a68", gap: 8 })
    .section("Désignation")
    .row(MEDIA[order.medium], euros(net))
    .row("Porteur", `${holder.givenName} ${holder.familyName.toLocaleUpperCase("fr")}`)
    .section("Montants")
    .row("Total hors taxes", euros(net))
    .row("TVA 20 %", euros(tax))
    .row("Total toutes taxes comprises", euros(total))
    .space(20)
    .text(`FACTURE ACQUITTÉE le ${inFigures.format(at)} par virement`, {
      bold: true,
      size: 12,
      color: "#1c6b3a",
    })
    .text(`Référence du virement : VIR ${drawsFor(String(portuId)).digits("transfer", 10)}`, {
      color: "#4c5a68",
    })
    .finish();
}

const WIDTH = 620;
const HEIGHT = 900;

const receiptPaper = background(WIDTH, HEIGHT, (context) => {
  context.fillStyle = "#fbfaf6";
  context.fillRect(0, 0, WIDTH, HEIGHT);
  drawWaves(context, WIDTH, HEIGHT, "rgba(120, 120, 120, 0.05)", 14);
});

export function drawReceipt(order: IntakeOrder, at: Date): Promise<Uint8Array> {
  const receipt = createCanvas(WIDTH, HEIGHT);
  const context = receipt.getContext("2d");
  context.drawImage(receiptPaper(), 0, 0);
  const draws = drawsFor(String(order.portuId));
  receiptLines(order, at, draws).forEach((line, index) => {
    writeLine(context, line, 92 + index * 43);
  });
  markSpecimen(context, WIDTH, HEIGHT);
  return scanned(receipt, (draws.number("tilt", 0, 40) - 20) / 900);
}

type Line = string | [label: string, value: string];

function receiptLines(order: IntakeOrder, at: Date, draws: Draws): Line[] {
  const time = at.toLocaleTimeString("fr-FR", {
    timeZone: "Europe/Paris",
    hour: "2-digit",
    minute: "2-digit",
  });
  return [
    "CARTE BANCAIRE",
    "PAIEMENT À DISTANCE",
    "",
    ["LE", `${inFigures.format(at)} À ${time}`],
    ["COMMERÇANT", order.client.toLocaleUpperCase("fr")],
    ["COMMANDE", String(order.portuId)],
    ["CARTE", `############${draws.digits("card", 4)}`],
    ["AUTORISATION", draws.digits("authorization", 6)],
    ["TRANSACTION", draws.digits("transaction", 8)],
    "",
    ["MONTANT TTC", euros(amounts(order).total)],
    "",
    "DÉBIT ACCEPTÉ",
    "TICKET CLIENT À CONSERVER",
  ];
}

function writeLine(context: Context, line: Line, y: number): void {
  if (typeof line === "string") {
    write(context, line, WIDTH / 2, y, { family: "mono", size: 25, align: "center" }, WIDTH - 80);
    return;
  }
  const [label, value] = line;
  write(context, label, 44, y, { family: "mono", size: 23, color: "#3a424b" }, 200);
  write(context, value, WIDTH - 44, y, { family: "mono", size: 24, align: "right" }, 330);
}
