/** What the drawn specimens share: fonts, fitting text, the portrait, the mark that no specimen goes without. */
import { fileURLToPath } from "node:url";
import { type Canvas, createCanvas, GlobalFonts, type SKRSContext2D } from "@napi-rs/canvas";

export type Context = SKRSContext2D;

const FAMILIES = {
  sans: "DejaVuSansCondensed",
  bold: "DejaVuSansCondensed-Bold",
  serif: "DejaVuSerif-Bold",
  script: "DejaVuSerif-Italic",
  mono: "DejaVuSansMono",
} as const;
export type Family = keyof typeof FAMILIES;

for (const [alias, file] of Object.entries(FAMILIES))
  GlobalFonts.registerFromPath(
    fileURLToPath(import.meta.resolve(`dejavu-fonts-ttf/ttf/${file}.ttf`)),
    `Specimen ${alias}`,
  );

export type TextStyle = {
  family?: Family;
  size: number;
  color?: string;
  align?: "left" | "center" | "right";
};

/** Writes a line on its baseline; one longer than `width` is shrunk, down to half, then squeezed. */
export function write(
  context: Context,
  text: string,
  x: number,
  y: number,
  { family = "sans", size, color = "#1d2733", align = "left" }: TextStyle,
  width = 1000,
): void {
  context.fillStyle = color;
  context.textAlign = align;
  context.font = `${size}px "Specimen ${family}"`;
  const natural = context.measureText(text).width;
  if (natural > width)
    context.font = `${Math.max(size / 2, (size * width) / natural)}px "Specimen ${family}"`;
  context.fillText(text, x, y, width);
}

/** One character in each of `text.length` equal places, as machine-readable zones are printed. */
export function writeZone(context: Context, text: string, x: number, y: number, width: number): void {
  const step = width / text.length;
  context.fillStyle = "#111";
  context.textAlign = "center";
  context.font = `${step * 1.5}px "Specimen mono"`;
  for (let index = 0; index < text.length; index++)
    context.fillText(text.charAt(index), x + (index + 0.5) * step, y);
}

/** A head and shoulders without a face: nobody is shown. */
export function drawPortrait(context: Context, x: number, y: number, width: number, sex: "F" | "M"): void {
  const height = width * 1.28;
  context.save();
  context.beginPath();
  context.rect(x, y, width, height);
  context.clip();
  const ground = context.createLinearGradient(x, y, x, y + height);
  ground.addColorStop(0, "#e3e7ea");
  ground.addColorStop(1, "#c4ccd2");
  context.fillStyle = ground;
  context.fillRect(x, y, width, height);
  const ellipse = (color: string, cx: number, cy: number, rx: number, ry: number) => {
    context.fillStyle = color;
    context.beginPath();
    context.ellipse(x + cx * width, y + cy * height, rx * width, ry * height, 0, 0, Math.PI * 2);
    context.fill();
  };
  if (sex === "F") ellipse("#4e565e", 0.5, 0.47, 0.31, 0.34);
  else ellipse("#4e565e", 0.5, 0.33, 0.245, 0.2);
  ellipse("#7c868f", 0.5, 1.06, 0.47, 0.34);
  context.fillStyle = "#9aa4ac";
  context.fillRect(x + width * 0.42, y + height * 0.56, width * 0.16, height * 0.2);
  ellipse("#aab3ba", 0.5, 0.42, 0.215, 0.235);
  context.restore();
  context.strokeStyle = "#8b97a1";
  context.strokeRect(x, y, width, height);
}

/** Fine waves, as on security paper. */
export function drawWaves(context: Context, width: number, height: number, color: string, step = 9): void {
  context.strokeStyle = color;
  context.lineWidth = 0.8;
  for (let base = -40; base < height + 40; base += step) {
    context.beginPath();
    for (let x = 0; x <= width; x += 8) {
      const y = base + 14 * Math.sin(x / 70 + base / 60) + 6 * Math.sin(x / 23);
      if (x === 0) context.moveTo(x, y);
      else context.lineTo(x, y);
    }
    context.stroke();
  }
}

/** « SPÉCIMEN » across the whole, and in words that it proves nothing. */
export function markSpecimen(context: Context, width: number, height: number): void {
  context.save();
  context.translate(width / 2, height / 2);
  context.rotate(-Math.atan2(height, width) * 0.7);
  const size = Math.hypot(width, height) * 0.148;
  write(context, "SPÉCIMEN", 0, size * 0.36, {
    family: "bold",
    size,
    color: "rgba(190, 30, 45, 0.17)",
    align: "center",
  });
  context.restore();
  const note = "SPÉCIMEN – document fictif, sans valeur";
  write(
    context,
    note,
    width - 18,
    22,
    { family: "bold", size: 15, color: "#b3202e", align: "right" },
    width / 2,
  );
}

/** Made once, then copied under each specimen: paper, frames and printed words are the same for all. */
export function background(width: number, height: number, draw: (context: Context) => void): () => Canvas {
  let made: Canvas | undefined;
  return () => {
    if (!made) {
      made = createCanvas(width, height);
      draw(made.getContext("2d"));
    }
    return made;
  };
}

/** The card or page lying a little askew on a scanner's glass. */
export function scanned(card: Canvas, tilt: number): Promise<Uint8Array> {
  const margin = 46;
  const sheet = createCanvas(card.width + 2 * margin, card.height + 2 * margin);
  const context = sheet.getContext("2d");
  context.fillStyle = "#f4f4f1";
  context.fillRect(0, 0, sheet.width, sheet.height);
  context.translate(sheet.width / 2, sheet.height / 2);
  context.rotate(tilt);
  context.fillStyle = "rgba(0, 0, 0, 0.10)";
  context.fillRect(-card.width / 2 + 5, -card.height / 2 + 6, card.width, card.height);
  context.drawImage(card, -card.width / 2, -card.height / 2);
  return sheet.encode("jpeg", 80);
}
