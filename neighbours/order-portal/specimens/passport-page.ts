/** The data page of a French passport, with its machine-readable zone (ICAO Doc 9303 part 4, TD3). */
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
import { drawsFor } from "./draws.ts";
import type { Identity } from "./identity.ts";
import { passportZone } from "./mrz.ts";

const WIDTH = 920;
const HEIGHT = 650;
const LABEL = { size: 13, color: "#6b4a58" };
const VALUE = { family: "bold", size: 20 } as const;

const paper = background(WIDTH, HEIGHT, (context) => {
  context.fillStyle = "#f1e8e6";
  context.fillRect(0, 0, WIDTH, HEIGHT);
  drawWaves(context, WIDTH, HEIGHT, "rgba(160, 70, 95, 0.17)");
  const head = { family: "bold", size: 25, color: "#6a1630" } as const;
  write(context, "PASSEPORT", 34, 58, head);
  write(context, "RÉPUBLIQUE FRANÇAISE", WIDTH / 2 + 30, 58, { ...head, size: 23, align: "center" });
  context.fillStyle = "rgba(255, 255, 255, 0.74)";
  context.fillRect(0, 528, WIDTH, HEIGHT - 528);
  context.strokeStyle = "#c3a5ac";
  context.strokeRect(0.5, 0.5, WIDTH - 1, HEIGHT - 1);
});

const printed = (date: Date): string => date.toISOString().slice(0, 10).split("-").reverse().join(" ");

/** A JPEG, the page on a scanner's glass. */
export function drawPassportPage(identity: Identity): Promise<Uint8Array> {
  const page = createCanvas(WIDTH, HEIGHT);
  const context = page.getContext("2d");
  context.drawImage(paper(), 0, 0);
  drawPortrait(context, 36, 100, 252, identity.sex);
  writeFields(context, identity);
  const zone = passportZone({ ...identity, state: "FRA" }, identity.document.number, identity.expiresOn);
  zone.forEach((line, index) => {
    writeZone(context, line, 30, 578 + index * 44, WIDTH - 60);
  });
  markSpecimen(context, WIDTH, HEIGHT);
  const tilt = drawsFor(identity.document.number).number("tilt", 0, 40) - 20;
  return scanned(page, tilt / 1400);
}

function writeFields(context: Context, identity: Identity): void {
  const field = (label: string, value: string, x: number, y: number, width: number) => {
    write(context, label, x, y, LABEL);
    write(context, value, x, y + 25, VALUE, width);
  };
  field("Type", "P", 320, 104, 60);
  field("Code du pays", "FRA", 420, 104, 120);
  field("Passeport N°", identity.document.number, 640, 104, 240);
  field("Nom (1)", identity.familyName.toLocaleUpperCase("fr"), 320, 164, 565);
  field("Prénoms (2)", identity.givenName, 320, 224, 565);
  field("Nationalité (3)", "Française", 320, 284, 200);
  field("Sexe (5)", identity.sex, 560, 284, 60);
  const height = (identity.heightInCentimetres / 100).toFixed(2).replace(".", ",");
  field("Taille (12)", `${height} m`, 690, 284, 180);
  field("Date de naissance (4)", printed(identity.birthDate), 320, 344, 240);
  field("Lieu de naissance (6)", identity.birthPlace, 580, 344, 310);
  field("Date de délivrance (7)", printed(identity.issuedOn), 320, 404, 240);
  field("Date d'expiration (9)", printed(identity.expiresOn), 580, 404, 240);
  field("Autorité (8)", `Préfecture (${identity.office.slice(0, 2)})`, 320, 464, 380);
}
