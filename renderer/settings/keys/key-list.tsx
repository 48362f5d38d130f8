import { KeyRound } from "lucide-react";
import { Button } from "../../parts/button.tsx";
import { useFormats } from "../../parts/formats.ts";
import { CardsToMove, carriedOf } from "./cards-to-move.tsx";
import type { KeysShown } from "./live.ts";
import { useKeyWords } from "./words.ts";

interface KeyListProps {
  readonly view: KeysShown;
  readonly onAdd: () => void;
}

/** The master keys by name, version and check value: never a key. */
export function KeyList({ view, onAdd }: KeyListProps) {
  const { keys, state, ceremony } = view;
  const { t } = useKeyWords();
  const formats = useFormats();
  return (
    <section className="settings-section" aria-labelledby="keys-list">
      <div className="keys-heading">
        <h4 id="keys-list">{t("list.heading")}</h4>
        <Button
          icon={KeyRound}
          kind={keys?.length === 0 || ceremony !== null ? "primary" : "plain"}
          disabled={state !== "open"}
          onPress={onAdd}
        >
          {t("list.add")}
        </Button>
      </div>
      {state !== "open" && <p className="quiet">{t("list.locked")}</p>}
      {keys === null && <p>{t("list.hidden")}</p>}
      {keys?.length === 0 && <p>{t("list.empty")}</p>}
      {keys !== null && keys.length > 0 && (
        <div className="keys-table">
          <table>
            <thead>
              <tr>
                <th scope="col">{t("list.key")}</th>
                <th scope="col">{t("list.version")}</th>
                <th scope="col">{t("list.kcv")}</th>
                <th scope="col">{t("list.type")}</th>
                <th scope="col">{t("list.made")}</th>
                <th scope="col">{t("list.use")}</th>
                <th scope="col">{t("list.cards")}</th>
              </tr>
            </thead>
            <tbody>
              {keys.map((key) => (
                <tr key={`${key.name} ${key.version}`}>
                  <th scope="row" className="mono">
                    {key.name}
                  </th>
                  <td>{key.version}</td>
                  <td className="mono">{key.kcv}</td>
                  <td>{t(`type.${key.type}`)}</td>
                  <td>{key.madeAt === null ? "–" : formats.shortDay(formats.dayOf(key.madeAt))}</td>
                  <td>{t(key.current ? "list.current" : "list.old")}</td>
                  <td>{carriedOf(view, key)?.cards ?? 0}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <CardsToMove view={view} />
    </section>
  );
}
