import { expect, test } from "vitest";
import { type CommandName, commandsFor, commandsMatching } from "./commands.ts";

const words: Readonly<Partial<Record<CommandName, string>>> = {
  next: "Étudiant suivant",
  import: "Importer un fichier",
  toEnglish: "Passer l’interface en anglais",
};
const wordsOf = (command: CommandName) => words[command] ?? command;
const all = Object.keys(words) as CommandName[];

test("accents and case do not matter", () => {
  expect(commandsMatching("etud", all, wordsOf)).toEqual(["next"]);
});

test("every word typed must begin a word of the command", () => {
  expect(commandsMatching("fich imp", all, wordsOf)).toEqual(["import"]);
  expect(commandsMatching("porter", all, wordsOf)).toEqual([]);
});

test("an empty field shows every command", () => {
  expect(commandsMatching("  ", all, wordsOf)).toEqual(all);
});

test("the language spoken and the theme chosen are not offered again", () => {
  expect(commandsFor("fr", "dark", true)).toEqual([
    "next",
    "preflight",
    "waiting",
    "import",
    "settings",
    "keys",
    "bench",
    "toEnglish",
    "light",
    "system",
  ]);
});

test("real devices have no bench", () => {
  expect(commandsFor("en", "system", false)).not.toContain("bench");
});
