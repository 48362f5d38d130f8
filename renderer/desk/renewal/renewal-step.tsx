import type { RenewalView } from "../../../main/contract/renewals.ts";
import { type RenewalReason, renewalReason } from "../../../main/core/fees/reason.ts";
import { station } from "../../call.ts";
import { Button } from "../../parts/button.tsx";
import { useFormats } from "../../parts/formats.ts";
import { useLive } from "../../parts/live.ts";
import { Notice } from "../../parts/notice.tsx";
import { OptionCards } from "../../parts/option-cards.tsx";
import { LetPass } from "../visit/let-pass.tsx";
import type { StepProps } from "../visit/step-body.tsx";
import { EvidenceList } from "./evidence-list.tsx";
import { FeePanel } from "./fee-panel.tsx";
import { OldCard } from "./old-card.tsx";
import { PaymentPanel } from "./payment-panel.tsx";
import { type RenewalAsking, RenewalTrouble, useRenewalAsking } from "./renewal-asking.tsx";
import { renewalLive } from "./renewal-live.ts";
import { useRenewalWords } from "./words.ts";
import "./renewal-step.css";

/** The renewal of a visit: why, what was seen, what it costs, and its payment; then the card is made as any other. */
export function RenewalStep({ view, onNext }: StepProps) {
  const { t } = useRenewalWords();
  const renewal = useLive(renewalLive(view.visit.id));
  const asking = useRenewalAsking();
  if (renewal === undefined) return <div className="step-body" aria-busy="true" />;
  const closed = view.visit.state === "done";
  const own = renewal !== null && renewal.state.visitId === view.visit.id ? renewal : null;
  const isOver = own?.state.phase.at === "ended";
  return (
    <div className="step-body renewal">
      {renewal !== null && own === null && <Waiting view={renewal} visitId={view.visit.id} asking={asking} />}
      {renewal === null || isOver ? (
        <Start visitId={view.visit.id} closed={closed} asking={asking}>
          {view.liveCard !== null && (
            <details className="why">
              <summary>{t("otherwise")}</summary>
              <LetPass view={view} kind="second-card" />
            </details>
          )}
        </Start>
      ) : (
        own !== null && <Renewal view={own} closed={closed} asking={asking} onNext={onNext} />
      )}
      <RenewalTrouble trouble={asking.trouble} />
    </div>
  );
}

interface ReasonProps {
  readonly chosen: RenewalReason | null;
  readonly disabled: boolean;
  readonly onChoose: (reason: RenewalReason) => void;
}

function Reasons({ chosen, disabled, onChoose }: ReasonProps) {
  const { t } = useRenewalWords();
  return (
    <section aria-label={t("reason.title")}>
      <h4>{t("reason.title")}</h4>
      <OptionCards
        label={t("reason.title")}
        disabled={disabled}
        options={renewalReason.options.map((value) => ({ value, words: t(`reason.${value}`) }))}
        chosen={chosen}
        onChoose={(reason) => reason !== null && onChoose(reason)}
      />
    </section>
  );
}

interface StartProps {
  readonly visitId: StepProps["view"]["visit"]["id"];
  readonly closed: boolean;
  readonly asking: RenewalAsking;
  readonly children: React.ReactNode;
}

/** Nothing is begun: the reason begins it. */
function Start({ visitId, closed, asking, children }: StartProps) {
  const { t } = useRenewalWords();
  return (
    <>
      <p>{t("start")}</p>
      <Reasons
        chosen={null}
        disabled={closed || asking.busy}
        onChoose={(reason) =>
          asking.ask(async () => {
            const begun = await station.renewals.begin({ visitId });
            return begun.ok ? station.renewals.reason({ renewalId: begun.value.renewalId, reason }) : begun;
          })
        }
      />
      {children}
    </>
  );
}

/** A renewal that the student began another day. */
function Waiting({
  view,
  visitId,
  asking,
}: { readonly view: RenewalView } & Omit<StartProps, "closed" | "children">) {
  const { t } = useRenewalWords();
  const formats = useFormats();
  const { at } = view.state.phase;
  return (
    <Notice
      tone="warn"
      what={t("waiting.what", { day: formats.shortDay(formats.dayOf(view.startedAt)) })}
      {...(at === "ready" && view.payment !== null && { means: t("waiting.paid") })}
      {...(at === "paying" && { means: t("waiting.paying") })}
      todo={t("waiting.todo")}
    >
      <Button
        kind="primary"
        obvious
        busy={asking.busy}
        onPress={() => asking.ask(() => station.renewals.begin({ visitId }))}
      >
        {t("waiting.take")}
      </Button>
    </Notice>
  );
}

interface RenewalProps extends Pick<StepProps, "onNext"> {
  readonly view: RenewalView;
  readonly closed: boolean;
  readonly asking: RenewalAsking;
}

function Renewal({ view, closed, asking, onNext }: RenewalProps) {
  const { t } = useRenewalWords();
  const { id: renewalId, reason, phase, payment } = view.state;
  const fixed = closed || view.beingMade || phase.at === "done";
  const grounds = fixed || phase.at === "paying" || payment !== null;
  return (
    <>
      <OldCard view={view} fixed={fixed || phase.at === "paying"} asking={asking} />
      {view.beingMade && <Notice tone="quiet" what={t("beingMade")} />}
      <Reasons
        chosen={reason}
        disabled={grounds}
        onChoose={(told) => asking.ask(() => station.renewals.reason({ renewalId, reason: told }))}
      />
      {reason !== null && <EvidenceList view={view} fixed={grounds} asking={asking} />}
      {reason !== null && <FeePanel view={view} fixed={fixed} asking={asking} />}
      <PaymentPanel view={view} fixed={fixed} asking={asking} />
      {phase.at === "ready" && !fixed && (
        <footer className="step-foot">
          <p className="step-hint">
            {t("settled.what")} {t("settled.means")}
          </p>
          <Button kind="primary" size="large" obvious onPress={onNext}>
            {t("interface:common.next")}
          </Button>
        </footer>
      )}
      {phase.at === "done" && (
        <Notice
          tone={phase.owed ? "warn" : "good"}
          what={t("made.what")}
          {...(phase.owed && { means: t("made.owed") })}
        />
      )}
    </>
  );
}
