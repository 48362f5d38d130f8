import type { FoundPrinterView } from "../../../main/contract/printers.ts";
import type { ChosenShown } from "./live.ts";

type Kind = Exclude<ChosenShown["kind"], "none">;
type Evolis = Extract<ChosenShown, { kind: "evolis-esc" }>;

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
}
export type DraftField = "name" | "device" | "host" | "port" | "pipe" | "file";

const emptyDraft: Draft = {
  kind: "evolis-service",
  reach: "tcp",
  name: "",
  device: "",
  host: "127.0.0.1",
  port: "18000",
  pipe: "",
  file: "/dev/usb/lp0",
  station: "chip-first",
  sides: "1",
  ribbon: "colour",
};

/** The description of the printer chosen now. */
export function draftOf(chosen: ChosenShown): Draft {
  switch (chosen.kind) {
    case "none":
      return emptyDraft;
    case "simulated":
      return { ...emptyDraft, kind: "simulated", station: chosen.station };
    case "evolis-service":
    case "evolis-esc": {
      const { kind, name, station, sides, ribbon } = chosen;
      const device = chosen.kind === "evolis-service" ? chosen.device : "";
      const plain = { ...emptyDraft, kind, name, device, station, ribbon } as const;
      return { ...plain, sides: sides === 2 ? "2" : "1", ...placed(chosen.place) };
    }
  }
}

/** The description with what is known of a printer that was found. */
export function filledFrom({ kind, name, place }: FoundPrinterView, before: Draft): Draft {
  return { ...before, kind, name, device: kind === "evolis-service" ? name : "", ...placed(place) };
}

function placed(place: FoundPrinterView["place"]): Partial<Draft> {
  return "file" in place
    ? { reach: "file", pipe: place.file, file: place.file }
    : { reach: "tcp", host: place.host, port: String(place.port) };
}

/** The fields this kind of printer is described by, in the order they are asked for. */
export function fieldsOf({ kind, reach }: Draft): readonly DraftField[] {
  if (kind === "simulated") return [];
  const where = reach === "tcp" ? (["host", "port"] as const) : [];
  return kind === "evolis-service"
    ? ["name", "device", ...where, ...(reach === "file" ? (["pipe"] as const) : [])]
    : ["name", ...where, ...(reach === "file" ? (["file"] as const) : [])];
}

/** The fields that still lack something usable. */
export function missingIn(draft: Draft): readonly DraftField[] {
  return fieldsOf(draft).filter((field) => {
    const value = draft[field].trim();
    return field === "port" ? !isPort(value) : value === "";
  });
}

function isPort(text: string): boolean {
  return /^\d{1,5}$/.test(text) && Number(text) > 0 && Number(text) < 65_536;
}

/** The printer described, or null while something is missing. */
export function chosenOf(draft: Draft): ChosenShown | null {
  const { kind, station, ribbon } = draft;
  if (kind === "simulated") return { kind, station };
  if (missingIn(draft).length > 0) return null;
  const [name, device] = [draft.name.trim(), draft.device.trim()];
  const sides = draft.sides === "2" ? 2 : 1;
  const tcp = { host: draft.host.trim(), port: Number(draft.port) };
  const file = { file: (kind === "evolis-service" ? draft.pipe : draft.file).trim() };
  const plain = { name, station, sides, ribbon, place: draft.reach === "tcp" ? tcp : file } as const;
  return kind === "evolis-service" ? { kind, ...plain, device } : { kind, ...plain };
}
