import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Desk } from "../../main/command-line/desk.ts";
import type { RenewalView } from "../../main/contract/renewals.ts";
import type { Evidence, RenewalReason } from "../../main/core/fees/reason.ts";
import type { FeeRule } from "../../main/core/fees/rule.ts";
import type { RenewalId, VisitId } from "../../main/core/ids.ts";
import type { Student } from "../../main/core/student.ts";
import { readFeeExamples } from "../../main/settings/fee-examples.ts";
import {
  clearAway,
  closeDesk,
  eligible,
  filledFolder,
  finish,
  givenOut,
  openDeskOn,
  prepared,
  signedInWindow,
} from "./desk-in-hand.ts";

let folder: string;
let desk: Desk;
let window: Awaited<ReturnType<typeof signedInWindow>>;

/** Aix-Marseille's table as it is published, Rouen's free chip and Bordeaux's free name: for the university of the examples. */
async function published(): Promise<readonly FeeRule[]> {
  const rules = (await readFeeExamples()).flatMap((example) => example.rules);
  const wanted = ["amu-lost", "amu-stolen", "amu-damaged", "um-chip-faulty", "bordeaux-usage-name"];
  return rules
    .filter((rule) => wanted.includes(rule.id))
    .map((rule) => ({ ...rule, establishment: null, mustShow: [] }));
}

beforeAll(async () => {
  folder = await filledFolder();
  desk = await openDeskOn(folder);
  window = await signedInWindow(desk);
  expect(await window.fees.keep({ version: 0, rules: await published() })).toMatchObject({ ok: true });
});
afterAll(clearAway);

const cardOf = async (student: Student) =>
  (await desk.station.parts.store.cards.lastLiveOf(student.id)) ?? null;

async function looked(visit: VisitId): Promise<RenewalView> {
  const view = await desk.station.renewing.view(visit);
  if (view === null) throw new Error("no renewal of this visit");
  return view;
}

/** A student who has had a card given out comes back with a reason and what they show. */
async function returned(student: Student, reason: RenewalReason, ...shown: readonly Evidence[]) {
  if ((await cardOf(student)) === null) await givenOut(desk, student);
  const visit = await prepared(desk, student);
  const begun = await window.renewals.begin({ visitId: visit });
  if (!begun.ok) throw new Error(begun.fault.kind);
  const { renewalId } = begun.value;
  expect(await window.renewals.reason({ renewalId, reason })).toMatchObject({ ok: true });
  for (const evidence of shown) {
    expect(await window.renewals.evidence({ renewalId, evidence, seen: true })).toMatchObject({ ok: true });
  }
  return { visit, renewalId, agree: async () => agreed(visit, renewalId) };
}

async function agreed(visit: VisitId, renewalId: RenewalId) {
  return window.renewals.agree({ renewalId, table: (await looked(visit)).table });
}

/** The money is told: by the card terminal, under the key that was made when the paying began. */
async function pay(visit: VisitId, renewalId: RenewalId, reference: string, amountCents = 1000) {
  expect(await window.renewals.beginPaying({ renewalId, means: "card-terminal" })).toMatchObject({
    ok: true,
  });
  const { phase } = (await looked(visit)).state;
  if (phase.at !== "paying") throw new Error(phase.at);
  const told = { renewalId, key: phase.key, amountCents, reference, drawnBy: null };
  return { told, answer: await window.renewals.pay(told) };
}

