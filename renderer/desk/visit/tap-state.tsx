import { Nfc } from "lucide-react";
import { useEffect } from "react";
import type { IssueNeed } from "../../../main/contract/issue.ts";
import { announce } from "../../parts/announcer.tsx";
import { useWords } from "../../parts/language.ts";
import { StateMark } from "../../parts/state-mark.tsx";
import { UnlockKeys } from "../../parts/unlock-keys.tsx";

/** What the desk reader saw of the card, live. */
export function TapState({ need }: { readonly need: Extract<IssueNeed, { readonly kind: "verify" }> }) {
  const { t } = useWords();
  const { chipMatched, lastTap } = need;
  const words = wordsOf();
  useEffect(() => {
    if (lastTap !== null) announce(words);
  }, [lastTap, words]);
  return (
    <>
      <h4>
        {chipMatched ? <StateMark tone="good" /> : <Nfc aria-hidden="true" />}
        {t("handOver.tap")}
      </h4>
      <p className="quiet">{t("handOver.tapMeaning")}</p>
      <p className="tap" data-tap={chipMatched ? "matches" : (lastTap ?? "waiting")}>
        <StateMark tone={chipMatched ? "good" : lastTap === null ? "busy" : "warn"} />
        {words}
      </p>
      {lastTap === "keys-locked" && !chipMatched && <UnlockKeys />}
    </>
  );

  function wordsOf(): string {
    if (chipMatched || lastTap === "matches") return t("handOver.matches");
    if (lastTap === "another-card") return t("handOver.another");
    if (lastTap === "keys-locked") return t("handOver.keysLocked");
    if (lastTap === "keys-slowed") return t("handOver.keysSlowed");
    if (lastTap === "keys-unreachable") return t("handOver.keysUnreachable");
    return lastTap === "unreadable" ? t("handOver.unreadable") : t("handOver.waiting");
  }
}
