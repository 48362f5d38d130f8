import type { SecondFault } from "../contract/second-operator.ts";
import type { Operator } from "../core/operator.ts";
import type { Acting } from "../core/ports/audit-log.ts";
import { failed, type Result } from "../core/result.ts";
import { type DeskAct, mayDo } from "../core/role.ts";
import type { Sessions } from "./sessions.ts";

/** Who types their own name and PIN beside whoever acts: somebody else, who may do the act too. */
export async function judgeSecond(
  sessions: Pick<Sessions, "judge">,
  acting: Acting,
  typed: { readonly secondName: string; readonly secondPin: string },
  act: DeskAct,
): Promise<Result<Operator, SecondFault | { readonly kind: "disk-full" }>> {
  const second = await sessions.judge(typed.secondName, typed.secondPin);
  if (!second.ok)
    return second.fault.kind === "not-locked" ? failed({ kind: "not-known" }) : failed(second.fault);
  if (second.value.id === acting.now()) return failed({ kind: "same-operator" });
  return mayDo(second.value.roles, act) ? second : failed({ kind: "second-may-not" });
}
