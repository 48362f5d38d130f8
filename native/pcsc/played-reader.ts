import type { CardReader } from "../../main/core/ports/apdu-channel.ts";

/** A reader whose part another can take over. */
export interface PlayedReader extends CardReader {
  /** From now on it is that one; whoever watches hears the first one's card leave, and of the other's if it has one. */
  become(reader: CardReader): void;
}

interface Watcher {
  readonly tell: (present: boolean) => void;
  stop: () => void;
}

/** A reader that begins as `first`. Conversations that are open go on where they are. */
export function createPlayedReader(first: CardReader): PlayedReader {
  let now = first;
  const watchers = new Set<Watcher>();

  function watchNow(listener: (present: boolean) => void): Watcher {
    let told: boolean | null = null;
    const tell = (present: boolean) => {
      if (present || told !== false) listener(present);
      told = present;
    };
    return { tell, stop: now.watch(tell) };
  }

  return {
    get name() {
      return now.name;
    },
    connect: (deadlineMs) => now.connect(deadlineMs),
    watch(listener) {
      const watcher = watchNow(listener);
      watchers.add(watcher);
      return () => {
        watcher.stop();
        watchers.delete(watcher);
      };
    },
    become(reader) {
      if (reader === now) return;
      now = reader;
      for (const watcher of watchers) {
        watcher.stop();
        watcher.tell(false);
        watcher.stop = now.watch(watcher.tell);
      }
    },
  };
}
