import { parseArgs } from "node:util";
import { type ChipTry, chipTries, chipVerdict, isChipAtFault } from "../../core/chip-test.ts";
import { failed, type Result, succeeded } from "../../core/result.ts";
import type { CardRead, ReadFault } from "../reader-tools.ts";
import { missing, wholeNumber } from "../usage-problem.ts";
import { UsageError, type Verb } from "../verb.ts";

const deadlineMs = 3000;

/** `chip-test --reader NAME [--tries N]`: reads the card there again and again, without and with our keys, and says whether its chip is at fault. Changes nothing on it. */
export const chipTestVerb: Verb = async (call) => {
  const { values } = parseArgs({
    args: [...call.args],
    options: { reader: { type: "string" }, tries: { type: "string", default: String(chipTries) } },
  });
  const { reader } = values;
  if (reader === undefined) throw missing({ reader });
  const count = wholeNumber("--tries", values.tries);
  if (count < 1) throw new UsageError({ kind: "not-positive", option: "--tries", value: values.tries });
  const tries: ChipTry[] = [];
  let last: CardRead | null = null;
  while (tries.length < count) {
    const begunMs = performance.now();
    const read = await call.readers.read(reader, null, deadlineMs, call.folder, null);
    const judged = outcomeOf(read);
    if (!judged.ok) {
      const sentence = call.words(`read.fault.${judged.fault.kind}`, { name: reader, profile: "" });
      return call.refuse(judged.fault.kind, sentence, { reader });
    }
    if (read.ok) last = read.value;
    tries.push({ outcome: judged.value, tookMs: Math.round(performance.now() - begunMs) });
  }
  const verdict = chipVerdict(tries);
  const { failures, medianMs, longestMs } = verdict;
  const reading = last?.reading ?? null;
  const chip =
    reading === null
      ? null
      : reading.kind === "other"
        ? { kind: reading.kind, atr: reading.atr, uid: reading.shownNumber }
        : {
            kind: reading.kind,
            uid: reading.uid,
            applications: reading.applications?.map(({ aid }) => aid) ?? null,
          };
  call.answer(
    { reader: last?.reader ?? reader, ...verdict, atFault: isChipAtFault(verdict.verdict), tries, chip },
    [
      call.words(`chipTest.${verdict.verdict}`),
      call.words("chipTest.count", { tries: tries.length, failures }),
      ...(medianMs === null || longestMs === null
        ? []
        : [call.words("chipTest.waits", { medianMs, longestMs })]),
    ],
  );
  return 0;
};

/** What one reading says of the chip; a fault that is none of the chip's own ends the test. */
function outcomeOf(read: Result<CardRead, ReadFault>): Result<ChipTry["outcome"], ReadFault> {
  if (!read.ok) {
    return isOfTheChip(read.fault.kind) ? succeeded("mute") : failed(read.fault);
  }
  const { reading, withKeys } = read.value;
  if (reading.kind === "other") return succeeded("foreign");
  if (withKeys === null || !withKeys.ok) return succeeded("readable");
  return succeeded(withKeys.value.kind === "personalised" ? "own" : "readable");
}

const ofTheChip: readonly string[] = ["card-mute", "deadline-passed", "chip-integrity"];

function isOfTheChip(kind: string): boolean {
  return ofTheChip.includes(kind);
}
