import { type Ref, useId } from "react";

/** The field of a form that holds the name. */
const field = "name";

interface NameFieldProps {
  readonly label: string;
  readonly known?: string;
  /** Whether the person names themselves: their browser may know the name. */
  readonly own?: boolean;
  readonly takesFocus?: boolean;
  readonly ref?: Ref<HTMLInputElement>;
}

/** The name of an operator. */
export function NameField({ label, known = "", own = true, takesFocus = false, ref }: NameFieldProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        ref={ref}
        name={field}
        type="text"
        autoComplete={own ? "username" : "off"}
        defaultValue={known}
        maxLength={60}
        required
        // biome-ignore lint/a11y/noAutofocus: the one thing to do on this screen
        autoFocus={takesFocus} // oxlint-disable-line jsx-a11y/no-autofocus
      />
    </div>
  );
}
