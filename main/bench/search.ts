import { createRouterClient } from "@orpc/server";
import type { Desk } from "../command-line/desk.ts";
import { studentId } from "../core/ids.ts";
import { inventedStudent } from "./many-students.ts";

const students = 1_000_000;
const rowsAtOnce = 5_000;
const searches = 2_000;
const warmUp = 100;

/** Who signs in at the bench's desk. */
export interface BenchOperator {
  readonly name: string;
  readonly pin: string;
}

/**
 * The hundredth slowest search, in milliseconds, among a million students, asked of the contract as a window does: what agents type while they
 * look for somebody (one to eight letters of a name, two names begun in either order, a number or an address begun).
 */
export async function measureSearch(
  { station }: Desk,
  operator: BenchOperator,
): Promise<{ readonly search1mP99Ms: number }> {
  const { store, randomness } = station.parts;
  for (let from = 0; from < students; from += rowsAtOnce) {
    const files = Array.from({ length: rowsAtOnce }, (_, n) => ({
      file: inventedStudent(from + n),
      freshId: studentId.parse(randomness.uuid()),
    }));
    const kept = await store.students.upsert(files, true);
    if (!kept.ok) throw new Error(`the bench's students are not kept: ${kept.fault.kind}`);
  }
  const window = createRouterClient(station.router, { context: { connection: {} } });
  // The invented operators are put in when the first window asks who is there.
  await (await window.operators.session()).next();
  const signedIn = await window.operators.signIn(operator);
  if (!signedIn.ok) throw new Error(`nobody signs in at the bench's desk: ${signedIn.fault.kind}`);
  const tookMs: number[] = [];
  for (let n = 0; n < searches + warmUp; n += 1) {
    const text = typedText(n);
    const from = performance.now();
    const found = await window.board.search({ text });
    if (n >= warmUp) tookMs.push(performance.now() - from);
    if (found.length === 0) throw new Error(`nobody is found by ${text}`);
  }
  const slowest = tookMs.toSorted((a, b) => b - a)[Math.floor(searches / 100)];
  return { search1mP99Ms: slowest ?? Number.NaN };
}

/** What somebody types on the way to one of the students. */
function typedText(n: number): string {
  const { civilLastName, civilFirstName, number, email } = inventedStudent(
    (Math.imul(n + 1, 2_654_435_761) >>> 0) % students,
  );
  const letters = 1 + (n % 8);
  switch (n % 5) {
    case 0:
      return `${civilLastName.slice(0, letters)} ${civilFirstName.slice(0, 1 + (n % 3))}`;
    case 1:
      return `${civilFirstName} ${civilLastName.slice(0, letters)}`;
    case 2:
      return number.slice(0, letters);
    case 3:
      return (email ?? number).slice(0, number.length + 2);
    default:
      return civilLastName.slice(0, letters);
  }
}
