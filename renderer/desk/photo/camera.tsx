import { Camera as CameraIcon, FolderOpen, RotateCw } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import type { PhotoProfile } from "../../../main/core/photo/photo-profile.ts";
import { Button } from "../../parts/button.tsx";
import { isTyping, useKeys } from "../../parts/keyboard.ts";
import { useWords } from "../../parts/language.ts";
import { Notice } from "../../parts/notice.tsx";
import { remember, remembered } from "../../parts/remembered.ts";
import { Tick } from "../../parts/tick.tsx";
import { CameraChoices } from "./camera-choices.tsx";
import { LiveChecksLine } from "./live-checks-line.tsx";
import { frameOf, useCamera } from "./use-camera.ts";
import { useCountdown } from "./use-countdown.ts";
import { useLiveChecks } from "./use-live-checks.ts";
import { usePhotoWords } from "./words.ts";
import "./camera.css";

interface CameraProps {
  readonly busy: boolean;
  readonly profile: PhotoProfile | undefined;
  readonly onCapture: (frame: Blob) => void;
  readonly onFile: () => void;
}

const timerPlace = "guichet.camera-timer";
const timerSeconds = 3;

/** The camera: mirrored on the screen only, checked while it films, captured at its own resolution with Space or Enter. */
export function Camera({ busy, profile, onCapture, onFile }: CameraProps) {
  const { t } = useWords();
  const photo = usePhotoWords();
  const video = useRef<HTMLVideoElement>(null);
  const camera = useCamera();
  // A stream is there before its first picture: captured then, the photo would be black.
  const [showing, setShowing] = useState<MediaStream | null>(null);
  const [timed, setTimed] = useState(remembered(timerPlace) === "on");
  const { stream } = camera;
  useEffect(() => {
    const shown = video.current;
    if (shown === null) return;
    shown.srcObject = stream;
    const waiting = shown.requestVideoFrameCallback(() => setShowing(stream));
    return () => shown.cancelVideoFrameCallback(waiting);
  }, [stream]);
  const live = camera.state === "live" && showing === stream;
  const checks = useLiveChecks(video, live, profile);

  const take = async () => {
    const frame = await frameOf(video.current);
    if (frame !== null) onCapture(frame);
  };
  const countdown = useCountdown(live, () => void take());
  const capture = () => {
    if (countdown.left !== null) countdown.stop();
    else if (timed) countdown.start(timerSeconds);
    else void take();
  };
  useKeys((event) => {
    const free = !(event.target instanceof HTMLButtonElement) && !isTyping(event.target);
    if (event.key === "Escape" && countdown.left !== null) {
      event.preventDefault();
      countdown.stop();
      return;
    }
    if (event.key !== " " || !free || !live || busy) return;
    event.preventDefault();
    capture();
  });

  if (camera.state !== "live" && camera.state !== "starting") {
    const fault = camera.state;
    return (
      <Notice
        tone="warn"
        urgent
        what={t(`photo.cameraFaults.${fault}.what`)}
        todo={t(`photo.cameraFaults.${fault}.todo`)}
        {...(fault === "absent" ? { means: photo.t("plugBack") } : {})}
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
      <div className="camera-view" data-live={live || undefined} data-looks={checks.looks}>
        <video ref={video} autoPlay muted playsInline aria-label={t("photo.live")} />
        {!live && <p className="camera-starting">{t("photo.starting")}</p>}
        {live && countdown.left === null && (
          <LiveChecksLine
            checks={checks}
            picture={
              camera.size === null ? null : { widthPx: camera.size.width, heightPx: camera.size.height }
            }
            head={profile?.size.head ?? null}
          />
        )}
        {countdown.left !== null && (
          <output className="camera-countdown" key={countdown.left}>
            {countdown.left}
          </output>
        )}
      </div>
      <div className="camera-controls">
        <div className="camera-settings">
          <CameraChoices camera={camera} />
          <Tick
            ticked={timed}
            onTick={(on) => {
              setTimed(on);
              remember(timerPlace, on ? "on" : "off");
            }}
          >
            {photo.t("timerOn")}
          </Tick>
        </div>
        <Button
          kind="primary"
          size="large"
          obvious
          icon={CameraIcon}
          disabled={!live}
          busy={busy}
          keycap={t("keys.names.space")}
          onPress={capture}
        >
          {t("photo.capture")}
        </Button>
      </div>
    </div>
  );
}
