import { foldName } from "../../main/core/identifier-text.ts";
import type { Language } from "../parts/language.ts";
import type { Theme } from "../parts/theme.ts";

/** A command of the search field. */
export type CommandName =
  | "next"
  | "preflight"
  | "waiting"
  | "import"
  | "settings"
  | "keys"
  | "bench"
  | "toEnglish"
  | "toFrench"
  | "light"
  | "dark"
  | "system";

/** The commands that make sense now: not the language already spoken, nor the bench of real devices. */
export function commandsFor(language: Language, theme: Theme, simulated: boolean): readonly CommandName[] {
  const all: readonly CommandName[] = ["next", "preflight", "waiting", "import", "settings", "keys"];
  const themes = (["light", "dark", "system"] as const).filter((one) => one !== theme);
  return [
    ...all,
    ...(simulated ? (["bench"] as const) : []),
    language === "fr" ? "toEnglish" : "toFrench",
    ...themes,
  ];
}

/** The commands whose words hold every word typed, accents and case aside. */
export function commandsMatching(
  text: string,
  commands: readonly CommandName[],
  wordsOf: (command: CommandName) => string,
): readonly CommandName[] {
  const wanted = foldName(text).split(" ").filter(Boolean);
  if (wanted.length === 0) return commands;
  return commands.filter((command) => {
    const words = foldName(wordsOf(command)).split(" ");
    return wanted.every((want) => words.some((word) => word.startsWith(want)));
  });
}
