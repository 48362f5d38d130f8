import { ChevronLeft, ChevronRight, RotateCw } from "lucide-react";
import { useEffect, useMemo, useState } from "react";
import type { ArtworkShelf } from "../../../main/contract/artwork.ts";
import { station } from "../../call.ts";
import { Button } from "../../parts/button.tsx";
import { Notice } from "../../parts/notice.tsx";
import { Tick } from "../../parts/tick.tsx";
import { LookForm } from "./look-form.tsx";
import { PicturesForm } from "./pictures-form.tsx";
import { RemarkList } from "./remark-list.tsx";
import { remarkTone } from "./remark-words.ts";
import { RibbonList } from "./ribbon-list.tsx";
import { type FaceLayer, faceLayers, type NumberedRemark, TemplateFace } from "./template-face.tsx";
import { useInspection } from "./use-inspection.ts";
import { sampleWords, useArtworkWords, versionWords } from "./words.ts";
import "./templates.css";

const tones = ["stop", "warn", "quiet"];

/** Any template, tried on the hardest names, with all that will not print or read; and how this desk's cards look. */
export function TemplatesPage() {
  const { t } = useArtworkWords();
  const [read, setRead] = useState<{ readonly shelf: ArtworkShelf; readonly turn: number } | null>(null);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const stop = new AbortController();
    const load = async (asked: number) => {
      try {
        const shelf = await station.artwork.shelf(undefined, { signal: stop.signal });
        setRead({ shelf, turn: asked });
      } catch {
        // Broken off: the page was left, or the connection is down and the bar above says so.
      }
    };
    void load(turn);
    return () => stop.abort();
  }, [turn]);
  return (
    <>
      <h3>{t("heading")}</h3>
      <p className="quiet">{t("intro")}</p>
      {read !== null && <Workbench {...read} onReload={() => setTurn((now) => now + 1)} />}
    </>
  );
}

interface WorkbenchProps {
  readonly shelf: ArtworkShelf;
  readonly turn: number;
  readonly onReload: () => void;
}

function Workbench({ shelf, turn, onReload }: WorkbenchProps) {
  const { t } = useArtworkWords();
  const [template, setTemplate] = useState(
    () => shelf.templates.find(({ name }) => name.startsWith(`${shelf.look.template}@`))?.name ?? "",
  );
  const [sample, setSample] = useState(shelf.samples[0]?.name ?? "");
  const [accent, setAccent] = useState(shelf.look.accent);
  const [layers, setLayers] = useState<ReadonlySet<FaceLayer>>(new Set(faceLayers));
  const [marks, setMarks] = useState(true);
  const [margin, setMargin] = useState(false);
  const [pointed, setPointed] = useState<number | null>(null);
  const { returnTo } = shelf.look;
  const trial = useMemo(
    () => ({ template, sample, accent, returnTo, turn }),
    [template, sample, accent, returnTo, turn],
  );
  const { inspection, drawing } = useInspection(trial);
  const entry = shelf.templates.find(({ name }) => name === template);
  const marginMm = entry?.kind === "sticker" ? 1 : 3;
  const remarks = numbered(inspection?.remarks ?? []);
  const person = shelf.samples.find(({ name }) => name === sample);
  const step = (by: number) => {
    const at = shelf.samples.findIndex(({ name }) => name === sample);
    const next = shelf.samples[(at + by + shelf.samples.length) % shelf.samples.length];
    if (next !== undefined) setSample(next.name);
  };
  const toggle = (layer: FaceLayer, on: boolean) =>
    setLayers((now) => new Set(faceLayers.filter((each) => (each === layer ? on : now.has(each)))));
  const held = (layer: FaceLayer) =>
    (inspection?.front?.[layer] ?? null) !== null || (inspection?.back?.[layer] ?? null) !== null;
  const faces = [
    { side: "front" as const, view: inspection?.front ?? null },
    { side: "back" as const, view: inspection?.back ?? null },
  ];

  return (
    <>
      <section className="settings-section template-bench" aria-busy={drawing}>
        <div className="template-choices">
          <label>
            {t("template")}
            <select value={template} onChange={(event) => setTemplate(event.target.value)}>
              {shelf.templates.map(({ name, superseded }) => (
                <option key={name} value={name}>
                  {superseded ? `${versionWords(t, name)} (${t("superseded")})` : versionWords(t, name)}
                </option>
              ))}
            </select>
          </label>
          <label className="template-sample">
            {t("sample")}
            <select value={sample} onChange={(event) => setSample(event.target.value)}>
              {shelf.samples.map((each) => (
                <option key={each.name} value={each.name}>
                  {sampleWords(t, each)}
                </option>
              ))}
            </select>
          </label>
          <div className="template-steps">
            <Button icon={ChevronLeft} label={t("previous")} onPress={() => step(-1)} />
            <Button icon={ChevronRight} label={t("next")} onPress={() => step(1)} />
          </div>
          <label>
            {t("accent")}
            <input type="color" value={accent} onChange={(event) => setAccent(event.target.value)} />
          </label>
          <Button icon={RotateCw} kind="quiet" onPress={onReload}>
            {t("reload")}
          </Button>
        </div>
        <div className="template-view">
          <div className="template-faces">
            <fieldset className="template-layers">
              <legend className="quiet">{t("layers")}</legend>
              {faceLayers.map((layer) => (
                <Tick
                  key={layer}
                  ticked={layers.has(layer) && held(layer)}
                  disabled={!held(layer)}
                  onTick={(on) => toggle(layer, on)}
                >
                  {t(`layer.${layer}`)}
                </Tick>
              ))}
              <Tick ticked={marks} onTick={setMarks}>
                {t("marks")}
              </Tick>
              <Tick ticked={margin} onTick={setMargin}>
                {t("safeArea")}
              </Tick>
            </fieldset>
            {faces.map(
              ({ side, view }) =>
                view !== null && (
                  <TemplateFace
                    key={side}
                    side={side}
                    view={view}
                    alt={t("faceAlt", {
                      side: t(`side.${side}`),
                      template: versionWords(t, template),
                      sample: person === undefined ? "" : `${person.firstName} ${person.lastName}`.trim(),
                    })}
                    layers={layers}
                    remarks={marks ? remarks : []}
                    marginMm={marginMm}
                    showsMargin={margin}
                    pointed={pointed}
                  />
                ),
            )}
            {inspection !== null && inspection.front === null && (
              <p className="template-undrawn">{t("notDrawn")}</p>
            )}
            {inspection === null && <p className="quiet">{t("drawing")}</p>}
          </div>
          <div className="template-findings">
            {inspection !== null && <RemarkList remarks={remarks} marginMm={marginMm} onPoint={setPointed} />}
            {inspection !== null && inspection.ribbons.length > 0 && (
              <RibbonList ribbons={inspection.ribbons} />
            )}
          </div>
        </div>
        {shelf.problems.length > 0 && (
          <div className="template-problems">
            <h4>{t("problems")}</h4>
            {shelf.problems.map((each) => (
              <Notice key={each.file} tone="warn" what={t("problem", each)} />
            ))}
          </div>
        )}
      </section>
      <LookForm shelf={shelf} tried={accent} onSaved={onReload} />
      <PicturesForm held={shelf.pictures} onChanged={onReload} />
    </>
  );
}

/** Gravest first, each with its number. */
function numbered(remarks: readonly NumberedRemark["remark"][]): readonly NumberedRemark[] {
  return remarks
    .toSorted((a, b) => tones.indexOf(remarkTone(a)) - tones.indexOf(remarkTone(b)))
    .map((remark, at) => ({ number: at + 1, remark }));
}
