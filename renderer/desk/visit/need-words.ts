import reasons from "../../../assets/locales/fr/reasons.json";
import type { IssueAct, IssueNeed } from "../../../main/contract/issue.ts";
import type { useWords } from "../../parts/language.ts";

type Words = ReturnType<typeof useWords>["t"];

interface NeedWords {
  readonly what: string;
  readonly means: string;
  readonly todo: string;
}

/** What an operator reads of what an issue needs: what happened, what it means for the card, and what to do. */
export function needWords(need: IssueNeed, acts: readonly Pick<IssueAct, "fault">[], t: Words): NeedWords {
  switch (need.kind) {
    case "printer":
      return {
        what: t(`reasons:condition.${need.condition}.what`),
        means: need.spoiled
          ? t("reasons:need.spoiled-inside.means")
          : t(`reasons:condition.${need.condition}.means`),
        todo: t(`reasons:condition.${need.condition}.todo`),
      };
    case "card-rejected": {
      const condition = conditionBehind(need.reason, acts);
      if (condition !== null) {
        return {
          what: t(`reasons:condition.${condition}.what`),
          means: `${t(`reasons:spoil.${need.reason}.what`)} ${need.byHand ? t("reasons:need.by-hand.todo") : t(`reasons:spoil.${need.reason}.means`)}`,
          todo: t(`reasons:condition.${condition}.todo`),
        };
      }
      return {
        what: t(`reasons:spoil.${need.reason}.what`),
        means: need.byHand ? t("reasons:need.by-hand.means") : t(`reasons:spoil.${need.reason}.means`),
        todo: need.byHand ? t("reasons:need.by-hand.todo") : t(`reasons:spoil.${need.reason}.todo`),
      };
    }
    case "lay-blank":
    case "lay-again": {
      const seen = need.lastTap;
      return {
        what: t(`reasons:need.${need.kind}.what`),
        means: seen === null ? t(`reasons:need.${need.kind}.means`) : t(`reasons:laid.${seen}`),
        todo: t(`reasons:need.${need.kind}.todo`),
      };
    }
    case "keys-unavailable":
      return {
        what: t(`reasons:keys.${need.why}.what`, factsOf(need)),
        means: t(`reasons:keys.${need.why}.means`),
        todo: t(`reasons:keys.${need.why}.todo`),
      };
    case "crous-unlisted":
    case "content-impossible":
      return {
        what: t(`reasons:need.${need.kind}.what`, factsOf(need)),
        means: t(`reasons:need.${need.kind}.means`),
        todo: t(`reasons:need.${need.kind}.todo`),
      };
    case "card-lost":
    case "load-printer":
    case "already-live":
    case "disk-full":
    case "stopped":
    case "verify":
      return {
        what: t(`reasons:need.${need.kind}.what`),
        means: t(`reasons:need.${need.kind}.means`),
        todo: t(`reasons:need.${need.kind}.todo`),
      };
  }
}

/** What the words of a need name. */
function factsOf(need: IssueNeed): {
  readonly uid: string;
  readonly key: string;
  readonly placeholder: string;
} {
  return {
    uid: "uid" in need ? need.uid : "",
    key: "key" in need ? need.key : "",
    placeholder: "placeholder" in need ? need.placeholder : "",
  };
}

/** What the printer said when a print failed: the trouble to mend before the next card. */
function conditionBehind(
  reason: string,
  acts: readonly Pick<IssueAct, "fault">[],
): keyof typeof reasons.condition | null {
  if (reason !== "print-failed" && reason !== "print-uncertain") return null;
  const fault = acts.findLast((act) => act.fault !== null)?.fault ?? "";
  return isCondition(fault) ? fault : null;
}

function isCondition(name: string): name is keyof typeof reasons.condition {
  return Object.hasOwn(reasons.condition, name);
}
