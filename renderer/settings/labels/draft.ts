import type { LabelPrinterShown } from "../../parts/labels.ts";
import { isPort } from "../printers/port.ts";

type Chosen = LabelPrinterShown["chosen"];
type Zpl = Extract<Chosen, { kind: "zpl" }>;

/** A label printer as it is being described: every field as text. */
export interface Draft {
  readonly kind: "zpl" | "simulated";
  readonly reach: "tcp" | "file";
  readonly name: string;
  readonly host: string;
  readonly port: string;
  readonly file: string;
  readonly dots: "203" | "300" | "600";
  readonly media: Zpl["media"];
  readonly peels: boolean;
}
export type DraftField = "name" | "host" | "port" | "file";

const emptyDraft: Draft = {
  kind: "zpl",
  reach: "tcp",
  name: "",
  host: "",
  port: "9100",
  file: "/dev/usb/lp0",
  dots: "203",
  media: "gap",
  peels: false,
};

const dotsOf = { "203": 203, "300": 300, "600": 600 } as const;

/** The description of the printer chosen now. */
export function draftOf(chosen: Chosen): Draft {
  switch (chosen.kind) {
    case "none":
      return emptyDraft;
    case "simulated":
      return { ...emptyDraft, kind: "simulated", peels: chosen.peels };
    case "zpl": {
      const { kind, name, media, peels, place } = chosen;
      const dots = `${chosen.dotsPerInch}` as const;
      const known = { ...emptyDraft, kind, name, media, peels, dots } as const;
      return "file" in place
        ? { ...known, reach: "file", file: place.file }
        : { ...known, reach: "tcp", host: place.host, port: String(place.port) };
    }
  }
}

/** The fields this kind of printer is described by, in the order they are asked for. */
export function fieldsOf({ kind, reach }: Draft): readonly DraftField[] {
  if (kind === "simulated") return [];
  return reach === "tcp" ? ["name", "host", "port"] : ["name", "file"];
}

/** The fields that still lack something usable. */
export function missingIn(draft: Draft): readonly DraftField[] {
  return fieldsOf(draft).filter((field) => {
    const value = draft[field].trim();
    return field === "port" ? !isPort(value) : value === "";
  });
}

/** The printer described, or null while something is missing. */
export function chosenOf(draft: Draft): Chosen | null {
  const { kind, media, peels } = draft;
  if (kind === "simulated") return { kind, peels };
  if (missingIn(draft).length > 0) return null;
  const tcp = { host: draft.host.trim(), port: Number(draft.port) };
  const place = draft.reach === "tcp" ? tcp : { file: draft.file.trim() };
  return { kind, name: draft.name.trim(), place, dotsPerInch: dotsOf[draft.dots], peels, media };
}
