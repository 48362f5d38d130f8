import { parseArgs } from "node:util";
import type { DeskOpener } from "./desk.ts";
import type { ReaderTools } from "./reader-tools.ts";
import { UsageError, type VectorJudge, type Verb, type VerbCall } from "./verb.ts";
import { importVerb } from "./verbs/import.ts";
import { issueVerb } from "./verbs/issue.ts";
import { killTestVerb } from "./verbs/kill-test.ts";
import { killTestStationVerb } from "./verbs/kill-test-station.ts";
import { probeVerb } from "./verbs/probe.ts";
import { simulateVerb } from "./verbs/simulate.ts";
import { studentsVerb } from "./verbs/students.ts";
import { vectorsVerb } from "./verbs/vectors.ts";
import { languageOf, wordsIn } from "./words.ts";

const verbs: ReadonlyMap<string, Verb> = new Map([
  ["students", studentsVerb],
  ["import", importVerb],
  ["issue", issueVerb],
  ["kill-test", killTestVerb],
  ["vectors", vectorsVerb],
  ["probe", probeVerb],
  ["simulate", simulateVerb],
]);

/** Verbs the other verbs start, not shown. */
const innerVerbs: ReadonlyMap<string, Verb> = new Map([["kill-test-station", killTestStationVerb]]);

/** Runs one verb of the technician's command line and gives its exit code. */
export async function runVerb(
  words_: readonly string[],
  openDesk: DeskOpener,
  userFolder: string,
  judgeVectors: VectorJudge = () => Promise.reject(new Error("nothing here judges vectors")),
  readers: ReaderTools = noReaders,
): Promise<number> {
  const [name = "help", ...rest] = words_;
  const { json, data, lang, others } = common(rest);
  const words = await wordsIn(languageOf(lang, process.env));
  const usage = () => [...verbs.keys()].map((verb) => words(`usage.${verb}`)).join("\n");
  const verb = verbs.get(name) ?? innerVerbs.get(name);
  if (verb === undefined) {
    const asked = name === "help" || name === "--help" || name === "-h";
    (asked ? process.stdout : process.stderr).write(
      `${words("usage.title")}\n${usage()}\n${words("usage.common")}\n`,
    );
    return asked ? 0 : 2;
  }
  const call: VerbCall = {
    args: others,
    json,
    folder: data ?? userFolder,
    folderTold: data !== undefined,
    openDesk,
    judgeVectors,
    readers,
    words,
    answer(object, lines) {
      process.stdout.write(json ? `${JSON.stringify(object)}\n` : `${lines.join("\n")}\n`);
    },
    refuse(kind, sentence, facts = {}) {
      process.stderr.write(`${sentence}\n`);
      if (json) process.stdout.write(`${JSON.stringify({ error: kind, ...facts })}\n`);
      return 1;
    },
  };
  try {
    if (others.includes("--help")) {
      process.stdout.write(`${words(`usage.${name}`)}\n${words("usage.common")}\n`);
      return 0;
    }
    return await verb(call);
  } catch (cause) {
    if (!(cause instanceof UsageError) && !isParseError(cause)) throw cause;
    process.stderr.write(`${cause.message}\n${words(`usage.${name}`)}\n${words("usage.common")}\n`);
    return 2;
  }
}

const noReaders: ReaderTools = {
  probe: () => Promise.reject(new Error("nothing here knows readers")),
  lay: () => Promise.reject(new Error("nothing here lays cards")),
};

/** The words every verb knows, and what is left for the verb. */
function common(args: readonly string[]): {
  readonly json: boolean;
  readonly data: string | undefined;
  readonly lang: string | undefined;
  readonly others: readonly string[];
} {
  const { tokens } = parseArgs({
    args: [...args],
    strict: false,
    tokens: true,
    options: { json: { type: "boolean" }, data: { type: "string" }, lang: { type: "string" } },
  });
  const others: string[] = [];
  let json = false;
  let data: string | undefined;
  let lang: string | undefined;
  for (const token of tokens) {
    if (token.kind === "option" && token.name === "json") json = true;
    else if (token.kind === "option" && token.name === "data") data = token.value;
    else if (token.kind === "option" && token.name === "lang") lang = token.value;
    else if (token.kind === "option")
      others.push(token.inlineValue === true ? `${token.rawName}=${token.value}` : token.rawName);
    else if (token.kind === "positional") others.push(token.value);
  }
  return { json, data, lang, others };
}

function isParseError(cause: unknown): cause is Error {
  return cause instanceof Error && "code" in cause && String(cause.code).startsWith("ERR_PARSE_ARGS");
}
