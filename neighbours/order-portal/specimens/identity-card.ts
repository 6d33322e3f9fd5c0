/** The front of a French identity card as issued until 2021, with its machine-readable zone. */
import { createCanvas } from "@napi-rs/canvas";
import {
  background,
  type Context,
  drawPortrait,
  drawWaves,
  markSpecimen,
  scanned,
  write,
  writeZone,
} from "./drawing.ts";
import { type Draws, drawsFor } from "./draws.ts";
import type { Identity } from "./identity.ts";
import { identityCardZone } from "./mrz.ts";

const WIDTH = 920;
const HEIGHT = 648;
const LABEL = { size: 15, color: "#41617f" };
const VALUE = { family: "bold", size: 23 } as const;

const paper = background(WIDTH, HEIGHT, (context) => {
  context.fillStyle = "#e3edf4";
  context.fillRect(0, 0, WIDTH, HEIGHT);
  drawWaves(context, WIDTH, HEIGHT, "rgba(70, 125, 175, 0.22)");
  const head = { family: "serif", size: 30, color: "#1c3f63", align: "center" } as const;
  write(context, "RÉPUBLIQUE FRANÇAISE", WIDTH / 2, 52, head);
  write(context, "CARTE NATIONALE D'IDENTITÉ N° :", 34, 98, { family: "bold", size: 21, color: "#1c3f63" });
  write(context, "Nationalité Française", WIDTH - 34, 98, { ...LABEL, size: 18, align: "right" });
  context.fillStyle = "rgba(255, 255, 255, 0.72)";
  context.fillRect(0, 530, WIDTH, HEIGHT - 530);
  context.strokeStyle = "#9db4c7";
  context.strokeRect(0.5, 0.5, WIDTH - 1, HEIGHT - 1);
});

const printed = (date: Date): string => date.toISOString().slice(0, 10).split("-").reverse().join(".");

/** A JPEG, the card on a scanner's glass. */
export function drawIdentityCard(identity: Identity): Promise<Uint8Array> {
  const card = createCanvas(WIDTH, HEIGHT);
  const context = card.getContext("2d");
  context.drawImage(paper(), 0, 0);
  const draws = drawsFor(identity.document.number);
  write(context, identity.document.number, 408, 98, { family: "bold", size: 24 });
  drawPortrait(context, 36, 128, 258, identity.sex);
  writeFields(context, identity);
  writeSignature(context, identity, draws);
  const zone = identityCardZone(identity, identity.document.number, identity.office);
  zone.forEach((line, index) => {
    writeZone(context, line, 30, 578 + index * 46, WIDTH - 60);
  });
  markSpecimen(context, WIDTH, HEIGHT);
  return scanned(card, (draws.number("tilt", 0, 40) - 20) / 1400);
}

function writeFields(context: Context, identity: Identity): void {
  const { familyName, givenName, sex, birthDate, birthPlace, heightInCentimetres } = identity;
  const field = (label: string, value: string, x: number, y: number, width: number) => {
    write(context, label, x, y, LABEL);
    write(context, value, x, y + 28, VALUE, width);
  };
  field("Nom :", familyName.toLocaleUpperCase("fr"), 330, 148, 555);
  field("Prénom(s) :", givenName, 330, 214, 555);
  field("Sexe :", sex, 330, 280, 80);
  field("Né(e) le :", printed(birthDate), 470, 280, 220);
  field("à :", birthPlace, 330, 346, 360);
  const height = `${Math.floor(heightInCentimetres / 100)},${String(heightInCentimetres % 100).padStart(2, "0")} m`;
  field("Taille :", height, 720, 346, 160);
  // The card's back, where these stand, would be a second image; an operator needs them to judge it.
  field("Délivrée le :", printed(identity.issuedOn), 330, 412, 220);
  field("Valable jusqu'au :", printed(identity.expiresOn), 560, 412, 260);
}

function writeSignature(context: Context, { givenName, familyName }: Identity, draws: Draws): void {
  write(context, "Signature du titulaire :", 330, 478, LABEL);
  const name = `${givenName.charAt(0)}. ${familyName}`;
  context.save();
  context.translate(350, 518);
  context.rotate(-0.03);
  write(context, name, 160, -4, { family: "script", size: 30, color: "#22346b" }, 340);
  context.strokeStyle = "#22346b";
  context.lineWidth = 1.6;
  context.beginPath();
  context.moveTo(150, 4);
  context.bezierCurveTo(230, 14, 300, -10, 380 + draws.number("stroke", 0, 60), 6);
  context.stroke();
  context.restore();
}
