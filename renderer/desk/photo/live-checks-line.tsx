import { Check } from "lucide-react";
import { framedOnNobody } from "../../../main/core/photo/auto-framing.ts";
import type { HeadRule } from "../../../main/core/photo/photo-profile.ts";
import { StateMark } from "../../parts/state-mark.tsx";
import { HeadGuide } from "./head-guide.tsx";
import { isSaidLive, useSteadyHint } from "./steady-hint.ts";
import type { LiveChecks } from "./use-live-checks.ts";
import { toneOf } from "./verdict-list.tsx";
import { usePhotoWords } from "./words.ts";

interface LiveChecksLineProps {
  readonly checks: LiveChecks;
  readonly picture: { readonly widthPx: number; readonly heightPx: number } | null;
  /** Null before a rule is known. */
  readonly head: HeadRule | null;
}

/** Over the live picture: what the photo would show, where the head goes in it, and the one thing to say now, in words large enough for two. */
export function LiveChecksLine({ checks, picture, head }: LiveChecksLineProps) {
  const { t } = usePhotoWords();
  const hint = useSteadyHint(checks);
  const ready = hint === "ready";
  return (
    <>
      {picture !== null && head !== null && (
        <HeadGuide
          picture={picture}
          cut={checks.judgement?.cut ?? framedOnNobody(picture)}
          head={head}
          ready={ready}
        />
      )}
      <output
        className="camera-hint"
        data-tone={ready ? "good" : hint === null ? "quiet" : toneOf[hint.state]}
        data-finding={ready ? "ready" : (hint?.finding ?? checks.state)}
      >
        {ready && (
          <p>
            <Check aria-hidden="true" /> {t("live.ready")}
          </p>
        )}
        {hint === null && <p>{t(checks.state === "off" ? "live.off" : "live.looking")}</p>}
        {hint !== null && hint !== "ready" && (
          <>
            <p>
              <StateMark tone={toneOf[hint.state]} />{" "}
              {isSaidLive(hint.finding)
                ? t(`live.said.${hint.finding}.what`)
                : t(`finding.${hint.finding}.what`)}
            </p>
            <p className="camera-todo">
              {isSaidLive(hint.finding)
                ? t(`live.said.${hint.finding}.todo`)
                : t(`finding.${hint.finding}.todo`)}
            </p>
          </>
        )}
      </output>
    </>
  );
}
