import { type RefObject, useEffect, useState } from "react";
import { enlarged } from "../../../main/core/photo/face.ts";
import { judgedLive, type LiveJudgement } from "../../../main/core/photo/judging.ts";
import type { PhotoProfile } from "../../../main/core/photo/photo-profile.ts";
import { sightOf } from "./live-detector.ts";

/** What the checks say of what the camera shows now. */
export interface LiveChecks {
  readonly state: "looking" | "off" | "seen";
  /** Null before anything was seen. */
  readonly judgement: LiveJudgement | null;
  /** Frames looked at so far. */
  readonly looks: number;
}

/** Faces are looked for in frames this wide: the domain sheet measured 12 a second on two cores. */
const lookedAtPx = 640;
const nothingYet: LiveChecks = { state: "looking", judgement: null, looks: 0 };

/** Looks at what a video shows, one frame after the other, as fast as the detector's own thread can. */
export function useLiveChecks(
  video: RefObject<HTMLVideoElement | null>,
  live: boolean,
  profile: PhotoProfile | undefined,
): LiveChecks {
  const [checks, setChecks] = useState(nothingYet);
  useEffect(() => {
    const shown = video.current;
    if (!live || shown === null || profile === undefined) return;
    const left = new AbortController();
    const look = async () => {
      const nextFrame = freshFrames(shown, left.signal);
      for (let looks = 1; !left.signal.aborted; looks += 1) {
        await nextFrame();
        if (left.signal.aborted || shown.videoWidth === 0) return;
        const shrink = Math.min(1, lookedAtPx / shown.videoWidth);
        const frame = await createImageBitmap(shown, {
          resizeWidth: Math.round(shown.videoWidth * shrink),
          resizeHeight: Math.round(shown.videoHeight * shrink),
        });
        const seen = await sightOf(frame);
        if (left.signal.aborted) return;
        if (seen === null) return setChecks({ ...nothingYet, state: "off" });
        const judgement = judgedLive(enlarged(seen, shown.videoWidth / seen.widthPx), profile);
        setChecks({ state: "seen", judgement, looks });
      }
    };
    look().catch(() => setChecks({ ...nothingYet, state: "off" }));
    return () => left.abort();
  }, [video, live, profile]);
  return live ? checks : nothingYet;
}

/** Gives a function that waits for a frame nobody looked at yet: not at all where one came while the last was being looked at. */
function freshFrames(video: HTMLVideoElement, signal: AbortSignal): () => Promise<void> {
  let isFresh = false;
  let wake: (() => void) | null = null;
  let waiting = 0;
  const came = () => {
    isFresh = true;
    wake?.();
    waiting = video.requestVideoFrameCallback(came);
  };
  waiting = video.requestVideoFrameCallback(came);
  signal.addEventListener("abort", () => {
    video.cancelVideoFrameCallback(waiting);
    wake?.();
  });
  return async () => {
    if (!isFresh && !signal.aborted) {
      const { promise, resolve } = Promise.withResolvers<void>();
      wake = resolve;
      await promise;
    }
    isFresh = false;
  };
}
