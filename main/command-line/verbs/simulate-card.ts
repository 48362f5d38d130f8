import { parseArgs } from "node:util";
import { chipUid } from "../../core/card.ts";
import { type SimulatedCardOrder, simulatedKind } from "../reader-tools.ts";
import { stopAsked } from "../stop-asked.ts";
import { missing } from "../usage-problem.ts";
import { UsageError, type Verb } from "../verb.ts";

/** A name that stands between quotation marks in a file pcscd reads as root, with room for the numbers it adds. */
const plainName = /^[^"\p{Cc}]{1,100}$/u;

/** `simulate card --reader NAME | --vpcd HOST:PORT --kind KIND [--uid HEX]`: a simulated card on a reader pcscd sees, until stopped. */
export const simulateCard: Verb = async (call) => {
  const { values, positionals } = parseArgs({
    args: [...call.args],
    allowPositionals: true,
    options: {
      reader: { type: "string" },
      vpcd: { type: "string" },
      kind: { type: "string" },
      uid: { type: "string" },
    },
  });
  const [more] = positionals;
  if (more !== undefined) throw new UsageError({ kind: "unexpected", value: more });
  if (values.kind === undefined) throw missing({ kind: values.kind });
  const kind = simulatedKind.safeParse(values.kind);
  if (!kind.success) {
    const allowed = simulatedKind.options.join(", ");
    throw new UsageError({ kind: "not-one-of", option: "--kind", value: values.kind, allowed });
  }
  const uid = values.uid === undefined ? null : desfireUid(values.uid);
  const place = placeOf(values.reader, values.vpcd);
  const stopped = stopAsked();
  const laid = await call.readers.lay({ kind: kind.data, uid, place }, `${call.folder}/virtual-readers`);
  if (!laid.ok) {
    return call.refuse(
      laid.fault.kind,
      call.words(`simulate.${laid.fault.kind}`, { cause: laid.fault.cause }),
    );
  }
  const { configuration, seen, gone } = laid.value;
  const where = place.on === "vpcd" ? `${place.host}:${place.port}` : place.name;
  call.answer({ kind: kind.data, uid: laid.value.uid, place: where, configuration }, [
    call.words("simulate.laid", { kind: kind.data, uid: laid.value.uid ?? "-", where }),
    ...(configuration === null ? [] : [call.words("simulate.start-pcscd", { configuration })]),
  ]);
  void seen.then(() => process.stderr.write(`${call.words("simulate.seen")}\n`));
  await Promise.race([stopped, gone]);
  await laid.value.take();
  return 0;
};

function desfireUid(text: string): NonNullable<SimulatedCardOrder["uid"]> {
  const uid = chipUid.safeParse(text.toUpperCase());
  if (!uid.success || uid.data.length !== 14) {
    throw new UsageError({ kind: "not-a-uid", option: "--uid", value: text });
  }
  return uid.data;
}

function placeOf(reader: string | undefined, vpcd: string | undefined): SimulatedCardOrder["place"] {
  if ((reader === undefined) === (vpcd === undefined)) {
    throw new UsageError({ kind: "either", options: "--reader, --vpcd" });
  }
  if (reader !== undefined) {
    if (!plainName.test(reader)) {
      throw new UsageError({ kind: "not-a-reader-name", option: "--reader", value: reader });
    }
    return { on: "virtual-reader", name: reader };
  }
  const value = vpcd ?? "";
  const [, host, port] = /^(.+):(\d+)$/.exec(value) ?? [];
  if (host === undefined) throw new UsageError({ kind: "not-an-address", option: "--vpcd", value });
  return { on: "vpcd", host, port: Number(port) };
}
