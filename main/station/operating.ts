import type { OperatorFault } from "../contract/operators.ts";
import { type OperatorId, operatorId } from "../core/ids.ts";
import type { Operator } from "../core/operator.ts";
import { problemOfPin } from "../core/pin.ts";
import type { StoreFault } from "../core/ports/record-store.ts";
import { failed, type Result, succeeded } from "../core/result.ts";
import type { Role } from "../core/role.ts";
import { noRoom } from "./no-room.ts";
import type { StationParts } from "./parts.ts";
import type { Sessions } from "./sessions.ts";

/** The operators of the desk, as whoever sets it up changes them. */
export interface Operating {
  add(
    name: string,
    roles: readonly Role[],
    pin: string,
  ): Promise<Result<{ readonly operatorId: OperatorId }, OperatorFault>>;
  change(
    id: OperatorId,
    to: Pick<Operator, "name" | "roles" | "active">,
  ): Promise<Result<null, OperatorFault>>;
  resetPin(id: OperatorId, pin: string): Promise<Result<null, OperatorFault>>;
  /** One's own, told the old one. */
  changePin(operator: Operator, old: string, fresh: string): Promise<Result<null, OperatorFault>>;
}

function refusal(fault: StoreFault) {
  return fault.kind === "refused" ? failed({ kind: "name-taken" as const }) : noRoom(fault);
}

/** The operators of a station. */
export function createOperating({ store, pins, randomness }: StationParts, sessions: Sessions): Operating {
  const { operators } = store;
  const keepPin = async (one: Operator, pin: string): Promise<Result<null, OperatorFault>> => {
    const problem = problemOfPin(pin);
    if (problem !== null) return failed({ kind: "pin", problem });
    const kept = await operators.changePin(one.id, await pins.hash(pin));
    if (!kept.ok) return noRoom(kept.fault);
    // A PIN of one's own is nobody else's business: the example's is no longer shown.
    if (one.example) await operators.change({ ...one, example: false });
    await sessions.changed(one.id);
    return succeeded(null);
  };
  return {
    async add(name, roles, pin) {
      const problem = problemOfPin(pin);
      if (problem !== null) return failed({ kind: "pin", problem });
      const id = operatorId.parse(randomness.uuid());
      const kept = await operators.add(
        { id, name, roles, active: true, example: false },
        await pins.hash(pin),
      );
      if (!kept.ok) return refusal(kept.fault);
      await sessions.changed(id);
      return succeeded({ operatorId: id });
    },
    async change(id, to) {
      const before = await operators.byId(id);
      if (before === null) return failed({ kind: "no-such-operator" });
      const others = (await operators.all()).filter((one) => one.id !== id);
      if (![...others, { ...before, ...to }].some((one) => one.active && one.roles.includes("admin"))) {
        return failed({ kind: "last-admin" });
      }
      const kept = await operators.change({ ...before, ...to });
      if (!kept.ok) return refusal(kept.fault);
      await sessions.changed(id);
      return succeeded(null);
    },
    async resetPin(id, pin) {
      const one = await operators.byId(id);
      return one === null ? failed({ kind: "no-such-operator" }) : keepPin(one, pin);
    },
    async changePin(operator, old, fresh) {
      const judged = await sessions.judge(operator.name, old);
      if (!judged.ok) {
        return judged.fault.kind === "paused" || judged.fault.kind === "disk-full"
          ? failed(judged.fault)
          : failed({ kind: "wrong-pin" });
      }
      return keepPin(judged.value, fresh);
    },
  };
}
