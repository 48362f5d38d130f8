import type { KeyRoom } from "../core/ports/key-room.ts";
import { askSecret } from "./ask-secret.ts";
import { wholeNumber } from "./usage-problem.ts";
import type { VerbCall } from "./verb.ts";

/** Options of the verbs that need the keys open. */
export const keyOptions = {
  operator: { type: "string" },
  "passphrase-fd": { type: "string" },
} as const;

interface Told {
  readonly operator?: string | undefined;
  readonly "passphrase-fd"?: string | undefined;
}

/** Opens the desk's keys with a passphrase or PIN, where they are locked. Gives the exit code of a refusal, null once they are open. */
export async function openKeysFor(call: VerbCall, keys: KeyRoom, told: Told): Promise<number | null> {
  const { words } = call;
  const view = await keys.view();
  if (view.state === "open") return null;
  if (view.fault !== null) return refuseKeys(call, view.fault);
  if (view.state === "no-store") return refuseKeys(call, { kind: "no-store" });
  const isToken = view.kind === "token";
  const [only, another] = view.operators;
  const operator = isToken ? "PIN" : (told.operator ?? (another === undefined ? only : undefined));
  if (operator === undefined) {
    return call.refuse("which-operator", words("keys.which-operator"), { operators: view.operators });
  }
  const descriptor = told["passphrase-fd"];
  const fd = descriptor === undefined ? null : wholeNumber("--passphrase-fd", descriptor);
  const question = words(isToken ? "keys.pin" : "keys.passphrase", { name: operator });
  const secret = await askSecret(question, fd);
  if (secret === null) return call.refuse("no-passphrase", words("keys.no-passphrase"));
  const done = await keys.unlock(operator, secret);
  return done.ok ? null : refuseKeys(call, done.fault);
}

/** Why something about the keys was not done, in the words of their page. */
export function refuseKeys(call: VerbCall, fault: { readonly kind: string }): number {
  const { kind, ...facts } = fault;
  const said = Object.fromEntries(Object.entries(facts).map(([name, fact]) => [name, String(fact)]));
  const sentence = `${call.words(`keys:fault.${kind}.what`, said)}. ${call.words(`keys:fault.${kind}.todo`, said)}`;
  return call.refuse(kind, sentence, facts);
}
