import { useEffect, useMemo, useState } from "react";
import type { ArtworkShelf } from "../../../main/contract/artwork.ts";
import type { UniversityFacts } from "../../../main/core/university.ts";
import { station } from "../../call.ts";
import { type FaceLayer, TemplateFace } from "../templates/template-face.tsx";
import { useInspection } from "../templates/use-inspection.ts";
import { useUniversityWords } from "./words.ts";
import "../templates/templates.css";

const layers: ReadonlySet<FaceLayer> = new Set(["plastic", "colour", "black"]);

/** The card of an invented student as it would be made with these facts. */
export function CardTrial({
  name: university,
  accent,
  returnTo,
}: Pick<UniversityFacts, "name" | "accent" | "returnTo">) {
  const { t } = useUniversityWords();
  const [shelf, setShelf] = useState<ArtworkShelf | null>(null);
  useEffect(() => {
    station.artwork.shelf().then(setShelf, () => undefined);
  }, []);
  const trial = useMemo(() => {
    const template = shelf?.templates.find(({ name }) => name.startsWith(`${shelf.look.template}@`))?.name;
    const sample = shelf?.samples[0]?.name;
    if (template === undefined || sample === undefined) return null;
    return { template, sample, university, accent, returnTo, turn: 0 };
  }, [shelf, university, accent, returnTo]);
  const { inspection, drawing } = useInspection(trial);
  const faces = [
    { side: "front" as const, view: inspection?.front ?? null },
    { side: "back" as const, view: inspection?.back ?? null },
  ];
  return (
    <div className="university-card" aria-busy={drawing}>
      {faces.map(
        ({ side, view }) =>
          view !== null && (
            <TemplateFace
              key={side}
              side={side}
              view={view}
              alt={t(`card.${side}`)}
              layers={layers}
              remarks={[]}
              marginMm={3}
              showsMargin={false}
              pointed={null}
            />
          ),
      )}
      {inspection !== null && inspection.front === null && <p>{t("card.notDrawn")}</p>}
      <p className="quiet">{t("card.more")}</p>
    </div>
  );
}
