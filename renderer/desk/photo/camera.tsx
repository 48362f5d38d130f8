import { Camera as CameraIcon, FolderOpen, RotateCw } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { Button } from "../../parts/button.tsx";
import { isTyping, useKeys } from "../../parts/keyboard.ts";
import { useWords } from "../../parts/language.ts";
import { Notice } from "../../parts/notice.tsx";
import { frameOf, useCamera } from "./use-camera.ts";
import "./camera.css";

interface CameraProps {
  readonly busy: boolean;
  readonly onCapture: (frame: Blob) => void;
  readonly onFile: () => void;
}

/** The camera: mirrored on the screen only, captured at its own resolution with Space or Enter. */
export function Camera({ busy, onCapture, onFile }: CameraProps) {
  const { t } = useWords();
  const video = useRef<HTMLVideoElement>(null);
  const camera = useCamera();
  // A stream is there before its first picture: captured then, the photo would be black.
  const [showing, setShowing] = useState<MediaStream | null>(null);
  const { stream } = camera;
  useEffect(() => {
    const shown = video.current;
    if (shown === null) return;
    shown.srcObject = stream;
    const waiting = shown.requestVideoFrameCallback(() => setShowing(stream));
    return () => shown.cancelVideoFrameCallback(waiting);
  }, [stream]);
  const live = camera.state === "live" && showing === stream;

  const capture = async () => {
    const frame = await frameOf(video.current);
    if (frame !== null) onCapture(frame);
  };
  useKeys((event) => {
    const free = !(event.target instanceof HTMLButtonElement) && !isTyping(event.target);
    if (event.key !== " " || !free || !live || busy) return;
    event.preventDefault();
    void capture();
  });

  if (camera.state !== "live" && camera.state !== "starting") {
    const fault = camera.state;
    return (
      <Notice
        tone="warn"
        urgent
        what={t(`photo.cameraFaults.${fault}.what`)}
        todo={t(`photo.cameraFaults.${fault}.todo`)}
      >
        <Button kind="primary" obvious icon={FolderOpen} onPress={onFile}>
          {t("photo.useFile")}
        </Button>
        <Button icon={RotateCw} onPress={camera.retry}>
          {t("common.retry")}
        </Button>
      </Notice>
    );
  }
  return (
    <div className="camera">
      <div className="camera-view" data-live={live || undefined}>
        <video ref={video} autoPlay muted playsInline aria-label={t("photo.live")} />
        <svg className="camera-guide" viewBox="0 0 350 450" aria-hidden="true">
          <ellipse cx="175" cy="200" rx="92" ry="124" />
          <path d="M40 450c10-78 66-104 135-104s125 26 135 104" />
        </svg>
        {!live && <p className="camera-starting">{t("photo.starting")}</p>}
      </div>
      <div className="camera-controls">
        {camera.choices.length > 1 && (
          <label className="camera-choice">
            <span>{t("photo.whichCamera")}</span>
            <select
              value={camera.chosen ?? camera.choices[0]?.id}
              onChange={(event) => camera.choose(event.target.value)}
            >
              {camera.choices.map((choice, i) => (
                <option key={choice.id} value={choice.id}>
                  {choice.label || t("photo.cameraNumber", { number: i + 1 })}
                </option>
              ))}
            </select>
          </label>
        )}
        <Button
          kind="primary"
          size="large"
          obvious
          icon={CameraIcon}
          disabled={!live}
          busy={busy}
          keycap={t("keys.names.space")}
          onPress={() => void capture()}
        >
          {t("photo.capture")}
        </Button>
      </div>
    </div>
  );
}
