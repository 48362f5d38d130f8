import { setImmediate as whoeverWaits } from "node:timers/promises";
import type { Instant } from "../core/calendar.ts";
import type {
  AuditFinding,
  AuditHead,
  AuditRecords,
  AuditRow,
  AuditVerdict,
  ChainEnd,
} from "../core/ports/audit-log.ts";
import { chainStart, hashOfEntry, isSigned } from "./audit-chain.ts";

const readAtOnce = 2000;

/**
 * Reads every chain from its beginning and checks each entry, its place and the signed heads. `elsewhere` are heads kept outside the
 * desk (its QR, photographed or printed): they find an end that was taken off together with the heads beside it.
 * `signers`: the keys chains are known to be signed by; a chain that is not among them is held to the key of its first head.
 */
export async function verifyAudit(
  records: AuditRecords,
  signers: ReadonlyMap<string, string>,
  elsewhere: readonly AuditHead[],
): Promise<AuditVerdict> {
  const ends = new Map((await records.ends()).map((end): [string, ChainEnd] => [end.chain, end]));
  for (const head of elsewhere) if (!ends.has(head.chain)) ends.set(head.chain, chainStart);
  const verdicts: AuditVerdict[] = [];
  for (const [chain, end] of ends) {
    const heads = await records.heads(chain);
    const outside = elsewhere.filter((head) => head.chain === chain);
    verdicts.push(await verifyChain(records, chain, end, heads, outside, signers.get(chain)));
  }
  return {
    entries: sum(verdicts.map((verdict) => verdict.entries)),
    heads: sum(verdicts.map((verdict) => verdict.heads)),
    findings: verdicts.flatMap((verdict) => verdict.findings),
    clockSetBack: verdicts.flatMap((verdict) => verdict.clockSetBack),
  };
}

async function verifyChain(
  records: AuditRecords,
  chain: string,
  end: ChainEnd,
  heads: readonly AuditHead[],
  outside: readonly AuditHead[],
  expectedSigner: string | undefined,
): Promise<AuditVerdict> {
  const findings: AuditFinding[] = [];
  const clockSetBack: { readonly chain: string; readonly seq: number; readonly at: Instant }[] = [];
  const find = (what: AuditFinding["what"], fromSeq: number, toSeq = fromSeq) =>
    findings.push({ chain, what, fromSeq, toSeq });
  const signer = expectedSigner ?? heads[0]?.signer ?? outside[0]?.signer;
  const trusted = [...heads, ...outside].filter((head) => {
    const ok = head.signer === signer && isSigned(head);
    if (!ok) find("head-forged", head.seq);
    return ok;
  });
  heads.forEach((head, index) => {
    const due = (heads[index - 1]?.number ?? 0) + 1;
    if (head.number !== due) find("head-removed", head.seq);
  });
  const headsAt = Map.groupBy(trusted, (head) => head.seq);
  let last: ChainEnd & { readonly at: Instant | null } = { ...chainStart, at: null };
  let confirmed = 0;
  let entries = 0;
  const look = (row: AuditRow) => {
    entries += 1;
    if (row.seq !== last.seq + 1) find("removed", last.seq + 1, row.seq - 1);
    else if (hashOfEntry(last.hash, row) !== row.hash) find("changed", row.seq);
    if (last.at !== null && row.at < last.at) clockSetBack.push({ chain, seq: row.seq, at: row.at });
    for (const head of headsAt.get(row.seq) ?? []) {
      if (head.hash === row.hash) confirmed = row.seq;
      else find("rewritten", confirmed + 1, row.seq);
    }
    last = row;
  };
  for (;;) {
    const rows = await records.entries(chain, last.seq + 1, readAtOnce);
    for (const row of rows) look(row);
    if (rows.length < readAtOnce) break;
    // The desk serves between two pieces of a long chain.
    await whoeverWaits();
  }
  const promised = Math.max(end.seq, ...trusted.map((head) => head.seq));
  if (promised > last.seq) find("truncated", last.seq + 1, promised);
  else if (end.seq === last.seq && end.hash !== last.hash) find("changed", last.seq);
  return { entries, heads: heads.length, findings: unrepeated(findings), clockSetBack };
}

/** One head may be both in the database and in somebody's hand. */
function unrepeated(findings: readonly AuditFinding[]): readonly AuditFinding[] {
  const seen = new Map(findings.map((finding) => [JSON.stringify(finding), finding]));
  return [...seen.values()];
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => a + b, 0);
}
