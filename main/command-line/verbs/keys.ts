import { parseArgs } from "node:util";
import type { KeyRoomView } from "../../core/ports/key-room.ts";
import { keyOptions, openKeysFor, refuseKeys } from "../open-keys.ts";
import { UsageError, type Verb } from "../verb.ts";
import { withDesk } from "../with-desk.ts";
import type { Words } from "../words.ts";
import { keysPhotos } from "./keys-photos.ts";
import { keysRecover } from "./keys-recover.ts";
import { keysRestore, keysStart } from "./keys-start.ts";

const acts = ["state", "verify", "lock", "start", "restore", "recover", "photos-key"] as const;

/**
 * `keys [state | verify | lock]`: where the keys are, which, in what versions and with what check values; `verify` opens them for that
 * and so proves that each is what was kept; `lock` asks a desk that runs on this data folder to lock them; `start` tells or changes how
 * the desk comes to its database's key, `restore` has that key again from the store, `recover` opens the store with two shares, `photos-key` writes the
 * key of shared photos for another desk. Never shows a key. 1 when refused.
 */
export const keysVerb: Verb = async (call) => {
  const { values, positionals } = parseArgs({
    args: [...call.args],
    options: { ...keyOptions, to: { type: "string" } },
    allowPositionals: true,
  });
  const [said = "state", to, extra] = positionals;
  const act = acts.find((one) => one === said);
  const more = act === "start" ? extra : to;
  if (more !== undefined) throw new UsageError({ kind: "unexpected", value: more });
  if (act === undefined) {
    throw new UsageError({ kind: "not-one-of", option: "keys", value: said, allowed: acts.join(", ") });
  }
  if (act === "start") return keysStart(call, to, values);
  if (act === "restore") return keysRestore(call, values);
  if (act === "recover") return keysRecover(call, values);
  if (act === "photos-key") return keysPhotos(call, values.to);
  const wishes = { folder: call.folder, beside: true, simulate: false };
  return withDesk(call, wishes, async (desk) => {
    const { keys } = desk.station.parts;
    if (act === "lock") {
      await desk.askKeysLocked();
      call.answer({ lockAsked: true }, [call.words("keys.lock-asked")]);
      return 0;
    }
    if (act === "verify") {
      const refused = await openKeysFor(call, keys, values);
      if (refused !== null) return refused;
    }
    const view = await keys.view();
    await keys.lock("asked");
    const { kind, token, fault, operators, recoveryMadeAt } = view;
    const state = act === "verify" ? "verified" : view.state;
    if (fault !== null) return refuseKeys(call, fault);
    call.answer(
      { kind, state, token, keys: view.keys, operators, recoveryMadeAt },
      linesOf(view, act === "verify", call.words),
    );
    return 0;
  });
};

function linesOf(
  { kind, state, token, keys }: KeyRoomView,
  isVerified: boolean,
  words: Words,
): readonly string[] {
  const place = words(`keys:place.${kind}`, { label: token?.label ?? "" });
  if (kind === "simulated") return [place];
  const what = state === "no-store" ? "no-store" : isVerified ? "verified" : "unverified";
  return [
    place,
    words(`keys.${what}`),
    ...(keys ?? []).map(({ name, version, kcv, type, current }) =>
      words(current ? "keys.current" : "keys.old", { name, version, kcv, type: words(`keys:type.${type}`) }),
    ),
    ...(keys === null && state !== "no-store" ? [words("keys.hidden")] : []),
  ];
}
