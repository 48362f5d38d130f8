import { useState } from "react";
import type { RenewalView } from "../../../main/contract/renewals.ts";
import type { Payment } from "../../../main/core/money/payment.ts";
import { cancelledBecause } from "../../../main/core/money/payment.ts";
import { station } from "../../call.ts";
import { Button } from "../../parts/button.tsx";
import { useFormats } from "../../parts/formats.ts";
import { Notice } from "../../parts/notice.tsx";
import { OptionCards } from "../../parts/option-cards.tsx";
import { useMay } from "../../parts/session.ts";
import { PaymentForm } from "./payment-form.tsx";
import type { RenewalAsking } from "./renewal-asking.tsx";
import { useRenewalWords } from "./words.ts";

interface PaymentPanelProps {
  readonly view: RenewalView;
  readonly fixed: boolean;
  readonly asking: RenewalAsking;
}

/** The payment of a renewal: how, seen, noted; taken back by whoever may. Money of the student's that paid for nothing is offered first. */
export function PaymentPanel({ view, fixed, asking }: PaymentPanelProps) {
  const { t } = useRenewalWords();
  const { state, payment, unspent } = view;
  const { phase, fee } = state;
  const due = fee?.dueCents ?? 0;
  if (phase.at === "open" && unspent.length === 0) return null;
  if (payment === null && unspent.length === 0 && due === 0) return null;
  return (
    <section aria-label={t("pay.title")} className="payment">
      <h4>{t("pay.title")}</h4>
      {!fixed &&
        unspent.map((each) => (
          <Unspent
            key={each.id}
            payment={each}
            usable={(phase.at === "to-pay" || phase.at === "paying") && each.amountCents === due}
            renewalId={state.id}
            asking={asking}
          />
        ))}
      {phase.at === "to-pay" && !fixed && <Means view={view} due={due} asking={asking} />}
      {phase.at === "paying" && !fixed && (
        <PaymentForm key={phase.key} renewalId={state.id} phase={phase} due={due} asking={asking} />
      )}
      {payment !== null && <Paid view={view} payment={payment} asking={asking} />}
    </section>
  );
}

function Means({ view, due, asking }: Pick<PaymentPanelProps, "view" | "asking"> & { readonly due: number }) {
  const { t } = useRenewalWords();
  const formats = useFormats();
  const ask = t("pay.ask", { amount: formats.euros(due) });
  return (
    <>
      <p>{ask}</p>
      <OptionCards
        label={t("means.title")}
        options={view.means.map((value) => ({ value, words: t(`means.${value}`) }))}
        chosen={null}
        disabled={asking.busy}
        onChoose={(means) =>
          means !== null &&
          asking.ask(() => station.renewals.beginPaying({ renewalId: view.state.id, means }))
        }
      />
    </>
  );
}

interface UnspentProps extends Pick<PaymentPanelProps, "asking"> {
  readonly payment: Payment;
  readonly usable: boolean;
  readonly renewalId: RenewalView["state"]["id"];
}

function Unspent({ payment, usable, renewalId, asking }: UnspentProps) {
  const { t } = useRenewalWords();
  const formats = useFormats();
  const facts = { amount: formats.euros(payment.amountCents), day: formats.shortDay(payment.day) };
  return (
    <Notice tone="warn" what={t("pay.unspent", facts)}>
      {usable && (
        <Button
          size="small"
          onPress={() =>
            asking.ask(() => station.renewals.spendEarlier({ renewalId, paymentId: payment.id }))
          }
        >
          {t("pay.use")}
        </Button>
      )}
      <TakeBack payment={payment} asking={asking} />
    </Notice>
  );
}

function Paid({
  view,
  payment,
  asking,
}: Pick<PaymentPanelProps, "view" | "asking"> & { readonly payment: Payment }) {
  const { t } = useRenewalWords();
  const formats = useFormats();
  const lines = view.lines.map(({ kind, register, year, number }) => {
    const words = { number: `${register}-${year}-${number}` };
    return kind === "receipt" ? t("pay.receipt", words) : t("pay.counterEntry", words);
  });
  const reference = payment.reference === null ? [] : [t("pay.reference-is", payment)];
  return (
    <Notice
      tone="good"
      what={t("pay.done", {
        amount: formats.euros(payment.amountCents),
        means: t(`means.${payment.means}`).toLocaleLowerCase(),
      })}
      means={[...reference, ...lines].join(" ")}
    >
      {!view.beingMade && payment.cancelled === null && <TakeBack payment={payment} asking={asking} />}
    </Notice>
  );
}

/** Takes a payment back, with why: by a counter-entry where a register is kept. */
function TakeBack({ payment, asking }: { readonly payment: Payment } & Pick<PaymentPanelProps, "asking">) {
  const { t } = useRenewalWords();
  const may = useMay("renewals.takeBack");
  const [open, setOpen] = useState(false);
  if (!may) return null;
  if (!open) {
    return (
      <Button kind="quiet" size="small" onPress={() => setOpen(true)}>
        {t("takeBack.ask")}
      </Button>
    );
  }
  return (
    <fieldset className="take-back">
      <legend>{t("takeBack.because")}</legend>
      {cancelledBecause.options.map((because) => (
        <Button
          key={because}
          size="small"
          busy={asking.busy}
          onPress={() => asking.ask(() => station.renewals.takeBack({ paymentId: payment.id, because }))}
        >
          {t(`takeBack.reasons.${because}`)}
        </Button>
      ))}
      <Button kind="quiet" size="small" takesFocus onPress={() => setOpen(false)}>
        {t("takeBack.leave")}
      </Button>
    </fieldset>
  );
}
