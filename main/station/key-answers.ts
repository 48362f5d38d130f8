import { implement } from "@orpc/server";
import { keysContract } from "../contract/keys.ts";
import { type Result, succeeded } from "../core/result.ts";
import type { Changes } from "./changes.ts";
import type { DeskContext } from "./guard.ts";
import type { StationParts } from "./parts.ts";

/** What windows ask about keys, answered by the key room. */
export function keyAnswers({ keys, store }: Pick<StationParts, "keys" | "store">, changes: Changes) {
  const os = implement(keysContract).$context<DeskContext>();
  const view = async () => ({ ...(await keys.view()), cards: await store.chips.carried() });
  return {
    live: os.live.handler(({ signal }) => changes.live(["keys", "devices"], view, signal)),
    create: os.create.handler(async ({ input }) => said(await keys.create(input.operator, input.passphrase))),
    unlock: os.unlock.handler(async ({ input }) => said(await keys.unlock(input.operator, input.passphrase))),
    lock: os.lock.handler(async () => {
      await keys.lock("asked");
      return null;
    }),
    tokens: os.tokens.handler(({ input }) => keys.tokens(input.library)),
    takeToken: os.takeToken.handler(async ({ input }) => said(await keys.takeToken(input))),
    takeFile: os.takeFile.handler(async () => said(await keys.takeFile())),
    addOperator: os.addOperator.handler(async ({ input }) =>
      said(await keys.addOperator(input.operator, input.passphrase)),
    ),
    removeOperator: os.removeOperator.handler(async ({ input }) =>
      said(await keys.removeOperator(input.operator)),
    ),
    beginCeremony: os.beginCeremony.handler(async ({ input }) =>
      said(await keys.beginCeremony(input.name, input.type)),
    ),
    component: os.component.handler(({ input }) => keys.component(input.custodian, input.component)),
    endCeremony: os.endCeremony.handler(() => keys.endCeremony()),
    makeInside: os.makeInside.handler(({ input }) =>
      keys.makeInside(input.name, input.type, input.witnesses),
    ),
    dropCeremony: os.dropCeremony.handler(async () => {
      await keys.dropCeremony();
      return null;
    }),
    makeShares: os.makeShares.handler(() => keys.makeShares()),
    keepShares: os.keepShares.handler(async () => said(await keys.keepShares())),
    recover: os.recover.handler(async ({ input }) =>
      said(await keys.recover(input.shares, input.operator, input.passphrase)),
    ),
  };
}

function said<F>(done: Result<void, F>): Result<null, F> {
  return done.ok ? succeeded(null) : done;
}
