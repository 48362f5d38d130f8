/** A right to use something alone, until given back. */
export interface Turn {
  /** Safe to call twice. */
  end(): void;
}

/** Gives turns in the order they were asked for. */
export interface Turns {
  /** Null when the turn has not come within `ms`, which may be infinite; whoever gave up holds nobody up. */
  take(ms: number): Promise<Turn | null>;
}

/** A queue for something that one at a time may use. */
export function createTurns(): Turns {
  let taken = false;
  const waiting: ((turn: Turn) => void)[] = [];

  function begin(): Turn {
    let ended = false;
    taken = true;
    return {
      end() {
        if (ended) return;
        ended = true;
        const next = waiting.shift();
        if (next === undefined) taken = false;
        else next(begin());
      },
    };
  }

  return {
    take(ms) {
      if (!taken) return Promise.resolve(begin());
      return new Promise((resolve) => {
        const served = (turn: Turn) => {
          clearTimeout(timer);
          resolve(turn);
        };
        const giveUp = () => {
          waiting.splice(waiting.indexOf(served), 1);
          resolve(null);
        };
        const timer = Number.isFinite(ms) ? setTimeout(giveUp, ms) : undefined;
        waiting.push(served);
      });
    },
  };
}
