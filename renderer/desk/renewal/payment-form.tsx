import { type FormEvent, useState } from "react";
import type { RenewalState } from "../../../main/core/flows/renew-card-terms.ts";
import { centsOf, eurosText } from "../../../main/core/money/amount-text.ts";
import { station } from "../../call.ts";
import { Button } from "../../parts/button.tsx";
import { FormField } from "../../settings/form-field.tsx";
import type { RenewalAsking } from "./renewal-asking.tsx";
import { useRenewalWords } from "./words.ts";

interface PaymentFormProps {
  readonly renewalId: RenewalState["id"];
  readonly phase: Extract<RenewalState["phase"], { readonly at: "paying" }>;
  readonly due: number;
  readonly asking: RenewalAsking;
}

/** A payment that was begun: noted once it was seen, or dropped. After a crash it is the first thing asked. */
export function PaymentForm({ renewalId, phase, due, asking }: PaymentFormProps) {
  const { t, language } = useRenewalWords();
  const [amount, setAmount] = useState(() => eurosText(due, language));
  const [reference, setReference] = useState("");
  const [drawnBy, setDrawnBy] = useState("");
  const cents = centsOf(amount);
  const { means, key } = phase;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (cents === null || cents === 0) return;
    asking.ask(() =>
      station.renewals.pay({
        renewalId,
        key,
        amountCents: cents,
        reference: reference.trim() === "" ? null : reference.trim(),
        drawnBy: drawnBy.trim() === "" ? null : drawnBy.trim(),
      }),
    );
  };
  return (
    <form className="renewal-form" aria-label={t("pay.title")} onSubmit={submit}>
      <p>{t("pay.asked", { means: t(`means.${means}`).toLocaleLowerCase() })}</p>
      <div className="renewal-fields">
        <FormField
          label={t("pay.amount")}
          hint={cents === null ? t("pay.amountWrong") : null}
          value={amount}
          wrong={cents === null}
          onChange={setAmount}
        />
        <FormField
          label={t(`pay.referenceOf.${means}`)}
          hint={null}
          value={reference}
          wrong={false}
          onChange={setReference}
        />
        {means === "cheque" && (
          <FormField
            label={t("pay.drawnBy")}
            hint={null}
            value={drawnBy}
            wrong={false}
            onChange={setDrawnBy}
          />
        )}
      </div>
      <div className="notice-buttons">
        <Button kind="primary" submit obvious disabled={cents === null} busy={asking.busy}>
          {t("pay.seen")}
        </Button>
        <Button onPress={() => asking.ask(() => station.renewals.dropPaying({ renewalId }))}>
          {t("pay.not")}
        </Button>
      </div>
    </form>
  );
}
