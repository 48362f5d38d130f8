import type { StudentId, VisitId } from "../../main/core/ids.ts";
import { type Store, storeOf } from "../parts/store.ts";
import { isSettingsPage, type SettingsPageName } from "../settings/pages.ts";

/** What stands in the middle of the desk. */
export type Place =
  | { readonly at: "day" }
  | { readonly at: "visit"; readonly visitId: VisitId }
  | { readonly at: "student"; readonly studentId: StudentId }
  | { readonly at: "import" }
  | { readonly at: "preflight" }
  | { readonly at: "settings"; readonly page: SettingsPageName };

/** Where the desk is; also in the address, so that a reload comes back to it. */
export const place: Store<Place> = storeOf<Place>({ at: "day" });

/** What is laid over the desk. */
export const overlay: Store<"none" | "keys" | "bench"> = storeOf<"none" | "keys" | "bench">("none");

/** Goes somewhere. */
export function goTo(next: Place): void {
  place.write(next);
  if (location.hash !== hashOf(next)) history.pushState(null, "", hashOf(next) || location.pathname);
}

/** Starts from the address, and follows the browser's back and forward. */
export function followAddress(): void {
  place.write(placeOf(location.hash));
  window.addEventListener("popstate", () => place.write(placeOf(location.hash)));
}

/** The fragment of a place. */
export function hashOf(of: Place): string {
  switch (of.at) {
    case "day":
      return "";
    case "visit":
      return `#visit/${of.visitId}`;
    case "student":
      return `#student/${of.studentId}`;
    case "import":
      return "#import";
    case "preflight":
      return "#preflight";
    case "settings":
      return `#settings/${of.page}`;
  }
}

/** The place of a fragment; the day for anything unknown. */
export function placeOf(hash: string): Place {
  if (hash === "#import") return { at: "import" };
  if (hash === "#preflight") return { at: "preflight" };
  const page = /^#settings\/([a-z-]+)$/.exec(hash)?.[1];
  if (page !== undefined && isSettingsPage(page)) return { at: "settings", page };
  const student = /^#student\/([0-9a-f-]{36})$/.exec(hash)?.[1];
  if (student !== undefined) return { at: "student", studentId: student as StudentId };
  const visit = /^#visit\/([0-9a-f-]{36})$/.exec(hash);
  // The station checks the identifier again when it is asked for the visit.
  return visit?.[1] === undefined ? { at: "day" } : { at: "visit", visitId: visit[1] as VisitId };
}
