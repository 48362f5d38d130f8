import type { LucideIcon } from "lucide-react";
import { ToggleButton } from "react-aria-components/ToggleButton";
import { ToggleButtonGroup } from "react-aria-components/ToggleButtonGroup";
import { useHopeful } from "./hopeful.ts";
import "./option-cards.css";

/** One of several things to choose. */
export interface Option<T extends string> {
  readonly value: T;
  readonly words: string;
  readonly icon?: LucideIcon;
}

interface OptionCardsProps<T extends string> {
  readonly label: string;
  readonly options: readonly Option<T>[];
  readonly chosen: T | null;
  /** Null: the choice was taken back. */
  readonly onChoose: (value: T | null) => void;
  /** Whether a choice can be taken back by pressing it again. */
  readonly optional?: boolean;
  readonly disabled?: boolean;
  readonly size?: "tall" | "flat";
}

/** Radio buttons as cards. The arrows move the focus and choose nothing: a choice is a deliberate press. */
export function OptionCards<T extends string>(props: OptionCardsProps<T>) {
  const { label, options, chosen, onChoose, optional = false, disabled = false, size = "tall" } = props;
  const [shown, hope] = useHopeful(chosen);
  return (
    <ToggleButtonGroup
      className="options"
      data-size={size}
      aria-label={label}
      selectionMode="single"
      disallowEmptySelection={!optional}
      isDisabled={disabled}
      selectedKeys={shown === null ? [] : [shown]}
      onSelectionChange={(keys) => {
        const value = options.find((option) => keys.has(option.value))?.value ?? null;
        hope(value);
        onChoose(value);
      }}
    >
      {options.map(({ value, words, icon: Icon }) => (
        <ToggleButton key={value} id={value} className="option">
          <span className="option-tick" aria-hidden="true" />
          {Icon !== undefined && <Icon aria-hidden="true" />}
          <span>{words}</span>
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
