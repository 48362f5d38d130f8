import type { ArtworkRemark } from "../../../main/core/artwork.ts";
import type { Tone } from "../../parts/state-mark.tsx";
import { type useArtworkWords, versionWords } from "./words.ts";

type Translate = ReturnType<typeof useArtworkWords>["t"];

const fieldNames = [
  "firstName",
  "lastName",
  "studentNumber",
  "programme",
  "level",
  "academicYear",
  "university",
  "returnTo",
  "serialNumber",
] as const;
const partNames = ["photo", "logo", "european-student-card", "qr", "code-128", "code-39"] as const;

const leastQuietModules = { qr: 4, "code-128": 10, "code-39": 10 } as const;

/** How grave a remark is: what stops a card, what will not read, what is only good to know. */
export function remarkTone(remark: ArtworkRemark): Tone {
  switch (remark.kind) {
    case "no-glyph":
    case "no-barcode":
    case "photo-unreadable":
    case "no-such-template":
    case "outside-card":
      return "stop";
    case "fitted":
      return remark.fit.how === "abbreviated" ? "warn" : "quiet";
    case "own-mark":
      return "quiet";
    case "small-text":
    case "low-contrast":
    case "outside-safe-area":
    case "photo-shape":
    case "small-modules":
    case "quiet-zone":
    case "quiet-zone-inked":
    case "dark-ground":
      return "warn";
  }
}

/** A remark in words. `marginMm`: the safe margin of what is looked at. */
export function remarkWords(t: Translate, remark: ArtworkRemark, marginMm: number): string {
  switch (remark.kind) {
    case "no-glyph":
      return t("remark.no-glyph", {
        what: whatWords(t, remark.field),
        characters: remark.characters.join(" "),
      });
    case "no-barcode":
      return t("remark.no-barcode", { what: whatWords(t, remark.field), characters: remark.text });
    case "photo-unreadable":
    case "photo-shape":
      return t(`remark.${remark.kind}`);
    case "no-such-template":
      return t("remark.no-such-template", { what: versionWords(t, remark.template) });
    case "fitted":
      return t(`remark.fitted.${remark.fit.how}`, {
        what: whatWords(t, remark.fit.field),
        lines: remark.fit.lines.join(" / "),
      });
    case "small-text":
      return t("remark.small-text", { what: whatWords(t, remark.what), points: remark.points });
    case "low-contrast":
      return t("remark.low-contrast", { what: whatWords(t, remark.what), ratio: remark.ratio });
    case "outside-card":
      return t("remark.outside-card", { what: whatWords(t, remark.what) });
    case "outside-safe-area":
      return t("remark.outside-safe-area", { what: whatWords(t, remark.what), margin: marginMm });
    case "small-modules":
      return t("remark.small-modules", { what: whatWords(t, remark.code), millimetres: remark.millimetres });
    case "quiet-zone":
      return t("remark.quiet-zone", {
        what: whatWords(t, remark.code),
        modules: remark.modules,
        least: leastQuietModules[remark.code],
      });
    case "quiet-zone-inked":
    case "dark-ground":
      return t(`remark.${remark.kind}`, { what: whatWords(t, remark.code) });
    case "own-mark":
      return t(`remark.own-mark.${remark.file}`);
  }
}

/** What a remark is about: a text by its name, a part by its own, fixed words as they stand. */
function whatWords(t: Translate, what: string): string {
  const field = fieldNames.find((each) => each === what);
  if (field !== undefined) return t(`interface:photo.fitField.${field}`);
  const part = partNames.find((each) => each === what);
  return part === undefined ? t("fixedText", { text: what }) : t(`part.${part}`);
}
