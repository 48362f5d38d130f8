import type { Desk } from "../command-line/desk.ts";
import { medianOf } from "./sampling.ts";

/** The first of the invented students. */
const exampleStudent = "22600001";
const rounds = 5;
const appendsARound = 400;

/** Acts a second that are kept in the audit one after the other: chained, enciphered for their person, durable each. */
export async function measureAudit({ station }: Desk): Promise<{ readonly appendsPerSecond: number }> {
  const { audit, store } = station.parts;
  const someone = await store.students.byNumber(exampleStudent);
  if (someone === null) throw new Error("the bench's desk has no example student");
  const samples: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const from = performance.now();
    for (let n = 0; n < appendsARound; n += 1) {
      const kept = await audit.append({
        act: "bench.append",
        subject: someone.id,
        outcome: "done",
        facts: { before: { n }, after: { n: n + 1 } },
      });
      if (!kept.ok) throw new Error(`the audit keeps nothing: ${kept.fault.kind}`);
    }
    samples.push((appendsARound * 1000) / (performance.now() - from));
  }
  return { appendsPerSecond: medianOf(samples) };
}
