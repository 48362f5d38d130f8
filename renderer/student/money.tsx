import type { StudentView } from "../../main/contract/student.ts";
import { Section } from "./section.tsx";
import { becauseKey, useMoment, useStudentWords } from "./words.ts";

/** What the person has to pay, paid, or got back. */
export function Money({ view }: { readonly view: StudentView }) {
  const { t, language } = useStudentWords();
  const moment = useMoment();
  const euros = new Intl.NumberFormat(language === "fr" ? "fr-FR" : "en-GB", {
    style: "currency",
    currency: "EUR",
  });
  const amount = (cents: number) => euros.format(cents / 100);
  return (
    <Section title={t("money.title")}>
      {view.renewals.length === 0 && view.unspent.length === 0 && <p className="quiet">{t("money.none")}</p>}
      <ul className="person-list">
        {view.renewals.map((renewal) => {
          const key = becauseKey(renewal.reason);
          return (
            <li key={renewal.id}>
              <span className="person-what">
                <strong>{standing(renewal)}</strong>
                <span>
                  {t("money.renewal", { why: key === null ? t("money.noReason") : t(key) })}
                  {" · "}
                  {moment(renewal.startedAt)}
                </span>
              </span>
            </li>
          );
        })}
        {view.unspent.map(({ id, amountCents, takenAt }) => (
          <li key={id}>
            <span className="person-what">
              <strong>
                {t("money.unspent")} · {amount(amountCents)}
              </strong>
              <span>{moment(takenAt)}</span>
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );

  function standing({ dueCents, payment }: StudentView["renewals"][number]): string {
    if (payment !== null) {
      return `${t(payment.cancelled === null ? "money.paid" : "money.takenBack")} · ${amount(payment.amountCents)}`;
    }
    if (dueCents === null) return t("money.pending");
    return dueCents === 0 ? t("money.free") : `${t("money.due")} · ${amount(dueCents)}`;
  }
}
