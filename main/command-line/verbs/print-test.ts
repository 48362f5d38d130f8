import { parseArgs } from "node:util";
import { printTargetOf } from "../printer-address.ts";
import type { PrintTestFault } from "../printer-tools.ts";
import { missing } from "../usage-problem.ts";
import { UsageError, type Verb, type VerbCall } from "../verb.ts";

/** `print-test --to ADDRESS`: prints a test card or a test label on the printer there. 1 when none came out. */
export const printTestVerb: Verb = async (call) => {
  const { values } = parseArgs({ args: [...call.args], options: { to: { type: "string" } } });
  const { to } = values;
  if (to === undefined) throw missing({ to });
  const target = printTargetOf(to);
  if (target === null) throw new UsageError({ kind: "not-a-printer", option: "--to", value: to });
  const done = await call.printers.printTest(target);
  if (!done.ok) return refused(call, to, done.fault);
  const { tookMs } = done.value;
  call.answer({ to, prints: target.prints, tookMs }, [
    call.words(`printTest.${target.prints}`, { seconds: tookMs / 1000 }),
  ]);
  return 0;
};

function refused(call: VerbCall, to: string, { prints, trouble, code, wasted }: PrintTestFault): number {
  const table = prints === "cards" ? "reasons:condition" : "labels:trouble";
  const said = [
    call.words(`${table}.${trouble}.what`),
    ...(wasted ? [call.words(`printTest.wasted.${prints}`)] : []),
    call.words(`${table}.${trouble}.todo`),
    call.words("printTest.code", { code }),
  ];
  return call.refuse(trouble, said.join(" "), { to, prints, code, wasted });
}
