import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import classes from "./FileViewer.module.css";
import { transformOf } from "./image-geometry.ts";
import { printPages } from "./print-pages.ts";
import { useImagePlacement } from "./use-image-placement.ts";
import { ViewerToolbar } from "./ViewerToolbar.tsx";
import type { ViewerProps } from "./viewer-props.ts";

/** How far an arrow key moves the picture, in pixels. */
const KEY_STEP = 60;
const KEYS: Partial<Record<string, readonly [number, number]>> = {
  ArrowLeft: [KEY_STEP, 0],
  ArrowRight: [-KEY_STEP, 0],
  ArrowUp: [0, KEY_STEP],
  ArrowDown: [0, -KEY_STEP],
};

/** A picture: zoomed to the pointer, dragged, turned (DETAIL-4). */
export default function ImageViewer({ file, fileName, onDownload, onBroken }: ViewerProps) {
  const { t } = useTranslation();
  const stage = useRef<HTMLDivElement>(null);
  const address = useObjectAddress(file);
  const image = useImagePlacement(stage);
  const { picture, placement } = image;
  const onKeyDown = (event: KeyboardEvent) => {
    const step = KEYS[event.key];
    if (step) image.pan(...step);
    else if (event.key === "+") image.zoomBy(1.2);
    else if (event.key === "-") image.zoomBy(1 / 1.2);
    else return;
    event.preventDefault();
  };
  return (
    <>
      <ViewerToolbar
        onDownload={onDownload}
        controls={{
          scale: placement?.scale ?? 1,
          preset: image.preset,
          zoomTo: image.zoomTo,
          zoomBy: image.zoomBy,
          rotate: image.rotate,
          print: () => void printPages([file]),
        }}
      />
      <div className={classes.stage}>
        <div
          ref={stage}
          className={classes.image}
          role="application"
          aria-label={t("viewer.imageHint")}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: moved and zoomed by keyboard (WCAG 2.1.1).
          tabIndex={0}
          onKeyDown={onKeyDown}
          onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
          onPointerMove={(event) => event.buttons === 1 && image.pan(event.movementX, event.movementY)}
          onDoubleClick={() => image.zoomTo("auto")}
        >
          {address && (
            <img
              src={address}
              alt={fileName}
              draggable={false}
              hidden={!placement}
              onError={onBroken}
              onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) =>
                image.setPicture({ width: naturalWidth, height: naturalHeight })
              }
              style={
                picture && placement
                  ? { transform: transformOf(placement, picture, image.rotation) }
                  : undefined
              }
            />
          )}
        </div>
      </div>
    </>
  );
}

/** An address for a file in memory, given back when it is no longer shown. */
function useObjectAddress(file: Blob): string | undefined {
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    const made = URL.createObjectURL(file);
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);
  return address;
}
