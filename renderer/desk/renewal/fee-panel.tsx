import type { RenewalView } from "../../../main/contract/renewals.ts";
import type { FeeVerdict } from "../../../main/core/fees/verdict.ts";
import { station } from "../../call.ts";
import { Button } from "../../parts/button.tsx";
import { useFormats } from "../../parts/formats.ts";
import { Notice } from "../../parts/notice.tsx";
import { useMay } from "../../parts/session.ts";
import { FeeWhy } from "./fee-why.tsx";
import { ForceFree } from "./force-free.tsx";
import type { RenewalAsking } from "./renewal-asking.tsx";
import { useRenewalWords } from "./words.ts";

interface FeePanelProps {
  readonly view: RenewalView;
  readonly fixed: boolean;
  readonly asking: RenewalAsking;
}

/** What the renewal costs, why, and the button that goes on from there. */
export function FeePanel(props: FeePanelProps) {
  const { verdict } = props.view;
  return verdict === null ? null : <Fee {...props} verdict={verdict} />;
}

function Fee({ view, fixed, asking, verdict }: FeePanelProps & { readonly verdict: FeeVerdict }) {
  const { t } = useRenewalWords();
  const said = useSaid(view, verdict);
  const mayForce = useMay("renewals.forceFree");
  const { state } = view;
  const renewalId = state.id;
  const { outcome, lacking } = verdict;
  const isOpen = state.phase.at === "open" && !fixed;
  const agree = () => asking.ask(() => station.renewals.agree({ renewalId, table: view.table }));
  const forced = state.forced !== null;
  const forcible = (isOpen || state.phase.at === "to-pay") && outcome.kind !== "free" && lacking.length === 0;
  return (
    <section aria-label={t("fee.title")} className="fee">
      <h4>{t("fee.title")}</h4>
      <Notice
        tone={forced ? "good" : toneOf(outcome)}
        {...said}
        why={<FeeWhy verdict={verdict} table={view.table} />}
      >
        {isOpen && (outcome.kind === "due" || outcome.kind === "free") && (
          <Agree outcome={outcome} disabled={lacking.length > 0} busy={asking.busy} onAgree={agree} />
        )}
        {!fixed && mayForce && forcible && outcome.kind !== "refused" && (
          <ForceFree renewalId={renewalId} asking={asking} />
        )}
      </Notice>
      {view.rulesChanged && !fixed && (
        <Notice tone="warn" what={t("fee.changed")}>
          {state.payment === null && (
            <Button size="small" onPress={() => asking.ask(() => station.renewals.reopen({ renewalId }))}>
              {t("fee.again")}
            </Button>
          )}
        </Notice>
      )}
    </section>
  );
}

interface AgreeProps {
  readonly outcome: Extract<FeeVerdict["outcome"], { readonly kind: "due" | "free" }>;
  readonly disabled: boolean;
  readonly busy: boolean;
  readonly onAgree: () => void;
}

function Agree({ outcome, disabled, busy, onAgree }: AgreeProps) {
  const { t } = useRenewalWords();
  const formats = useFormats();
  return (
    <Button kind="primary" obvious disabled={disabled} busy={busy} onPress={onAgree}>
      {outcome.kind === "free"
        ? t("fee.agreeFree")
        : t("fee.agreeDue", { amount: formats.euros(outcome.amountCents) })}
    </Button>
  );
}

function toneOf({ kind }: FeeVerdict["outcome"]) {
  if (kind === "free") return "good";
  return kind === "due" ? "warn" : "stop";
}

/** The fee in a sentence, and what makes it so. */
function useSaid({ state }: RenewalView, { outcome }: FeeVerdict) {
  const { t } = useRenewalWords();
  const formats = useFormats();
  if (state.forced !== null) return { what: t("fee.free"), means: t("fee.forced", state.forced) };
  switch (outcome.kind) {
    case "due": {
      const what = t("fee.due", { amount: formats.euros(outcome.amountCents) });
      const { repeats: count } = outcome;
      return count === 0 ? { what } : { what, means: t("fee.dueRepeats", { count }) };
    }
    case "free":
      return { what: t("fee.free"), means: because(outcome.because) };
    case "amount-unknown":
    case "no-rule":
      return { what: t(`fee.${outcome.kind}.what`), todo: t(`fee.${outcome.kind}.todo`) };
    case "refused":
      return { what: t(`fee.refused.${outcome.because}`) };
  }

  function because(why: Extract<FeeVerdict["outcome"], { readonly kind: "free" }>["because"]): string {
    if (why.kind === "seen") return t("fee.because.seen", { evidence: t(`evidence.${why.evidence}`) });
    if (why.kind === "card-older-than") return t("fee.because.card-older-than", { months: why.months });
    return t(`fee.because.${why.kind}`);
  }
}
