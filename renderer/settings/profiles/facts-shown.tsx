import { factsOf, type ProfileFact } from "../../../main/core/chip-profile/profile-facts.ts";
import { Notice } from "../../parts/notice.tsx";
import { useReaderWords } from "../readers/words.ts";
import { factWords, subjectWords } from "./fact-words.ts";
import type { Profile } from "./shelf.ts";
import { type ProfileWords, useProfileWords } from "./words.ts";

/** All that a profile says, in words: the chip, then each application with its keys and files, then what is checked. */
export function FactsShown({ profile }: { readonly profile: Profile }) {
  const { t, language } = useProfileWords();
  const { t: chip } = useReaderWords();
  const speech = { t, chip, language };
  return (
    <>
      {profile.chip.masterKey.left === null && <Notice tone="warn" what={t("fit.masterKeyLeft")} />}
      {groupsOf(factsOf(profile), t).map(({ name, facts }) => (
        <section key={name} className="fact-group">
          <h5>{name}</h5>
          <dl className="settings-facts">
            {facts.map((fact) => (
              <div key={fact.at} className="fact">
                <dt>{subjectWords(fact, speech)}</dt>
                <dd>{factWords(fact, speech)}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </>
  );
}

interface Group {
  readonly name: string;
  readonly facts: readonly ProfileFact[];
}

function groupsOf(facts: readonly ProfileFact[], t: ProfileWords): readonly Group[] {
  const groups = new Map<string, ProfileFact[]>();
  for (const fact of facts) {
    const name = groupName(fact.at, t);
    groups.set(name, [...(groups.get(name) ?? []), fact]);
  }
  return [...groups].map(([name, group]) => ({ name, facts: group }));
}

/** The group a place belongs to. */
export function groupName(at: string, t: ProfileWords): string {
  const aid = /^applications\.([0-9A-F]{6})/.exec(at)?.[1];
  if (aid !== undefined) return t("applicationGroup", { aid });
  return at.startsWith("chip") ? t("chipGroup") : t("restGroup");
}
