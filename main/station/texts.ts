import { isDeepStrictEqual } from "node:util";
import type { ShelfOfText, TextFault } from "../contract/texts.ts";
import { operatorId } from "../core/ids.ts";
import { failed, type Result, succeeded } from "../core/result.ts";
import {
  nextVersionName,
  type TextSubject,
  type TextVersion,
  textSubject,
  type WordedText,
} from "../core/text-version.ts";
import type { Changes } from "./changes.ts";
import type { StationParts, StationTexts } from "./parts.ts";
import { now, today } from "./today.ts";

type TextParts = Pick<StationParts, "store" | "shippedTexts" | "clock">;

/** What students are given to read now: what was written here last, or else what came with Guichet. */
export async function textsInForce(parts: TextParts): Promise<StationTexts> {
  const versions = await versionsOf(parts);
  const choices = [];
  let rules: StationTexts["rules"] | null = null;
  for (const subject of textSubject.options) {
    const text = inForce(versions, subject);
    if (text.subject === "rules") rules = { version: text.version, ...text.wording };
    else choices.push({ subject: text.subject, version: text.version, ...text.wording });
  }
  if (rules === null) throw new Error("the card has no rules");
  return { choices, rules };
}

/** Every version of every text, each under the name of who wrote it. */
export async function textShelves(parts: TextParts): Promise<readonly ShelfOfText[]> {
  const versions = await versionsOf(parts);
  const named = await Promise.all(
    versions.map(async (each) => ({ ...each, by: await nameOf(each.by, parts) })),
  );
  return textSubject.options.map((subject) => {
    const current = inForce(named, subject);
    const former = named.filter((each) => each.subject === subject && each.version !== current.version);
    return { subject, inForce: current, former: former.toReversed() };
  });
}

/** Puts a new version of a text in force. Answers given before keep the version they were given to; who has not answered yet is asked with this one. */
export async function keepText(
  text: WordedText,
  before: string,
  parts: StationParts,
  changes: Changes,
): Promise<Result<readonly ShelfOfText[], TextFault>> {
  const { store, audit, acting, log } = parts;
  const current = inForce(await versionsOf(parts), text.subject);
  if (current.version !== before) return failed({ kind: "changed-meanwhile" });
  if (isDeepStrictEqual(current.wording, text.wording)) return failed({ kind: "nothing-changed" });
  // Without the version before, what came with Guichet would be lost with the next Guichet.
  const first = await keepShipped(text.subject, parts);
  if (!first.ok) return first;
  const own = (await versionsOf(parts)).filter(({ subject }) => subject === text.subject);
  const version = nextVersionName(
    own.map((each) => each.version),
    Number(today(parts).slice(0, 4)),
  );
  const kept = await store.texts.add({
    ...text,
    version,
    number: Math.max(0, ...own.map(({ number }) => number)) + 1,
    shipped: false,
    at: now(parts),
    by: acting.now(),
  });
  if (!kept.ok) return failed({ kind: kept.fault.kind === "disk-full" ? "disk-full" : "changed-meanwhile" });
  const act = "texts.keep";
  const facts = {
    before: { subject: text.subject, version: before },
    after: { subject: text.subject, version },
  };
  const told = await audit.append({ act, subject: null, outcome: "done", facts });
  if (!told.ok) log({ what: "act-not-audited", act, fault: told.fault.kind });
  changes.tell("texts");
  return succeeded(await textShelves(parts));
}

/** Sees to it that a shipped text somebody read can still be shown when a later Guichet ships another one. */
export async function keepShipped(
  subject: TextSubject,
  { store, shippedTexts, clock }: TextParts,
): Promise<Result<void, { readonly kind: "disk-full" }>> {
  const kept = (await store.texts.all()).filter((each) => each.subject === subject);
  const [shipped] = shippedVersions({ shippedTexts, clock }).filter((each) => each.subject === subject);
  if (shipped === undefined || kept.some(({ version }) => version === shipped.version))
    return succeeded(undefined);
  const number = Math.max(0, ...kept.map((each) => each.number)) + 1;
  const added = await store.texts.add({ ...shipped, number });
  return !added.ok && added.fault.kind === "disk-full" ? failed({ kind: "disk-full" }) : succeeded(undefined);
}

/** The versions kept, before them those shipped that are not kept yet. */
async function versionsOf(parts: TextParts): Promise<readonly TextVersion[]> {
  const kept = await parts.store.texts.all();
  const isKept = ({ subject, version }: TextVersion) =>
    kept.some((each) => each.subject === subject && each.version === version);
  return [...shippedVersions(parts).filter((each) => !isKept(each)), ...kept];
}

function inForce(versions: readonly TextVersion[], subject: TextSubject): TextVersion {
  const own = versions.filter((each) => each.subject === subject);
  const found = own.findLast(({ shipped }) => !shipped) ?? own.findLast(({ shipped }) => shipped);
  if (found === undefined) throw new Error(`no text for ${subject}`);
  return found;
}

function shippedVersions({
  shippedTexts,
  clock,
}: Pick<StationParts, "shippedTexts" | "clock">): readonly TextVersion[] {
  const as = { number: 0, shipped: true, at: now({ clock }), by: shippedBy };
  const { version, title, text } = shippedTexts.rules;
  return [
    ...shippedTexts.choices.map(
      ({ subject, version: name, ...wording }): TextVersion => ({ subject, wording, version: name, ...as }),
    ),
    { subject: "rules", wording: { title, text }, version, ...as },
  ];
}

const shippedBy = "guichet";

async function nameOf(by: string, { store }: TextParts): Promise<string> {
  const id = operatorId.safeParse(by);
  return id.success ? ((await store.operators.byId(id.data))?.name ?? by) : by;
}
