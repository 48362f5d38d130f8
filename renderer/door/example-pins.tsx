import { Button } from "../parts/button.tsx";
import { useDoorWords } from "../parts/language.ts";

interface ExamplePinsProps {
  readonly examples: readonly { readonly name: string; readonly pin: string }[];
  readonly onChoose: (name: string, pin: string) => void;
}

/** The invented operators of a simulated desk, with their PINs. */
export function ExamplePins({ examples, onChoose }: ExamplePinsProps) {
  const { t } = useDoorWords();
  if (examples.length === 0) return null;
  return (
    <section className="example-pins" aria-label={t("examples.title")}>
      <h2>{t("examples.title")}</h2>
      <p className="quiet">{t("examples.meaning")}</p>
      <ul>
        {examples.map(({ name, pin }) => (
          <li key={name}>
            <Button onPress={() => onChoose(name, pin)}>{t("examples.choose", { name, pin })}</Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
