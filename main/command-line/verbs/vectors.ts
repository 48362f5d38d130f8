import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { theFile } from "../usage-problem.ts";
import type { VectorVerdict, Verb } from "../verb.ts";

/** `vectors FILE`: checks published values against the chip code of this very program. 1 when one comes out otherwise. */
export const vectorsVerb: Verb = async (call) => {
  const { positionals } = parseArgs({ args: [...call.args], allowPositionals: true });
  const path = theFile(positionals);
  const malformed = (at: string) =>
    call.refuse("malformed-vectors", call.words("vectors.malformed-vectors", { path, at }), { at });
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch {
    return call.refuse("unreadable-file", call.words("vectors.unreadable-file", { path }));
  }
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch {
    return malformed("JSON");
  }
  const judged = await call.judgeVectors(file);
  if (!judged.ok) return malformed(judged.fault.at);
  const results = judged.value;
  const count = (outcome: VectorVerdict["outcome"]) =>
    results.filter((one) => one.outcome === outcome).length;
  const counts = {
    passed: count("passed"),
    failed: count("failed"),
    unsupported: count("unsupported"),
  };
  call.answer({ ...counts, results }, [
    ...results.map(({ name, outcome, differs = [] }) =>
      call.words(`vectors.${outcome}`, { name, fields: differs.join(", ") }),
    ),
    call.words("vectors.result", {
      passed: call.words("vectors.counts.passed", { count: counts.passed }),
      failed: call.words("vectors.counts.failed", { count: counts.failed }),
      unsupported: call.words("vectors.counts.unsupported", { count: counts.unsupported }),
    }),
  ]);
  return counts.failed === 0 ? 0 : 1;
};
