import type { TextFit } from "../../../main/core/artwork.ts";
import { useWords } from "../../parts/language.ts";
import { StateMark } from "../../parts/state-mark.tsx";
import "./fit-list.css";

/** What had to be done to a card's texts to make them fit, and the words as they will stand. */
export function FitList({ fits }: { readonly fits: readonly TextFit[] }) {
  const { t } = useWords();
  return (
    <ul className="fits">
      {fits.map((fit) => (
        <li key={`${fit.field} ${fit.lines.join(" ")}`}>
          <StateMark tone="warn" />
          <span>
            {t(`photo.fit.${fit.how}`, { field: t(`photo.fitField.${fit.field}`) })}{" "}
            <q>{fit.lines.join(" / ")}</q>
          </span>
        </li>
      ))}
    </ul>
  );
}
