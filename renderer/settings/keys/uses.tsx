import { useFormats } from "../../parts/formats.ts";
import { StateMark } from "../../parts/state-mark.tsx";
import type { KeysShown } from "./live.ts";
import { useKeyWords } from "./words.ts";

/** The keys given out last, and those that were not. */
export function Uses({ view: { lastUses } }: { readonly view: KeysShown }) {
  const { t } = useKeyWords();
  const formats = useFormats();
  return (
    <section className="settings-section" aria-labelledby="keys-uses">
      <h4 id="keys-uses">{t("uses.heading")}</h4>
      {lastUses.length === 0 ? (
        <p className="quiet">{t("uses.none")}</p>
      ) : (
        <>
          <p className="quiet">{t("uses.hint")}</p>
          <div className="keys-table">
            <table>
              <thead>
                <tr>
                  <th scope="col">{t("uses.at")}</th>
                  <th scope="col">{t("list.key")}</th>
                  <th scope="col">{t("list.version")}</th>
                  <th scope="col">{t("uses.chip")}</th>
                  <th scope="col">{t("uses.by")}</th>
                  <th scope="col">{t("uses.outcome")}</th>
                </tr>
              </thead>
              <tbody>
                {lastUses.map((use) => (
                  <tr key={use.number}>
                    <td>{formats.time(use.at)}</td>
                    <td className="mono">{use.name}</td>
                    <td>{use.version}</td>
                    <td className={use.chip === null ? undefined : "mono"}>
                      {use.chip ?? t("uses.chipUnknown")}
                    </td>
                    <td>{use.by === "desk" ? t("uses.desk") : use.by}</td>
                    <td>
                      <span className="keys-outcome">
                        <StateMark tone={use.refused === null ? "good" : "stop"} />
                        {use.refused === null ? t("uses.given") : t(`uses.refused.${use.refused}`)}
                      </span>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
    </section>
  );
}
