import { useId } from "react";

interface PinFieldProps {
  /** Its name in the form. */
  readonly field: string;
  readonly label: string;
  readonly more?: string;
  /** Whether a PIN is chosen here, rather than told. */
  readonly fresh?: boolean;
  readonly optional?: boolean;
  readonly takesFocus?: boolean;
  readonly disabled?: boolean;
}

/** A PIN: digits nobody sees. */
export function PinField({
  field,
  label,
  more,
  fresh = false,
  optional = false,
  takesFocus = false,
  disabled = false,
}: PinFieldProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        name={field}
        type="password"
        inputMode="numeric"
        autoComplete={fresh ? "new-password" : "current-password"}
        maxLength={12}
        required={!optional}
        disabled={disabled}
        // biome-ignore lint/a11y/noAutofocus: the one thing to do on this screen
        autoFocus={takesFocus} // oxlint-disable-line jsx-a11y/no-autofocus
        aria-describedby={more === undefined ? undefined : `${id}-more`}
      />
      {more !== undefined && <p id={`${id}-more`}>{more}</p>}
    </div>
  );
}
