/** What a promise gives within `ms`, or null when it takes longer; it goes on by itself then. */
export async function within<T>(promise: Promise<T>, ms: number): Promise<T | null> {
  const waited = pause(Math.max(0, ms));
  try {
    return await Promise.race([promise, waited.over.then(() => null)]);
  } finally {
    waited.end();
  }
}

/** A wait that can be cut short. */
export interface Pause {
  readonly over: Promise<void>;
  end(): void;
}

/** Waits `ms`, or until ended. */
export function pause(ms: number): Pause {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  return {
    over: promise,
    end() {
      clearTimeout(timer);
      resolve();
    },
  };
}
