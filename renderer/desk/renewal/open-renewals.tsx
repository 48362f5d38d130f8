import type { OpenRenewal } from "../../../main/contract/renewals.ts";
import { Button } from "../../parts/button.tsx";
import { useLive } from "../../parts/live.ts";
import { useMay } from "../../parts/session.ts";
import { StateMark } from "../../parts/state-mark.tsx";
import { fullName, welcome } from "../moves.ts";
import { openRenewalsLive } from "./renewal-live.ts";
import { useRenewalWords } from "./words.ts";
import "./open-renewals.css";

/** What the next agent sees first: renewals that wait for something, those whose money is there before the others. */
export function OpenRenewals() {
  const may = useMay("renewals.open");
  return may ? <List /> : null;
}

function List() {
  const { t } = useRenewalWords();
  const open = useLive(openRenewalsLive) ?? [];
  if (open.length === 0) return null;
  return (
    <section className="open-renewals" aria-label={t("open.title")}>
      <h3>{t("open.title")}</h3>
      <ul>
        {open.map((one) => (
          <li key={one.id}>
            <StateMark tone={isMoneyIn(one) ? "warn" : "quiet"} />
            <span>
              <strong>{fullName(one)}</strong>
              {one.reason !== null && <span className="quiet"> · {t(`reason.${one.reason}`)}</span>}
              <br />
              {t(`open.${standingOf(one)}`)}
            </span>
            <Button
              size="small"
              kind={isMoneyIn(one) ? "primary" : "plain"}
              label={t("open.resume", { name: fullName(one) })}
              onPress={() => void welcome(one)}
            >
              {t("waiting.take")}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function isMoneyIn({ phase }: OpenRenewal): boolean {
  return phase.at === "ready" || phase.at === "paying";
}

function standingOf({ phase }: OpenRenewal) {
  if (phase.at === "ready") return "paid";
  return phase.at === "paying" || phase.at === "to-pay" ? phase.at : "started";
}
