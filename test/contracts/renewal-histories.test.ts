import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { dayIn, instantOf, unixMsOf } from "../../main/core/calendar.ts";
import { evidence, renewalReason } from "../../main/core/fees/reason.ts";
import { type FeeRule, feeRule } from "../../main/core/fees/rule.ts";
import { newIssue } from "../../main/core/flows/issue-card.ts";
import type { CardId, JobId, PhotoId, RenewalId, StudentId, VisitId } from "../../main/core/ids.ts";
import { cancelledBecause, isUnspent } from "../../main/core/money/payment.ts";
import type { RecordStore } from "../../main/core/ports/record-store.ts";
import { firstSettings } from "../../main/settings/settings.ts";
import { createChanges } from "../../main/station/changes.ts";
import type { StationParts } from "../../main/station/parts.ts";
import { createRenewing, type Renewing } from "../../main/station/renewing.ts";
import { createTill, type Till } from "../../main/station/till.ts";
import type { Database } from "../../main/store/engine.ts";
import { migrate } from "../../main/store/migrate.ts";
import { openSqlite } from "../../main/store/open-sqlite.ts";
import { recordStore } from "../../main/store/store.ts";
import { at, card, escnOf, file, id, photo } from "../support/kept-records.ts";

const register = {
  id: "CMS",
  name: "Caisse",
  act: "Arrêté 2026-12",
  means: ["card-terminal" as const, "cheque" as const],
  chequesTo: "Agent comptable",
};
let folder = "";
let store: RecordStore;
let database: Database;
let count = 0;
/** Told in all histories: a property about payments says nothing where nobody pays. How many do is chance: a couple of dozen, seldom fewer. */
let payments = 0;
/** Runs on from history to history, as the register's own time does. */
let clockMs = unixMsOf(at);
let ahead = clockMs;

/** An identifier no other record of this file has. */
function fresh(): string {
  count += 1;
  return id(count);
}

/** A rule that asks for 15 €, and more each time. */
function rule(reason: string, more: object = {}): FeeRule {
  return feeRule.parse({
    id: `r-${reason}`,
    establishment: null,
    population: null,
    reason,
    amountCents: 1500,
    freeIf: [],
    mustShow: [],
    oldCard: "not-asked",
    means: [],
    activationDelayHours: 0,
    enrolmentRequired: false,
    repeats: { addCents: 500, withinMonths: null, atMostCents: 3000 },
    decision: null,
    validFrom: null,
    validUntil: null,
    source: null,
    ...more,
  });
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "guichet-histories-"));
  database = openSqlite(join(folder, "store.db"), new Uint8Array(32).fill(7));
  await migrate(database, () => new Date(0));
  store = recordStore(database);
  const declared = { freeIf: [{ kind: "seen", evidence: "police-declaration" }] };
  const rules = [
    rule("lost"),
    rule("stolen", declared),
    rule("damaged"),
    rule("usage-name", { amountCents: 0 }),
  ];
  await store.fees.add({ version: 1, at, by: "op", rules });
});
afterAll(async () => {
  await store.close();
  await rm(folder, { recursive: true, force: true });
});

/** One student's history at a desk that keeps a register. */
interface Desk {
  readonly renewing: Renewing;
  readonly till: Till;
  readonly student: StudentId;
  readonly cards: CardId[];
  visit: VisitId;
  renewal: RenewalId | null;
  /** The key a payment was begun under, told again as a slow connection would. */
  key: string;
}

/** What must be so whatever happened: money that was taken and not given back. */
interface Taken {
  cents: number;
}

async function openHistory(): Promise<Desk> {
  clockMs = ahead;
  const student = fresh() as StudentId;
  await store.students.upsert([{ file: file(`H${count}`), freshId: student }], true);
  const clock = { now: () => clockMs };
  const settings = { ...firstSettings, money: { mode: "register" as const, register } };
  const parts = { store, settings, clock, randomness: { uuid: fresh }, acting: { now: () => "op" } };
  const changes = createChanges();
  const desk: Desk = {
    renewing: createRenewing(parts as unknown as StationParts, changes),
    till: createTill(parts as unknown as StationParts, changes),
    student,
    cards: [],
    visit: "" as VisitId,
    renewal: null,
    key: fresh(),
  };
  await comesIn(desk);
  await handOver(desk, "NEW");
  return desk;
}

