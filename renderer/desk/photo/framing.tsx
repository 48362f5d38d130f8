import { RotateCcwSquare, RotateCwSquare, ScanFace, Undo2 } from "lucide-react";
import { useEffect, useState } from "react";
import { type Framing, wholePicture } from "../../../main/core/framing.ts";
import { judged } from "../../../main/core/photo/judging.ts";
import type { PhotoProfile } from "../../../main/core/photo/photo-profile.ts";
import { Button } from "../../parts/button.tsx";
import { useKeys } from "../../parts/keyboard.ts";
import { useWords } from "../../parts/language.ts";
import { Range } from "../../parts/range.tsx";
import {
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
import { autoFraming, type FramingMove, type FramingWork } from "./photo-work.ts";
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
  const shown = useArrival(work);
  const last = past.at(-1)?.by;
  const auto = autoFraming(opened, profile?.size.head ?? null);
  const zoom = zoomOf(cut, opened);
  const mostZoom = mostZoomOf(cut, opened);
  const fine = Math.round(fineTurnOf(cut.angleDegrees) * 10) / 10;
  useKeys((event) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "z" || past.length === 0) return;
    event.preventDefault();
    onUndo();
  });
  return (
    <div className="framing">
      <FramingStage
        opened={opened}
        cut={shown}
        gliding={last === undefined || last === "auto" || last === "reset"}
        onCut={onCut}
      />
      <div className="framing-controls">
        <p className="framing-expected">
          {auto === null
            ? photo.t("autoNone")
            : quarterOf(auto.angleDegrees) === 0
              ? photo.t("autoDone")
              : photo.t("autoTurned")}
        </p>
        {profile !== undefined && (
          <VerdictList verdicts={judged(opened.seen, cut, profile)} profile={profile} />
        )}
        <div className="framing-turns">
          <Button
            icon={ScanFace}
            disabled={auto === null || isSame(auto, cut)}
            onPress={() => auto !== null && onCut(auto, "auto")}
          >
            {photo.t("auto")}
          </Button>
          <Button
            icon={RotateCcwSquare}
            label={t("photo.turnLeft")}
            onPress={() => onCut(turnedByQuarter(cut, opened, -1), "quarter")}
          />
          <Button
            icon={RotateCwSquare}
            label={t("photo.turnRight")}
            onPress={() => onCut(turnedByQuarter(cut, opened, 1), "quarter")}
          />
          <Button kind="quiet" icon={Undo2} disabled={past.length === 0} onPress={onUndo}>
            {photo.t("undo")}
          </Button>
        </div>
        <Range
          label={t("photo.zoom")}
          value={sliderOfZoom(zoom, mostZoom)}
          least={0}
          most={100}
          step={1}
          words={t("photo.percent", { percent: Math.round(zoom * 100) })}
          onChange={(place) => onCut(zoomed(cut, opened, zoomOfSlider(place, mostZoom)), "zoom")}
        />
        {isTooSmallToZoom(cut, opened) && <p className="quiet">{t("photo.zoomLimit")}</p>}
        <Range
          label={t("photo.rotation")}
          value={fine}
          least={-finestTurn}
          most={finestTurn}
          step={0.5}
          words={t("photo.degrees", { degrees: fine })}
          onChange={(degrees) => onCut(turnedFinely(cut, opened, degrees), "turn")}
        />
        <p className="quiet framing-help">{t("photo.framingHelp")}</p>
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
