import { useWords } from "../parts/language.ts";

/** How far the day is. */
export function DayProgress({ done, total }: { readonly done: number; readonly total: number }) {
  const { t } = useWords();
  if (total === 0) return null;
  const words = t("board.progress", { done, total });
  return (
    <div className="day-progress">
      <progress value={done} max={total} aria-label={words} />
      <span>{words}</span>
    </div>
  );
}
