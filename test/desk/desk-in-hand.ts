import { readFileSync } from "node:fs";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRouterClient } from "@orpc/server";
import type { Desk, DeskWishes } from "../../main/command-line/desk.ts";
import { type Hands, makeCard, prepareVisit } from "../../main/command-line/rehearse.ts";
import { openDesk } from "../../main/compose.ts";
import type { IssueNeed, IssueView } from "../../main/contract/issue.ts";
import type { VisitView } from "../../main/contract/visit.ts";
import type { OperatorWord } from "../../main/core/flows/issue-card-terms.ts";
import { operatorId, type VisitId } from "../../main/core/ids.ts";
import type { RecordStore, StepCommit, StoreFault } from "../../main/core/ports/record-store.ts";
import { failed } from "../../main/core/result.ts";
import { type Role, roles } from "../../main/core/role.ts";
import { isEnrolled, isMinor, type Student } from "../../main/core/student.ts";
import { keepWorld, readWorld } from "../../main/simulation/world-file.ts";
import { today } from "../../main/station/today.ts";
import type { CardMechanismState } from "../../printers/simulated/card-mechanism.ts";
import { sharedStudio } from "../support/shared-studio.ts";

const portrait = readFileSync(new URL("../../assets/examples/portrait.jpg", import.meta.url));
const folders: string[] = [];
const open = new Set<Desk>();
let filled: Promise<string> | null = null;
let photos: ReturnType<typeof sharedStudio> | null = null;
let withVisit: Promise<FolderWithVisit> | null = null;

/** A folder of its own for one desk, with the example students in it already. */
export async function filledFolder(): Promise<string> {
  filled ??= fill();
  const folder = await emptyFolder();
  await cp(await filled, folder, { recursive: true });
  return folder;
}

/** The data folder of a closed desk, and the visit that waits in it. */
interface FolderWithVisit {
  readonly folder: string;
  readonly visit: VisitId;
}

/** A folder of its own for one desk, where the first who may have a card is ready for it: the photo is looked at once for all. */
export async function folderWithVisit(): Promise<FolderWithVisit> {
  withVisit ??= prepareOnce();
  const { folder: ready, visit } = await withVisit;
  const folder = await emptyFolder();
  await cp(ready, folder, { recursive: true });
  return { folder, visit };
}

async function prepareOnce(): Promise<FolderWithVisit> {
  const folder = await filledFolder();
  const desk = await openDeskOn(folder);
  const visit = await prepared(desk, await eligible(desk, 0));
  await closeDesk(desk);
  return { folder, visit };
}

/** A new folder, removed at the end. */
export async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "guichet-desk-"));
  folders.push(folder);
  return folder;
}

async function fill(): Promise<string> {
  const folder = await emptyFolder();
  await closeDesk(await openDeskOn(folder));
  return folder;
}

/** Opens a desk on simulated hardware that takes no time. */
export async function openDeskOn(folder: string, wishes: Partial<DeskWishes> = {}): Promise<Desk> {
  photos ??= sharedStudio();
  const desk = await openDesk({ folder, printMs: 0, simulate: true, studio: photos.studio, ...wishes });
  if (!desk.ok) throw new Error(desk.fault.kind);
  open.add(desk.value);
  return desk.value;
}

/** A window of a desk at which an operator with these roles has signed in. */
export async function signedInWindow({ station }: Desk, held: readonly Role[] = roles) {
  const window = createRouterClient(station.router, { context: { connection: {} } });
  const { operators } = station.parts.store;
  const name = `Essai ${held.join(" ")}`;
  if ((await operators.byName(name)) === null) {
    const id = operatorId.parse(station.parts.randomness.uuid());
    const operator = { id, name, roles: held, active: true, example: false };
    await operators.add(operator, await station.parts.pins.hash("2580"));
  }
  const signedIn = await window.operators.signIn({ name, pin: "2580" });
  if (!signedIn.ok) throw new Error(signedIn.fault.kind);
  return window;
}

/** Closes a desk, once. */
export async function closeDesk(desk: Desk): Promise<void> {
  if (open.delete(desk)) await desk.close();
}

/** Closes every desk and removes every folder of a test file. */
export async function clearAway(): Promise<void> {
  for (const desk of open) await closeDesk(desk);
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
  filled = null;
  await photos?.close();
  photos = null;
  withVisit = null;
}

/** The hands on the simulated hardware. */
export function benchOf({ bench }: Desk) {
  if (bench === null) throw new Error("a simulated desk has a bench");
  return bench;
}

/** The n-th student who may have a card now, in the order of their numbers. */
export async function eligible({ station }: Desk, n: number): Promise<Student> {
  const { store, settings } = station.parts;
  const day = today(station.parts);
  const students = (await store.students.first(1000)).filter(
    (each) => isEnrolled(each, day, settings.yearTurn) && each.blocks.length === 0 && !isMinor(each, day),
  );
  const found = students.toSorted((a, b) => a.number.localeCompare(b.number))[n];
  if (found === undefined) throw new Error(`fewer than ${n + 1} students`);
  return found;
}

