/** Where a picture lies in its stage: pure arithmetic, in pixels of the screen. */
import type { ZoomPreset } from "./viewer-props.ts";

export type Size = { width: number; height: number };
export type Rotation = 0 | 90 | 180 | 270;
/** The top left corner of the turned picture, and its scale. */
export type Placement = { x: number; y: number; scale: number };

const MARGIN = 12;
const LEAST = 0.05;
const MOST = 8;

export const clampScale = (scale: number): number => Math.min(MOST, Math.max(LEAST, scale));

export function turned(size: Size, rotation: Rotation): Size {
  return rotation % 180 === 0 ? size : { width: size.height, height: size.width };
}

/** The placement of a preset: small pictures are not blown up by "automatic". */
export function place(preset: ZoomPreset | number, picture: Size, stage: Size): Placement {
  const byWidth = (stage.width - 2 * MARGIN) / picture.width;
  const whole = Math.min(byWidth, (stage.height - 2 * MARGIN) / picture.height);
  const wanted = { auto: Math.min(whole, 1.5), "page-fit": whole, "page-width": byWidth, "page-actual": 1 };
  const scale = clampScale(typeof preset === "number" ? preset : wanted[preset]);
  return {
    scale,
    x: Math.max(MARGIN, (stage.width - picture.width * scale) / 2),
    y: Math.max(MARGIN, (stage.height - picture.height * scale) / 2),
  };
}

/** The same placement zoomed, the point under `at` staying under it. */
export function zoomAt(placement: Placement, factor: number, at: { x: number; y: number }): Placement {
  const scale = clampScale(placement.scale * factor);
  const ratio = scale / placement.scale;
  return { scale, x: at.x - (at.x - placement.x) * ratio, y: at.y - (at.y - placement.y) * ratio };
}

/** The CSS transform that turns a picture about its corner and puts it back in place. */
export function transformOf({ x, y, scale }: Placement, picture: Size, rotation: Rotation): string {
  const { width, height } = picture;
  const back = {
    0: "",
    90: ` translate(0, ${-height}px)`,
    180: ` translate(${-width}px, ${-height}px)`,
    270: ` translate(${-width}px, 0)`,
  }[rotation];
  return `translate(${x}px, ${y}px) scale(${scale}) rotate(${rotation}deg)${back}`;
}
