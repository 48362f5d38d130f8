import { type FormEvent, useEffect, useRef, useState } from "react";
import type { OperatorFault } from "../../../main/contract/operators.ts";
import type { Operator } from "../../../main/core/operator.ts";
import { type Role, roles } from "../../../main/core/role.ts";
import { station } from "../../call.ts";
import { NameField } from "../../door/name-field.tsx";
import { PinField } from "../../door/pin-field.tsx";
import type { PinTrouble } from "../../door/pin-trouble.ts";
import { useAsking } from "../../parts/asking.ts";
import { Button } from "../../parts/button.tsx";
import { Notice } from "../../parts/notice.tsx";
import { Tick } from "../../parts/tick.tsx";
import { typedIn } from "../../parts/typed-in.ts";
import { usePeopleWords } from "./words.ts";

interface OperatorFormProps {
  /** Null: somebody new. */
  readonly operator: Operator | null;
  /** With the name when something was kept. */
  readonly onDone: (saved: string | null) => void;
}

/** Adding an operator, or changing one. */
export function OperatorForm({ operator, onDone }: OperatorFormProps) {
  const { t } = usePeopleWords();
  const asking = useAsking();
  const nameField = useRef<HTMLInputElement>(null);
  const [held, setHeld] = useState<readonly Role[]>(operator?.roles ?? ["accueil", "encodage"]);
  const [active, setActive] = useState(operator?.active ?? true);
  const [trouble, setTrouble] = useState<PinTrouble | "no-role" | null>(null);
  useEffect(() => nameField.current?.focus(), []);

  const hold = (role: Role, on: boolean) =>
    setHeld(roles.filter((one) => (one === role ? on : held.includes(one))));
  const keep = async (name: string, pin: string): Promise<OperatorFault | null> => {
    if (operator === null) {
      const added = await station.operators.add({ name, roles: held, pin });
      return added.ok ? null : added.fault;
    }
    const changed = await station.operators.change({ operatorId: operator.id, name, roles: held, active });
    if (!changed.ok) return changed.fault;
    if (pin === "") return null;
    const reset = await station.operators.resetPin({ operatorId: operator.id, pin });
    return reset.ok ? null : reset.fault;
  };
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const typed = new FormData(event.currentTarget);
    const name = typedIn(typed, "name").trim();
    if (held.length === 0) return setTrouble("no-role");
    void asking.run(async () => {
      const fault = await keep(name, typedIn(typed, "pin"));
      if (fault === null) onDone(name);
      else setTrouble(fault.kind === "pin" ? fault.problem : fault.kind);
    });
  };
  return (
    <form className="settings-section people-form" onSubmit={onSubmit}>
      <h4>{operator === null ? t("operators.addHeading") : operator.name}</h4>
      <NameField ref={nameField} label={t("operators.name")} known={operator?.name ?? ""} own={false} />
      <fieldset className="people-roles">
        <legend>{t("operators.roles")}</legend>
        {roles.map((role) => (
          <Tick key={role} ticked={held.includes(role)} onTick={(on) => hold(role, on)}>
            {t(`door:role.${role}`)}
          </Tick>
        ))}
      </fieldset>
      {operator !== null && (
        <Tick ticked={active} onTick={setActive}>
          {t("operators.mayEnter")}
        </Tick>
      )}
      <PinField
        field="pin"
        label={t(operator === null ? "operators.pin" : "operators.newPin")}
        more={
          operator === null ? `${t("door:pinRule")} ${t("operators.pinMore")}` : t("operators.newPinMore")
        }
        fresh
        optional={operator !== null}
      />
      {trouble !== null && (
        <Notice
          tone="stop"
          urgent
          what={trouble === "no-role" ? t("operators.noRole") : t(`door:trouble.${trouble}`)}
        />
      )}
      {asking.brokenOff && <Notice tone="warn" urgent what={t("interface:common.interrupted")} />}
      <div className="people-buttons">
        <Button kind="primary" submit busy={asking.busy}>
          {t(operator === null ? "operators.create" : "operators.save")}
        </Button>
        <Button kind="quiet" onPress={() => onDone(null)}>
          {t("operators.cancel")}
        </Button>
      </div>
    </form>
  );
}
