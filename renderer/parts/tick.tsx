import type { ReactNode } from "react";
import { useId } from "react";
import { useHopeful } from "./hopeful.ts";
import "./tick.css";

interface TickProps {
  readonly ticked: boolean;
  readonly onTick: (ticked: boolean) => void;
  readonly children: ReactNode;
  readonly more?: string | undefined;
  readonly disabled?: boolean;
}

/** A box to tick, large enough to hit at a desk. */
export function Tick({ ticked, onTick, children, more, disabled = false }: TickProps) {
  const id = useId();
  const [shown, hope] = useHopeful(ticked);
  return (
    <div className="tick" data-ticked={shown || undefined}>
      <label>
        <input
          type="checkbox"
          checked={shown}
          disabled={disabled}
          aria-describedby={more === undefined ? undefined : id}
          onChange={(event) => {
            hope(event.target.checked);
            onTick(event.target.checked);
          }}
        />
        <span className="tick-words">{children}</span>
      </label>
      {more !== undefined && <p id={id}>{more}</p>}
    </div>
  );
}
