import { useId, useState } from "react";
import { station } from "../../call.ts";
import { useAsking } from "../../parts/asking.ts";
import { Button } from "../../parts/button.tsx";
import { Notice } from "../../parts/notice.tsx";
import { KeyFaultNotice } from "./fault-notice.tsx";
import { Field } from "./field.tsx";
import type { KeyFaultShown } from "./live.ts";
import { useKeyWords } from "./words.ts";

const types = ["aes-128", "aes-192", "aes-256", "2tdea", "3tdea"] as const;
const rightName = /^[a-z0-9-]{1,40}$/;

/** Which key the ceremony is for. */
export function CeremonyKey({ known }: { readonly known: readonly string[] }) {
  const { t } = useKeyWords();
  const id = useId();
  const asking = useAsking();
  const [name, setName] = useState(known[0] ?? "guichet");
  const [type, setType] = useState<(typeof types)[number]>("aes-128");
  const [fault, setFault] = useState<KeyFaultShown | null>(null);
  const isRight = rightName.test(name);
  const begin = () =>
    asking.run(async () => {
      setFault(null);
      const begun = await station.keys.beginCeremony({ name, type });
      if (!begun.ok) setFault(begun.fault);
    });
  return (
    <form
      className="keys-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (isRight) void begin();
      }}
    >
      <div className="keys-fields" data-apart="">
        <Field
          label={t("ceremony.keyName")}
          value={name}
          onChange={setName}
          wrong={!isRight}
          hint={t(isRight ? "ceremony.keyNameHint" : "ceremony.keyNameWrong")}
          takesFocus
        />
        <div className="field">
          <label htmlFor={id}>{t("ceremony.keyType")}</label>
          <select
            id={id}
            value={type}
            onChange={(event) => setType(types.find((one) => one === event.target.value) ?? "aes-128")}
          >
            {types.map((one) => (
              <option key={one} value={one}>
                {t(`type.${one}`)}
              </option>
            ))}
          </select>
        </div>
      </div>
      {fault !== null && <KeyFaultNotice fault={fault} />}
      {asking.brokenOff && <Notice tone="warn" urgent what={t("interface:common.interrupted")} />}
      <div className="keys-buttons">
        <Button kind="primary" submit busy={asking.busy} disabled={!isRight}>
          {t("ceremony.begin")}
        </Button>
      </div>
    </form>
  );
}
