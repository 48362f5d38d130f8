import { type DragEvent, useEffect, useRef, useState } from "react";

/** A photo handed over anywhere on the step: dropped on it, or pasted. */
interface HandedPhoto {
  /** Whether a file hangs over the step now. */
  readonly over: boolean;
  /** To be spread on the element things are dropped on. */
  readonly target: {
    readonly onDragEnter: (event: DragEvent) => void;
    readonly onDragOver: (event: DragEvent) => void;
    readonly onDragLeave: (event: DragEvent) => void;
    readonly onDrop: (event: DragEvent) => void;
  };
}

/** Takes the first file that is dropped or pasted while `open`. What it is, its bytes will tell. */
export function useHandedPhoto(open: boolean, onFile: (file: Blob) => void): HandedPhoto {
  const [over, setOver] = useState(false);
  const latest = useRef(onFile);
  useEffect(() => {
    latest.current = onFile;
  });
  useEffect(() => {
    if (!open) return;
    const onPaste = (event: ClipboardEvent) => {
      const file = event.clipboardData?.files[0];
      if (file === undefined) return;
      event.preventDefault();
      latest.current(file);
    };
    window.addEventListener("paste", onPaste);
    return () => window.removeEventListener("paste", onPaste);
  }, [open]);
  const hangs = (event: DragEvent) => {
    if (!open || !event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    setOver(true);
  };
  return {
    over: open && over,
    target: {
      onDragEnter: hangs,
      onDragOver: hangs,
      onDragLeave: (event) => {
        const to = event.relatedTarget;
        if (!(to instanceof Node) || !event.currentTarget.contains(to)) setOver(false);
      },
      onDrop: (event) => {
        setOver(false);
        const file = event.dataTransfer.files[0];
        if (!open || file === undefined) return;
        event.preventDefault();
        onFile(file);
      },
    },
  };
}
