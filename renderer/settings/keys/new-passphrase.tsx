import { useState } from "react";
import { useAsking } from "../../parts/asking.ts";
import { Button } from "../../parts/button.tsx";
import { Notice } from "../../parts/notice.tsx";
import { KeyFaultNotice } from "./fault-notice.tsx";
import { Field } from "./field.tsx";
import type { KeyFaultShown } from "./live.ts";
import { useKeyWords } from "./words.ts";

const leastLength = 12;

type Done = { readonly ok: true } | { readonly ok: false; readonly fault: KeyFaultShown };

interface NewPassphraseProps {
  readonly words: string;
  /** Keeps it; gives why not, when not. */
  readonly keep: (operator: string, passphrase: string) => Promise<Done>;
  readonly ready?: boolean;
  readonly takesFocus?: boolean;
  readonly onCancel?: () => void;
}

/** A name and a passphrase chosen for it, written twice. */
export function NewPassphrase({
  words,
  keep,
  ready = true,
  takesFocus = false,
  onCancel,
}: NewPassphraseProps) {
  const { t } = useKeyWords();
  const asking = useAsking();
  const [operator, setOperator] = useState("");
  const [passphrase, setPassphrase] = useState("");
  const [again, setAgain] = useState("");
  const [fault, setFault] = useState<KeyFaultShown | null>(null);
  const differ = again !== "" && again.length >= passphrase.length && again !== passphrase;
  const complete =
    ready && operator.trim() !== "" && passphrase.length >= leastLength && again === passphrase;
  const submit = () =>
    asking.run(async () => {
      setFault(null);
      const done = await keep(operator.trim(), passphrase);
      if (!done.ok) return setFault(done.fault);
      setOperator("");
      setPassphrase("");
      setAgain("");
    });
  return (
    <form
      className="keys-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (complete) void submit();
      }}
    >
      <div className="keys-fields" data-apart="">
        <Field label={t("name")} value={operator} onChange={setOperator} takesFocus={takesFocus} />
        <Field
          kind="secret"
          label={t("passphrase")}
          value={passphrase}
          onChange={setPassphrase}
          hint={t("passphraseHint")}
        />
        <Field
          kind="secret"
          label={t("passphraseAgain")}
          value={again}
          onChange={setAgain}
          wrong={differ}
          {...(differ ? { hint: t("passphrasesDiffer") } : {})}
        />
      </div>
      {fault !== null && <KeyFaultNotice fault={fault} />}
      {asking.brokenOff && <Notice tone="warn" urgent what={t("interface:common.interrupted")} />}
      <div className="keys-buttons">
        <Button kind="primary" submit busy={asking.busy} disabled={!complete}>
          {words}
        </Button>
        {onCancel !== undefined && <Button onPress={onCancel}>{t("cancel")}</Button>}
      </div>
    </form>
  );
}
