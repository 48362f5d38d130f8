import { readFileSync } from "node:fs";
import { createInstance, type i18n } from "i18next";

/** The languages the command line speaks. */
export type Language = "fr" | "en";

/** Sentences for the technician: a key, or keys of which the first that has words is taken, and the facts. */
export type Words = (
  key: string | readonly string[],
  facts?: Readonly<Record<string, string | number>>,
) => string;

const locales = new URL("../../assets/locales/", import.meta.url);

/** The language asked for, or that of the machine; French where neither says. */
export function languageOf(asked: string | undefined, env: NodeJS.ProcessEnv): Language {
  const { LC_ALL: all, LC_MESSAGES: messages, LANG: lang } = env;
  const told = asked ?? all ?? messages ?? lang ?? "fr";
  return told.toLowerCase().startsWith("en") ? "en" : "fr";
}

/** The words of one language: the command line's own, and the reasons and names shared with the screens (`reasons:`, `interface:`, `photo:`, `labels:`, `keys:`, `start:` or `backup:` before the key). */
export async function wordsIn(language: Language): Promise<Words> {
  const file = (name: string): Record<string, unknown> =>
    JSON.parse(readFileSync(new URL(`${language}/${name}.json`, locales), "utf8"));
  const instance: i18n = createInstance();
  await instance.init({
    lng: language,
    ns: [
      "command-line",
      "reasons",
      "interface",
      "photo",
      "labels",
      "keys",
      "start",
      "backup",
      "configuration",
      "renewals",
    ],
    defaultNS: "command-line",
    resources: {
      [language]: {
        "command-line": file("command-line"),
        reasons: file("reasons"),
        interface: file("interface"),
        photo: file("photo"),
        labels: file("labels"),
        keys: file("keys"),
        start: file("start"),
        backup: file("backup"),
        renewals: file("renewals"),
        configuration: file("configuration"),
      },
    },
    interpolation: { escapeValue: false },
  });
  return (key, facts) => instance.t(typeof key === "string" ? key : [...key], { ...facts });
}
