import { RotateCw, ScanEye, X } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { type Framing, matrixOf, photoHeightPx, photoWidthPx } from "../../../main/core/framing.ts";
import { useBlobAddress } from "../../parts/blob-address.ts";
import { Button } from "../../parts/button.tsx";
import { useKeys } from "../../parts/keyboard.ts";
import { useCamera } from "./use-camera.ts";
import { usePhotoWords } from "./words.ts";
import "./compare-document.css";

interface CompareDocumentProps {
  readonly photo: Blob;
  readonly cut: Framing;
  readonly onClose: () => void;
}

/**
 * The identity document beside the photo, both large, for the operator's eye. The document is only ever on this screen: it is drawn on a
 * canvas that goes with the view, and no byte of it is sent, kept or measured.
 */
export function CompareDocument({ photo, cut, onClose }: CompareDocumentProps) {
  const { t } = usePhotoWords();
  const address = useBlobAddress(photo);
  const camera = useCamera();
  const video = useRef<HTMLVideoElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [frozen, setFrozen] = useState(false);
  useEffect(() => {
    if (video.current !== null) video.current.srcObject = camera.stream;
  }, [camera.stream]);
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      if (before instanceof HTMLElement) before.focus();
    },
    [before],
  );
  useEffect(() => {
    const drawn = canvas.current;
    // What was on it is wiped, not left to the collector.
    return () => {
      if (drawn !== null) drawn.width = 0;
    };
  }, []);
  const freeze = () => {
    const [from, to] = [video.current, canvas.current];
    if (from === null || to === null || from.videoWidth === 0) return;
    [to.width, to.height] = [from.videoWidth, from.videoHeight];
    to.getContext("2d")?.drawImage(from, 0, 0);
    setFrozen(true);
  };
  const show = () => {
    if (canvas.current !== null) canvas.current.width = 0;
    setFrozen(false);
  };
  useKeys((event) => {
    if (event.key !== "Escape" && event.key !== " ") return;
    if (event.key === " " && event.target instanceof HTMLButtonElement) return;
    event.preventDefault();
    if (event.key === "Escape") onClose();
    else if (frozen) show();
    else freeze();
  });
  return (
    <dialog open className="side-by-side" aria-modal="true" aria-labelledby="compare-title">
      <header>
        <div>
          <h4 id="compare-title">{t("compare.title")}</h4>
          <p className="quiet">{t("compare.intro")}</p>
        </div>
      </header>
      <div className="compare-pair">
        <figure>
          <div className="compare-photo">
            {address !== null && (
              <img
                src={address}
                alt={t("compare.photo")}
                style={{ transform: `matrix(${matrixOf(cut, photoWidthPx, photoHeightPx).join(",")})` }}
              />
            )}
          </div>
          <figcaption>{t("compare.photo")}</figcaption>
        </figure>
        <figure>
          <div className="compare-document" data-frozen={frozen || undefined}>
            <video ref={video} autoPlay muted playsInline aria-label={t("compare.document")} />
            {/* A drawing made by hand: there is no file an <img> could show. */}
            {/* oxlint-disable-next-line jsx-a11y/prefer-tag-over-role */}
            <canvas ref={canvas} role="img" aria-label={t("compare.document")} />
          </div>
          <figcaption>{frozen ? t("compare.document") : t("compare.place")}</figcaption>
        </figure>
      </div>
      <footer className="step-foot">
        <Button kind="quiet" icon={X} takesFocus onPress={onClose}>
          {t("compare.close")}
        </Button>
        {frozen ? (
          <Button size="large" icon={RotateCw} onPress={show}>
            {t("compare.again")}
          </Button>
        ) : (
          <Button
            kind="primary"
            size="large"
            icon={ScanEye}
            disabled={camera.state !== "live"}
            onPress={freeze}
          >
            {t("compare.freeze")}
          </Button>
        )}
      </footer>
    </dialog>
  );
}
