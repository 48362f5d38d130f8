import type { BackupFile } from "../core/ports/backup-room.ts";

/** Copies of several desks may lie in one folder: each has its desk's ESCN prefix in its name. */
export function backupName(escnPrefix: number, madeAt: number): string {
  const moment = new Date(madeAt).toISOString().slice(0, 19).replaceAll(":", "-");
  return `guichet-${escnPrefix}-${moment}Z.age`;
}

/** When a desk's copy of that name was made; null for every other file. */
export function madeAtOf(escnPrefix: number, name: string): number | null {
  const found = /^guichet-(\d+)-(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)Z\.age$/.exec(name);
  if (found === null || Number(found[1]) !== escnPrefix) return null;
  const [, , day, hours, minutes, seconds] = found;
  const at = Date.parse(`${day}T${hours}:${minutes}:${seconds}Z`);
  return Number.isNaN(at) ? null : at;
}

/** Copies beyond the newest `keep`. */
export function beyond(files: readonly BackupFile[], keep: number): readonly BackupFile[] {
  return [...files].sort((one, other) => other.madeAt - one.madeAt).slice(keep);
}
