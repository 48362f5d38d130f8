import { differencesOf } from "../../../main/core/chip-profile/profile-facts.ts";
import { useReaderWords } from "../readers/words.ts";
import { factWords, subjectWords } from "./fact-words.ts";
import { groupName } from "./facts-shown.tsx";
import type { Profile } from "./shelf.ts";
import { useProfileWords } from "./words.ts";

/** Where two profiles, or two versions of one, say different things; nothing else. */
export function DifferencesShown({ before, after }: { readonly before: Profile; readonly after: Profile }) {
  const { t, language } = useProfileWords();
  const { t: chip } = useReaderWords();
  const speech = { t, chip, language };
  const differences = differencesOf(before, after);
  if (differences.length === 0) return <p>{t("same")}</p>;
  const head = (profile: Profile) =>
    t("before", { title: profile.title[language], version: profile.version });
  return (
    <div className="files">
      <table className="differences" aria-label={t("differencesHeading")}>
        <thead>
          <tr>
            <th scope="col">{t("place")}</th>
            <th scope="col">{head(before)}</th>
            <th scope="col">{head(after)}</th>
          </tr>
        </thead>
        <tbody>
          {differences.map(({ at, before: old, after: young }) => {
            const either = old ?? young;
            return (
              <tr key={at}>
                <th scope="row">
                  {either !== null && subjectWords(either, speech)}
                  <span className="quiet">{groupName(at, t)}</span>
                </th>
                <td data-side="before">{old === null ? t("absent") : factWords(old, speech)}</td>
                <td data-side="after">{young === null ? t("absent") : factWords(young, speech)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
