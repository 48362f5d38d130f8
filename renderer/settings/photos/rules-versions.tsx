import { History, Pencil, RotateCcw } from "lucide-react";
import { useState } from "react";
import type { AmendFault } from "../../../main/contract/photo-care.ts";
import type { PhotoProfile } from "../../../main/core/photo/photo-profile.ts";
import { station } from "../../call.ts";
import { announce } from "../../parts/announcer.tsx";
import { useAsking } from "../../parts/asking.ts";
import { Button } from "../../parts/button.tsx";
import { useFormats } from "../../parts/formats.ts";
import { Notice } from "../../parts/notice.tsx";
import { draftOf, rulesDraft, withAll } from "./rules-draft.ts";
import { usePhotoRulesWords } from "./rules-words.ts";

/** How a profile came to be what it is, as the station tells it. */
export type RulesHistory = Awaited<ReturnType<typeof station.photoCare.history>>;

interface RulesVersionsProps {
  readonly profile: PhotoProfile;
  readonly history: RulesHistory;
  /** Whether the focus comes here: a form was left. */
  readonly takesFocus: boolean;
}

/** The ways to another version of a profile: changed by hand, as it was before, as it is shipped. */
export function RulesVersions({ profile, history: { shipped, former }, takesFocus }: RulesVersionsProps) {
  const { t, language } = usePhotoRulesWords();
  const formats = useFormats();
  const asking = useAsking();
  const [fault, setFault] = useState<AmendFault["kind"] | null>(null);
  const isOwn = shipped !== null && JSON.stringify(shipped) !== JSON.stringify(profile);
  const restore = () =>
    asking.run(async () => {
      const answer = await station.photoCare.restore({ profile: profile.name });
      setFault(answer.ok ? null : answer.fault.kind);
      if (answer.ok) announce(t("restored", { title: profile.title[language] }));
    });
  return (
    <>
      <div className="photo-buttons">
        <Button icon={Pencil} takesFocus={takesFocus} onPress={() => rulesDraft.write(draftOf(profile))}>
          {t("edit")}
        </Button>
        {isOwn && (
          <Button icon={RotateCcw} busy={asking.busy} onPress={() => void restore()}>
            {t("restore")}
          </Button>
        )}
      </div>
      {fault !== null && <Notice urgent tone="warn" what={t(`fault.${fault}`)} />}
      {asking.brokenOff && <Notice urgent tone="warn" what={t("interface:common.interrupted")} />}
      {former.length > 0 && (
        <details className="why rules-former">
          <summary>{t("former.title", { count: former.length })}</summary>
          <ul>
            {former.map((before) => (
              <li key={JSON.stringify(before)}>
                <strong>{t("version", { version: before.version })}</strong>
                {decisionsOf(before).length === 0 && <span>{t("former.shipped")}</span>}
                {decisionsOf(before).map(({ decision, on }) => (
                  <span key={decision + on}>
                    {decision} ({formats.shortDay(on)})
                  </span>
                ))}
                <Button
                  size="small"
                  icon={History}
                  label={t("former.takeVersion", { version: before.version })}
                  onPress={() => rulesDraft.write(withAll(draftOf(profile), before))}
                >
                  {t("former.take")}
                </Button>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function decisionsOf({ sources }: PhotoProfile) {
  return Object.values(sources).flatMap((source) => ("decision" in source ? [source] : []));
}
