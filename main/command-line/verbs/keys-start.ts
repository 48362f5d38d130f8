import type { StartCredential, StartFault } from "../../core/ports/start-lock.ts";
import { askSecret } from "../ask-secret.ts";
import type { Desk } from "../desk.ts";
import { missing, wholeNumber } from "../usage-problem.ts";
import { UsageError, type VerbCall } from "../verb.ts";
import { withDesk } from "../with-desk.ts";

interface Told {
  readonly operator?: string | undefined;
  readonly "passphrase-fd"?: string | undefined;
}

const modes = ["ask", "unattended"] as const;

/** `keys start [ask | unattended]`: how this desk starts, and the change to the other way. */
export async function keysStart(call: VerbCall, to: string | undefined, told: Told): Promise<number> {
  const mode = modes.find((one) => one === to);
  if (to !== undefined && mode === undefined) {
    throw new UsageError({ kind: "not-one-of", option: "keys start", value: to, allowed: modes.join(", ") });
  }
  const wishes = { folder: call.folder, beside: true, simulate: false };
  if (mode === undefined) return withDesk(call, wishes, (desk) => tell(call, desk));
  const credential = await credentialOf(call, told, mode === "ask");
  if (typeof credential === "number") return credential;
  const startWith = mode === "unattended" ? { startWith: credential } : {};
  return withDesk(call, { ...wishes, ...startWith }, async (desk) => {
    const done = await desk.station.parts.start[mode](credential);
    return done.ok ? tell(call, desk) : refuseStart(call, done.fault);
  });
}

/** `keys restore`: the database's key from the copy in the key store, where every start passphrase was forgotten or the key's file lost. */
export async function keysRestore(call: VerbCall, told: Told): Promise<number> {
  const startWith = await credentialOf(call, told, false);
  if (typeof startWith === "number") return startWith;
  const wishes = {
    folder: call.folder,
    beside: true,
    simulate: false,
    startWith,
    startFrom: "key-store",
  } as const;
  return withDesk(call, wishes, async (desk) => {
    const done = await desk.station.parts.start.restore();
    return done.ok ? tell(call, desk) : refuseStart(call, done.fault);
  });
}

async function tell(call: VerbCall, { station }: Desk): Promise<number> {
  const { mode, holders } = await station.parts.start.view();
  call.answer({ start: mode, holders }, [call.words(`start.${mode}`, { holders: holders.join(", ") })]);
  return 0;
}

async function credentialOf(call: VerbCall, told: Told, isNew: boolean): Promise<StartCredential | number> {
  const { operator, "passphrase-fd": descriptor } = told;
  if (operator === undefined) throw missing({ operator });
  const fd = descriptor === undefined ? null : wholeNumber("--passphrase-fd", descriptor);
  const passphrase = await askSecret(call.words("keys.passphrase", { name: operator }), fd);
  const again =
    isNew && fd === null && passphrase !== null ? await askSecret(call.words("start.again"), fd) : passphrase;
  if (passphrase === null) return call.refuse("no-passphrase", call.words("keys.no-passphrase"));
  if (again !== passphrase) return call.refuse("passphrases-differ", call.words("keys:passphrasesDiffer"));
  return { holder: operator, passphrase };
}

function refuseStart(call: VerbCall, { kind, ...facts }: StartFault): number {
  const said = Object.fromEntries(Object.entries(facts).map(([name, fact]) => [name, String(fact)]));
  return call.refuse(
    kind,
    `${call.words(`start:fault.${kind}.what`, said)}. ${call.words(`start:fault.${kind}.todo`, said)}`,
    facts,
  );
}
