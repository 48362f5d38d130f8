import { keySettingsOf, type Right, rightsOf } from "../../../main/core/chip-profile/profile-bits.ts";
import type { ReaderWords } from "./words.ts";

/** A settings byte (two hexadecimal digits) in words. */
export function settingsWords(settings: string, t: ReaderWords): string {
  const { masterKeyChangeable, listingFree, creationFree, settingsChangeable, changer } =
    keySettingsOf(settings);
  const words = [
    t(masterKeyChangeable ? "card.settings.masterKeyChangeable" : "card.settings.masterKeyFrozen"),
    t(listingFree ? "card.settings.listingFree" : "card.settings.listingWithKey"),
    t(creationFree ? "card.settings.creationFree" : "card.settings.creationWithKey"),
    t(settingsChangeable ? "card.settings.settingsChangeable" : "card.settings.settingsFrozen"),
    changer === "itself"
      ? t("card.settings.changerItself")
      : changer === "nobody"
        ? t("card.settings.changerNobody")
        : t("card.settings.changerKey", { key: changer }),
  ];
  return t("card.settings.line", { byte: settings, words: words.join(", ") });
}

/** Access rights (four hexadecimal digits) in words: who may do what. */
export function rightsWords(rights: string, t: ReaderWords): string {
  const { read, write, readWrite, change } = rightsOf(rights);
  return [
    t("card.right.read", { who: whoWords(read, t) }),
    t("card.right.write", { who: whoWords(write, t) }),
    t("card.right.readWrite", { who: whoWords(readWrite, t) }),
    t("card.right.change", { who: whoWords(change, t) }),
  ].join(" · ");
}

function whoWords(right: Right, t: ReaderWords): string {
  return typeof right === "number" ? t("card.right.key", { key: right }) : t(`card.right.${right}`);
}
