import { implement } from "@orpc/server";
import { renewalsContract } from "../contract/renewals.ts";
import type { Changes } from "./changes.ts";
import type { DeskContext } from "./guard.ts";
import type { StationParts } from "./parts.ts";
import { openRenewals } from "./renewal-view.ts";
import type { Renewing } from "./renewing.ts";

/** What windows ask about renewals. */
export function renewalAnswers(parts: StationParts, renewing: Renewing, changes: Changes) {
  const os = implement(renewalsContract).$context<DeskContext>();
  return {
    live: os.live.handler(({ input, signal }) =>
      changes.live([input.visitId, "renewals"], () => renewing.view(input.visitId), signal),
    ),
    open: os.open.handler(({ signal }) =>
      changes.live(["renewals", "board"], () => openRenewals(parts), signal),
    ),
    begin: os.begin.handler(({ input }) => renewing.begin(input.visitId)),
    reason: os.reason.handler(({ input }) => renewing.reason(input.renewalId, input.reason)),
    evidence: os.evidence.handler(({ input }) =>
      renewing.evidence(input.renewalId, input.evidence, input.seen),
    ),
    agree: os.agree.handler(({ input }) => renewing.agree(input.renewalId, input.table)),
    reopen: os.reopen.handler(({ input }) => renewing.reopen(input.renewalId)),
    forceFree: os.forceFree.handler(({ input }) => renewing.forceFree(input.renewalId, input.because)),
    beginPaying: os.beginPaying.handler(({ input }) => renewing.beginPaying(input.renewalId, input.means)),
    dropPaying: os.dropPaying.handler(({ input }) => renewing.dropPaying(input.renewalId)),
    pay: os.pay.handler(({ input: { renewalId, ...told } }) => renewing.pay(renewalId, told)),
    spendEarlier: os.spendEarlier.handler(({ input }) =>
      renewing.spendEarlier(input.renewalId, input.paymentId),
    ),
    takeBack: os.takeBack.handler(({ input }) => renewing.takeBack(input.paymentId, input.because)),
    foundAgain: os.foundAgain.handler(({ input }) => renewing.foundAgain(input.renewalId)),
    giveUp: os.giveUp.handler(({ input }) => renewing.giveUp(input.renewalId)),
  };
}
