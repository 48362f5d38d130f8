import "./form-field.css";

interface FormFieldProps {
  readonly label: string;
  readonly hint: string | null;
  readonly value: string;
  readonly wrong: boolean;
  readonly onChange: (value: string) => void;
}

/** One line of text of a form, with its label above it. */
export function FormField({ label, hint, value, wrong, onChange }: FormFieldProps) {
  return (
    <label className="form-field">
      <span>{label}</span>
      <input
        type="text"
        value={value}
        aria-invalid={wrong || undefined}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => onChange(event.target.value)}
      />
      {hint !== null && <small className="quiet">{hint}</small>}
    </label>
  );
}

interface FormSelectProps<T extends string> {
  readonly label: string;
  readonly hint?: string;
  readonly value: T;
  readonly options: readonly T[];
  readonly words: (option: T) => string;
  readonly onChoose: (option: T) => void;
}

/** One of a few things of a form, by its name. */
export function FormSelect<T extends string>({
  label,
  hint,
  value,
  options,
  words,
  onChoose,
}: FormSelectProps<T>) {
  return (
    <label className="form-field">
      <span>{label}</span>
      <select
        value={value}
        onChange={(event) => {
          const option = options.find((one) => one === event.target.value);
          if (option !== undefined) onChoose(option);
        }}
      >
        {options.map((option) => (
          <option key={option} value={option}>
            {words(option)}
          </option>
        ))}
      </select>
      {hint !== undefined && <small className="quiet">{hint}</small>}
    </label>
  );
}
