import { ImageUpscale, Video } from "lucide-react";
import { useWords } from "../../parts/language.ts";
import type { Camera } from "./use-camera.ts";
import { usePhotoWords } from "./words.ts";

/** Which camera, and how large its pictures. */
export function CameraChoices({ camera }: { readonly camera: Camera }) {
  const { t } = useWords();
  const photo = usePhotoWords();
  const { size } = camera;
  return (
    <div className="camera-choices">
      {camera.choices.length > 1 && (
        <label className="camera-choice">
          <Video aria-hidden="true" />
          <span className="only-heard">{t("photo.whichCamera")}</span>
          <select value={camera.chosen ?? ""} onChange={(event) => camera.choose(event.target.value)}>
            {camera.choices.map((choice, i) => (
              <option key={choice.id} value={choice.id}>
                {choice.label || t("photo.cameraNumber", { number: i + 1 })}
              </option>
            ))}
          </select>
        </label>
      )}
      {size !== null && (
        <label className="camera-choice">
          <ImageUpscale aria-hidden="true" />
          <span className="only-heard">{photo.t("resolution")}</span>
          <select
            value={camera.wantedWidth ?? ""}
            onChange={(event) =>
              camera.chooseWidth(event.target.value === "" ? null : Number(event.target.value))
            }
          >
            <option value="">{photo.t("resolutionAuto", { ...size })}</option>
            {camera.sizes.map((each) => (
              <option key={each.width} value={each.width}>
                {photo.t("resolutionOf", { ...each })}
              </option>
            ))}
          </select>
        </label>
      )}
    </div>
  );
}
