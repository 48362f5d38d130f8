import { Undo2 } from "lucide-react";
import { useState } from "react";
import type { RetentionView } from "../../../main/contract/retention.ts";
import { type RetentionPeriods, retentionPeriods, usualPeriods } from "../../../main/core/retention.ts";
import { station } from "../../call.ts";
import { announce } from "../../parts/announcer.tsx";
import { useAsking } from "../../parts/asking.ts";
import { Button } from "../../parts/button.tsx";
import { useFormats } from "../../parts/formats.ts";
import { Notice } from "../../parts/notice.tsx";
import { useRetentionWords } from "./words.ts";

const things = retentionPeriods.keyof().options;
/** What has no number of days here: chosen elsewhere, or never purged. */
const others = ["photos", "audit", "money", "imports"] as const;

interface PeriodsFormProps {
  readonly view: RetentionView;
  readonly onKept: (view: RetentionView) => void;
}

/** How many days each thing is kept, with the reason and where it comes from, and how many go tonight. */
export function PeriodsForm({ view, onKept }: PeriodsFormProps) {
  const { t } = useRetentionWords();
  const formats = useFormats();
  const asking = useAsking();
  const [wish, setWish] = useState(view.periods);
  const [former, setFormer] = useState<RetentionPeriods | null>(null);
  const isWrong = (thing: keyof RetentionPeriods) =>
    !retentionPeriods.shape[thing].safeParse(wish[thing]).success;
  const isValid = !things.some(isWrong);
  const isSame = things.every((thing) => wish[thing] === view.periods[thing]);
  const countOf = (thing: string) => view.tonight.find((each) => each.thing === thing)?.count ?? null;
  const keep = (next: RetentionPeriods, undoes: boolean) =>
    asking.run(async () => {
      const kept = await station.retention.choose(next);
      setFormer(undoes ? null : view.periods);
      setWish(next);
      onKept(kept);
      announce(t("kept"));
    });
  return (
    <section className="settings-section" aria-labelledby="retention-periods">
      <h4 id="retention-periods">{t("periods")}</h4>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (isValid && !isSame) void keep(wish, false);
        }}
      >
        <table className="retention-table">
          <thead>
            <tr>
              <th scope="col">{t("column.what")}</th>
              <th scope="col">{t("column.days")}</th>
              <th scope="col">{t("column.why")}</th>
              <th scope="col">{t("column.tonight")}</th>
            </tr>
          </thead>
          <tbody>
            {things.map((thing) => {
              const { minValue: least, maxValue: most } = retentionPeriods.shape[thing].unwrap();
              return (
                <tr key={thing}>
                  <th scope="row">{t(`thing.${thing}`)}</th>
                  <td>
                    <input
                      type="number"
                      aria-label={t("daysOf", { thing: t(`thing.${thing}`) })}
                      aria-invalid={isWrong(thing) || undefined}
                      aria-describedby={`retention-${thing}`}
                      min={least ?? 0}
                      max={most ?? undefined}
                      value={Number.isNaN(wish[thing]) ? "" : wish[thing]}
                      onChange={(event) => setWish({ ...wish, [thing]: event.target.valueAsNumber })}
                    />
                    <small id={`retention-${thing}`} className="quiet">
                      {t("range", { least: least ?? 0, most: most ?? 0, usual: usualPeriods[thing] })}
                    </small>
                  </td>
                  <td>{t(`why.${thing}`)}</td>
                  <td className="retention-count">{formats.count(countOf(thing) ?? 0)}</td>
                </tr>
              );
            })}
            {others.map((thing) => {
              const count = countOf(thing);
              return (
                <tr key={thing}>
                  <th scope="row">{t(`thing.${thing}`)}</th>
                  <td>{t(`kept-so.${thing}`, { count: view.photos.days })}</td>
                  <td>{t(`why.${thing}`)}</td>
                  <td className="retention-count">{count === null ? t("never") : formats.count(count)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
        <div className="retention-buttons">
          <Button kind="primary" submit busy={asking.busy} disabled={isSame || !isValid}>
            {t("keep")}
          </Button>
          <p className="quiet">{isValid ? t("keepMore") : t("outOfRange")}</p>
        </div>
      </form>
      {former !== null && isSame && (
        <Notice tone="good" what={t("kept")}>
          <Button icon={Undo2} busy={asking.busy} onPress={() => void keep(former, true)}>
            {t("undo")}
          </Button>
        </Notice>
      )}
      {asking.brokenOff && <Notice tone="warn" urgent what={t("interface:common.interrupted")} />}
    </section>
  );
}
