/** Runs tasks strictly one after the other, whatever becomes of them. */
export type Queue = <T>(task: () => Promise<T>) => Promise<T>;

/** A queue for one device: one conversation at a time. */
export function createQueue(): Queue {
  let last: Promise<unknown> = Promise.resolve();
  return async (task) => {
    const before = last;
    const { promise, resolve } = Promise.withResolvers<void>();
    last = promise;
    await before;
    try {
      return await task();
    } finally {
      resolve();
    }
  };
}
