import type { LogLine } from "./parts.ts";

const lookEveryMs = 2000;

/** A device that is looked at again every two seconds for as long as somebody follows what is seen of it. */
export interface Looking {
  watching<T>(views: () => AsyncGenerator<T>): AsyncGenerator<T>;
  close(): void;
}

interface LookingOptions {
  readonly look: () => Promise<unknown>;
  /** Whether the first look is at once, or only after the time between two. */
  readonly atOnce: boolean;
  /** The line of the log for a look that broke off. */
  readonly broken: string;
  readonly log: (line: LogLine) => void;
}

/** Looks for as long as anything is watched. */
export function keepLooking({ look, atOnce, broken, log }: LookingOptions): Looking {
  let watching = 0;
  let timer: NodeJS.Timeout | null = null;
  let looks = false;
  let closed = false;
  const lookLater = () => {
    if (watching > 0 && !closed && timer === null) timer = setTimeout(lookNow, lookEveryMs);
  };
  const lookNow = () => {
    timer = null;
    if (watching === 0 || closed || looks) return;
    looks = true;
    look()
      .catch((cause: unknown) => log({ what: broken, cause: String(cause) }))
      .finally(() => {
        looks = false;
        lookLater();
      });
  };
  return {
    async *watching(views) {
      watching += 1;
      if (timer === null && !looks) (atOnce ? lookNow : lookLater)();
      try {
        yield* views();
      } finally {
        watching -= 1;
      }
    },
    close() {
      closed = true;
      if (timer !== null) clearTimeout(timer);
    },
  };
}
