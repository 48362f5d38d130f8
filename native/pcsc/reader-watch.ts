import { type Pause, pause, within } from "./deadline.ts";
import { scardCode, scardName } from "./scard-codes.ts";
import {
  plugAndPlay,
  type ReaderState,
  readerFlag,
  type ScardHandle,
  unaware,
  type Winscard,
} from "./winscard.ts";

/** A reader as PC/SC shows it now. */
export interface ReaderSight {
  readonly name: string;
  /** False when its driver does not answer: unplugged, or broken. */
  readonly usable: boolean;
  readonly cardPresent: boolean;
  /** Of the card that lies there; empty when there is none, or it is mute. */
  readonly atr: Uint8Array;
  /** Grows with every card laid: a card taken and laid again between two looks is not the same visit. */
  readonly laid: number;
}

/** Whether the PC/SC service answers; `cause` is the name of its refusal. */
export type ServiceSight =
  | { readonly state: "starting" }
  | { readonly state: "present" }
  | { readonly state: "absent"; readonly cause: string };

/** Eyes on all readers of this machine. */
export interface ReaderWatch {
  readers(): readonly ReaderSight[];
  service(): ServiceSight;
  /** Tells of every change, after it can be seen in `readers`; returns the way to stop. */
  onChange(listener: () => void): () => void;
  /** Resolves after the first look, whether the service answered or not. */
  readonly looked: Promise<void>;
  close(): Promise<void>;
}

/** A look that shows nothing new is followed by a rest, longer each time: a broken driver must not keep the desk busy. */
const shortestRestMs = 10;
const longestRestMs = 1000;
/** A reader that came between listing and waiting is found at the latest after this. */
const longestWaitMs = 5000;
/** A cancelled wait that goes on all the same is cancelled again. */
const cancelAgainMs = 100;
/** The count of changes stands above the flags. */
const changesAt = 16;
/** A service that does not even answer the last goodbye is left behind. */
const partingMs = 2000;

/** Watches readers with a context of its own, which it makes anew whenever the service was lost. */
export function watchReaders(scard: Winscard, retryMs: number): ReaderWatch {
  const closing = new AbortController();
  const closed = closing.signal;
  let service: ServiceSight = { state: "starting" };
  let readers: readonly ReaderSight[] = [];
  let states: ReadonlyMap<string, ReaderState> = new Map();
  let laidEver = 0;
  let waitingIn: ScardHandle | null = null;
  let resting: Pause | null = null;
  const listeners = new Set<() => void>();
  const looked = Promise.withResolvers<void>();

  function show(now: readonly ReaderSight[], serviceNow: ServiceSight): boolean {
    const same =
      service.state === serviceNow.state &&
      now.length === readers.length &&
      now.every((each) => readers.includes(each));
    readers = now;
    service = serviceNow;
    looked.resolve();
    if (!same) for (const listener of listeners) listener();
    return !same;
  }

  async function rest(ms: number): Promise<void> {
    if (closed.aborted) return;
    resting = pause(ms);
    await resting.over;
    resting = null;
  }

  function sightOf(state: ReaderState): ReaderSight {
    const before = readers.find((each) => each.name === state.name);
    const has = (flag: number) => (state.state & flag) !== 0;
    const usable = !has(readerFlag.unknown) && !has(readerFlag.unavailable);
    const cardPresent = usable && has(readerFlag.present);
    const changes = state.state >>> changesAt;
    const changesBefore = (states.get(state.name)?.state ?? 0) >>> changesAt;
    const stayed = before?.cardPresent === true && changes === changesBefore;
    if (cardPresent && !stayed) laidEver += 1;
    const laid = cardPresent && !stayed ? laidEver : (before?.laid ?? 0);
    const atr = cardPresent ? state.atr : new Uint8Array();
    const isSame =
      before !== undefined &&
      before.usable === usable &&
      before.cardPresent === cardPresent &&
      before.laid === laid &&
      before.atr.length === atr.length;
    return isSame ? before : { name: state.name, usable, cardPresent, atr, laid };
  }

  /** Looks, once, and waits for the next change; the code that ended it, or whether anything was new. */
  async function look(context: ScardHandle): Promise<number | boolean> {
    const names = await scard.listReaders(context);
    if (!names.ok) return names.fault;
    const asked = names.value.map((name) => states.get(name) ?? unaware(name));
    const isNew = names.value.some((name) => !states.has(name)) || names.value.length < states.size;
    const timeoutMs = isNew || service.state !== "present" ? 0 : longestWaitMs;
    waitingIn = context;
    const seen = await scard.statusChange(
      context,
      [...asked, unaware(plugAndPlay)],
      closed.aborted ? 0 : timeoutMs,
    );
    waitingIn = null;
    if (!seen.ok) {
      if (seen.fault !== scardCode.timeout) return seen.fault;
      return timeoutMs > 0 || show(asked.map(sightOf), { state: "present" });
    }
    const told = seen.value.filter(({ name }) => name !== plugAndPlay);
    const now = told.map(sightOf);
    states = new Map(told.map((each) => [each.name, { ...each, state: each.state & ~readerFlag.changed }]));
    return show(now, { state: "present" });
  }

  async function follow(context: ScardHandle): Promise<void> {
    let restMs = shortestRestMs;
    while (!closed.aborted) {
      const seen = await look(context);
      if (typeof seen === "boolean") {
        restMs = seen ? shortestRestMs : Math.min(longestRestMs, restMs * 2);
        if (!seen) await rest(restMs);
      } else if (seen === scardCode.unknownReader || seen === scardCode.readerUnavailable) {
        // It went between listing and looking.
        states = new Map();
        await rest(restMs);
        restMs = Math.min(longestRestMs, restMs * 2);
      } else if (seen !== scardCode.cancelled) {
        lose(seen);
        return;
      }
    }
  }

  function lose(code: number): void {
    states = new Map();
    show([], { state: "absent", cause: scardName(code) });
  }

  async function run(): Promise<void> {
    while (!closed.aborted) {
      const context = await scard.establishContext();
      if (context.ok) {
        await follow(context.value);
        await scard.releaseContext(context.value);
      } else lose(context.fault);
      await rest(retryMs);
    }
  }

  const running = run();
  return {
    readers: () => readers,
    service: () => service,
    looked: looked.promise,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      closing.abort();
      listeners.clear();
      const until = performance.now() + partingMs;
      for (;;) {
        resting?.end();
        // A cancel that comes before its wait is lost: said again until the wait is over.
        if (waitingIn !== null) void scard.cancel(waitingIn);
        const ended = await within(
          running.then(() => true),
          cancelAgainMs,
        );
        if (ended !== null || performance.now() > until) return;
      }
    },
  };
}
