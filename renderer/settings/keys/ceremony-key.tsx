import { useId, useState } from "react";
import { station } from "../../call.ts";
import { useAsking } from "../../parts/asking.ts";
import { Button } from "../../parts/button.tsx";
import { Notice } from "../../parts/notice.tsx";
import { KeyFaultNotice } from "./fault-notice.tsx";
import { Field } from "./field.tsx";
import type { KeyFaultShown, KeysShown } from "./live.ts";
import { useKeyWords } from "./words.ts";

const types = ["aes-128", "aes-192", "aes-256", "2tdea", "3tdea"] as const;
const ways = ["components", "inside"] as const;
const rightName = /^[a-z0-9-]{1,40}$/;

export type MadeKey = Omit<NonNullable<KeysShown["keys"]>[number], "current">;

interface CeremonyKeyProps {
  readonly known: readonly string[];
  /** Whether the keys lie in a token, which can draw one itself. */
  readonly inToken: boolean;
  readonly onMadeInside: (key: MadeKey, witnesses: readonly string[]) => void;
}

/** Which key the ceremony is for, and how it is to be made. */
export function CeremonyKey({ known, inToken, onMadeInside }: CeremonyKeyProps) {
  const { t } = useKeyWords();
  const id = useId();
  const group = useId();
  const asking = useAsking();
  const [name, setName] = useState(known[0] ?? "guichet");
  const [type, setType] = useState<(typeof types)[number]>("aes-128");
  const [fault, setFault] = useState<KeyFaultShown | null>(null);
  const [way, setWay] = useState<(typeof ways)[number]>("components");
  const [witnesses, setWitnesses] = useState<readonly [string, string]>(["", ""]);
  const [first, second] = witnesses;
  const isInside = way === "inside";
  const isNameRight = rightName.test(name);
  const isRight = isNameRight && (!isInside || witnesses.every((one) => one.trim() !== ""));
  const begin = () =>
    asking.run(async () => {
      setFault(null);
      if (isInside) {
        const made = await station.keys.makeInside({ name, type, witnesses: [first.trim(), second.trim()] });
        if (made.ok) onMadeInside(made.value, witnesses);
        else setFault(made.fault);
        return;
      }
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
          wrong={!isNameRight}
          hint={t(isNameRight ? "ceremony.keyNameHint" : "ceremony.keyNameWrong")}
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
      {inToken && (
        <fieldset className="keys-ways">
          <legend>{t("ceremony.how")}</legend>
          {ways.map((one) => (
            <label key={one}>
              <input
                className="keys-way"
                type="radio"
                name={group}
                checked={way === one}
                onChange={() => setWay(one)}
              />
              {t(`ceremony.way.${one}`)}
            </label>
          ))}
        </fieldset>
      )}
      {isInside && (
        <>
          <Notice
            tone="warn"
            what={t("ceremony.inside.what")}
            means={t("ceremony.inside.means")}
            todo={t("ceremony.inside.todo")}
          />
          <div className="keys-fields" data-apart="">
            <Field
              label={t("ceremony.witness.first")}
              value={first}
              onChange={(person) => setWitnesses([person, second])}
            />
            <Field
              label={t("ceremony.witness.second")}
              value={second}
              onChange={(person) => setWitnesses([first, person])}
            />
          </div>
        </>
      )}
      {fault !== null && <KeyFaultNotice fault={fault} />}
      {asking.brokenOff && <Notice tone="warn" urgent what={t("interface:common.interrupted")} />}
      <div className="keys-buttons">
        <Button kind="primary" submit busy={asking.busy} disabled={!isRight}>
          {t(isInside ? "ceremony.inside.do" : "ceremony.begin")}
        </Button>
      </div>
    </form>
  );
}
