import { Check } from "lucide-react";
import { StateMark } from "../../parts/state-mark.tsx";
import { useSteadyHint } from "./steady-hint.ts";
import type { LiveChecks } from "./use-live-checks.ts";
import { toneOf } from "./verdict-list.tsx";
import { usePhotoWords } from "./words.ts";

/** Over the live picture: where the head goes, and the one thing to say now, in words large enough for two. */
export function LiveChecksLine({ checks }: { readonly checks: LiveChecks }) {
  const { t } = usePhotoWords();
  const hint = useSteadyHint(checks);
  const ready = hint === "ready";
  return (
    <>
      <svg className="camera-guide" viewBox="0 0 350 450" data-ready={ready || undefined} aria-hidden="true">
        <ellipse cx="175" cy="200" rx="92" ry="124" />
        <path d="M40 450c10-78 66-104 135-104s125 26 135 104" />
      </svg>
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
              <StateMark tone={toneOf[hint.state]} /> {t(`finding.${hint.finding}.what`)}
            </p>
            <p className="camera-todo">{t(`finding.${hint.finding}.todo`)}</p>
          </>
        )}
      </output>
    </>
  );
}
