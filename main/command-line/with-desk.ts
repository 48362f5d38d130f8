import type { Desk, DeskWishes } from "./desk.ts";
import { faultWords } from "./fault-words.ts";
import { technician } from "./technician.ts";
import type { VerbCall } from "./verb.ts";

/** Opens a desk with simulated devices that take no time, does something with it, and closes it whatever happens. */
export async function withDesk(
  call: VerbCall,
  wishes: Pick<DeskWishes, "folder"> & Partial<DeskWishes>,
  work: (desk: Desk) => Promise<number>,
): Promise<number> {
  const desk = await call.openDesk({ printMs: 0, simulate: true, by: technician(), ...wishes });
  if (!desk.ok) {
    const { kind, ...facts } = desk.fault;
    return call.refuse(kind, faultWords(desk.fault, call.words), facts);
  }
  try {
    return await work(desk.value);
  } finally {
    await desk.value.close();
  }
}
