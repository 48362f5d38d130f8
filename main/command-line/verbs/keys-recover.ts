import { askSecrets } from "../ask-secret.ts";
import type { Desk } from "../desk.ts";
import { faultWords } from "../fault-words.ts";
import { refuseKeys } from "../open-keys.ts";
import { missing, wholeNumber } from "../usage-problem.ts";
import type { VerbCall } from "../verb.ts";

interface Told {
  readonly operator?: string | undefined;
  readonly "passphrase-fd"?: string | undefined;
}

/**
 * `keys recover`: opens the file key store with two recovery shares and gives an operator a new passphrase; also on a desk that does not start, because
 * nobody knows a passphrase any more. The shares and the passphrase are asked for, or read as three lines.
 */
export async function keysRecover(call: VerbCall, told: Told): Promise<number> {
  const { operator, "passphrase-fd": descriptor } = told;
  if (operator === undefined) throw missing({ operator });
  const fd = descriptor === undefined ? null : wholeNumber("--passphrase-fd", descriptor);
  const { words } = call;
  const questions = [
    words("keys.share", { n: 1 }),
    words("keys.share", { n: 2 }),
    words("keys.newPassphrase", { name: operator }),
    ...(fd === null ? [words("keys.again")] : []),
  ];
  const secrets = await askSecrets(questions, fd);
  if (secrets === null) return call.refuse("no-passphrase", words("keys.no-passphrase"));
  const [one = "", other = "", passphrase = "", again = passphrase] = secrets;
  if (again !== passphrase) return call.refuse("passphrases-differ", words("keys:passphrasesDiffer"));
  const shares = [one, other];
  const wishes = { folder: call.folder, beside: true, simulate: false };
  const plain = await call.openDesk({ printMs: 0, ...wishes });
  if (plain.ok) {
    try {
      const done = await plain.value.station.parts.keys.recover(shares, operator, passphrase);
      return done.ok ? tell(call, operator, false) : refuseKeys(call, done.fault);
    } finally {
      await plain.value.close();
    }
  }
  const startWith = { holder: operator, passphrase };
  const locked = await call.openDesk({ printMs: 0, ...wishes, startWith, startFrom: { shares } });
  if (!locked.ok && locked.fault.kind === "not-recovered") return refuseKeys(call, locked.fault.fault);
  if (!locked.ok) {
    const { kind, ...facts } = locked.fault;
    return call.refuse(kind, faultWords(locked.fault, call.words), facts);
  }
  try {
    await keep(locked.value, operator);
    return tell(call, operator, true);
  } finally {
    await locked.value.close();
  }
}

/** The desk opened by what was recovered: it is kept there, as the key room keeps it elsewhere. */
async function keep({ station }: Desk, operator: string): Promise<void> {
  await station.parts.audit.append({
    act: "keys.recover",
    subject: null,
    outcome: "done",
    facts: { after: { operator } },
  });
}

function tell(call: VerbCall, name: string, isLocked: boolean): number {
  const more = isLocked ? [call.words("keys.recoveredLocked", { name })] : [];
  call.answer({ recovered: name, startsByItself: !isLocked }, [
    call.words("keys.recovered", { name }),
    ...more,
  ]);
  return 0;
}
