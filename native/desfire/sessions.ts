/** One file to be written, read back, or both, and the keys that may. */
export interface PendingFile {
  readonly number: number;
  readonly writers: readonly number[];
  /** `free`: in any session. */
  readonly readers: readonly number[] | "free";
  readonly write: boolean;
}

/** One session under a key: the files written in it, then those read in it. */
export interface Session {
  readonly key: number;
  readonly writes: readonly number[];
  readonly reads: readonly number[];
}

interface State {
  readonly written: number;
  readonly read: number;
  readonly proven: number;
  readonly path: readonly Session[];
}

/**
 * The fewest sessions in which every file is written, then read back, and every key of `prove` is shown once. `open` is the key of the session
 * that stands already, which costs nothing. Found by breadth first over what is left to do, so no shorter way exists.
 */
export function fewestSessions(
  files: readonly PendingFile[],
  keyCount: number,
  prove: ReadonlySet<number>,
  open: number | null,
): readonly Session[] {
  const all = files.reduce((mask, _, at) => mask | (1 << at), 0);
  const toProve = [...prove].reduce((mask, key) => mask | (1 << key), 0);
  const useful = Array.from({ length: keyCount }, (_, key) => key).filter((key) =>
    files.some(
      ({ writers, readers }) => writers.includes(key) || (readers !== "free" && readers.includes(key)),
    ),
  );
  // Keys that open no file are shown at the end, in any order; but what anybody may read can be read under one of them.
  const plain = [...prove].filter((key) => !useful.includes(key)).slice(0, 1);
  const some = [...plain, ...useful];
  const candidates = some.length > 0 ? some : open === null && files.length > 0 ? [0] : [];
  const start: State = {
    written: files.reduce((mask, { write }, at) => (write ? mask : mask | (1 << at)), 0),
    read: 0,
    proven: 0,
    path: [],
  };
  const provenUseful = useful.reduce((mask, key) => mask | (1 << key), 0) & toProve;
  const isDone = ({ read, proven }: State) => read === all && (proven & provenUseful) === provenUseful;
  const finish = ({ path, proven }: State): readonly Session[] => {
    const left = [...prove].filter((key) => (proven & (1 << key)) === 0);
    return [...path, ...left.map((key) => ({ key, writes: [], reads: [] }))];
  };
  let front: readonly State[] = [open === null ? start : after(start, open, files)];
  const seen = new Set<string>();
  while (front.length > 0) {
    const [shortest] = front
      .filter(isDone)
      .map(finish)
      .toSorted((one, other) => one.length - other.length);
    if (shortest !== undefined) return shortest;
    const next: State[] = [];
    for (const state of front) {
      for (const key of candidates) {
        const reached = after(state, key, files);
        const name = `${reached.written}.${reached.read}.${reached.proven}`;
        if (seen.has(name)) continue;
        seen.add(name);
        next.push(reached);
      }
    }
    front = next;
  }
  throw new Error("a file that nobody may write or read back: the profile's rules leave none");
}

/** What is left once a session under `key` has done all it may. */
function after(state: State, key: number, files: readonly PendingFile[]): State {
  let { written, read } = state;
  const writes: number[] = [];
  const reads: number[] = [];
  for (const [at, { number, writers }] of files.entries()) {
    if ((written & (1 << at)) === 0 && writers.includes(key)) {
      written |= 1 << at;
      writes.push(number);
    }
  }
  for (const [at, { number, readers }] of files.entries()) {
    const mayRead = readers === "free" || readers.includes(key);
    if ((read & (1 << at)) === 0 && (written & (1 << at)) !== 0 && mayRead) {
      read |= 1 << at;
      reads.push(number);
    }
  }
  return { written, read, proven: state.proven | (1 << key), path: [...state.path, { key, writes, reads }] };
}
