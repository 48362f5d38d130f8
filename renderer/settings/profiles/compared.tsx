import { useEffect, useState } from "react";
import type { CardRead } from "../../../main/contract/readers.ts";
import { mastersOf, withNewestKeys } from "../../../main/core/chip-profile/key-versions.ts";
import type { ChipReading } from "../../../main/core/ports/chip-reader.ts";
import { station } from "../../call.ts";
import { useLive } from "../../parts/live.ts";
import { properName, readersLive } from "../readers/live.ts";
import { DifferencesShown } from "./differences-shown.tsx";
import { FactsShown } from "./facts-shown.tsx";
import { FitShown } from "./fit-shown.tsx";
import { keyOf, type Profile, type Shelf } from "./shelf.ts";
import { useProfileWords } from "./words.ts";

/** What a profile says; or what differs from another one, or from the card that lies on a reader. */
export function Compared({ seen, profile }: { readonly seen: Shelf; readonly profile: Profile }) {
  const { t, language } = useProfileWords();
  const [other, setOther] = useState("");
  const readers =
    useLive(readersLive)?.readers.filter(({ usable, cardPresent }) => usable && cardPresent) ?? [];
  const others = seen.profiles.filter((each) => each.profile !== profile);
  const against = others.find((each) => keyOf(each) === other);
  const reader = readers.find(({ name }) => `card ${name}` === other);
  return (
    <>
      <section className="settings-section" aria-labelledby="profile-details">
        <h4 id="profile-details">
          {profile.title[language]} <span className="quiet">{t("nameVersion", profile)}</span>
        </h4>
        <div className="profile-tools">
          <label htmlFor="profile-against">{t("compare")}</label>
          <select id="profile-against" value={other} onChange={(event) => setOther(event.target.value)}>
            <option value="">{t("with.nothing")}</option>
            {readers.map(({ name }) => (
              <option key={name} value={`card ${name}`}>
                {t("with.card", { name: properName(name) })}
              </option>
            ))}
            {others.map((each) => (
              <option key={keyOf(each)} value={keyOf(each)}>
                {t("with.profile", { title: each.profile.title[language], version: each.profile.version })}
              </option>
            ))}
          </select>
          {readers.length === 0 && <span className="quiet">{t("noCard")}</span>}
        </div>
        {against === undefined && reader === undefined && <FactsShown profile={profile} />}
        {against !== undefined && <DifferencesShown before={against.profile} after={profile} />}
      </section>
      {reader !== undefined && (
        <CardCompared key={`${reader.name} ${reader.laid}`} reader={reader.name} profile={profile} />
      )}
    </>
  );
}

interface Laid {
  readonly reading: Extract<ChipReading, { readonly kind: "desfire" }>;
  /** The newest version of each master, by name. */
  readonly newest: ReadonlyMap<string, number>;
}

/** The card is read once, when it is chosen or another one is laid. */
function CardCompared({ reader, profile }: { readonly reader: string; readonly profile: Profile }) {
  const { t } = useProfileWords();
  const [read, setRead] = useState<Laid | "reading" | "unreadable">("reading");
  useEffect(() => {
    let isOver = false;
    const settle = (seen: typeof read) => {
      if (!isOver) setRead(seen);
    };
    station.readers.read({ reader }).then(
      (answer) => settle(answer.ok ? laidCard(answer.value) : "unreadable"),
      () => settle("unreadable"),
    );
    return () => {
      isOver = true;
    };
  }, [reader]);
  if (read === "reading") return <output className="settings-section">{t("loading")}</output>;
  if (read === "unreadable") return <output className="settings-section">{t("fit.state.untold")}</output>;
  return <FitShown profile={withNewestKeys(profile, read.newest)} reading={read.reading} />;
}

function laidCard({ reading, against }: CardRead): Laid | "unreadable" {
  if (reading.kind !== "desfire") return "unreadable";
  const masters = against.profiles.flatMap(mastersOf);
  return { reading, newest: new Map(masters.map(({ name, version }) => [name, version])) };
}
