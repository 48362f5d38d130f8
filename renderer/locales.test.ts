import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseSync } from "oxc-parser";
import { describe, expect, test } from "vitest";

const locales = join(import.meta.dirname, "../assets/locales");
const languages = ["fr", "en"] as const;
const files = readdirSync(join(locales, "fr")).filter((name) => name.endsWith(".json"));

/** Attributes a person sees or hears. */
const spoken = new Set([
  "aria-label",
  "aria-description",
  "aria-roledescription",
  "aria-valuetext",
  "aria-placeholder",
  "title",
  "placeholder",
  "alt",
  "label",
  "legend",
  "description",
  "words",
  "browse",
  "more",
  "what",
  "means",
  "todo",
  "name",
  "keycap",
]);

/** The same, where things to show are listed as objects. */
const spokenProperties = new Set(["words", "label", "title", "placeholder"]);

/** Names that are not words: a key as printed on it. */
const notWords = /^[A-Z?]$/;

function wordsOf(language: string, file: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const gather = (value: unknown, path: string) => {
    if (typeof value === "string") found.set(path, value);
    else for (const [key, inner] of Object.entries(value as object)) gather(inner, `${path}.${key}`);
  };
  gather(JSON.parse(readFileSync(join(locales, language, file), "utf8")), "");
  return found;
}

function placeholdersOf(words: string): readonly string[] {
  return [...words.matchAll(/\{\{(.+?)\}\}/g)].map((found) => found[1] ?? "").toSorted();
}

describe("the words of the interface", () => {
  test("both languages have the same files", () => {
    expect(files.length).toBeGreaterThan(0);
    expect(readdirSync(join(locales, "en")).toSorted()).toEqual(readdirSync(join(locales, "fr")).toSorted());
  });

  test.each(files)("%s says the same things in both languages, with the same facts", (file) => {
    const [french, english] = languages.map((language) => wordsOf(language, file));
    expect([...(english?.keys() ?? [])]).toEqual([...(french?.keys() ?? [])]);
    for (const [key, words] of french ?? []) {
      expect(placeholdersOf(english?.get(key) ?? ""), key).toEqual(placeholdersOf(words));
    }
  });

  test.each(languages.flatMap((language) => files.map((file) => [language, file] as const)))(
    "%s/%s leaves nothing empty and holds no markup",
    (language, file) => {
      for (const [key, words] of wordsOf(language, file)) {
        expect(words.trim(), key).not.toBe("");
        expect(words, key).not.toMatch(/<[a-z/]/i);
      }
    },
  );
});

describe("the code of the interface", () => {
  const sources = readdirSync(import.meta.dirname, { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".tsx"),
  );

  test("there are screens to read", () => {
    expect(sources.length).toBeGreaterThan(20);
  });

  test.each(sources)("%s writes no visible word itself", (name) => {
    expect(visibleWords(name, readFileSync(join(import.meta.dirname, name), "utf8"))).toEqual([]);
  });

  test("a word written in code would be found", () => {
    const bad = [
      // biome-ignore lint/suspicious/noTemplateCurlyInString: it is code to be read
      'const a = <p title="Aide" label={`Bon${x}`} alt={ok ? "Oui" : t("no")}>Bonjour {"tous"} · </p>;',
      'const b = <Options of={[{ value: "yes", words: "Volontiers" }]} className="quiet" key="K" />;',
    ].join("\n");
    const wanted = ["Aide", "Bon", "Bonjour", "Oui", "Volontiers", "tous"];
    expect(visibleWords("bad.tsx", bad).toSorted()).toEqual(wanted);
  });
});

interface Node {
  readonly type: string;
  readonly value?: unknown;
  readonly [key: string]: unknown;
}

/** Every text in the JSX of a source that a person would read and that is not asked of the words. */
function visibleWords(name: string, source: string): readonly string[] {
  const found: string[] = [];
  const keep = (text: string) => {
    if (/\p{L}/u.test(text) && !notWords.test(text.trim())) found.push(text.trim());
  };
  /** Texts an expression may evaluate to: not those inside calls, comparisons or nested elements. */
  const texts = (node: Node | null) => {
    if (node === null) return;
    switch (node.type) {
      case "Literal":
        if (typeof node.value === "string") keep(node.value);
        break;
      case "TemplateLiteral":
        for (const part of node["quasis"] as readonly { readonly value: { readonly raw: string } }[]) {
          keep(part.value.raw);
        }
        break;
      case "ConditionalExpression":
        texts(node["consequent"] as Node);
        texts(node["alternate"] as Node);
        break;
      case "LogicalExpression":
      case "BinaryExpression":
        if (node.type === "BinaryExpression" && node["operator"] !== "+") break;
        texts(node["left"] as Node);
        texts(node["right"] as Node);
        break;
      case "JSXExpressionContainer":
      case "ParenthesizedExpression":
        texts(node["expression"] as Node);
    }
  };
  const walk = (node: unknown) => {
    if (Array.isArray(node)) node.forEach(walk);
    if (!isNode(node)) return;
    if (node.type === "JSXText" && typeof node.value === "string") keep(node.value);
    if (node.type === "JSXElement" || node.type === "JSXFragment") {
      for (const child of node["children"] as readonly Node[]) {
        if (child.type === "JSXExpressionContainer") texts(child);
      }
    }
    if (node.type === "JSXAttribute") {
      const { name: attribute } = node["name"] as { readonly name: unknown };
      if (typeof attribute === "string" && spoken.has(attribute)) texts(node.value as Node | null);
    }
    if (node.type === "Property") {
      const { name: property } = node["key"] as { readonly name?: unknown };
      if (typeof property === "string" && spokenProperties.has(property)) texts(node.value as Node | null);
    }
    for (const inner of Object.values(node)) walk(inner);
  };
  const parsed = parseSync(name, source);
  expect(parsed.errors).toEqual([]);
  walk(parsed.program);
  return found;
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value;
}
