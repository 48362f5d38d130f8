import { RotateCcwSquare, RotateCwSquare, Undo2 } from "lucide-react";
import { type Framing, wholePicture } from "../../../main/core/framing.ts";
import { Button } from "../../parts/button.tsx";
import { useWords } from "../../parts/language.ts";
import { Range } from "../../parts/range.tsx";
import {
  finestTurn,
  fineTurnOf,
  isTooSmallToZoom,
  mostZoomOf,
  sliderOfZoom,
  turnedByQuarter,
  turnedFinely,
  zoomed,
  zoomOf,
  zoomOfSlider,
} from "./framing-moves.ts";
import { FramingStage } from "./framing-stage.tsx";
import type { OpenedPicture } from "./photo-work.ts";

interface FramePhotoProps {
  readonly opened: OpenedPicture;
  readonly cut: Framing;
  readonly onCut: (cut: Framing) => void;
}

/** The photo and everything that frames it. */
export function FramePhoto({ opened, cut, onCut }: FramePhotoProps) {
  const { t } = useWords();
  const zoom = zoomOf(cut, opened);
  const mostZoom = mostZoomOf(cut, opened);
  const fine = Math.round(fineTurnOf(cut.angleDegrees) * 10) / 10;
  return (
    <div className="framing">
      <FramingStage opened={opened} cut={cut} onCut={onCut} />
      <div className="framing-controls">
        <p className="framing-expected">{t("photo.expected")}</p>
        <Range
          label={t("photo.zoom")}
          value={sliderOfZoom(zoom, mostZoom)}
          least={0}
          most={100}
          step={1}
          words={t("photo.percent", { percent: Math.round(zoom * 100) })}
          onChange={(place) => onCut(zoomed(cut, opened, zoomOfSlider(place, mostZoom)))}
        />
        {isTooSmallToZoom(cut, opened) && <p className="quiet">{t("photo.zoomLimit")}</p>}
        <Range
          label={t("photo.rotation")}
          value={fine}
          least={-finestTurn}
          most={finestTurn}
          step={0.5}
          words={t("photo.degrees", { degrees: fine })}
          onChange={(degrees) => onCut(turnedFinely(cut, opened, degrees))}
        />
        <div className="framing-turns">
          <Button
            icon={RotateCcwSquare}
            label={t("photo.turnLeft")}
            onPress={() => onCut(turnedByQuarter(cut, opened, -1))}
          />
          <Button
            icon={RotateCwSquare}
            label={t("photo.turnRight")}
            onPress={() => onCut(turnedByQuarter(cut, opened, 1))}
          />
          <Button
            kind="quiet"
            icon={Undo2}
            onPress={() => onCut(wholePicture(opened.widthPx, opened.heightPx))}
          >
            {t("photo.reset")}
          </Button>
        </div>
        <p className="quiet framing-help">{t("photo.framingHelp")}</p>
      </div>
    </div>
  );
}
