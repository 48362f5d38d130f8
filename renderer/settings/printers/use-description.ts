import { useState } from "react";
import { announce } from "../../parts/announcer.tsx";
import { type Asking, useAsking } from "../../parts/asking.ts";

/** A printer as it is being described on the screen. */
export interface Description<D> {
  readonly draft: D;
  readonly change: (more: Partial<D>) => void;
  /** Whether it was to be used as described, and is not yet. */
  readonly tried: boolean;
  /** Whether the desk could not take it, because its printer is at work. */
  readonly refused: boolean;
  readonly asking: Asking;
  /** Takes the printer, unless something is missing. */
  readonly use: () => void;
}

interface DescriptionTerms<D> {
  readonly first: () => D;
  /** Chooses what is described: whether it was taken, null while something is missing. */
  readonly choose: (draft: D) => Promise<boolean | null>;
  /** What is said when it was taken. */
  readonly taken: (draft: D) => string;
}

/** Begins with the printer of now. */
export function useDescription<D extends object>({
  first,
  choose,
  taken,
}: DescriptionTerms<D>): Description<D> {
  const asking = useAsking();
  const [draft, setDraft] = useState(first);
  const [tried, setTried] = useState(false);
  const [refused, setRefused] = useState(false);
  const use = () =>
    void asking.run(async () => {
      setTried(true);
      const done = await choose(draft);
      if (done === null) return;
      setRefused(!done);
      if (!done) return;
      setTried(false);
      announce(taken(draft));
    });
  const change = (more: Partial<D>) => setDraft((before) => ({ ...before, ...more }));
  return { draft, change, tried, refused, asking, use };
}
