import { parseArgs } from "node:util";
import type { RenewalFault } from "../../contract/renewals.ts";
import type { Evidence, RenewalReason } from "../../core/fees/reason.ts";
import { type MeansOfPayment, meansOfPayment } from "../../core/fees/rule.ts";
import type { VisitId } from "../../core/ids.ts";
import type { Result } from "../../core/result.ts";
import type { Desk } from "../desk.ts";
import { rehearsalFaultWords } from "../fault-words.ts";
import { evidenceTold, reasonTold, verdictLines } from "../fee-words.ts";
import { makeCard, prepareVisit, verifyingHands } from "../rehearse.ts";
import { missing } from "../usage-problem.ts";
import { UsageError, type Verb, type VerbCall } from "../verb.ts";
import { withDesk } from "../with-desk.ts";

interface Order {
  readonly student: string;
  readonly reason: RenewalReason;
  readonly evidence: readonly Evidence[];
  readonly means: MeansOfPayment;
  readonly reference: string | null;
}

/**
 * `renew --student NUMBER --reason R [--evidence E]… [--means M] [--reference TEXT] --simulate`: one renewal from the reason to the live card, without a window,
 * on simulated devices, with the photo of the card before. What is due is noted as paid.
 */
export const renewVerb: Verb = async (call) => {
  const { values } = parseArgs({
    args: [...call.args],
    options: {
      student: { type: "string" },
      reason: { type: "string" },
      evidence: { type: "string", multiple: true, default: [] },
      means: { type: "string", default: "card-terminal" },
      reference: { type: "string" },
      simulate: { type: "boolean", default: false },
    },
  });
  const { student, reason, simulate } = values;
  if (student === undefined || reason === undefined || !simulate)
    throw missing({ student, reason, simulate });
  const means = meansOfPayment.safeParse(values.means);
  if (!means.success) {
    const allowed = meansOfPayment.options.join(", ");
    throw new UsageError({ kind: "not-one-of", option: "--means", value: values.means, allowed });
  }
  const order: Order = {
    student,
    reason: reasonTold(reason),
    evidence: values.evidence.flatMap(evidenceTold),
    means: means.data,
    reference: values.reference ?? null,
  };
  return withDesk(call, { folder: call.folder }, (desk) => renewOne(call, desk, order));
};

async function renewOne(call: VerbCall, { station, bench }: Desk, order: Order): Promise<number> {
  const { store } = station.parts;
  const student = await store.students.byNumber(order.student);
  if (student === null) {
    return call.refuse("no-such-student", call.words("issue.no-such-student", { number: order.student }));
  }
  const photo = await store.cards.lastPhotoOf(student.id);
  const old = await store.cards.lastLiveOf(student.id);
  if (photo === null || old === null) {
    return call.refuse("no-card", call.words("renew.no-card", { number: order.student }));
  }
  if (bench === null) throw new Error("a simulated desk has a bench");
  const prepared = await prepareVisit(station, student, photo.jpeg);
  if (!prepared.ok) {
    const { step, kind } = prepared.fault;
    return call.refuse(kind, rehearsalFaultWords(prepared.fault, call.words), { step });
  }
  const visit = prepared.value;
  const settled = await settle(station, visit, order);
  const view = await station.renewing.view(visit);
  if (!settled.ok) {
    const { kind } = settled.fault;
    const why = view?.verdict == null ? [] : verdictLines(view.verdict, view.table, call.words);
    const sentence = [call.words(`renewals:fault.${kind}.what`), ...why].join("\n");
    return call.refuse(kind, sentence, { verdict: view?.verdict ?? null });
  }
  const made = await makeCard(station, visit, verifyingHands(station, bench, visit));
  bench.tap(null);
  if (!made.ok) {
    return call.refuse(made.fault.kind, rehearsalFaultWords(made.fault, call.words), {
      step: made.fault.step,
    });
  }
  const [card, before] = await Promise.all([store.cards.byId(made.value.cardId), store.cards.byId(old.id)]);
  if (card === null || before === null || view === null) throw new Error("a card just made is not there");
  const { verdict, payment } = view;
  call.answer(
    {
      renewalId: view.state.id,
      verdict,
      table: view.table,
      payment: payment === null ? null : { amountCents: payment.amountCents, means: payment.means },
      oldCard: { id: before.id, state: before.state, because: before.endedBecause },
      card: { id: card.id, state: card.state, uid: card.uid, escn: card.escn },
    },
    [
      call.words("renew.done", { number: student.number, uid: card.uid ?? "", escn: card.escn }),
      ...(verdict === null ? [] : verdictLines(verdict, view.table, call.words)),
    ],
  );
  return 0;
}

type Settled = Result<unknown, RenewalFault>;

/** Brings a renewal to where its card may be made, or to what stands in the way: then nothing more is done. */
async function settle({ renewing }: Desk["station"], visit: VisitId, order: Order): Promise<Settled> {
  const begun = await renewing.begin(visit);
  if (!begun.ok) return begun;
  const { renewalId } = begun.value;
  const told = await renewing.reason(renewalId, order.reason);
  if (!told.ok) return told;
  for (const each of order.evidence) {
    const seen = await renewing.evidence(renewalId, each, true);
    if (!seen.ok) return seen;
  }
  const agreed = await renewing.agree(renewalId, (await renewing.view(visit))?.table ?? 0);
  if (!agreed.ok) return agreed;
  const due = (await renewing.view(visit))?.state.fee?.dueCents ?? 0;
  if (due === 0) return agreed;
  const paying = await renewing.beginPaying(renewalId, order.means);
  if (!paying.ok) return paying;
  const phase = (await renewing.view(visit))?.state.phase;
  if (phase?.at !== "paying") throw new Error("a payment just begun is not there");
  return renewing.pay(renewalId, {
    key: phase.key,
    amountCents: due,
    reference: order.reference,
    drawnBy: null,
  });
}