async function comesIn(desk: Desk): Promise<void> {
  // Whoever was at the desk before has left it.
  await database.db
    .updateTable("visit")
    .set({ state: "done" })
    .where("student_id", "=", desk.student)
    .execute();
  desk.visit = fresh() as VisitId;
  const added = await store.visits.add({
    id: desk.visit,
    studentId: desk.student,
    day: dayIn("Europe/Paris", clockMs),
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
  expect(added).toEqual({ ok: true, value: undefined });
}

/** A card is made and handed over in one go, as an issue's last step keeps it. */
async function handOver(desk: Desk, begins: "NEW" | "RENEWED"): Promise<void> {
  const photoId = fresh() as PhotoId;
  const asked = card(count, desk.student, desk.visit, photoId, { state: begins, escn: escnOf(count) });
  const made = { ...asked, id: fresh() as CardId };
  expect(await store.cards.request({ ...photo(count, desk.student), id: photoId }, made)).toMatchObject({
    ok: true,
  });
  const live = await store.cards.liveOf(desk.student);
  const jobId = fresh() as JobId;
  const { escn, layersSha256 } = made;
  const state = newIssue({ jobId, cardId: made.id, escn, studentNumber: "x", layersSha256 });
  const to = ["REQUEST_CHECKED", "IN_ENCODE", "IN_PRINT", "ENCODED", "ENABLED"] as const;
  const moves = to.map((each) => ({ do: "move-card" as const, card: made.id, to: each }));
  const ends =
    live === null ? [] : [{ do: "disable-card" as const, card: live.id, reason: "replaced" as const }];
  const renews =
    desk.renewal === null || begins === "NEW"
      ? []
      : [{ do: "finish-renewal" as const, renewal: desk.renewal, by: made.id }];
  const kept = await store.jobs.add(
    { id: jobId, visitId: desk.visit, studentId: desk.student, open: false, startedAt: at, state },
    {
      at: instantOf(clockMs),
      ended: null,
      state,
      open: false,
      records: [...moves.slice(0, -1), ...ends, ...renews, ...moves.slice(-1)],
      intent: null,
    },
  );
  expect(kept).toMatchObject({ ok: true });
  desk.cards.push(made.id);
}

type Does = (desk: Desk, taken: Taken) => Promise<unknown>;

/** One thing that happens, and what must hold after it. */
function happening(name: string, does: Does): fc.AsyncCommand<Taken, Desk> {
  return {
    check: () => true,
    async run(taken, desk) {
      await does(desk, taken);
      await holds(desk, taken);
    },
    toString: () => name,
  };
}

/** With the renewal, if one was begun. */
const onRenewal =
  (does: (desk: Desk, renewal: RenewalId, taken: Taken) => Promise<unknown>): Does =>
  async (desk, taken) =>
    desk.renewal === null ? null : does(desk, desk.renewal, taken);

async function holds(desk: Desk, taken: Taken): Promise<void> {
  const cards = await Promise.all(desk.cards.map((each) => store.cards.byId(each)));
  expect(cards.filter((each) => each?.state === "ENABLED").length).toBeLessThanOrEqual(1);
  const renewals = await store.renewals.ofStudent(desk.student);
  const unspent = await store.money.unspentOf(desk.student);
  const used = await Promise.all(
    renewals.flatMap(({ state }) => (state.payment === null ? [] : [store.money.payment(state.payment)])),
  );
  const standing = used.filter((each) => each !== null && each.cancelled === null);
  const known = [...unspent, ...standing].reduce((sum, each) => sum + (each?.amountCents ?? 0), 0);
  expect(known).toBe(taken.cents);
  for (const { state } of renewals) {
    if (state.phase.at !== "ready" && state.phase.at !== "done") continue;
    const paid = standing.find((each) => each?.usedBy === state.id)?.amountCents ?? 0;
    const owed = state.phase.at === "done" && state.phase.owed;
    expect(owed ? (state.fee?.dueCents ?? 0) : paid).toBe(state.fee?.dueCents ?? 0);
  }
  const days = [dayIn("Europe/Paris", clockMs), dayIn("Europe/Paris", ahead)];
  for (const day of new Set(days)) {
    const numbers = (await store.money.linesOf(register.id, day))
      .map((line) => line.number)
      .toSorted((a, b) => a - b);
    expect(numbers).toEqual(numbers.map((_, i) => (numbers[0] ?? 0) + i));
  }
}

const paying = (dueCents: (due: number) => number, again: boolean): Does =>
  onRenewal(async ({ renewing, key: earlier }, renewalId, taken) => {
    const state = (await store.renewals.byId(renewalId))?.state;
    const key = state?.phase.at === "paying" ? state.phase.key : earlier;
    const amountCents = dueCents(state?.fee?.dueCents ?? 1500);
    const told = { key, amountCents, reference: null, drawnBy: null };
    const paid = await renewing.pay(renewalId, told);
    if (paid.ok) taken.cents += amountCents;
    if (paid.ok) payments += 1;
    if (again && paid.ok) expect(await renewing.pay(renewalId, told)).toEqual(paid);
  });

const allCommands = [
  fc.constant(
    happening("begin", async (desk) => {
      const begun = await desk.renewing.begin(desk.visit);
      if (begun.ok) desk.renewal = begun.value.renewalId;
    }),
  ),
  fc.constant(
    happening("another day", async (desk) => {
      clockMs = Math.max(clockMs, ahead) + 86_400_000;
      ahead = clockMs;
      await comesIn(desk);
      const begun = await desk.renewing.begin(desk.visit);
      if (begun.ok) desk.renewal = begun.value.renewalId;
    }),
  ),
  fc.constantFrom(...renewalReason.options).map((reason) =>
    happening(
      `reason ${reason}`,
      onRenewal(({ renewing }, renewal) => renewing.reason(renewal, reason)),
    ),
  ),
  fc.tuple(fc.constantFrom(...evidence.options), fc.boolean()).map(([each, seen]) =>
    happening(
      `${seen ? "seen" : "not seen"} ${each}`,
      onRenewal(({ renewing }, renewal) => renewing.evidence(renewal, each, seen)),
    ),
  ),
  fc.constant(
    happening(
      "agree",
      onRenewal(({ renewing }, renewal) => renewing.agree(renewal, 1)),
    ),
  ),
  fc
    .tuple(fc.constantFrom("lost" as const, "stolen" as const, "damaged" as const), fc.boolean())
    .map(([reason, pays]) =>
      happening(`to the till, ${reason}${pays ? ", and pays" : ""}`, async (desk, taken) => {
        const { renewing } = desk;
        const begun = await renewing.begin(desk.visit);
        if (!begun.ok) return;
        desk.renewal = begun.value.renewalId;
        await renewing.reason(desk.renewal, reason);
        await renewing.agree(desk.renewal, 1);
        await renewing.beginPaying(desk.renewal, "card-terminal");
        if (pays) await paying((due) => due, false)(desk, taken);
      }),
    ),
  fc.constant(
    happening(
      "make free",
      onRenewal(({ renewing }, renewal) => renewing.forceFree(renewal, "boursière")),
    ),
  ),
  fc.constantFrom("card-terminal" as const, "cheque" as const, "cash" as const).map((means) =>
    happening(
      `begin ${means}`,
      onRenewal(({ renewing }, renewal) => renewing.beginPaying(renewal, means)),
    ),
  ),
  fc.constant(
    happening(
      "not paid",
      onRenewal(({ renewing }, renewal) => renewing.dropPaying(renewal)),
    ),
  ),
  fc.boolean().map((again) =>
    happening(
      again ? "pay twice" : "pay",
      paying((due) => due, again),
    ),
  ),
  fc.constant(
    happening(
      "pay another amount",
      paying((due) => due + 100, false),
    ),
  ),
  fc.constant(
    happening("pay with what is unspent", async ({ renewing, renewal, student }) => {
      const [unspent] = await store.money.unspentOf(student);
      if (renewal !== null && unspent !== undefined) await renewing.spendEarlier(renewal, unspent.id);
    }),
  ),
  fc.constantFrom(...cancelledBecause.options).map((because) =>
    happening(`take back: ${because}`, async ({ renewing, student }, taken) => {
      const renewals = await store.renewals.ofStudent(student);
      const [last] = [
        ...renewals.flatMap(({ state }) => (state.payment === null ? [] : [state.payment])),
        ...(await store.money.unspentOf(student)).map((each) => each.id),
      ].toReversed();
      if (last === undefined) return;
      const payment = await store.money.payment(last);
      const back = await renewing.takeBack(last, because);
      if (back.ok) taken.cents -= payment?.amountCents ?? 0;
      expect(payment !== null && (payment.cancelled === null || !back.ok)).toBe(true);
      expect(payment !== null && back.ok ? isUnspent(payment) || payment.usedBy !== null : true).toBe(true);
    }),
  ),
  fc.constant(
    happening(
      "found again",
      onRenewal(({ renewing }, renewal) => renewing.foundAgain(renewal)),
    ),
  ),
  fc.constant(
    happening(
      "give up",
      onRenewal(({ renewing }, renewal) => renewing.giveUp(renewal)),
    ),
  ),
  fc.constant(
    happening("hand over", async (desk) => {
      const state = desk.renewal === null ? null : (await store.renewals.byId(desk.renewal))?.state;
      if (state?.phase.at === "ready") await handOver(desk, "RENEWED");
    }),
  ),
  fc.constant(happening("close the day", ({ till }) => till.close(dayIn("Europe/Paris", clockMs)))),
  fc.integer({ min: -5, max: 5 }).map((hours) =>
    happening(`clock ${hours} h`, async () => {
      clockMs += hours * 3_600_000;
      ahead = Math.max(ahead, clockMs);
      await Promise.resolve();
    }),
  ),
];

test("whatever happens at a desk, no payment is lost, no receipt's number is missing, and nobody has two live cards", async () => {
  await fc.assert(
    fc.asyncProperty(fc.commands(allCommands, { maxCommands: 40, size: "max" }), async (commands) => {
      const real = await openHistory();
      await fc.asyncModelRun(() => ({ model: { cents: 0 }, real }), commands);
    }),
    { numRuns: 50, endOnFailure: true },
  );
  expect(payments).toBeGreaterThan(0);
}, 120_000);
