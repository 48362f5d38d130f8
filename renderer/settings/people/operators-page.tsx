import { Pencil, UserPlus } from "lucide-react";
import { useState } from "react";
import type { Operator } from "../../../main/core/operator.ts";
import { station } from "../../call.ts";
import { Button } from "../../parts/button.tsx";
import { liveOf, useLive } from "../../parts/live.ts";
import { Notice } from "../../parts/notice.tsx";
import { useSession } from "../../parts/session.ts";
import { OperatorForm } from "./operator-form.tsx";
import { usePeopleWords } from "./words.ts";
import "./people.css";

const operatorsLive = liveOf((signal) => station.operators.live(undefined, { signal }));

/** Who may sign in at the desk. */
export function OperatorsPage() {
  const { t } = usePeopleWords();
  const operators = useLive(operatorsLive);
  const session = useSession();
  const self = session?.state === "signed-in" ? session.operator.id : null;
  const [edited, setEdited] = useState<Operator | "new" | null>(null);
  const [saved, setSaved] = useState<string | null>(null);
  const done = (name: string | null) => {
    setEdited(null);
    setSaved(name);
  };
  return (
    <>
      <h3>{t("operators.heading")}</h3>
      <p className="quiet">{t("operators.intro")}</p>
      {saved !== null && <Notice tone="good" urgent what={t("operators.saved", { name: saved })} />}
      {edited !== null && (
        <OperatorForm
          key={edited === "new" ? "new" : edited.id}
          operator={edited === "new" ? null : edited}
          onDone={done}
        />
      )}
      {edited === null && (
        <div className="people-add">
          <Button kind="primary" icon={UserPlus} onPress={() => setEdited("new")}>
            {t("operators.add")}
          </Button>
        </div>
      )}
      <section className="settings-section people-table">
        <table aria-label={t("operators.list")}>
          <thead>
            <tr>
              <th scope="col">{t("operators.name")}</th>
              <th scope="col">{t("operators.roles")}</th>
              <th scope="col">{t("operators.state")}</th>
              <th scope="col">
                <span className="only-heard">{t("operators.edit")}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {operators?.map((one) => (
              <tr key={one.id} data-inactive={!one.active || undefined}>
                <th scope="row">
                  {one.name}
                  {one.id === self && <span className="people-badge">{t("operators.you")}</span>}
                  {one.example && <span className="people-badge">{t("operators.example")}</span>}
                </th>
                <td>{one.roles.map((role) => t(`door:role.${role}`)).join(" · ")}</td>
                <td>{t(one.active ? "operators.active" : "operators.inactive")}</td>
                <td className="people-act">
                  <Button
                    size="small"
                    icon={Pencil}
                    label={t("operators.editOf", { name: one.name })}
                    onPress={() => setEdited(one)}
                  >
                    {t("operators.edit")}
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}
