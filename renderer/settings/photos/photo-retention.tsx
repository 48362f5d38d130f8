import { useId, useState } from "react";
import type { PhotoKeeping, PhotoRules } from "../../../main/contract/photo-care.ts";
import type { RetentionRule } from "../../../main/core/photo/retention.ts";
import { station } from "../../call.ts";
import { usePhotoWords } from "../../desk/photo/words.ts";
import { announce } from "../../parts/announcer.tsx";
import { useAsking } from "../../parts/asking.ts";
import { Button } from "../../parts/button.tsx";
import { useFormats } from "../../parts/formats.ts";
import { Notice } from "../../parts/notice.tsx";
import { useMay } from "../../parts/session.ts";
import { lookAtKeeping } from "./keeping.ts";

const ways = ["while-enrolled", "after-hand-over"] as const satisfies readonly RetentionRule["keep"][];
const mostDays = 400;

interface RetentionProps {
  readonly rules: PhotoRules;
  readonly keeping: PhotoKeeping;
  readonly mayChoose: boolean;
}

/** How long photos stay and why; what is kept now; and what is erased, at once if wanted. */
export function PhotoRetention({ rules, keeping, mayChoose }: RetentionProps) {
  const { t } = usePhotoWords();
  const formats = useFormats();
  const asking = useAsking();
  const maySweep = useMay("photoCare.sweep");
  const group = useId();
  const [wish, setWish] = useState<RetentionRule>(keeping.rule);
  const { kept, oldestTakenOn, due } = keeping;
  const same = wish.keep === keeping.rule.keep && wish.days === keeping.rule.days;
  const isValid = Number.isInteger(wish.days) && wish.days >= 0 && wish.days <= mostDays;
  const apply = () =>
    asking.run(async () => {
      await station.photoCare.choose({ profile: rules.inForce.name, retention: wish });
      announce(t("settings.retentionKept"));
      await lookAtKeeping();
    });
  const sweep = () =>
    asking.run(async () => {
      await station.photoCare.sweep();
      announce(t("settings.swept"));
      await lookAtKeeping();
    });
  return (
    <section className="settings-section" aria-labelledby="photo-retention">
      <h4 id="photo-retention">{t("settings.retention")}</h4>
      <fieldset className="photo-profiles" disabled={!mayChoose}>
        <legend className="only-heard">{t("settings.retention")}</legend>
        {ways.map((keep) => (
          <div key={keep} className="photo-way">
            <label className="photo-profile">
              <input
                type="radio"
                name={group}
                checked={wish.keep === keep}
                onChange={() => setWish({ ...wish, keep })}
              />
              <span>{t(`settings.way.${keep}`)}</span>
            </label>
            <p className="quiet">{t(keep === "while-enrolled" ? "settings.why" : "settings.whyShort")}</p>
          </div>
        ))}
        <label className="photo-days">
          <span>{t(`settings.days.${wish.keep}`)}</span>
          <input
            type="number"
            min={0}
            max={mostDays}
            step={1}
            value={Number.isNaN(wish.days) ? "" : wish.days}
            aria-invalid={!isValid || undefined}
            onChange={(event) => setWish({ ...wish, days: event.target.valueAsNumber })}
          />
          <span className="quiet">{t("settings.daysRange", { most: mostDays })}</span>
        </label>
      </fieldset>
      {mayChoose && (
        <div className="photo-buttons">
          <Button kind="primary" busy={asking.busy} disabled={same || !isValid} onPress={() => void apply()}>
            {t("settings.keepRule")}
          </Button>
        </div>
      )}
      <p>
        {t("settings.kept", { count: kept })}
        {oldestTakenOn !== null && `, ${t("settings.oldest", { day: formats.shortDay(oldestTakenOn) })}`}
        {" · "}
        {due === 0 ? t("settings.noneDue") : t("settings.due", { count: due })}
      </p>
      {maySweep && due > 0 && (
        <div className="photo-buttons">
          <Button busy={asking.busy} onPress={() => void sweep()}>
            {t("settings.sweep")}
          </Button>
        </div>
      )}
      {asking.brokenOff && <Notice urgent tone="warn" what={t("interface:common.interrupted")} />}
      <p className="quiet">{t("settings.always")}</p>
    </section>
  );
}
