import type { FoundPrinterView } from "../../../main/contract/printers.ts";
import { queueUri } from "../../../main/core/ports/printer-room.ts";
import type { ChosenShown } from "./live.ts";
import { isPort } from "./port.ts";

type Kind = Exclude<ChosenShown["kind"], "none">;
type Evolis = Extract<ChosenShown, { kind: "evolis-esc" }>;
type Queue = Extract<ChosenShown, { kind: "os-queue" }>;

/** A printer as it is being described: every field as text. */
export interface Draft {
  readonly kind: Kind;
  readonly reach: "tcp" | "file";
  readonly name: string;
  readonly device: string;
  readonly host: string;
  readonly port: string;
  readonly pipe: string;
  readonly file: string;
  readonly station: Evolis["station"];
  readonly sides: "1" | "2";
  readonly ribbon: Evolis["ribbon"];
  readonly uri: string;
  readonly format: Queue["format"];
  readonly quickest: string;
  readonly certificate: string;
}
export type DraftField =
  | "name"
  | "device"
  | "host"
  | "port"
  | "pipe"
  | "file"
  | "uri"
  | "quickest"
  | "certificate";

/** The service listens on its own machine; a printer by itself is somewhere in the network. */
const usualPlaces = {
  "evolis-service": { host: "127.0.0.1", port: "18000" },
  "evolis-esc": { host: "", port: "9100" },
} as const;

const emptyDraft: Draft = {
  kind: "evolis-service",
  reach: "tcp",
  name: "",
  device: "",
  ...usualPlaces["evolis-service"],
  pipe: "",
  file: "/dev/usb/lp0",
  station: "chip-first",
  sides: "1",
  ribbon: "colour",
  uri: "",
  format: "automatic",
  quickest: "3",
  certificate: "",
};

/** The description of the printer chosen now. */
export function draftOf(chosen: ChosenShown): Draft {
  switch (chosen.kind) {
    case "none":
      return emptyDraft;
    case "simulated":
      return { ...emptyDraft, kind: "simulated", station: chosen.station };
    case "os-queue": {
      const { kind, name, uri, format, certificate = "" } = chosen;
      const sides = chosen.sides === 2 ? "2" : "1";
      const quickest = String(chosen.quickestSeconds);
      return { ...emptyDraft, kind, name, uri, format, certificate, sides, quickest };
    }
    case "evolis-service":
    case "evolis-esc": {
      const { kind, name, station, sides, ribbon } = chosen;
      const device = chosen.kind === "evolis-service" ? chosen.device : "";
      const plain = { ...emptyDraft, kind, name, device, station, ribbon } as const;
      return { ...plain, sides: sides === 2 ? "2" : "1", ...placed(chosen.place) };
    }
  }
}

/** The description as one of another kind of printer: a place nobody wrote down gives way to the usual one of that kind. */
export function ofKind(kind: Kind, before: Draft): Draft {
  if (kind !== "evolis-service" && kind !== "evolis-esc") return { ...before, kind };
  const { host, port } = before;
  const isUsual = Object.values(usualPlaces).some((place) => place.host === host && place.port === port);
  return { ...before, kind, ...(isUsual ? usualPlaces[kind] : {}) };
}

/** The description with what is known of a printer that was found. */
export function filledFrom(found: FoundPrinterView, before: Draft): Draft {
  const { kind, name } = found;
  if (kind === "os-queue") {
    return { ...before, kind, name, uri: found.uri, sides: found.sides === 2 ? "2" : "1" };
  }
  return { ...before, kind, name, device: kind === "evolis-service" ? name : "", ...placed(found.place) };
}

function placed(place: Evolis["place"]): Partial<Draft> {
  return "file" in place
    ? { reach: "file", pipe: place.file, file: place.file }
    : { reach: "tcp", host: place.host, port: String(place.port) };
}

/** The fields this kind of printer is described by, in the order they are asked for. */
export function fieldsOf({ kind, reach, uri }: Draft): readonly DraftField[] {
  if (kind === "simulated") return [];
  if (kind === "os-queue") {
    return ["name", "uri", "quickest", ...(isSecure(uri) ? (["certificate"] as const) : [])];
  }
  const where = reach === "tcp" ? (["host", "port"] as const) : [];
  return kind === "evolis-service"
    ? ["name", "device", ...where, ...(reach === "file" ? (["pipe"] as const) : [])]
    : ["name", ...where, ...(reach === "file" ? (["file"] as const) : [])];
}

/** The fields that still lack something usable. */
export function missingIn(draft: Draft): readonly DraftField[] {
  return fieldsOf(draft).filter((field) => lacks(field, draft[field].trim()));
}

function lacks(field: DraftField, value: string): boolean {
  switch (field) {
    case "port":
      return !isPort(value);
    case "uri":
      return !queueUri.safeParse(value).success;
    case "quickest":
      return !/^\d{1,3}$/.test(value) || Number(value) > slowestCard;
    case "certificate":
      return value !== "" && !/^(?:[0-9a-fA-F]{2}:?){32}$/.test(value);
    case "name":
    case "device":
    case "host":
    case "pipe":
    case "file":
      return value === "";
  }
}

/** Seconds no card printer is slower than. */
const slowestCard = 120;

function isSecure(uri: string): boolean {
  return /^\s*ipps:/i.test(uri);
}

/** The printer described, or null while something is missing. */
export function chosenOf(draft: Draft): ChosenShown | null {
  const { kind, station, ribbon } = draft;
  if (kind === "simulated") return { kind, station };
  if (missingIn(draft).length > 0) return null;
  const [name, device] = [draft.name.trim(), draft.device.trim()];
  const sides = draft.sides === "2" ? 2 : 1;
  if (kind === "os-queue") {
    const [uri, certificate] = [draft.uri.trim(), draft.certificate.trim()];
    const quickestSeconds = Number(draft.quickest);
    const pinned = isSecure(uri) && certificate !== "" ? { certificate } : {};
    return { kind, name, uri, sides, format: draft.format, quickestSeconds, ...pinned };
  }
  const tcp = { host: draft.host.trim(), port: Number(draft.port) };
  const file = { file: (kind === "evolis-service" ? draft.pipe : draft.file).trim() };
  const plain = { name, station, sides, ribbon, place: draft.reach === "tcp" ? tcp : file } as const;
  return kind === "evolis-service" ? { kind, ...plain, device } : { kind, ...plain };
}
