import { type RefObject, useEffect, useState } from "react";
import { type Placement, place, type Rotation, type Size, turned, zoomAt } from "./image-geometry.ts";
import type { ZoomPreset } from "./viewer-props.ts";

type Zoom = ZoomPreset | number;

/** Zoom, pan and rotation of a picture in its stage; a zoom that fits goes on fitting when the window changes. */
export function useImagePlacement(stage: RefObject<HTMLDivElement | null>) {
  const [picture, setPicture] = useState<Size>();
  const [stageSize, setStageSize] = useState<Size>();
  const [rotation, setRotation] = useState<Rotation>(0);
  const [zoom, setZoom] = useState<Zoom>("auto");
  /** Set once the operator has moved the picture by hand. */
  const [moved, setMoved] = useState<Placement>();

  useEffect(() => {
    const element = stage.current;
    if (!element) return;
    const observer = new ResizeObserver(() =>
      setStageSize({ width: element.clientWidth, height: element.clientHeight }),
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [stage]);

  const shown = picture && turned(picture, rotation);
  const placement = moved ?? (shown && stageSize ? place(zoom, shown, stageSize) : undefined);
  const zoomBy = (factor: number, at?: { x: number; y: number }) => {
    if (!placement || !stageSize) return;
    setMoved(zoomAt(placement, factor, at ?? { x: stageSize.width / 2, y: stageSize.height / 2 }));
  };

  // React listens to the wheel passively, where the page could not be kept from scrolling.
  useEffect(() => {
    const element = stage.current;
    if (!element) return;
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      const box = element.getBoundingClientRect();
      zoomBy(Math.exp(-event.deltaY / 400), { x: event.clientX - box.left, y: event.clientY - box.top });
    };
    element.addEventListener("wheel", onWheel, { passive: false });
    return () => element.removeEventListener("wheel", onWheel);
  });

  return {
    picture,
    placement,
    rotation,
    preset: moved || typeof zoom === "number" ? undefined : zoom,
    setPicture,
    zoomBy,
    zoomTo: (wanted: Zoom) => {
      setMoved(undefined);
      setZoom(wanted);
    },
    rotate: () => {
      setMoved(undefined);
      setRotation(((rotation + 90) % 360) as Rotation);
    },
    pan: (dx: number, dy: number) =>
      placement && setMoved({ ...placement, x: placement.x + dx, y: placement.y + dy }),
  };
}
