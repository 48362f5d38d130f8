import { useFormats } from "../../parts/formats.ts";
import { useFacts } from "../../parts/station.ts";
import type { KeysShown } from "./live.ts";
import { useKeyWords } from "./words.ts";

interface CeremonyRecordProps {
  readonly of: Pick<NonNullable<KeysShown["keys"]>[number], "name" | "version" | "type"> & {
    readonly kcv: string | null;
  };
  /** Who was there: custodians with the check values of their components, or witnesses of a key made inside a token. */
  readonly people: readonly { readonly name: string; readonly kcv: string | null }[];
}

/** The record of a key's making, to be printed and signed. It says which key, never the key. */
export function CeremonyRecord({ of, people }: CeremonyRecordProps) {
  const { t } = useKeyWords();
  const formats = useFormats();
  const facts = useFacts();
  const isInside = people.every(({ kcv }) => kcv === null);
  return (
    <div className="keys-printed">
      <p className="keys-record">{t("ceremony.record")}</p>
      <dl className="settings-facts">
        <dt>{t("list.key")}</dt>
        <dd className="mono">{of.name}</dd>
        <dt>{t("list.version")}</dt>
        <dd>{of.version}</dd>
        <dt>{t("list.type")}</dt>
        <dd>{t(`type.${of.type}`)}</dd>
        <dt>{t("list.kcv")}</dt>
        <dd className="keys-kcv mono">{of.kcv}</dd>
        {isInside && (
          <>
            <dt>{t("ceremony.how")}</dt>
            <dd>{t("ceremony.madeInside")}</dd>
          </>
        )}
        {facts !== undefined && (
          <>
            <dt>{t("ceremony.recordDay")}</dt>
            <dd>
              {formats.longDay(facts.today)}
              {", "}
              {facts.university}
            </dd>
          </>
        )}
        <dt>{t(isInside ? "ceremony.witnesses" : "ceremony.custodians")}</dt>
        <dd>
          <ul>
            {people.map(({ name, kcv }) => (
              <li key={name}>
                {name} {kcv !== null && <span className="mono">{kcv}</span>}
              </li>
            ))}
          </ul>
        </dd>
        <dt className="only-printed">{t("ceremony.signatures")}</dt>
        <dd className="only-printed keys-signatures" />
      </dl>
    </div>
  );
}
