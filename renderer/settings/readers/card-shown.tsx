import { useEffect, useState } from "react";
import type { CardRead } from "../../../main/contract/readers.ts";
import { escCardType } from "../../../main/core/escn.ts";
import { announce } from "../../parts/announcer.tsx";
import { Notice } from "../../parts/notice.tsx";
import { UnlockKeys } from "../../parts/unlock-keys.tsx";
import { FitShown } from "../profiles/fit-shown.tsx";
import { ApplicationShown, SettingsWords } from "./application-shown.tsx";
import { verdictOf } from "./verdict.ts";
import { type ReaderWords, useReaderWords } from "./words.ts";

type Chip = Extract<CardRead["reading"], { readonly kind: "desfire" }>;

interface CardShownProps {
  readonly card: CardRead;
  /** Reads it once more: now the keys may be tried. */
  readonly onUnlocked: () => void;
}

/** A card that was read: first what it is, in one sentence; then what our keys open, how it fits a profile, and all it says without a key. */
export function CardShown({ card, onUnlocked }: CardShownProps) {
  const { t } = useReaderWords();
  const { reading, withKeys, ours } = card;
  const { verdict, tone } = verdictOf(card);
  const family = reading.kind === "other" ? (reading.family ?? "unknown") : "unknown";
  const sentence = t(`card.verdict.${verdict}`, {
    firstName: ours?.student.firstName ?? "",
    lastName: ours?.student.lastName ?? "",
    number: ours?.student.number ?? (withKeys?.kind === "personalised" ? (withKeys.studentNumber ?? "") : ""),
    family: t(`card.family.${family}`),
    ...(withKeys?.kind === "no-such-key" ? { key: withKeys.name, version: withKeys.version } : {}),
  });
  useEffect(() => announce(t("card.announce", { verdict: sentence })), [t, sentence]);
  return (
    <>
      <div className="card-verdict">
        <Notice
          tone={tone}
          what={sentence}
          {...(ours === null
            ? {}
            : { means: t("card.ownerState", { state: t(`interface:card.states.${ours.state}`) }) })}
          {...(ours?.sameEscn === false ? { todo: t("card.otherEscn") } : {})}
          {...(withKeys?.kind === "keys-locked" ? { children: <UnlockKeys onUnlocked={onUnlocked} /> } : {})}
        />
      </div>
      {withKeys !== null && <WithKeys withKeys={withKeys} />}
      {reading.kind === "desfire" && <CardFits reading={reading} against={card.against} />}
      {reading.kind === "desfire" ? (
        <ChipShown chip={reading} crous={card.crous} />
      ) : (
        <OtherShown reading={reading} />
      )}
    </>
  );
}

/** What our keys open on the card, or why nothing. */
function WithKeys({ withKeys }: { readonly withKeys: NonNullable<CardRead["withKeys"]> }) {
  const { t } = useReaderWords();
  return (
    <section className="settings-section" aria-labelledby="card-with-keys">
      <h4 id="card-with-keys">{t("card.withKeysHeading")}</h4>
      {withKeys.kind === "personalised" && withKeys.escn !== null && withKeys.studentNumber !== null ? (
        <dl className="settings-facts">
          <dt>{t("card.studentNumber")}</dt>
          <dd className="mono">{withKeys.studentNumber}</dd>
          <dt>{t("card.escn")}</dt>
          <dd className="mono">{withKeys.escn}</dd>
          <dt>{t("card.escCardType")}</dt>
          <dd>
            <span className="mono">{escCardType}</span> {t("card.escCardTypeMeans")}
          </dd>
        </dl>
      ) : (
        <p>{withKeysWords(withKeys, t)}</p>
      )}
    </section>
  );
}

function withKeysWords(withKeys: NonNullable<CardRead["withKeys"]>, t: ReaderWords): string {
  if (withKeys.kind === "personalised") return t("card.withKeys.no-record");
  if (withKeys.kind !== "no-such-key") return t(`card.withKeys.${withKeys.kind}`);
  return t("card.withKeys.no-such-key", { key: withKeys.name, version: withKeys.version });
}

