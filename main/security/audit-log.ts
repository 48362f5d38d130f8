import { randomBytes, randomUUID } from "node:crypto";
import { textOfHead } from "../core/audit-head.ts";
import { instantOf } from "../core/calendar.ts";
import type { StudentId } from "../core/ids.ts";
import type {
  Acting,
  AuditEntry,
  AuditedAct,
  AuditHead,
  AuditKeys,
  AuditLog,
  AuditRecords,
  AuditRow,
  ChainEnd,
} from "../core/ports/audit-log.ts";
import type { Clock } from "../core/ports/clock.ts";
import type { StoreFault } from "../core/ports/record-store.ts";
import { type Result, succeeded } from "../core/result.ts";
import { chainStart, hashOfEntry, headerOf } from "./audit-chain.ts";
import { verifyAudit } from "./audit-verify.ts";
import { opened, sealed } from "./sealed.ts";

interface Needs {
  readonly records: AuditRecords;
  readonly keys: AuditKeys;
  /** The chain of this desk. */
  readonly chain: string;
  readonly acting: Acting;
  readonly clock: Clock;
}

interface Waiting {
  readonly act: AuditedAct;
  readonly by: string;
  readonly subject: { readonly pseudonym: string; readonly key: Uint8Array } | null;
  readonly kept: (result: Result<void, StoreFault>) => void;
  readonly broken: (cause: unknown) => void;
}

const keyBytes = 32;
/** People whose keys are held, so that an act costs no second look at the database. */
const subjectsKept = 200;

/** The audit log of one desk. Acts that come while others are being kept go into the next commit together. */
export function createAuditLog({ records, keys, chain, acting, clock }: Needs): AuditLog {
  const known = new Map<StudentId, { readonly pseudonym: string; readonly key: Uint8Array }>();
  let waiting: Waiting[] = [];
  let keeping = false;

  const subjectOf = async (student: StudentId) => {
    const before = known.get(student);
    if (before !== undefined) return before;
    const found = (await records.subject(chain, student)) ?? (await named(student));
    const key = keys.open(found.sealedKey);
    if (key === null) throw new Error("a person's audit key was enciphered by another desk");
    if (known.size >= subjectsKept) known.clear();
    const subject = { pseudonym: found.pseudonym, key };
    known.set(student, subject);
    return subject;
  };
  const named = async (student: StudentId) => {
    const fresh = { pseudonym: randomUUID(), sealedKey: keys.seal(randomBytes(keyBytes)) };
    const kept = await records.nameSubject(chain, student, fresh);
    if (!kept.ok) throw new NotKept(kept.fault);
    // Another process of this desk may have named them at the same moment.
    return (await records.subject(chain, student)) ?? fresh;
  };
  const rowOf = ({ act, by, subject }: Waiting, last: ChainEnd) => {
    const header = {
      chain,
      seq: last.seq + 1,
      at: instantOf(clock.now()),
      act: act.act,
      by,
      second: act.second ?? null,
      subject: subject?.pseudonym ?? null,
      outcome: act.outcome,
    };
    const plain = Buffer.from(JSON.stringify(act.facts));
    const content = subject === null ? plain : sealed(subject.key, plain, headerOf(header));
    const hash = hashOfEntry(last.hash, { ...header, content });
    return { ...header, content, hash };
  };
  const keep = async (): Promise<void> => {
    if (keeping) return;
    keeping = true;
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      try {
        const kept = await records.append(chain, (last) => {
          let end = last;
          return batch.map((each) => {
            const row = rowOf(each, end);
            end = row;
            return row;
          });
        });
        for (const each of batch) each.kept(kept);
      } catch (cause) {
        for (const each of batch) each.broken(cause);
      }
    }
    keeping = false;
  };
  const entryOf = async ({ content, subject, ...row }: AuditRow): Promise<AuditEntry> => {
    if (subject === null) return { ...row, subject: null, facts: read(content) };
    const behind = await records.subjectBehind(subject);
    const key = behind === null ? null : keys.open(behind.sealedKey);
    const plain = key === null ? null : opened(key, content, headerOf({ ...row, subject }));
    return { ...row, subject: behind?.student ?? null, facts: plain === null ? "erased" : read(plain) };
  };

  return {
    chain,
    async append(act) {
      const by = act.by ?? acting.now();
      try {
        const subject = act.subject === null ? null : await subjectOf(act.subject);
        return await new Promise((kept, broken) => {
          waiting.push({ act, by, subject, kept, broken });
          void keep();
        });
      } catch (cause) {
        if (cause instanceof NotKept) return { ok: false, fault: cause.fault };
        throw cause;
      }
    },
    async find({ subject, ...filter }, limit) {
      const person = subject === null ? null : await records.subject(chain, subject);
      if (subject !== null && person === null) return [];
      const rows = await records.find(chain, { ...filter, subject: person?.pseudonym ?? null }, limit);
      return Promise.all(rows.map(entryOf));
    },
    acts: () => records.acts(chain),
    async end() {
      const end = (await records.ends()).find((each) => each.chain === chain) ?? chainStart;
      const [last] = end.seq === 0 ? [] : await records.entries(chain, end.seq, 1);
      return { seq: end.seq, hash: end.hash, at: last?.at ?? null };
    },
    lastHead: () => records.lastHead(chain),
    async signHead(why) {
      const end = (await records.ends()).find((each) => each.chain === chain) ?? chainStart;
      const last = await records.lastHead(chain);
      if (end.seq === (last?.seq ?? 0)) return succeeded(null);
      const words = {
        chain,
        number: (last?.number ?? 0) + 1,
        seq: end.seq,
        hash: end.hash,
        at: instantOf(clock.now()),
        why,
      };
      const head: AuditHead = {
        ...words,
        signer: await keys.signer(),
        signature: await keys.sign(textOfHead(words)),
      };
      const kept = await records.addHead(head);
      return kept.ok ? succeeded(head) : kept;
    },
    verify: async (elsewhere) => verifyAudit(records, new Map([[chain, await keys.signer()]]), elsewhere),
    async forget(student) {
      const kept = await records.forgetSubject(student);
      known.delete(student);
      return kept;
    },
  };
}

function read(plain: Uint8Array): AuditedAct["facts"] {
  return JSON.parse(Buffer.from(plain).toString("utf8"));
}

/** There was no room to name a person. */
class NotKept extends Error {
  readonly fault: StoreFault;
  constructor(fault: StoreFault) {
    super(fault.kind);
    this.fault = fault;
  }
}
