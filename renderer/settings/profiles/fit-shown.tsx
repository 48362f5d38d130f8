import { type CardDifference, fitOf } from "../../../main/core/chip-profile/card-fit.ts";
import type { ChipReading } from "../../../main/core/ports/chip-reader.ts";
import { StateMark, type Tone } from "../../parts/state-mark.tsx";
import { rightsWords, settingsWords } from "../readers/chip-words.ts";
import { type ReaderWords, useReaderWords } from "../readers/words.ts";
import { communicationWords, isoWords } from "./fact-words.ts";
import type { Profile } from "./shelf.ts";
import { type ProfileWords, useProfileWords } from "./words.ts";
import { WritesShown } from "./writes-shown.tsx";
import "../readers/readers.css";
import "./profiles.css";

interface FitShownProps {
  /** With its keys in the versions that cards get now. */
  readonly profile: Profile;
  readonly reading: Extract<ChipReading, { readonly kind: "desfire" }>;
}

const toneOf = {
  fits: "good",
  older: "good",
  fresh: "good",
  begun: "warn",
  differs: "stop",
  untold: "quiet",
} as const satisfies Readonly<Record<ReturnType<typeof fitOf>["state"], Tone>>;

/** How the card that was read stands to a profile: in one sentence, and place by place where it is otherwise. */
export function FitShown({ profile, reading }: FitShownProps) {
  const { t, language } = useProfileWords();
  const { t: chip } = useReaderWords();
  const fit = fitOf(profile, reading);
  const { state, differences } = fit;
  const title = t("fit.heading", { title: profile.title[language], version: profile.version });
  return (
    <section className="settings-section" aria-labelledby="card-fit">
      <h4 id="card-fit">{title}</h4>
      <p className="reader-state" data-tone={toneOf[state]}>
        <StateMark tone={toneOf[state]} />
        {t(`fit.state.${state}`)}
      </p>
      {differences.length > 0 && (
        <div className="files">
          <table className="differences" aria-label={title}>
            <thead>
              <tr>
                <th scope="col">{t("place")}</th>
                <th scope="col">{t("fit.wanted")}</th>
                <th scope="col">{t("fit.found")}</th>
              </tr>
            </thead>
            <tbody>
              {differences.map((difference) => (
                <tr key={difference.at}>
                  <th scope="row">{placeWords(difference, t)}</th>
                  <td data-side="before">{sideWords(difference, difference.wanted, true, t, chip)}</td>
                  <td data-side="after">{sideWords(difference, difference.found, false, t, chip)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <WritesShown profile={profile} fit={fit} />
      {profile.chip.masterKey.left === null && state !== "differs" && <p>{t("fit.masterKeyLeft")}</p>}
    </section>
  );
}

function placeWords({ about, aid, wanted, found }: CardDifference, t: ProfileWords): string {
  const number = (wanted ?? found)?.["number"] ?? "";
  return t(`fit.about.${about}`, { aid: aid ?? "", number });
}

/** One side of a difference, in words. */
function sideWords(
  { about }: CardDifference,
  facts: CardDifference["wanted"],
  isWanted: boolean,
  t: ProfileWords,
  chip: ReaderWords,
): string {
  const text = (name: string) => String(facts?.[name] ?? "");
  if (about === "random-number") return t(isWanted ? "fit.value.shown" : "fit.value.hidden");
  if (about === "stranger") return t(isWanted ? "fit.value.announced" : "fit.value.present");
  if (facts === null) return t("fit.value.absent");
  switch (about) {
    case "application":
      return t("fit.value.present");
    case "file":
      return t("fit.value.present-file");
    case "generation":
      return t("fit.value.generation", { generation: text("generation") });
    case "free-memory":
      return t("fit.value.free-memory", { bytes: text("bytes") });
    case "application-settings":
      return settingsWords(text("settings"), chip);
    case "application-iso-name":
      return isoWords(text("name"), text("fileId"), false, t);
    case "keys":
      return t("fit.value.keys", {
        count: Number(facts["count"]),
        type: keyTypeWords(text("type"), chip),
        versions: text("versions"),
      });
    case "file-shape":
      return t("value.file", {
        kind: kindWords(text("kind"), chip),
        size: text("size"),
        communication: communicationWords(text("communication"), chip),
      });
    case "file-rights":
      return rightsWords(text("rights"), chip);
  }
}

function keyTypeWords(type: string, chip: ReaderWords): string {
  const known = (["des", "3k3des", "aes"] as const).find((each) => each === type);
  return known === undefined ? type : chip(`card.keyType.${known}`);
}

function kindWords(kind: string, chip: ReaderWords): string {
  const known = (["standard", "backup", "value", "linear", "cyclic"] as const).find((each) => each === kind);
  return known === undefined ? kind : chip(`card.kind.${known}`);
}
