import { limitsOf } from "../../../main/core/photo/judging.ts";
import type { PhotoProfile } from "../../../main/core/photo/photo-profile.ts";
import { useSourceTitle } from "../../desk/photo/rule-source.tsx";
import { LimitWords } from "../../desk/photo/verdict-list.tsx";
import { usePhotoWords } from "../../desk/photo/words.ts";
import { Scroller } from "../../parts/scroller.tsx";

interface RuleLimitsProps {
  readonly profile: PhotoProfile;
  readonly beside: PhotoProfile;
}

/** Every check with its limits and where they are written; what differs from the rules in force is marked. */
export function RuleLimits({ profile, beside }: RuleLimitsProps) {
  const { t } = usePhotoWords();
  const sourceTitle = useSourceTitle();
  const before = new Map(limitsOf(beside).map((each) => [each.check, JSON.stringify(each.limits)]));
  return (
    <Scroller className="photo-limits" label={t("settings.rules")}>
      <table>
        <caption className="only-heard">{t("settings.rules")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("settings.check")}</th>
            <th scope="col">{t("settings.limit")}</th>
            <th scope="col">{t("settings.source")}</th>
          </tr>
        </thead>
        <tbody>
          {limitsOf(profile).map(({ check, limits }) => {
            const differs = before.get(check) !== JSON.stringify(limits);
            const source = profile.sources[profile[check]?.source ?? ""];
            return (
              <tr key={check} data-differs={differs || undefined}>
                <th scope="row">
                  {t(`checks.${check}`)}
                  {differs && <span className="photo-badge">{t("settings.differs")}</span>}
                </th>
                <td>
                  {limits.map((limit) => (
                    <span key={limit.figure} className="photo-limit">
                      {t(`figure.${limit.figure}`)}{" "}
                      <strong>
                        <LimitWords {...limit} />
                      </strong>
                    </span>
                  ))}
                </td>
                <td>
                  {source !== undefined && sourceTitle(source)}
                  {source !== undefined && "decision" in source && (
                    <span className="photo-limit quiet">{source.decision}</span>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Scroller>
  );
}
