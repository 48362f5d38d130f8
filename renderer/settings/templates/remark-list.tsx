import { StateMark } from "../../parts/state-mark.tsx";
import { remarkTone, remarkWords } from "./remark-words.ts";
import type { NumberedRemark } from "./template-face.tsx";
import { useArtworkWords } from "./words.ts";

interface RemarkListProps {
  readonly remarks: readonly NumberedRemark[];
  readonly marginMm: number;
  readonly onPoint: (number: number | null) => void;
}

/** What is off with a template, gravest first; pointing at a line lights its mark up. */
export function RemarkList({ remarks, marginMm, onPoint }: RemarkListProps) {
  const { t } = useArtworkWords();
  return (
    <section className="template-remarks" aria-labelledby="template-remarks" aria-live="polite">
      <h4 id="template-remarks">{t("remarks")}</h4>
      {remarks.length === 0 ? (
        <p>
          <StateMark tone="good" /> {t("noRemarks")}
        </p>
      ) : (
        <ol>
          {remarks.map(({ number, remark }) => (
            <li key={number} onPointerEnter={() => onPoint(number)} onPointerLeave={() => onPoint(null)}>
              <StateMark tone={remarkTone(remark)} />
              <span className="template-remark-number">{number}</span>
              <span>{remarkWords(t, remark, marginMm)}</span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
