import { implement } from "@orpc/server";
import { backupContract } from "../contract/backups.ts";
import { type Result, succeeded } from "../core/result.ts";
import type { Changes } from "./changes.ts";
import type { DeskContext } from "./guard.ts";
import type { StationParts } from "./parts.ts";

/** What windows ask about the copies of the desk, answered. */
export function backupAnswers({ backups }: Pick<StationParts, "backups">, changes: Changes) {
  const os = implement(backupContract).$context<DeskContext>();
  return {
    live: os.live.handler(({ signal }) => changes.live(["backups"], () => backups.view(), signal)),
    newKey: os.newKey.handler(() => backups.newKey()),
    takeKey: os.takeKey.handler(({ input }) => done(backups.takeKey(input.recipient))),
    choose: os.choose.handler(({ input }) => done(backups.choose(input))),
    make: os.make.handler(() => backups.make()),
    attempt: os.attempt.handler(({ input }) => backups.attempt(input.name, input.secret)),
  };
}

async function done<F>(doing: Promise<Result<void, F>>): Promise<Result<null, F>> {
  const said = await doing;
  return said.ok ? succeeded(null) : said;
}
