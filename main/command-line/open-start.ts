import { askSecret } from "./ask-secret.ts";
import type { DeskOpener, DeskWishes } from "./desk.ts";
import type { Words } from "./words.ts";

/** What was told at the command line of opening a desk that asks at its start. */
interface Told {
  readonly holder: string | undefined;
  /** The descriptor that the passphrase is read from. */
  readonly fd: number | null;
}

/**
 * Opens desks, also those that ask at their start: with a passphrase from the descriptor that was told, or asked at the terminal, once.
 * Where there is neither the desk stays locked, and says for whom.
 */
export function openingAtStart(openDesk: DeskOpener, { holder: told, fd }: Told, words: Words): DeskOpener {
  let startWith: DeskWishes["startWith"];
  return async (wishes) => {
    const desk = await openDesk({ ...(startWith !== undefined && { startWith }), ...wishes });
    if (desk.ok || desk.fault.kind !== "start-locked") return desk;
    const [only, another] = desk.fault.holders;
    const holder = told ?? (another === undefined ? only : undefined);
    if (holder === undefined) return desk;
    const passphrase = await askSecret(words("start.passphrase", { name: holder }), fd);
    if (passphrase === null) return desk;
    startWith = { holder, passphrase };
    return openDesk({ ...wishes, startWith });
  };
}
