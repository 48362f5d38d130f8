import type { RenewalView } from "../../../main/contract/renewals.ts";
import { type Evidence, evidence } from "../../../main/core/fees/reason.ts";
import { station } from "../../call.ts";
import { useFormats } from "../../parts/formats.ts";
import { Tick } from "../../parts/tick.tsx";
import type { RenewalAsking } from "./renewal-asking.tsx";
import { useRenewalWords } from "./words.ts";

interface EvidenceListProps {
  readonly view: RenewalView;
  readonly fixed: boolean;
  readonly asking: RenewalAsking;
}

/** What the rule asks to be seen, and what would change the fee: looked at and ticked, never copied. */
export function EvidenceList({ view, fixed, asking }: EvidenceListProps) {
  const { t } = useRenewalWords();
  const formats = useFormats();
  const asked = askedFor(view);
  if (asked.length === 0) return null;
  const lacking = view.verdict?.lacking ?? [];
  const renewalId = view.state.id;
  return (
    <section aria-label={t("evidence.title")} className="evidence">
      <h4>{t("evidence.title")}</h4>
      {asked.map((each) => (
        <Tick
          key={each}
          ticked={view.state.evidence.includes(each)}
          disabled={fixed}
          onTick={(seen) => asking.ask(() => station.renewals.evidence({ renewalId, evidence: each, seen }))}
        >
          {t(`evidence.${each}`)}
        </Tick>
      ))}
      <p className="quiet">{t("evidence.never")}</p>
      {lacking.length > 0 && !fixed && (
        <p className="evidence-lacking">
          {t("evidence.lacking", { list: formats.list(lacking.map((each) => t(`evidence.${each}`))) })}
        </p>
      )}
    </section>
  );
}

/** In the order of the list, so that nothing jumps when one is ticked. */
function askedFor({ verdict, state }: RenewalView): readonly Evidence[] {
  const changing = verdict?.wouldChange.flatMap(({ change }) =>
    change.kind === "seen" || change.kind === "not-seen" ? [change.evidence] : [],
  );
  const asked = new Set([...state.evidence, ...(verdict?.lacking ?? []), ...(changing ?? [])]);
  return evidence.options.filter((each) => asked.has(each));
}
