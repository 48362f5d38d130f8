import { parseArgs } from "node:util";
import type { BackupTools } from "./backup-tools.ts";
import type { DeskOpener } from "./desk.ts";
import { openingAtStart } from "./open-start.ts";
import type { PrinterTools } from "./printer-tools.ts";
import type { ReaderTools } from "./reader-tools.ts";
import { usageProblemOf, wholeNumber } from "./usage-problem.ts";
import { UsageError, type UsageProblem, type VectorJudge, type Verb, type VerbCall } from "./verb.ts";
import { backupVerb } from "./verbs/backup.ts";
import { chipTestVerb } from "./verbs/chip-test.ts";
import { closeDayVerb } from "./verbs/close-day.ts";
import { configVerb } from "./verbs/config.ts";
import { feesVerb } from "./verbs/fees.ts";
import { importVerb } from "./verbs/import.ts";
import { issueVerb } from "./verbs/issue.ts";
import { keysVerb } from "./verbs/keys.ts";
import { killTestVerb } from "./verbs/kill-test.ts";
import { killTestStationVerb } from "./verbs/kill-test-station.ts";
import { personaliseVerb } from "./verbs/personalise.ts";
import { photoVerb } from "./verbs/photo.ts";
import { photosVerb } from "./verbs/photos.ts";
import { printTestVerb } from "./verbs/print-test.ts";
import { probeVerb } from "./verbs/probe.ts";
import { readVerb } from "./verbs/read.ts";
import { renderVerb } from "./verbs/render.ts";
import { renewVerb } from "./verbs/renew.ts";
import { restoreVerb } from "./verbs/restore.ts";
import { simulateVerb } from "./verbs/simulate.ts";
import { studentsVerb } from "./verbs/students.ts";
import { vectorsVerb } from "./verbs/vectors.ts";
import { verifyAuditVerb } from "./verbs/verify-audit.ts";
import { languageOf, wordsIn } from "./words.ts";

const verbs: ReadonlyMap<string, Verb> = new Map([
  ["backup", backupVerb],
  ["restore", restoreVerb],
  ["config", configVerb],
  ["students", studentsVerb],
  ["import", importVerb],
  ["issue", issueVerb],
  ["renew", renewVerb],
  ["fees", feesVerb],
  ["close-day", closeDayVerb],
  ["chip-test", chipTestVerb],
  ["keys", keysVerb],
  ["kill-test", killTestVerb],
  ["vectors", vectorsVerb],
  ["photo", photoVerb],
  ["photos", photosVerb],
  ["probe", probeVerb],
  ["read", readVerb],
  ["render", renderVerb],
  ["personalise", personaliseVerb],
  ["print-test", printTestVerb],
  ["simulate", simulateVerb],
  ["verify-audit", verifyAuditVerb],
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
  printers: PrinterTools = noPrinters,
  backups: BackupTools = noBackups,
): Promise<number> {
  const [name = "help", ...rest] = words_;
  const { json, told, others, unvalued } = common(rest);
  const words = await wordsIn(languageOf(told.lang, process.env));
  const refuse: VerbCall["refuse"] = (kind, sentence, facts = {}) => {
    process.stderr.write(`${sentence}\n`);
    if (json) process.stdout.write(`${JSON.stringify({ error: kind, ...facts })}\n`);
    return 1;
  };
  const wronglyCalled = ({ kind, ...facts }: UsageProblem, usage: string): number => {
    refuse("usage", words(`wrong.${kind}`, facts), { detail: kind, ...facts });
    process.stderr.write(usage);
    return 2;
  };
  const verb = verbs.get(name) ?? innerVerbs.get(name);
  if (verb === undefined) {
    const lines = [...verbs.keys()].map((each) => words(`usage.${each}`));
    const help = `${[words("usage.title"), ...lines, words("usage.common")].join("\n")}\n`;
    if (name !== "help" && name !== "--help" && name !== "-h") {
      return wronglyCalled({ kind: "unknown-verb", verb: name }, help);
    }
    process.stdout.write(help);
    return 0;
  }
  let made: DeskOpener | undefined;
  const opening = () => {
    const { "start-holder": holder, "start-passphrase-fd": descriptor } = told;
    const fd = descriptor === undefined ? null : wholeNumber("--start-passphrase-fd", descriptor);
    made ??= openingAtStart(openDesk, { holder, fd }, words);
    return made;
  };
  const call: VerbCall = {
    args: others,
    json,
    folder: told.data ?? userFolder,
    folderTold: told.data !== undefined,
    openDesk: (wishes) => opening()(wishes),
    judgeVectors,
    readers,
    printers,
    backups,
    words,
    answer(object, lines) {
      process.stdout.write(json ? `${JSON.stringify(object)}\n` : `${lines.join("\n")}\n`);
    },
    refuse,
  };
  const usage = `${words(`usage.${name}`)}\n${words("usage.common")}\n`;
  try {
    if (others.includes("--help")) {
      process.stdout.write(usage);
      return 0;
    }
    if (unvalued !== null) throw new UsageError({ kind: "value-missing", option: unvalued });
    return await verb(call);
  } catch (cause) {
    const problem = usageProblemOf(cause);
    if (problem === null) throw cause;
    return wronglyCalled(problem, usage);
  }
}

const noBackups: BackupTools = {
  restore: () => Promise.reject(new Error("nothing here restores copies")),
  attempt: () => Promise.reject(new Error("nothing here reads copies")),
};

const noReaders: ReaderTools = {
  probe: () => Promise.reject(new Error("nothing here knows readers")),
  read: () => Promise.reject(new Error("nothing here reads cards")),
  lay: () => Promise.reject(new Error("nothing here lays cards")),
};

const noPrinters: PrinterTools = {
  simulateCards: () => Promise.reject(new Error("nothing here simulates printers")),
  simulateLabels: () => Promise.reject(new Error("nothing here simulates printers")),
  printTest: () => Promise.reject(new Error("nothing here prints")),
};

/** The options with a value that every verb knows. */
const commonTexts = {
  data: { type: "string" },
  lang: { type: "string" },
  "start-holder": { type: "string" },
  "start-passphrase-fd": { type: "string" },
} as const;
type CommonText = keyof typeof commonTexts;

/** The words every verb knows, and what is left for the verb. */
function common(args: readonly string[]): {
  readonly json: boolean;
  readonly told: { readonly [name in CommonText]?: string };
  readonly others: readonly string[];
  /** The one of these that was given without its value. */
  readonly unvalued: string | null;
} {
  const { tokens } = parseArgs({
    args: [...args],
    strict: false,
    tokens: true,
    options: { json: { type: "boolean" }, ...commonTexts },
  });
  const others: string[] = [];
  let json = false;
  const told: { [name in CommonText]?: string } = {};
  let unvalued: string | null = null;
  for (const token of tokens) {
    if (token.kind === "option" && token.name === "json") json = true;
    else if (token.kind === "option" && isCommonText(token.name)) {
      if (isUnvalued(token.value)) unvalued = token.rawName;
      else told[token.name] = token.value;
    } else if (token.kind === "option")
      others.push(token.inlineValue === true ? `${token.rawName}=${token.value}` : token.rawName);
    else if (token.kind === "positional") others.push(token.value);
  }
  return { json, told, others, unvalued };
}

function isCommonText(name: string): name is CommonText {
  return name in commonTexts;
}

/** At the end of the words, or before another option. */
function isUnvalued(value: string | undefined): value is undefined {
  return value === undefined || value.startsWith("--");
}
