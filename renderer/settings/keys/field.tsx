import { type ReactNode, useEffect, useId, useRef } from "react";

interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** `secret`: hidden while it is typed. `written`: copied from paper, digit by digit. */
  readonly kind?: "plain" | "secret" | "written";
  readonly hint?: ReactNode;
  readonly wrong?: boolean;
  readonly takesFocus?: boolean;
}

/** One line to write in, with its label above it. Nothing typed here is remembered by the browser. */
export function Field({
  label,
  value,
  onChange,
  kind = "plain",
  hint,
  wrong = false,
  takesFocus = false,
}: FieldProps) {
  const id = useId();
  const own = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (takesFocus) own.current?.focus();
  }, [takesFocus]);
  return (
    <div className="field" data-kind={kind}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        ref={own}
        type={kind === "secret" ? "password" : "text"}
        value={value}
        autoComplete={kind === "secret" ? "new-password" : "off"}
        autoCapitalize="off"
        spellCheck={false}
        aria-invalid={wrong || undefined}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        onChange={(event) => onChange(event.target.value)}
      />
      {hint !== undefined && (
        <p id={`${id}-hint`} className="quiet" data-wrong={wrong || undefined}>
          {hint}
        </p>
      )}
    </div>
  );
}
