import { execFile } from "node:child_process";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { calendarDay, instantOf } from "../core/calendar.ts";
import { escnOf } from "../core/escn.ts";
import { newIssue, step } from "../core/flows/issue-card.ts";
import type { IssueState } from "../core/flows/issue-card-moves.ts";
import { cardId, jobId, studentId, visitId } from "../core/ids.ts";
import type { RecordStore, StepCommit } from "../core/ports/record-store.ts";
import { alternating } from "./sampling.ts";

const run = promisify(execFile);
const rounds = 7;
const commitsARound = 1200;
const at = instantOf(Date.UTC(2026, 8, 7, 8));
const one = "018f0000-0000-7000-8000-000000000001";
const ids = {
  job: jobId.parse(one),
  card: cardId.parse(one),
  student: studentId.parse(one),
  visit: visitId.parse(one),
};

/** Durable commits a second: ours, and those of a C loop on the same disk; null where no C compiler or SQLite for it is installed. */
export interface CommitFigures {
  readonly perSecond: number;
  readonly sqliteCPerSecond: number | null;
}

/**
 * Commits the commonest step of an issue (the last act's end, the new state, the next intent) through the station's own store, in turn
 * with the same three statements in C. Both WAL and
 * `synchronous=FULL`, one new file a round in `folder`, timed when its write-ahead log no longer grows; ours is enciphered.
 */
export async function measureCommits(
  folder: string,
  openStore: (file: string) => Promise<RecordStore>,
  say: (line: string) => void,
): Promise<CommitFigures> {
  const loop = join(folder, "commit-loop");
  const source = fileURLToPath(new URL("commit-loop.c", import.meta.url));
  const compiled = await run("gcc", ["-O2", "-o", loop, source, "-lsqlite3"]).then(
    () => true,
    (cause: unknown) => {
      say(`no C loop, gcc and libsqlite3-dev are needed: ${String(cause)}`);
      return false;
    },
  );
  const state = firstState();
  let files = 0;
  const fresh = () => {
    files += 1;
    return join(folder, `commits-${files}.db`);
  };
  const ours = async () => {
    const file = fresh();
    const store = await openStore(file);
    await openJob(store, state);
    await commitSteps(store, state, 1);
    const from = performance.now();
    await commitSteps(store, state, commitsARound + 1);
    const took = performance.now() - from;
    await store.close();
    await remove(file);
    return (commitsARound / took) * 1000;
  };
  const inC = async () => {
    const file = fresh();
    const { stdout } = await run(loop, [file, String(commitsARound), JSON.stringify(state)]);
    await remove(file);
    return (commitsARound / Number(stdout)) * 1000;
  };
  await ours();
  const [perSecond, sqliteCPerSecond] = await alternating(rounds, ours, compiled ? inC : () => 0);
  return { perSecond, sqliteCPerSecond: compiled ? sqliteCPerSecond : null };
}

function firstState(): IssueState {
  const fresh = newIssue({
    jobId: ids.job,
    cardId: ids.card,
    escn: escnOf(new Uint8Array(16)),
    studentNumber: "22400001",
    layersSha256: "0".repeat(64),
  });
  return step(fresh, { kind: "started" }).state;
}

async function commitSteps(store: RecordStore, state: IssueState, first: number): Promise<void> {
  for (let number = first; number < first + commitsARound; number += 1) {
    const kept = await store.jobs.commit(ids.job, {
      ...stepOf(state, number),
      ended: { number: number - 1, tookMs: 12, ended: "done", fault: null },
    });
    if (!kept.ok) throw new Error(`a step was not kept: ${kept.fault.kind}`);
  }
}

function stepOf(state: IssueState, number: number): StepCommit {
  return { at, ended: null, state, open: true, records: [], intent: { act: "look-at-printer", number } };
}

/** A student, their visit and an issue of it, as the tables ask for. */
async function openJob(store: RecordStore, state: IssueState): Promise<void> {
  const { job, student, visit } = ids;
  const day = at.slice(0, 10);
  const file = {
    number: "22400001",
    ine: null,
    civilLastName: "Martin",
    civilFirstName: "Zoé",
    usageLastName: null,
    usageFirstName: null,
    birthDate: calendarDay.parse("2005-02-03"),
    email: null,
    programme: "Licence Droit",
    level: "L1",
    enrolledOn: null,
    cvec: null,
    blocks: [],
    population: "student",
    photoFile: null,
  };
  await store.students.upsert([{ file, freshId: student }], true);
  const added = await store.visits.add({
    id: visit,
    studentId: student,
    day: calendarDay.parse(day),
    state: "being-served",
    appointmentId: null,
    dueAt: null,
    arrivedAt: at,
    servedAt: at,
    closedAt: null,
    identitySeen: null,
    identitySeenAt: null,
    rulesReadAt: null,
    overrides: [],
  });
  const opened = await store.jobs.add(
    { id: job, visitId: visit, studentId: student, open: true, startedAt: at, state },
    stepOf(state, 0),
  );
  if (!added.ok || !opened.ok) throw new Error("the bench's issue could not be opened");
}

async function remove(file: string): Promise<void> {
  await Promise.all(["", "-wal", "-shm"].map((end) => rm(`${file}${end}`, { force: true })));
}
