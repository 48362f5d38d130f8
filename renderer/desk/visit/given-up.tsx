import type { VisitView } from "../../../main/contract/visit.ts";
import { useWords } from "../../parts/language.ts";
import { Notice } from "../../parts/notice.tsx";

/** Whether the last making of a card was given up, and none is made since. */
export function wasGivenUp({ issue, visit }: Pick<VisitView, "issue" | "visit">): boolean {
  return issue?.state === "ended" && visit.state !== "done";
}

/** After a card was given up: what happened, and how to go on. */
export function GivenUp({ view }: { readonly view: VisitView }) {
  const { t } = useWords();
  if (!wasGivenUp(view)) return null;
  return (
    <Notice
      tone="warn"
      urgent
      what={t("reasons:spoil.abandoned.what")}
      means={t("reasons:spoil.abandoned.means")}
      todo={t("reasons:spoil.abandoned.todo")}
    />
  );
}
