import { useEffect, useState } from "react";
import reasons from "../../../assets/locales/fr/reasons.json";
import type { IssueAct, IssueNeed, IssueView } from "../../../main/contract/issue.ts";
import { station } from "../../call.ts";
import { announce } from "../../parts/announcer.tsx";
import { useAsking } from "../../parts/asking.ts";
import { Button } from "../../parts/button.tsx";
import { useWords } from "../../parts/language.ts";
import { Notice } from "../../parts/notice.tsx";
import { useFacts } from "../../parts/station.ts";
import { UnlockKeys } from "../../parts/unlock-keys.tsx";
import { SimulatedHand } from "./simulated-hand.tsx";

/** What the machine waits for a person to do, and the two things that can be said to it. */
export function NeedPanel({ issue }: { readonly issue: IssueView }) {
  const { t } = useWords();
  const asking = useAsking();
  const facts = useFacts();
  const [sure, setSure] = useState(false);
  const need = issue.need;
  const words = need === null ? null : wordsOf(need, issue.acts, t);
  const what = words?.what;
  useEffect(() => {
    if (what !== undefined) announce(what);
  }, [what]);
  if (need === null || words === null || need.kind === "verify" || issue.state !== "waiting") return null;

  const say = (word: "go-on" | "give-up" | "will-not-verify") =>
    asking.run(() => station.issue.say({ jobId: issue.jobId, word }));
  return (
    <section className="need" aria-label={t("issue.needsYou")}>
      <h4>{t("issue.needsYou")}</h4>
      <Notice
        tone={need.kind === "already-live" ? "stop" : "warn"}
        {...words}
        {...(need.kind === "printer"
          ? { why: <p className="mono">{t("issue.makerCode", { code: need.code })}</p> }
          : {})}
      >
        {facts?.simulated === true && <SimulatedHand need={need} />}
        {waitsForUnlocking(need) && (
          <UnlockKeys onUnlocked={() => void (need.kind === "keys-unavailable" && say("go-on"))} />
        )}
        {need.kind !== "already-live" && need.kind !== "lay-blank" && need.kind !== "lay-again" && (
          <Button
            kind={waitsForUnlocking(need) ? "plain" : "primary"}
            obvious={!waitsForUnlocking(need)}
            busy={asking.busy}
            onPress={() => void say("go-on")}
          >
            {goOnWords(need, t)}
          </Button>
        )}
        {isInHand(need) && (
          <Button busy={asking.busy} onPress={() => void say("will-not-verify")}>
            {t("issue.cannotLay")}
          </Button>
        )}
        {sure ? (
          <Button kind="danger" onPress={() => void say("give-up")}>
            {t("issue.giveUpSure")}
          </Button>
        ) : (
          <Button onPress={() => setSure(true)}>{t("issue.giveUp")}</Button>
        )}
      </Notice>
      {asking.brokenOff && <Notice tone="warn" urgent what={t("common.interrupted")} />}
    </section>
  );
}

interface NeedWords {
  readonly what: string;
  readonly means: string;
  readonly todo: string;
}

/** Whether only a locked key store stands in the way: it is opened here, and the issue goes on by itself. */
function waitsForUnlocking(need: IssueNeed): boolean {
  if (need.kind === "keys-unavailable") return need.why === "keys-locked";
  return "lastTap" in need && need.lastTap === "keys-locked";
}

/** Whether the card begun may have been lost on its way by hand. */
function isInHand(need: IssueNeed): boolean {
  return (
    need.kind === "lay-again" || need.kind === "load-printer" || (need.kind === "printer" && need.inHand)
  );
}

type Words = ReturnType<typeof useWords>["t"];

function goOnWords({ kind }: IssueNeed, t: Words): string {
  if (kind === "load-printer") return t("issue.print");
  return kind === "card-rejected" || kind === "card-lost" ? t("issue.nextCard") : t("issue.goOn");
}

function wordsOf(need: IssueNeed, acts: readonly IssueAct[], t: Words): NeedWords {
  switch (need.kind) {
    case "printer":
      return {
        what: t(`reasons:condition.${need.condition}.what`),
        means: t(`reasons:condition.${need.condition}.means`),
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
function conditionBehind(reason: string, acts: readonly IssueAct[]): keyof typeof reasons.condition | null {
  if (reason !== "print-failed" && reason !== "print-uncertain") return null;
  const fault = acts.findLast((act) => act.fault !== null)?.fault ?? "";
  return isCondition(fault) ? fault : null;
}

function isCondition(name: string): name is keyof typeof reasons.condition {
  return Object.hasOwn(reasons.condition, name);
}
