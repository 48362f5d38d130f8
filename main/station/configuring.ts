import { isDeepStrictEqual } from "node:util";
import {
  type Configuration,
  type ConfigurationDifference,
  type ConfigurationFault,
  configurationDifferences,
  configurationIn,
} from "../core/configuration.ts";
import type { ConfigurationChange } from "../core/ports/configuration-room.ts";
import { failed, type Result, succeeded } from "../core/result.ts";
import type { Changes } from "./changes.ts";
import type { StationParts } from "./parts.ts";
import { keepText, textShelves } from "./texts.ts";
import { now } from "./today.ts";

/** Everything the university decided, as it stands. */
export async function configurationOf(parts: StationParts): Promise<Configuration> {
  const { configuration, store } = parts;
  const [held, shelves, plan, fees] = await Promise.all([
    configuration.held(),
    textShelves(parts),
    store.queue.plan(),
    store.fees.inForce(),
  ]);
  return {
    guichet: "configuration",
    version: 1,
    exportedAt: now(parts),
    ...held,
    texts: shelves.map(
      ({ inForce: { subject, wording } }) => ({ subject, wording }) as Configuration["texts"][number],
    ),
    queuePlan: plan?.plan ?? null,
    fees: fees === null ? null : [...fees.rules],
  };
}

/** The configuration of a file, and what would change with it. Changes nothing. */
export async function readConfiguration(
  text: string,
  parts: StationParts,
): Promise<
  Result<
    { readonly configuration: Configuration; readonly differences: readonly ConfigurationDifference[] },
    ConfigurationFault
  >
> {
  const read = configurationIn(text);
  if (!read.ok) return read;
  const problem = await parts.configuration.problemOf(read.value);
  if (problem !== null) return failed({ kind: "malformed", at: problem });
  const differences = configurationDifferences(await configurationOf(parts), read.value);
  return succeeded({ configuration: read.value, differences });
}

/** Puts a configuration in place, all of it or none: where a part can not be kept, the one before is put back. The one before is kept. */
export async function putConfiguration(
  next: Configuration,
  parts: StationParts,
  changes: Changes,
): Promise<ConfigurationChange> {
  const { store, configuration, audit, log } = parts;
  if ((await store.jobs.open()).length > 0) return failed({ kind: "issue-under-way" });
  const before = await configurationOf(parts);
  const differences = configurationDifferences(before, next);
  if (differences.length === 0) return succeeded(null);
  try {
    await configuration.keepFormer(before);
    await putAll(next, parts, changes);
  } catch (cause) {
    log({ what: "configuration-not-put", cause: String(cause) });
    await putAll(before, parts, changes).catch((again: unknown) =>
      log({ what: "configuration-not-put-back", cause: String(again) }),
    );
    return failed({ kind: "disk-full" });
  }
  const act = "configuration.put";
  const facts = { after: { changed: differences.map(({ at }) => at) } };
  const told = await audit.append({ act, subject: null, outcome: "done", facts });
  if (!told.ok) log({ what: "act-not-audited", act, fault: told.fault.kind });
  changes.tell("board", "students", "photos", "renewals", "university");
  return succeeded(null);
}

/** Puts the database's parts, then the folder's: what is in the way is a fault that is thrown. */
async function putAll(next: Configuration, parts: StationParts, changes: Changes): Promise<void> {
  const { store, configuration, acting } = parts;
  const shelves = await textShelves(parts);
  for (const text of next.texts) {
    const inForce = shelves.find(({ subject }) => subject === text.subject)?.inForce;
    if (inForce === undefined || isDeepStrictEqual(inForce.wording, text.wording)) continue;
    mustHold(await keepText(text, inForce.version, parts, changes));
  }
  const plan = await store.queue.plan();
  if (next.queuePlan !== null && !isDeepStrictEqual(plan?.plan, next.queuePlan)) {
    mustHold(await store.queue.keepPlan(next.queuePlan, plan?.version ?? 0));
  }
  const fees = await store.fees.inForce();
  if (next.fees !== null && !isDeepStrictEqual(fees?.rules, next.fees)) {
    const version = (fees?.version ?? 0) + 1;
    mustHold(await store.fees.add({ version, at: now(parts), by: acting.now(), rules: next.fees }));
  }
  await configuration.put(next);
}

function mustHold(kept: Result<unknown, { readonly kind: string }>): void {
  if (!kept.ok) throw new Error(kept.fault.kind);
}
