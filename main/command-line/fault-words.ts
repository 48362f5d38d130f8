import type { DeskFault } from "./desk.ts";
import type { Words } from "./words.ts";

/** What to tell the technician when a desk does not open. */
export function faultWords(fault: DeskFault, words: Words): string {
  const { kind, ...facts } = fault;
  return words(`fault.${kind}`, facts);
}
