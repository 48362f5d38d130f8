import type { ProfileFact } from "../../../main/core/chip-profile/profile-facts.ts";
import { isClosed } from "../../../main/core/chip-profile/profile-rules.ts";
import type { Language } from "../../parts/language.ts";
import { rightsWords, settingsWords } from "../readers/chip-words.ts";
import type { ReaderWords } from "../readers/words.ts";
import type { ProfileWords } from "./words.ts";

/** The words both languages of a screen are asked for. */
export interface FactSpeech {
  readonly t: ProfileWords;
  readonly chip: ReaderWords;
  readonly language: Language;
}

/** What a fact is about, in a few words: the left column. */
export function subjectWords({ about, values }: ProfileFact, { t }: FactSpeech): string {
  if (about === "key" || about === "file" || about === "file-rights" || about === "file-content") {
    return t(`about.${about}`, { number: text(values["number"]) });
  }
  return t(`about.${about}`);
}

/** What a profile says there: the right column. */
export function factWords({ about, values }: ProfileFact, speech: FactSpeech): string {
  const { t, chip, language } = speech;
  switch (about) {
    case "version":
      return t("value.version", { version: text(values["version"]) });
    case "minimum-generation":
      return t("value.minimum-generation", { generation: text(values["generation"]) });
    case "random-uid":
      return t(values["policy"] === "ask" ? "value.random-uid.ask" : "value.random-uid.refuse");
    case "free-memory":
      return values["bytes"] === 0
        ? t("value.free-memory-none")
        : t("value.free-memory", { bytes: text(values["bytes"]) });
    case "fresh-because":
      return t(
        values["because"] === "master-key"
          ? "value.fresh-because.master-key"
          : "value.fresh-because.no-application",
      );
    case "format":
      return t(values["first"] === true ? "value.format-first" : "value.format-never");
    case "left-alone":
      return t("value.left-alone", { what: neighbourWords(text(values["what"]), t) });
    case "chip-key-delivered":
    case "chip-key-left":
      return values["changed"] === false ? t("value.keyUnchanged") : keyWords(values, t);
    case "key":
      return keyWords(values, t);
    case "chip-settings":
      return values["changed"] === false
        ? t("value.unchanged")
        : settingsWords(text(values["settings"]), chip);
    case "application-settings":
      return settingsWords(text(values["settings"]), chip);
    case "creation":
      return t(values["needsKey"] === true ? "value.creation.key" : "value.creation.free");
    case "record":
      return values["kept"] === false
        ? t("value.recordNone")
        : t("value.record", { file: text(values["file"]), aid: text(values["aid"]) });
    case "read-back":
      return t(values["what"] === "contents" ? "value.read-back.contents" : "value.read-back.everything");
    case "application":
      return t("value.application", { label: text(values[language]) });
    case "application-update":
      return t("value.application-update", { date: momentWords(text(values["date"]), language) });
    case "application-iso-name":
      return isoWords(text(values["name"]), text(values["fileId"]), values["fileIds"] === true, t);
    case "file": {
      const facts = {
        kind: chip(values["kind"] === "backup" ? "card.kind.backup" : "card.kind.standard"),
        size: text(values["size"]),
        communication: communicationWords(text(values["communication"]), chip),
      };
      return values["yearly"] === true ? t("value.fileYearly", facts) : t("value.file", facts);
    }
    case "file-rights": {
      const rights = text(values["rights"]);
      const words = rightsWords(rights, chip);
      return isClosed({ rights }) ? t("value.file-rights-closed", { rights: words }) : words;
    }
    case "file-content":
      return text(values["content"]);
  }
}

function keyWords(values: ProfileFact["values"], t: ProfileWords): string {
  const type = keyTypeWords(text(values["type"]), t);
  const version = text(values["version"]);
  if (values["from"] === "factory") return t("key.published-zero", { type, version });
  if (values["from"] === "published") return t("key.published", { type, version });
  const input = text(values["input"])
    .split(" ‖ ")
    .map((part) => partWords(part, t))
    .join(" ‖ ");
  const facts = { type, version, name: text(values["name"]), input };
  const words =
    values["padding"] === "two-blocks"
      ? t("key.store", facts)
      : t("key.storeVariant", { ...facts, padding: text(values["padding"]) });
  const { versionZero } = values;
  return versionZero === undefined ? words : t("key.versionZero", { words, versionZero: text(versionZero) });
}

/** One part of what a key is made from, in words; bytes and texts stand as they are. */
function partWords(part: string, t: ProfileWords): string {
  const known = (["uid", "aid", "aid-reversed", "key-number"] as const).find((each) => each === part);
  if (known !== undefined) return t(`key.part.${known}`);
  const [kind = "", ...rest] = part.split(" ");
  const value = rest.join(" ");
  if (kind === "uidBeginning") return t("key.part.uidBeginning", { value });
  return kind === "text" ? t("key.part.text", { value }) : value;
}

/** A moment of the desk's clock, `yyyy-MM-dd HH:mm`, as people write it. */
function momentWords(moment: string, language: Language): string {
  const format = new Intl.DateTimeFormat(language === "fr" ? "fr-FR" : "en-GB", {
    dateStyle: "long",
    timeStyle: "short",
    timeZone: "UTC",
  });
  return format.format(Date.parse(`${moment.replace(" ", "T")}Z`));
}

/** An application's ISO identifier, its name where it has one, and whether its files are identified too. */
export function isoWords(name: string, fileId: string, hasFileIds: boolean, t: ProfileWords): string {
  if (name === "") return t(hasFileIds ? "value.isoFilesUnnamed" : "value.isoUnnamed", { fileId });
  return t(hasFileIds ? "value.isoFiles" : "value.iso", { name, fileId });
}

function keyTypeWords(type: string, t: ProfileWords): string {
  const known = (["des", "2k3des", "3k3des", "aes"] as const).find((each) => each === type);
  return known === undefined ? type : t(`keyType.${known}`);
}

function neighbourWords(what: string, t: ProfileWords): string {
  const known = (["crous", "dueinfo", "other"] as const).find((each) => each === what);
  return known === undefined ? what : t(`neighbour.${known}`);
}

/** How a file's data travel, in words. */
export function communicationWords(communication: string, chip: ReaderWords): string {
  const known = (["plain", "mac", "enciphered"] as const).find((each) => each === communication);
  return known === undefined ? communication : chip(`card.communication.${known}`);
}

function text(value: string | number | boolean | undefined): string {
  return value === undefined ? "" : String(value);
}
