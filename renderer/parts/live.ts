import { useSyncExternalStore } from "react";
import { connection, isRefused } from "../call.ts";
import { sharedWith } from "./shared-with.ts";

/** A value the station keeps telling: the last one heard, `undefined` until the first. */
export interface Live<T> {
  readonly subscribe: (watcher: () => void) => () => void;
  readonly read: () => T | undefined;
  /** Whether the station has said all it will. */
  readonly ended: () => boolean;
}

type Opening<T> = (signal: AbortSignal) => Promise<AsyncIterable<T>>;

/** Listens to a live procedure while anyone watches, and again after each lost connection. The last value stays on the screen meanwhile. */
export function liveOf<T>(open: Opening<T>): Live<T> {
  let value: T | undefined;
  let ended = false;
  let stop: AbortController | null = null;
  const watchers = new Set<() => void>();

  function tell(): void {
    for (const watcher of watchers) watcher();
  }

  async function listen(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        for await (const heard of await open(signal)) {
          if (signal.aborted) return;
          value = sharedWith(value, heard);
          tell();
        }
        ended = true;
        tell();
        return;
      } catch (cause) {
        if (isRefused(cause)) {
          ended = true;
          tell();
          return;
        }
        await untilOpenAgain(signal);
      }
    }
  }

  return {
    subscribe(watcher) {
      watchers.add(watcher);
      if (stop === null) {
        stop = new AbortController();
        void listen(stop.signal);
      }
      return () => {
        watchers.delete(watcher);
        // Left and entered again within one render (React does this): keep the same stream.
        queueMicrotask(() => {
          if (watchers.size > 0 || stop === null) return;
          stop.abort();
          stop = null;
        });
      };
    },
    read: () => value,
    ended: () => ended,
  };
}

/** Asks for a value the desk always shows, and resolves when there is a first one. */
export function firstOf(live: Live<unknown>): Promise<void> {
  return new Promise((resolve) => {
    live.subscribe(() => {
      if (live.read() !== undefined) resolve();
    });
  });
}

/** Whether a live procedure has ended, for those that may end without a word. */
export function useEnded(live: Live<unknown>): boolean {
  return useSyncExternalStore(live.subscribe, live.ended);
}

/** The last value of a live procedure. */
export function useLive<T>(live: Live<T>): T | undefined {
  return useSyncExternalStore(live.subscribe, live.read);
}

/** Resolves when the connection opens again, or after a pause when it never closed, so that a failing stream can not spin. */
function untilOpenAgain(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const settle = () => {
      if (!signal.aborted && connection.read() !== "open") return;
      leave();
      resolve();
    };
    const leave = connection.subscribe(settle);
    signal.addEventListener("abort", settle, { once: true });
    setTimeout(settle, 300);
  });
}
