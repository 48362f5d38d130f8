import { useSyncExternalStore } from "react";

const watchers = new Set<() => void>();
let minute = 0;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Milliseconds since 1970, told again at each full minute. */
export function useMinute(): number {
  return useSyncExternalStore(subscribe, read);
}

function subscribe(watcher: () => void): () => void {
  if (watchers.size === 0) tick();
  watchers.add(watcher);
  return () => {
    watchers.delete(watcher);
    if (watchers.size === 0) clearTimeout(timer);
  };
}

function read(): number {
  if (minute === 0) minute = Date.now();
  return minute;
}

function tick(): void {
  minute = Date.now();
  for (const watcher of watchers) watcher();
  timer = setTimeout(tick, 60_000 - (minute % 60_000));
}
