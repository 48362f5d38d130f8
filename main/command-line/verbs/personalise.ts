import { parseArgs } from "node:util";
import { chipByHand } from "../../station/chip-by-hand.ts";
import { faultWords } from "../fault-words.ts";
import { keyOptions, openKeysFor } from "../open-keys.ts";
import { missing } from "../usage-problem.ts";
import type { Verb } from "../verb.ts";
import { withDesk } from "../with-desk.ts";

/**
 * `personalise --reader NAME --student NUMBER [--profile P] [--update] [--operator NAME] [--passphrase-fd N]`: makes the card on a reader that student's, or writes anew what changes from
 * year to year. Without a profile, the one in force. 1 when the card was not finished: the words say what to do with it.
 */
export const personaliseVerb: Verb = async (call) => {
  const { values } = parseArgs({
    args: [...call.args],
    options: {
      reader: { type: "string" },
      student: { type: "string" },
      profile: { type: "string" },
      update: { type: "boolean", default: false },
      ...keyOptions,
    },
  });
  const { reader, student, profile, update } = values;
  if (reader === undefined || student === undefined) throw missing({ reader, student });
  const wishes = { folder: call.folder, beside: true, simulate: false };
  return withDesk(call, wishes, async (desk) => {
    const { station } = desk;
    const refused = await openKeysFor(call, station.parts.keys, values);
    if (refused !== null) return refused;
    const encoder = profile === undefined ? null : await desk.encoderOf(profile);
    if (encoder !== null && !encoder.ok) {
      const { kind, ...facts } = encoder.fault;
      return call.refuse(kind, faultWords(encoder.fault, call.words), facts);
    }
    const used = encoder?.value ?? station.parts.encoder;
    const done = await chipByHand({ reader, student, update }, used, station.parts);
    if (!done.ok) {
      const { kind, ...facts } = done.fault;
      const because = done.fault.kind === "spoiled" ? `.${done.fault.because}` : "";
      const said = { reader, student, ...spoken(facts) };
      const sentence = call.words(`personalise.fault.${kind}${because}`, said);
      return call.refuse(kind, sentence, { reader, student, ...facts });
    }
    const { profile: made, changed, moved, masters, ...told } = done.value;
    const says = !changed ? "unchanged" : !update ? "done" : moved ? "moved" : "updated";
    const facts = {
      reader,
      student,
      profile: made.name,
      profileVersion: made.version,
      changed,
      moved,
      masters,
    };
    call.answer({ ...facts, ...told }, [
      call.words(`personalise.${says}`, {
        ...told,
        student,
        profile: made.name,
        version: made.version,
      }),
    ]);
    return 0;
  });
};

/** The facts of a fault as words take them. */
function spoken(facts: Readonly<Record<string, unknown>>): Readonly<Record<string, string | number>> {
  return Object.fromEntries(
    Object.entries(facts).map(([name, fact]) => [name, typeof fact === "number" ? fact : String(fact)]),
  );
}
