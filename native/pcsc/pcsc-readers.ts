import { failed, type Result, succeeded } from "../../main/core/result.ts";
import { within } from "./deadline.ts";
import { createPcscReader, type PcscReader, type PlaceSight } from "./pcsc-reader.ts";
import {
  askIdentity,
  nameProper,
  type ReaderIdentity,
  type ReaderWish,
  wishedReader,
} from "./reader-identity.ts";
import { type ReaderSight, type ReaderWatch, type ServiceSight, watchReaders } from "./reader-watch.ts";
import type { NoLibrary, Winscard } from "./winscard.ts";

/** A reader with who it is, as far as it could be asked. */
export type KnownReader = ReaderSight & ReaderIdentity;

/** All readers that PC/SC knows on this machine. */
export interface PcscReaders {
  /** What is there now: the service, and the readers it shows. Waits for the first look, at most `ms`. */
  look(ms: number): Promise<{ readonly service: ServiceSight; readonly readers: readonly KnownReader[] }>;
  /** The reader of a wish, whether it is there now or not. */
  reader(wish: ReaderWish): PcscReader;
  /** Tells of every change that `look` would show; returns the way to stop. */
  onChange(listener: () => void): () => void;
  close(): Promise<void>;
}

const unknown: ReaderIdentity = { vendor: null, serial: null };
/** After the service was lost it is looked for this often. */
const defaultRetryMs = 1000;
/** A reader that does not say who it is by then stays without a serial until it is plugged in again. */
const identityMs = 2000;

/** Watches the machine's readers from now on. Without the library there are none, and every reader says why. */
export function openPcscReaders(
  loaded: Result<Winscard, NoLibrary>,
  { retryMs = defaultRetryMs }: { readonly retryMs?: number } = {},
): PcscReaders {
  const watch = loaded.ok ? watchReaders(loaded.value, retryMs) : noReaders(loaded.fault);
  const scard = loaded.ok ? loaded.value : null;
  const identities = new Map<string, ReaderIdentity>();
  const listeners = new Set<() => void>();
  let asking: Promise<void> = Promise.resolve();

  const known = (): readonly KnownReader[] =>
    watch.readers().map((each) => ({ ...each, ...(identities.get(each.name) ?? unknown) }));

  /** Asks the readers that came; one that was gone is asked anew, another may have taken its name. */
  async function getToKnow(): Promise<void> {
    const now = watch.readers();
    for (const name of identities.keys()) {
      if (!now.some((each) => each.name === name && each.usable)) identities.delete(name);
    }
    if (scard === null) return;
    for (const { name, usable } of now) {
      if (!usable || identities.has(name)) continue;
      const identity = await within(askIdentity(scard, name), identityMs);
      if (identity === null) identities.set(name, unknown);
      else if (identity.ok) identities.set(name, identity.value);
    }
  }

  function listen(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  async function tellAfter(before: Promise<void>): Promise<void> {
    await before;
    await getToKnow();
    for (const listener of listeners) listener();
  }

  function onChange(): void {
    asking = tellAfter(asking);
  }
  watch.onChange(onChange);
  const looked = watch.looked.then(() => asking);

  function seen(wish: ReaderWish): Result<PlaceSight, string> {
    const service = watch.service();
    if (service.state === "absent") return failed(service.cause);
    const readers = known();
    const name = wishedReader(wish, readers);
    const reader = readers.find((each) => each.name === name);
    if (reader === undefined) return failed("not-found");
    return reader.usable ? succeeded(reader) : failed("unavailable");
  }

  return {
    async look(ms) {
      await within(looked, ms);
      return { service: watch.service(), readers: known() };
    },
    reader: (wish) =>
      createPcscReader(scard, {
        name: nameProper(wish.name),
        async look(ms) {
          await within(looked, ms);
          return seen(wish);
        },
        seen: () => seen(wish),
        onChange: listen,
      }),
    onChange: listen,
    async close() {
      listeners.clear();
      await watch.close();
    },
  };
}

function noReaders({ kind }: NoLibrary): ReaderWatch {
  return {
    readers: () => [],
    service: () => ({ state: "absent", cause: kind }),
    onChange: () => () => undefined,
    looked: Promise.resolve(),
    close: () => Promise.resolve(),
  };
}
