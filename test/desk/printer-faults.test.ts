import { afterAll, describe, expect, test } from "vitest";
import reasons from "../../assets/locales/en/reasons.json" with { type: "json" };
import { faultsIn } from "../../printers/simulated/card-mechanism.ts";
import { simulatedQueueFaults } from "../../printers/simulated/ipp-jobs.ts";
import { needWords } from "../../renderer/desk/visit/need-words.ts";
import { faultyPrinter, type Setting } from "../support/faulty-printers.ts";
import { beginIssue, type IssueInHand } from "../support/issue-on-printer.ts";
import { type PulledFault, pulledFaults } from "./pulled-faults.ts";

const table: string[] = [];

afterAll(() => {
  process.stdout.write(`${table.join("\n")}\n`);
});

describe.each(Object.entries(pulledFaults) as (readonly [Setting, readonly PulledFault[]])[])(
  "a card made on %s",
  (setting, rows) => {
    test.each(rows.map((row) => [named(row), row] as const))("%s", async (name, row) => {
      const printer = await faultyPrinter(setting);
      try {
        const { machine } = printer;
        let driver = printer.driver(row.temper);
        let pulled = false;
        const pull = () => {
          pulled = true;
          printer.pull(row.fault);
        };
        for (const fault of row.after ?? []) printer.pull(fault);
        if (row.at === undefined) pull();
        const issue = beginIssue(
          machine,
          () => driver,
          (act) => {
            if (act === row.at && !pulled) pull();
          },
        );
        const trouble = await issue.untilTrouble();
        const reads = readBy(trouble, issue);
        const left = issue.left();
        table.push(
          `${setting} | ${name}\n    reads: ${reads}\n    plastic: ${left.plastic.join("; ") || "all in the feeder"} | cards: ${left.cards.join(", ")}`,
        );
        expect(pulled).toBe(true);
        expect(trouble === null ? "nothing" : nameOf(trouble)).toBe(row.reads);
        expect(left.plastic).toEqual(row.plastic);
        driver = printer.driver();
        for (const fault of [row.fault, ...(row.after ?? [])]) printer.mend(fault);
        await row.mend?.(machine);
        await finished(issue, trouble);
        expectOneCard(issue);
      } finally {
        await printer.machine.close();
      }
    });
  },
);

const pulledOn = (setting: Setting) => new Set<string>(pulledFaults[setting].map(({ fault }) => fault));

test("every fault a printer can be given in a language was pulled", () => {
  expect(pulledOn("evolis-service")).toEqual(new Set(faultsIn("evolis-service")));
  expect(pulledOn("evolis-esc")).toEqual(new Set(faultsIn("evolis-esc")));
  expect(pulledOn("ipp")).toEqual(new Set([...faultsIn("ipp"), ...simulatedQueueFaults]));
});

function named({ fault, at }: PulledFault): string {
  return at === undefined ? fault : `${fault} at ${at}`;
}

type Trouble = Exclude<Awaited<ReturnType<IssueInHand["untilTrouble"]>>, null>;

function nameOf(trouble: Trouble): string {
  if (trouble.kind === "printer") return `printer: ${trouble.condition}`;
  return trouble.kind === "card-rejected" ? `card rejected: ${trouble.reason}` : trouble.kind;
}

function words(key: string): string {
  const path = key.replace("reasons:", "reasons.").split(".").slice(1);
  const found = path.reduce<unknown>((at, name) => (at as Record<string, unknown>)[name], reasons);
  if (typeof found !== "string") throw new Error(`no words for ${key}`);
  return found;
}

/** What stands on the operator's screen. */
function readBy(trouble: Trouble | null, issue: IssueInHand): string {
  if (trouble === null) return "nothing: the card is handed over";
  const { what, means, todo } = needWords(trouble, issue.acts(), words as Parameters<typeof needWords>[2]);
  return `${what} ${means} ${todo}`;
}

const mostWords = 8;

/** A person goes on until the card is handed over, throws away by hand what no printer did, and has a card that did not come out made anew. */
async function finished(issue: IssueInHand, first: Trouble | null): Promise<void> {
  let trouble = first;
  for (let said = 0; trouble !== null; said += 1) {
    if (said === mostWords) throw new Error(`not handed over: ${nameOf(trouble)}`);
    if (trouble.kind === "card-rejected" && trouble.byHand) await issue.throwAway();
    issue.say(trouble.kind === "verify" ? "will-not-verify" : "go-on");
    trouble = await issue.untilTrouble();
  }
}

/** One card in the hand of the student, written and printed once and whole; no other piece of plastic went out, and none is left inside. */
function expectOneCard(issue: IssueInHand): void {
  const { plastic, cards } = issue.left();
  expect(plastic.filter((one) => one.startsWith("given out"))).toEqual(["given out, written, printed"]);
  expect(plastic.filter((one) => one.startsWith("kept inside") || / times/.test(one))).toEqual([]);
  expect(cards.at(-1)).toBe("ENABLED");
  expect(cards.slice(0, -1).filter((card) => !card.startsWith("DESTROYED"))).toEqual([]);
}
