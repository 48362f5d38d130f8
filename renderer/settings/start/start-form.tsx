import { type ReactNode, useId, useState } from "react";
import { useAsking } from "../../parts/asking.ts";
import { Button } from "../../parts/button.tsx";
import { Notice } from "../../parts/notice.tsx";
import { Field } from "../keys/field.tsx";
import { StartFaultNotice, type StartFaultShown } from "./start-fault-notice.tsx";
import { useStartWords } from "./words.ts";

const leastLength = 12;

/** Somebody and the passphrase they open the desk with. */
export interface Credential {
  readonly holder: string;
  readonly passphrase: string;
}

type Done = { readonly ok: true } | { readonly ok: false; readonly fault: StartFaultShown };

interface FormProps {
  readonly words: string;
  readonly danger?: boolean;
  readonly ready: boolean;
  readonly act: () => Promise<Done>;
  readonly onCancel: () => void;
  readonly children: ReactNode;
}

/** Fields, the button that does it, and why it was not done. */
export function StartForm({ words, danger = false, ready, act, onCancel, children }: FormProps) {
  const { t } = useStartWords();
  const asking = useAsking();
  const [fault, setFault] = useState<StartFaultShown | null>(null);
  const submit = () =>
    asking.run(async () => {
      setFault(null);
      const done = await act();
      if (!done.ok) setFault(done.fault);
    });
  return (
    <form
      className="keys-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) void submit();
      }}
    >
      {children}
      {fault !== null && <StartFaultNotice fault={fault} />}
      {asking.brokenOff && <Notice tone="warn" urgent what={t("interface:common.interrupted")} />}
      <div className="keys-buttons">
        <Button kind={danger ? "danger" : "primary"} submit busy={asking.busy} disabled={!ready}>
          {words}
        </Button>
        <Button onPress={onCancel}>{t("cancel")}</Button>
      </div>
    </form>
  );
}

/** A name and a passphrase chosen for it, written twice; tells the credential once it is whole, null before. */
export function NewHolder({
  onChange,
  takesFocus = false,
}: {
  readonly onChange: (whole: Credential | null) => void;
  readonly takesFocus?: boolean;
}) {
  const { t } = useStartWords();
  const [typed, setTyped] = useState({ holder: "", passphrase: "", again: "" });
  const { holder, passphrase, again } = typed;
  const differ = again !== "" && again.length >= passphrase.length && again !== passphrase;
  const change = (part: Partial<typeof typed>) => {
    const next = { ...typed, ...part };
    setTyped(next);
    const whole =
      next.holder.trim() !== "" && next.passphrase.length >= leastLength && next.again === next.passphrase;
    onChange(whole ? { holder: next.holder.trim(), passphrase: next.passphrase } : null);
  };
  return (
    <div className="keys-fields" data-apart="">
      <Field
        label={t("name")}
        value={holder}
        onChange={(name) => change({ holder: name })}
        takesFocus={takesFocus}
      />
      <Field
        kind="secret"
        label={t("passphrase")}
        value={passphrase}
        onChange={(written) => change({ passphrase: written })}
        hint={t("hint", { least: leastLength })}
      />
      <Field
        kind="secret"
        label={t("again")}
        value={again}
        onChange={(written) => change({ again: written })}
        wrong={differ}
        {...(differ ? { hint: t("differ") } : {})}
      />
    </div>
  );
}

/** One of those who can open the desk, and their passphrase. */
export function KnownHolder({
  holders,
  onChange,
  takesFocus = false,
}: {
  readonly holders: readonly string[];
  readonly onChange: (whole: Credential | null) => void;
  readonly takesFocus?: boolean;
}) {
  const { t } = useStartWords();
  const id = useId();
  const [holder, setHolder] = useState(holders[0] ?? "");
  const [passphrase, setPassphrase] = useState("");
  const tell = (name: string, written: string) =>
    onChange(written === "" ? null : { holder: name, passphrase: written });
  return (
    <div className="keys-fields">
      <div className="field">
        <label htmlFor={id}>{t("holder")}</label>
        <select
          id={id}
          value={holder}
          onChange={(event) => {
            setHolder(event.target.value);
            tell(event.target.value, passphrase);
          }}
        >
          {holders.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </div>
      <Field
        kind="secret"
        label={t("passphrase")}
        value={passphrase}
        takesFocus={takesFocus}
        onChange={(written) => {
          setPassphrase(written);
          tell(holder, written);
        }}
      />
    </div>
  );
}
