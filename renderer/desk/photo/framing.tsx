import { RotateCcw, RotateCw, ScanFace, Undo2 } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { type Framing, wholePicture } from "../../../main/core/framing.ts";
import { judged } from "../../../main/core/photo/judging.ts";
import type { PhotoProfile } from "../../../main/core/photo/photo-profile.ts";
import { Button } from "../../parts/button.tsx";
import { useFormats } from "../../parts/formats.ts";
import { useKeys } from "../../parts/keyboard.ts";
import { useWords } from "../../parts/language.ts";
import { Range } from "../../parts/range.tsx";
import {
  type FramingMove,
  finestTurn,
  fineTurnOf,
  isTooSmallToZoom,
  mostZoomOf,
  quarterOf,
  sliderOfZoom,
  turnedByQuarter,
  turnedFinely,
  zoomed,
  zoomOf,
  zoomOfSlider,
} from "./framing-moves.ts";
import { FramingStage } from "./framing-stage.tsx";
import { autoFraming, type FramingWork } from "./photo-work.ts";
import { VerdictList } from "./verdict-list.tsx";
import { usePhotoWords } from "./words.ts";

interface FramePhotoProps {
  readonly work: FramingWork;
  readonly profile: PhotoProfile | undefined;
  readonly onCut: (cut: Framing, by: FramingMove) => void;
  readonly onUndo: () => void;
}

/** The photo under its frame, everything that frames it, and what the checks say of it as it stands. */
export function FramePhoto({ work, profile, onCut, onUndo }: FramePhotoProps) {
  const { t } = useWords();
  const photo = usePhotoWords();
  const { opened, cut, past } = work;
  const formats = useFormats();
  const stage = useRef<HTMLDivElement>(null);
  const shown = useArrival(work);
  const last = past.at(-1)?.by;
  const auto = autoFraming(opened, profile?.size.head ?? null);
  const zoom = zoomOf(cut, opened);
  const mostZoom = mostZoomOf(cut, opened);
  const fine = Math.round(fineTurnOf(cut.angleDegrees) * 10) / 10;
  const isAuto = auto !== null && isSame(auto, cut);
  // A button that has nothing left to do lets the focus fall: the picture takes it, and its keys go on working.
  const toStage = () => stage.current?.focus({ preventScroll: true });
  useKeys((event) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "z" || past.length === 0) return;
    event.preventDefault();
    onUndo();
  });
  return (
    <div className="framing">
      <div className="framing-picture">
        <FramingStage
          stage={stage}
          opened={opened}
          cut={shown}
          head={profile?.size.head ?? null}
          gliding={last === undefined || last === "auto"}
          onCut={onCut}
        />
        <p className="quiet framing-help">{t("photo.framingHelp")}</p>
      </div>
      <div className="framing-controls">
        <p className="framing-expected">
          {auto === null
            ? photo.t("autoNone")
            : !isAuto
              ? photo.t("autoLeft")
              : quarterOf(auto.angleDegrees) === 0
                ? photo.t("autoDone")
                : photo.t("autoTurned")}
        </p>
        <div className="framing-turns">
          <Button
            icon={ScanFace}
            disabled={auto === null || isAuto}
            onPress={() => {
              if (auto === null) return;
              onCut(auto, "auto");
              toStage();
            }}
          >
            {photo.t("auto")}
          </Button>
          <Button
            icon={Undo2}
            label={photo.t("undo")}
            disabled={past.length === 0}
            onPress={() => {
              onUndo();
              if (past.length === 1) toStage();
            }}
          />
        </div>
        <Range
          label={t("photo.zoom")}
          value={sliderOfZoom(zoom, mostZoom)}
          least={0}
          most={100}
          step={1}
          words={t(isTooSmallToZoom(cut, opened) ? "photo.percentMost" : "photo.percent", {
            percent: formats.count(zoom * 100),
          })}
          onChange={(place) => onCut(zoomed(cut, opened, zoomOfSlider(place, mostZoom)), "zoom")}
        />
        <Range
          label={t("photo.rotation")}
          value={fine}
          least={-finestTurn}
          most={finestTurn}
          step={0.5}
          words={t("photo.degrees", { degrees: formats.tenths(fine) })}
          onChange={(degrees) => onCut(turnedFinely(cut, opened, degrees), "turn")}
        />
        <div className="framing-turns">
          <Button icon={RotateCcw} onPress={() => onCut(turnedByQuarter(cut, opened, -1), "quarter")}>
            <span className="only-heard">{t("photo.turnLeft")} </span>
            {t("photo.degrees", { degrees: formats.count(90) })}
          </Button>
          <Button icon={RotateCw} onPress={() => onCut(turnedByQuarter(cut, opened, 1), "quarter")}>
            <span className="only-heard">{t("photo.turnRight")} </span>
            {t("photo.degrees", { degrees: formats.count(90) })}
          </Button>
        </div>
        {profile !== undefined && (
          <VerdictList verdicts={judged(opened.seen, cut, profile)} profile={profile} from={work.from} />
        )}
      </div>
    </div>
  );
}

/** A picture is seen whole for one frame, then moves onto its face: the eye follows where it went. */
function useArrival({ opened, cut }: FramingWork): Framing {
  const [arrived, setArrived] = useState<typeof opened | null>(null);
  useEffect(() => {
    const frame = requestAnimationFrame(() => setArrived(opened));
    return () => cancelAnimationFrame(frame);
  }, [opened]);
  return arrived === opened ? cut : wholePicture(opened.widthPx, opened.heightPx);
}

function isSame(one: Framing, other: Framing): boolean {
  return (
    one.centreX === other.centreX &&
    one.centreY === other.centreY &&
    one.angleDegrees === other.angleDegrees &&
    one.scale === other.scale
  );
}
