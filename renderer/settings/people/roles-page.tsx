import { Check, Minus } from "lucide-react";
import { type DutyName, duties, roles } from "../../../main/core/role.ts";
import { useSession } from "../../parts/session.ts";
import { usePeopleWords } from "./words.ts";
import "./people.css";

const names = Object.keys(duties) as readonly DutyName[];

/** The one table of what each role may do, as the station holds it. */
export function RolesPage() {
  const { t } = usePeopleWords();
  const session = useSession();
  const own = session?.state === "signed-in" ? session.operator.roles : [];
  const yours = own.map((role) => t(`door:role.${role}`)).join(", ");
  return (
    <>
      <h3>{t("roles.heading")}</h3>
      <p className="quiet">
        {t("roles.intro")} ({t("roles.yours", { roles: yours })})
      </p>
      <section className="settings-section people-table">
        <table>
          <thead>
            <tr>
              <th scope="col">{t("roles.what")}</th>
              {roles.map((role) => (
                <th key={role} scope="col" data-own={own.includes(role) || undefined}>
                  {t(`door:role.${role}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {names.map((name) => {
              const { may } = duties[name];
              return (
                <tr key={name}>
                  <th scope="row">{t(`duty.${name}`)}</th>
                  {typeof may === "string" ? (
                    <td colSpan={roles.length} className="people-all">
                      {t(may === "anyone" ? "roles.anyone" : "roles.signedIn")}
                    </td>
                  ) : (
                    roles.map((role) => (
                      <td key={role} data-own={own.includes(role) || undefined}>
                        <Allowed yes={may.some((one) => one === role)} />
                      </td>
                    ))
                  )}
                </tr>
              );
            })}
          </tbody>
        </table>
      </section>
    </>
  );
}

function Allowed({ yes }: { readonly yes: boolean }) {
  const { t } = usePeopleWords();
  return (
    <span className="people-allowed" data-yes={yes || undefined}>
      {yes ? <Check aria-hidden="true" /> : <Minus aria-hidden="true" />}
      <span className="only-heard">{t(yes ? "roles.yes" : "roles.no")}</span>
    </span>
  );
}
