import type { TimelineEntry } from "../../../main/contract/visit.ts";
import { spoilReason } from "../../../main/core/card.ts";
import { choiceSubject } from "../../../main/core/choice.ts";
import { voidReason } from "../../../main/core/sticker.ts";
import { identityDocument } from "../../../main/core/visit.ts";
import { useWords } from "../../parts/language.ts";

/** The fact of an entry of a timeline, in words when it is one of the names we know. */
export function useTimelineDetail(): (entry: TimelineEntry) => string {
  const { t } = useWords();
  return detailOf;

  function detailOf({ what, detail }: TimelineEntry): string {
    if (detail === null) return "";
    if (what === "choice-entered") return choiceOf(detail);
    if (what === "card-requested") return t("timeline.otherTemplate", { template: detail });
    if (what === "sticker-void") return voidOf(detail);
    if (what === "request-cancelled") {
      return t(
        detail === "picture-changed"
          ? "timeline.cancelledBecause.picture-changed"
          : "timeline.cancelledBecause.abandoned",
      );
    }
    const document = identityDocument.safeParse(detail);
    if (document.success) return t(`checkIn.documents.${document.data}`);
    const spoil = spoilReason.safeParse(detail);
    return spoil.success ? t(`reasons:spoil.${spoil.data}.what`) : detail;
  }

  function voidOf(detail: string): string {
    const [serialNumber = "", because = "", note = ""] = detail.split("|");
    const reason = voidReason.safeParse(because);
    const words = note !== "" || !reason.success ? note : t(`timeline.voidBecause.${reason.data}`);
    return `${serialNumber}, ${words}`;
  }

  function choiceOf(detail: string): string {
    const subject = choiceSubject.options.find((one) => detail.includes(one));
    if (subject === undefined) return detail;
    const answer = /\byes\b/.test(detail) ? t("choices.answers.yes") : t("choices.answers.no");
    return t("board.actionFor", { action: t(`choices.subjects.${subject}`), name: answer });
  }
}
