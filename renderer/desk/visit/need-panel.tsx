import { useEffect, useState } from "react";
import type { IssueNeed, IssueView } from "../../../main/contract/issue.ts";
import { station } from "../../call.ts";
import { announce } from "../../parts/announcer.tsx";
import { useAsking } from "../../parts/asking.ts";
import { Button } from "../../parts/button.tsx";
import { useWords } from "../../parts/language.ts";
import { Notice } from "../../parts/notice.tsx";

/** What the machine waits for a person to do, and the two things that can be said to it. */
export function NeedPanel({ issue }: { readonly issue: IssueView }) {
  const { t } = useWords();
  const asking = useAsking();
  const [sure, setSure] = useState(false);
  const need = issue.need;
  const words = need === null ? null : wordsOf(need, t);
  const what = words?.what;
  useEffect(() => {
    if (what !== undefined) announce(what);
  }, [what]);
  if (need === null || words === null || need.kind === "verify" || issue.state !== "waiting") return null;

  const say = (word: "go-on" | "give-up") =>
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
        {need.kind !== "already-live" && (
          <Button kind="primary" obvious busy={asking.busy} onPress={() => void say("go-on")}>
            {t("issue.goOn")}
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

function wordsOf(need: IssueNeed, t: ReturnType<typeof useWords>["t"]): NeedWords {
  switch (need.kind) {
    case "printer":
      return {
        what: t(`reasons:condition.${need.condition}.what`),
        means: t(`reasons:condition.${need.condition}.means`),
        todo: t(`reasons:condition.${need.condition}.todo`),
      };
    case "card-rejected":
      return {
        what: t(`reasons:spoil.${need.reason}.what`),
        means: t(`reasons:spoil.${need.reason}.means`),
        todo: t(`reasons:spoil.${need.reason}.todo`),
      };
    case "card-lost":
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
