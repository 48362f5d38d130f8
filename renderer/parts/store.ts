import { useSyncExternalStore } from "react";

/** A value that lives outside components: read anywhere, drawn again where it is used. */
export interface Store<T> {
  readonly read: () => T;
  readonly write: (value: T) => void;
  readonly subscribe: (watcher: () => void) => () => void;
}

/** Makes a store. */
export function storeOf<T>(first: T): Store<T> {
  let value = first;
  const watchers = new Set<() => void>();
  return {
    read: () => value,
    write(next) {
      if (Object.is(value, next)) return;
      value = next;
      for (const watcher of watchers) watcher();
    },
    subscribe(watcher) {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
  };
}

/** The value of a store, kept up to date. */
export function useStore<T>(store: Store<T>): T {
  return useSyncExternalStore(store.subscribe, store.read);
}
