/** What every kind of viewer is given. */
export type ViewerProps = { file: Blob; fileName: string; onDownload: () => void; onBroken: () => void };

export type ZoomPreset = "auto" | "page-fit" | "page-width" | "page-actual";
export const ZOOM_PRESETS: readonly ZoomPreset[] = ["auto", "page-fit", "page-width", "page-actual"];

/** What the toolbar drives, the same for a PDF and for a picture. */
export type ViewerControls = {
  pages?: { current: number; total: number; goTo: (page: number) => void } | undefined;
  scale: number;
  preset: ZoomPreset | undefined;
  zoomTo: (zoom: ZoomPreset | number) => void;
  zoomBy: (factor: number) => void;
  rotate: () => void;
  print: () => void;
};
