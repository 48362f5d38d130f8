import { useEffect, useRef } from "react";

/** Calls `handler` for each key pressed anywhere, unless a control kept it for itself. */
export function useKeys(handler: (event: KeyboardEvent) => void): void {
  const latest = useRef(handler);
  useEffect(() => {
    latest.current = handler;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!event.defaultPrevented && !isLocked()) latest.current(event);
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
}

/** A key pressed before a locked desk is not for what is behind. */
function isLocked(): boolean {
  return document.querySelector("dialog.lock-screen") !== null;
}

/** Whether keys typed there are text. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement)
    return !["checkbox", "radio", "range", "file"].includes(target.type);
  return (
    target instanceof HTMLTextAreaElement ||
    // A letter chooses in it.
    target instanceof HTMLSelectElement ||
    target.isContentEditable
  );
}

/** Whether Enter already means something on the element that has the focus. */
export function ownsEnter(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  const control = target.closest<HTMLElement>("button, a, input, select, textarea, summary, [role=radio]");
  if (control === null) return false;
  if (control instanceof HTMLInputElement) return isTyping(control);
  return control.ariaChecked !== "true";
}

/** Whether a letter pressed with these keys is a shortcut and not text or a browser command. */
export function isPlainKey(event: KeyboardEvent): boolean {
  return !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event.target);
}
