import { useEffect, useRef, useState } from "react";

/**
 * Takes the files that are dropped anywhere on the page. Without `onFiles` they are let fall: a browser would leave the
 * page, and what is typed there, to show the file. Gives whether files are held over the page and wanted.
 */
export function useFileDrop(onFiles: ((files: File[]) => void) | undefined): boolean {
  const [isOver, setOver] = useState(false);
  const latest = useRef(onFiles);
  useEffect(() => {
    latest.current = onFiles;
  });
  useEffect(() => {
    const listening = new AbortController();
    const on = (
      type: "dragover" | "dragleave" | "drop",
      act: (event: DragEvent, isWanted: boolean) => void,
    ) =>
      addEventListener(
        type,
        (event) => {
          if (!event.dataTransfer?.types.includes("Files")) return;
          event.preventDefault();
          // A dialogue that asks for an answer covers the page.
          act(event, latest.current !== undefined && document.querySelector("[aria-modal=true]") === null);
        },
        { signal: listening.signal },
      );
    on("dragover", ({ dataTransfer }, isWanted) => {
      if (dataTransfer) dataTransfer.dropEffect = isWanted ? "copy" : "none";
      setOver(isWanted);
    });
    // Without a place that the pointer goes to, it leaves the window.
    on("dragleave", ({ relatedTarget }) => {
      if (!relatedTarget) setOver(false);
    });
    on("drop", ({ dataTransfer }, isWanted) => {
      setOver(false);
      const files = [...(dataTransfer?.files ?? [])];
      if (isWanted && files.length > 0) latest.current?.(files);
    });
    return () => listening.abort();
  }, []);
  return isOver;
}
