import type { ArtworkInspection } from "../../../main/contract/artwork.ts";
import { StateMark } from "../../parts/state-mark.tsx";
import { useArtworkWords } from "./words.ts";

/** Which ribbons print a template, and what the others leave out. */
export function RibbonList({ ribbons }: { readonly ribbons: ArtworkInspection["ribbons"] }) {
  const { t } = useArtworkWords();
  return (
    <section aria-labelledby="template-ribbons">
      <h4 id="template-ribbons">{t("ribbons")}</h4>
      <ul className="template-ribbons">
        {ribbons.map(({ ribbon, shortfalls }) => (
          <li key={ribbon}>
            <StateMark tone={toneOf(shortfalls)} />
            <span>
              {t(`ribbon.${ribbon}`)}
              <small className="quiet">
                {shortfalls.length === 0
                  ? t("ribbonFits")
                  : shortfalls.map((each) => t(`shortfall.${each}`)).join(" · ")}
              </small>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function toneOf(shortfalls: ArtworkInspection["ribbons"][number]["shortfalls"]): "good" | "warn" | "stop" {
  if (shortfalls.length === 0) return "good";
  return shortfalls.every((each) => each === "no-back" || each === "no-colour-on-back") ? "warn" : "stop";
}
