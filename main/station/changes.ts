/** Tells listeners that something they show may be different now. Carries no facts: they look again. */
export interface Changes {
  /** Says that a subject changed: "board", "students" (an import came), "devices", "readers", "bench", or a visit's id. */
  tell(...subjects: readonly string[]): void;
  /** Resolves at the next change of a subject, or when the signal aborts. */
  next(subjects: readonly string[], signal: AbortSignal | undefined): Promise<void>;
  /** Gives a view now and again after every change of its subjects, until the signal aborts. Changes that come while a view is made are not lost. */
  live<T>(
    subjects: readonly string[],
    view: () => Promise<T>,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<T>;
}

function nothing(): void {
  // Nobody waits yet.
}

/** A station's own changes. */
export function createChanges(): Changes {
  const listeners = new Set<{ readonly subjects: ReadonlySet<string>; wake: () => void }>();
  return {
    tell(...subjects) {
      for (const listener of listeners) {
        if (subjects.some((subject) => listener.subjects.has(subject))) listener.wake();
      }
    },
    next(subjects, signal) {
      return new Promise((resolve) => {
        const listener = {
          subjects: new Set(subjects),
          wake: () => {
            listeners.delete(listener);
            signal?.removeEventListener("abort", listener.wake);
            resolve();
          },
        };
        listeners.add(listener);
        signal?.addEventListener("abort", listener.wake);
        if (signal?.aborted === true) listener.wake();
      });
    },
    async *live(subjects, view, signal) {
      let changed = true;
      let wakeUp: () => void = nothing;
      const listener = {
        subjects: new Set(subjects),
        wake: () => {
          changed = true;
          wakeUp();
        },
      };
      const ended = () => signal?.aborted === true;
      const stop = () => wakeUp();
      listeners.add(listener);
      signal?.addEventListener("abort", stop);
      try {
        while (!ended()) {
          if (changed) {
            changed = false;
            yield await view();
            continue;
          }
          const woken = Promise.withResolvers<void>();
          wakeUp = woken.resolve;
          if (!changed && !ended()) await woken.promise;
        }
      } finally {
        listeners.delete(listener);
        signal?.removeEventListener("abort", stop);
      }
    },
  };
}
