import { LockOpen } from "lucide-react";
import { useId, useState } from "react";
import { station } from "../../call.ts";
import { announce } from "../../parts/announcer.tsx";
import { useAsking } from "../../parts/asking.ts";
import { Button } from "../../parts/button.tsx";
import { Notice } from "../../parts/notice.tsx";
import { KeyFaultNotice } from "./fault-notice.tsx";
import { Field } from "./field.tsx";
import type { KeyFaultShown, KeysShown } from "./live.ts";
import { useKeyWords } from "./words.ts";
import "./keys.css";

interface UnlockFormProps {
  readonly view: KeysShown;
  readonly onUnlocked?: () => void;
  readonly takesFocus?: boolean;
}

/** Opens the key store: who, and their passphrase. */
export function UnlockForm({ view, onUnlocked, takesFocus = false }: UnlockFormProps) {
  const { t } = useKeyWords();
  const id = useId();
  const asking = useAsking();
  const [chosen, setChosen] = useState<string | null>(null);
  const [passphrase, setPassphrase] = useState("");
  const [fault, setFault] = useState<KeyFaultShown | null>(null);
  const operator = chosen ?? view.operators[0] ?? "";
  const isToken = view.kind === "token";

  const unlock = () =>
    asking.run(async () => {
      setFault(null);
      const done = await station.keys.unlock({ operator: isToken ? "PIN" : operator, passphrase });
      setPassphrase("");
      if (!done.ok) return setFault(done.fault);
      announce(t("unlocked"));
      onUnlocked?.();
    });
  return (
    <form
      className="keys-form"
      onSubmit={(event) => {
        event.preventDefault();
        void unlock();
      }}
    >
      <div className="keys-fields">
        {!isToken && (
          <div className="field">
            <label htmlFor={id}>{t("operator")}</label>
            <select id={id} value={operator} onChange={(event) => setChosen(event.target.value)}>
              {view.operators.map((name) => (
                <option key={name}>{name}</option>
              ))}
            </select>
          </div>
        )}
        <Field
          kind="secret"
          label={t(isToken ? "pin" : "passphrase")}
          value={passphrase}
          onChange={setPassphrase}
          takesFocus={takesFocus}
        />
        <Button kind="primary" submit icon={LockOpen} busy={asking.busy} disabled={passphrase === ""}>
          {t("unlock")}
        </Button>
      </div>
      {fault !== null && <KeyFaultNotice fault={fault} />}
      {asking.brokenOff && <Notice tone="warn" urgent what={t("interface:common.interrupted")} />}
    </form>
  );
}
