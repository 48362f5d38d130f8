import type { Instant } from "../../../main/core/calendar.ts";
import { type Evidence, renewalReason } from "../../../main/core/fees/reason.ts";
import type { FeeRule } from "../../../main/core/fees/rule.ts";
import { type FeeFacts, judgeFee, monthsLater } from "../../../main/core/fees/verdict.ts";
import { useOutcomeWords } from "../../desk/renewal/fee-why.tsx";
import { useRenewalWords } from "../../desk/renewal/words.ts";
import { useFormats } from "../../parts/formats.ts";
import { useMinute } from "../../parts/now.ts";
import { Scroller } from "../../parts/scroller.tsx";

interface FeeEffectProps {
  readonly rules: readonly FeeRule[];
  readonly inForce: readonly FeeRule[];
  readonly university: string;
}

const shows = ["nothing", "police-declaration", "card-handed-back", "chip-test-failed", "again"] as const;

/** What the table comes to for an ordinary student, reason by reason; what differs from the table in force stands out. */
export function FeeEffect({ rules, inForce, university }: FeeEffectProps) {
  const { t } = useRenewalWords();
  const formats = useFormats();
  const outcomeOf = useOutcomeWords();
  const today = formats.dayOf(new Date(useMinute()).toISOString() as Instant);
  const evidenceOf = (shown: (typeof shows)[number]): readonly Evidence[] =>
    shown === "nothing" || shown === "again" ? [] : [shown];
  const judged = (table: readonly FeeRule[], reason: FeeFacts["reason"], shown: (typeof shows)[number]) =>
    judgeFee(table, {
      establishment: university,
      population: "étudiant",
      reason,
      day: today,
      evidence: evidenceOf(shown),
      enrolled: true,
      cardSince: monthsLater(today, -12),
      chargedOn: shown === "again" ? [monthsLater(today, -6)] : [],
      renewals: shown === "again" ? 1 : 0,
    }).outcome;
  return (
    <section className="settings-section">
      <h4>{t("table.effect")}</h4>
      <p className="quiet">{t("table.effectMeaning")}</p>
      <Scroller className="fee-table" label={t("table.effect")}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t("table.reason")}</th>
              {shows.map((shown) => (
                <th key={shown} scope="col">
                  {t(`table.shows.${shown}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {renewalReason.options.map((reason) => (
              <tr key={reason}>
                <th scope="row">{t(`reason.${reason}`)}</th>
                {shows.map((shown) => {
                  const after = outcomeOf(judged(rules, reason, shown));
                  const before = outcomeOf(judged(inForce, reason, shown));
                  return (
                    <td key={shown}>
                      {after === before ? (
                        after
                      ) : (
                        <>
                          <strong>{after}</strong>
                          <small className="quiet">{t("table.before", { outcome: before })}</small>
                        </>
                      )}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroller>
    </section>
  );
}