describe("a card that is", () => {
  test("lost is opposed at once, paid, and made; the same payment sent twice is one", async () => {
    const student = await eligible(desk, 0);
    const { visit, renewalId, agree } = await returned(student, "lost");
    const old = await cardOf(student);
    expect(old).toMatchObject({ state: "DISABLED", endedBecause: "lost" });
    expect(await window.issue.start({ visitId: visit })).toMatchObject({
      fault: { kind: "renewal-not-settled" },
    });
    expect((await looked(visit)).verdict?.outcome).toEqual({ kind: "due", amountCents: 1000, repeats: 0 });
    expect(await agree()).toMatchObject({ ok: true });
    const { told, answer } = await pay(visit, renewalId, "T-0001");
    expect(await window.renewals.pay(told)).toEqual(answer);
    expect(
      await desk.station.parts.store.money.paymentsOfDay((await desk.station.till.day(null)).day),
    ).toHaveLength(1);
    expect(await window.renewals.pay({ ...told, amountCents: 900 })).toMatchObject({
      fault: { kind: "other-payment" },
    });
    expect(await finish(desk, visit)).toBeNull();
    const live = await cardOf(student);
    expect(live).toMatchObject({ state: "ENABLED", visitId: visit });
    expect((await looked(visit)).state.phase).toEqual({ at: "done", card: live?.id, owed: false });
    expect((await window.renewals.giveUp({ renewalId })).ok).toBe(false);
  });

  test("stolen is free once the declaration was seen", async () => {
    const student = await eligible(desk, 1);
    const { visit, agree } = await returned(student, "stolen", "police-declaration");
    expect(await cardOf(student)).toMatchObject({ state: "DISABLED", endedBecause: "stolen" });
    expect(await agree()).toMatchObject({ ok: true });
    expect(await finish(desk, visit)).toBeNull();
    expect(await cardOf(student)).toMatchObject({ state: "ENABLED", visitId: visit });
  });

  test("damaged stays live until the new one is, and is paid for", async () => {
    const student = await eligible(desk, 2);
    const { visit, renewalId, agree } = await returned(student, "damaged");
    const old = await cardOf(student);
    expect(old?.state).toBe("ENABLED");
    expect(await agree()).toMatchObject({ ok: true });
    expect(await window.issue.start({ visitId: visit })).toMatchObject({
      fault: { kind: "renewal-not-settled" },
    });
    expect((await pay(visit, renewalId, "T-0002", 100)).answer).toMatchObject({
      fault: { kind: "other-amount", dueCents: 1000 },
    });
    await window.renewals.dropPaying({ renewalId });
    expect((await pay(visit, renewalId, "T-0001")).answer).toMatchObject({
      fault: { kind: "reference-known" },
    });
    await window.renewals.dropPaying({ renewalId });
    expect((await pay(visit, renewalId, "T-0002")).answer).toMatchObject({ ok: true });
    expect((await cardOf(student))?.id).toBe(old?.id);
    expect(await finish(desk, visit)).toBeNull();
    const { cards } = desk.station.parts.store;
    expect(old === null ? null : await cards.byId(old.id)).toMatchObject({
      state: "DISABLED",
      endedBecause: "replaced",
    });
  });

  test("mute by the test of its chip is free; what would change that is said", async () => {
    const student = await eligible(desk, 2);
    const { visit, renewalId } = await returned(student, "chip-faulty");
    expect((await looked(visit)).verdict).toMatchObject({
      outcome: { kind: "amount-unknown" },
      wouldChange: [{ change: { kind: "seen", evidence: "chip-test-failed" }, to: { kind: "free" } }],
    });
    expect(await agreed(visit, renewalId)).toMatchObject({ fault: { kind: "not-decided" } });
    await window.renewals.evidence({ renewalId, evidence: "chip-test-failed", seen: true });
    expect(await agreed(visit, renewalId)).toMatchObject({ ok: true });
    expect(await finish(desk, visit)).toBeNull();
  });

  test("to bear the prénom d’usage costs nothing", async () => {
    const student = await eligible(desk, 1);
    const { visit, agree } = await returned(student, "usage-name");
    expect((await looked(visit)).verdict?.outcome).toEqual({ kind: "free", because: { kind: "no-charge" } });
    expect(await agree()).toMatchObject({ ok: true });
    expect(await finish(desk, visit)).toBeNull();
  });

  test("found again in the bag is live again, its payment free to be given back", async () => {
    const student = await eligible(desk, 0);
    const { visit, renewalId, agree } = await returned(student, "lost");
    await agree();
    const { answer } = await pay(visit, renewalId, "T-0003");
    expect(await window.renewals.foundAgain({ renewalId })).toMatchObject({ ok: true });
    expect(await cardOf(student)).toMatchObject({ state: "ENABLED", endedBecause: null });
    const { unspent } = await looked(visit);
    expect(unspent.map(({ reference }) => reference)).toEqual(["T-0003"]);
    const paymentId = answer.ok ? answer.value.paymentId : unspent[0]?.id;
    if (paymentId === undefined) throw new Error("no payment");
    expect(await window.renewals.takeBack({ paymentId, because: "refund" })).toMatchObject({ ok: true });
    expect(await window.renewals.takeBack({ paymentId, because: "refund" })).toMatchObject({
      fault: { kind: "payment-not-free" },
    });
    await desk.station.visits.close(visit);
  });

  test("lost, and its renewal given up, is not followed by another one for nothing", async () => {
    const student = await eligible(desk, 1);
    const { visit, renewalId } = await returned(student, "lost");
    expect(await window.renewals.giveUp({ renewalId })).toMatchObject({ ok: true });
    expect(await window.issue.start({ visitId: visit })).toMatchObject({ fault: { kind: "renewal-needed" } });
    await desk.station.visits.close(visit);
  });
});

describe("two agents with the same student", () => {
  test("go on with one renewal, and do not overwrite each other", async () => {
    const student = await eligible(desk, 2);
    const { visit, renewalId } = await returned(student, "damaged");
    const other = await signedInWindow(desk, ["encodage"]);
    expect(await other.renewals.begin({ visitId: visit })).toEqual({ ok: true, value: { renewalId } });
    const table = (await looked(visit)).table;
    const both = await Promise.all([
      window.renewals.agree({ renewalId, table }),
      other.renewals.agree({ renewalId, table }),
    ]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await other.renewals.forceFree({ renewalId, because: "boursière" }).catch(() => "refused")).toBe(
      "refused",
    );
    await window.renewals.giveUp({ renewalId });
    await desk.station.visits.close(visit);
  });
});

test("money that was taken before a crash is the first thing the next agent sees, and pays for the card", async () => {
  const unpaid = await returned(await eligible(desk, 0), "worn");
  const student = await eligible(desk, 1);
  const { visit, renewalId, agree } = await returned(student, "lost");
  await agree();
  await pay(visit, renewalId, "T-0004");
  await closeDesk(desk);

  desk = await openDeskOn(folder);
  window = await signedInWindow(desk);
  const done = new AbortController();
  for await (const open of await window.renewals.open(undefined, { signal: done.signal })) {
    expect(open.map((one) => [one.id, one.phase.at])).toEqual([
      [renewalId, "ready"],
      [unpaid.renewalId, "open"],
    ]);
    break;
  }
  done.abort();
  const again = await prepared(desk, student);
  expect(await window.renewals.begin({ visitId: again })).toEqual({ ok: true, value: { renewalId } });
  expect(await finish(desk, again)).toBeNull();
  expect(await cardOf(student)).toMatchObject({ state: "ENABLED", visitId: again });
});