/** How the card stands to the profile in force, or to another that is chosen. */
function CardFits({ reading, against }: { readonly reading: Chip; readonly against: CardRead["against"] }) {
  const { t, language } = useReaderWords();
  const [chosen, setChosen] = useState(against.inForce);
  const profile = against.profiles.find(({ name }) => name === chosen) ?? against.profiles[0];
  if (profile === undefined) return null;
  return (
    <>
      <div className="card-reader">
        <label htmlFor="card-profile">{t("card.against")}</label>
        <select id="card-profile" value={profile.name} onChange={(event) => setChosen(event.target.value)}>
          {against.profiles.map(({ name, title }) => (
            <option key={name} value={name}>
              {name === against.inForce
                ? t("card.profileInForce", { title: title[language] })
                : title[language]}
            </option>
          ))}
        </select>
      </div>
      <FitShown profile={profile} reading={reading} />
    </>
  );
}

interface ChipShownProps {
  readonly chip: Chip;
  readonly crous: CardRead["crous"];
}

/** What the chip says to anybody, without a key. */
function ChipShown({ chip, crous }: ChipShownProps) {
  const { t } = useReaderWords();
  const { generation, uid, shownNumber, memoryBytes, freeBytes, made, masterKey, keySettings, applications } =
    chip;
  const memory =
    freeBytes === null
      ? t("card.memoryUnknown", { all: memoryBytes })
      : t("card.memoryWords", { free: freeBytes, all: memoryBytes });
  return (
    <>
      <section className="settings-section" aria-labelledby="card-chip">
        <h4 id="card-chip">{t("card.chipHeading")}</h4>
        <dl className="settings-facts">
          <dt>{t("card.generation")}</dt>
          <dd>{generation === null ? t("card.unknownGeneration") : t("card.desfire", { generation })}</dd>
          <dt>{t("card.number")}</dt>
          {uid === null ? (
            <dd>{t("card.hiddenNumber", { shown: shownNumber ?? t("card.notTold") })}</dd>
          ) : (
            <dd className="mono">{uid}</dd>
          )}
          {uid !== null && <OtherForms uid={uid} />}
          <dt>{t("card.memory")}</dt>
          <dd>{memory}</dd>
          {made !== null && (
            <>
              <dt>{t("card.made")}</dt>
              <dd>{t("card.madeWords", { week: made.week, year: String(made.year).padStart(2, "0") })}</dd>
            </>
          )}
          <dt>{t("card.masterKey")}</dt>
          <dd>{masterKey === null ? t("card.hidden") : masterKeyWords(masterKey, t)}</dd>
          <dt>{t("card.chipSettings")}</dt>
          <dd>{keySettings === null ? t("card.hidden") : <SettingsWords settings={keySettings} />}</dd>
        </dl>
      </section>
      <section className="settings-section" aria-labelledby="card-applications">
        <h4 id="card-applications">{t("card.applicationsHeading")}</h4>
        {applications === null && <p>{t("card.hiddenApplications")}</p>}
        {applications?.length === 0 && <p>{t("card.noApplication")}</p>}
        {applications?.map((application) => (
          <ApplicationShown key={application.aid} application={application} crous={crous} />
        ))}
      </section>
    </>
  );
}

/** The number as other systems write it (esup-sgc sheet §2.4). */
function OtherForms({ uid }: { readonly uid: string }) {
  const { t } = useReaderWords();
  const reversed = (uid.match(/../g) ?? []).toReversed().join("");
  return (
    <>
      <dt>{t("card.reversed")}</dt>
      <dd className="mono">{reversed}</dd>
      <dt>{t("card.decimal")}</dt>
      <dd className="mono">{BigInt(`0x${uid}`).toString()}</dd>
      <dt>{t("card.decimalReversed")}</dt>
      <dd className="mono">{BigInt(`0x${reversed}`).toString()}</dd>
    </>
  );
}

function masterKeyWords({ type, version }: NonNullable<Chip["masterKey"]>, t: ReaderWords): string {
  const words = { type: t(`card.keyType.${type}`), version };
  return version === 0 ? t("card.factoryKey", words) : t("card.masterKeyWords", words);
}

function OtherShown({
  reading,
}: {
  readonly reading: Extract<CardRead["reading"], { readonly kind: "other" }>;
}) {
  const { t } = useReaderWords();
  return (
    <section className="settings-section" aria-labelledby="card-chip">
      <h4 id="card-chip">{t("card.chipHeading")}</h4>
      <dl className="settings-facts">
        <dt>{t("card.number")}</dt>
        <dd className="mono">{reading.shownNumber ?? t("card.notTold")}</dd>
        <dt>{t("card.atr")}</dt>
        <dd className="mono">{reading.atr}</dd>
      </dl>
    </section>
  );
}
