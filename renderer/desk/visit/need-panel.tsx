import { useEffect, useState } from "react";
import type { IssueNeed, IssueView } from "../../../main/contract/issue.ts";
import { station } from "../../call.ts";
import { announce } from "../../parts/announcer.tsx";
import { useAsking } from "../../parts/asking.ts";
import { Button } from "../../parts/button.tsx";
import { useWords } from "../../parts/language.ts";
import { Notice } from "../../parts/notice.tsx";
import { useFacts } from "../../parts/station.ts";
import { UnlockKeys } from "../../parts/unlock-keys.tsx";
import { needWords } from "./need-words.ts";
import { SimulatedHand } from "./simulated-hand.tsx";

/** What the machine waits for a person to do, and the two things that can be said to it. */
export function NeedPanel({ issue }: { readonly issue: IssueView }) {
  const { t } = useWords();
  const asking = useAsking();
  const facts = useFacts();
  const [sure, setSure] = useState(false);
  const need = issue.need;
  const words = need === null ? null : needWords(need, issue.acts, t);
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

function goOnWords({ kind }: IssueNeed, t: ReturnType<typeof useWords>["t"]): string {
  if (kind === "load-printer") return t("issue.print");
  return kind === "card-rejected" || kind === "card-lost" ? t("issue.nextCard") : t("issue.goOn");
}