/** Brings a student to the point where a card can be made. */
export async function prepared(desk: Desk, student: Student): Promise<VisitId> {
  const visit = await prepareVisit(desk.station, student, portrait);
  if (!visit.ok) throw new Error(`${visit.fault.step}: ${visit.fault.kind}`);
  return visit.value;
}

/** The visit as the screen shows it. */
export async function viewOf(desk: Desk, visit: VisitId): Promise<VisitView> {
  const view = await desk.station.visits.view(visit);
  if (view === null) throw new Error("no such visit");
  return view;
}

/** The issue of a visit as the screen shows it. */
export async function issueOf(desk: Desk, visit: VisitId): Promise<IssueView> {
  const { issue } = await viewOf(desk, visit);
  if (issue === null) throw new Error("no issue of this visit");
  return issue;
}

/** Runs the issue of a visit, begun if it is not, until it needs somebody or is over. */
export async function untilNeed(desk: Desk, visit: VisitId): Promise<IssueView> {
  await makeCard(desk.station, visit, () => false);
  return issueOf(desk, visit);
}

/** Says a word to the issue of a visit, and waits until it needs somebody again or is over. */
export async function say(desk: Desk, visit: VisitId, word: OperatorWord): Promise<IssueView> {
  const { jobId } = await issueOf(desk, visit);
  const heard = await desk.station.issuing.say(jobId, word);
  if (!heard.ok) throw new Error(heard.fault.kind);
  const now = await issueOf(desk, visit);
  return now.state === "done" || now.state === "ended" ? now : untilNeed(desk, visit);
}

/** Lays the card of a visit on the desk reader. */
export async function tapOwn(desk: Desk, visit: VisitId): Promise<void> {
  const { card } = await viewOf(desk, visit);
  const body = benchOf(desk)
    .view()
    .cards.find((each) => each.uid !== null && each.uid === card?.uid);
  if (body === undefined) throw new Error("the card of this visit is nowhere to be seen");
  benchOf(desk).tap(body.id);
}

/** An operator who puts everything right: closes, fills, goes on, verifies what came out, and has made anew what did not. */
function diligentHands(desk: Desk, visit: VisitId): Hands {
  return async (need: IssueNeed) => {
    const { issue, card } = await viewOf(desk, visit);
    if (issue === null) return false;
    const tell = (word: OperatorWord) => desk.station.issuing.say(issue.jobId, word);
    if (need.kind !== "verify") return (await tell("go-on")).ok;
    const out = desk.plastic().find((body) => body.uid === card?.uid)?.place === "hopper";
    if (!out) return (await tell("will-not-verify")).ok;
    if (!need.lookedAt) return (await tell("looks-good")).ok;
    if (!need.chipMatched) {
      benchOf(desk).tap(null);
      await tapOwn(desk, visit);
    }
    return true;
  };
}

/** Waits until the issue of a visit reads so. */
export async function reads(
  desk: Desk,
  visit: VisitId,
  need: Readonly<Record<string, unknown>>,
): Promise<void> {
  const done = new AbortController();
  for await (const view of desk.station.follow(visit, done.signal)) {
    const now: Readonly<Record<string, unknown>> = { ...view?.issue?.need };
    if (Object.entries(need).every(([fact, value]) => now[fact] === value)) break;
  }
  done.abort();
}

/** Everything put right, brings the visit to its end; gives what stood in the way, or null. */
export async function finish(desk: Desk, visit: VisitId): Promise<string | null> {
  const made = await makeCard(desk.station, visit, diligentHands(desk, visit));
  benchOf(desk).tap(null);
  return made.ok ? null : made.fault.kind;
}

/** A live card from nothing to the hand. */
export async function givenOut(desk: Desk, student: Student): Promise<VisitId> {
  const visit = await prepared(desk, student);
  const stopped = await finish(desk, visit);
  if (stopped !== null) throw new Error(stopped);
  return visit;
}

/** Stands before a store: tells of each step once it is kept and before its act, and may refuse to keep it. */
export function watchedStore(watch: {
  readonly kept?: (step: StepCommit) => void;
  readonly refuses?: (step: StepCommit) => StoreFault | null;
}): (store: RecordStore) => RecordStore {
  return (store) => ({
    ...store,
    jobs: {
      ...store.jobs,
      async add(job, first) {
        const fault = watch.refuses?.(first) ?? null;
        if (fault !== null) return failed(fault);
        const kept = await store.jobs.add(job, first);
        if (kept.ok) watch.kept?.(first);
        return kept;
      },
      async commit(job, step) {
        const fault = watch.refuses?.(step) ?? null;
        if (fault !== null) return failed(fault);
        const kept = await store.jobs.commit(job, step);
        if (kept.ok) watch.kept?.(step);
        return kept;
      },
    },
  });
}

/** Changes simulated hardware behind a closed desk's back, as a hand would. */
export async function changeWorld(
  folder: string,
  change: (mechanism: CardMechanismState) => CardMechanismState,
): Promise<void> {
  const world = readWorld(join(folder, "simulated"));
  if (world === null) throw new Error("no hardware in this folder yet");
  keepWorld(join(folder, "simulated"), { ...world, mechanism: change(world.mechanism) });
}
