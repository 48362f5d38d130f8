import { type RefObject, useEffect, useLayoutEffect, useRef } from "react";
import { type Framing, matrixOf, photoHeightPx, photoWidthPx } from "../../../main/core/framing.ts";
import type { HeadRule } from "../../../main/core/photo/photo-profile.ts";
import { useBlobAddress } from "../../parts/blob-address.ts";
import { useWords } from "../../parts/language.ts";
import { dragged, type FramingMove, framedByKey, zoomed, zoomOf } from "./framing-moves.ts";
import { HeadOval } from "./head-guide.tsx";
import type { OpenedPicture } from "./photo-work.ts";
import "./framing.css";

interface FramingStageProps {
  readonly stage: RefObject<HTMLDivElement | null>;
  readonly opened: OpenedPicture;
  readonly cut: Framing;
  /** Where the head goes; null before a rule is known. */
  readonly head: HeadRule | null;
  /** Moves by itself: shown as one motion. */
  readonly gliding: boolean;
  readonly onCut: (cut: Framing, by: FramingMove) => void;
}

interface Finger {
  readonly x: number;
  readonly y: number;
}

/** The photo under its frame: dragged, pinched, wheeled, or moved with the keys. What is seen is cut by the matrix that cuts the file. */
export function FramingStage({ stage, opened, cut, head, gliding, onCut }: FramingStageProps) {
  const { t } = useWords();
  const address = useBlobAddress(opened.jpeg);
  const fingers = useRef(new Map<number, Finger>());
  const latest = useRef(cut);
  useLayoutEffect(() => {
    latest.current = cut;
  }, [cut]);

  // The keys named under the picture work at once.
  useEffect(() => stage.current?.focus({ preventScroll: true }), [stage]);

  const change = (next: Framing, by: FramingMove) => {
    latest.current = next;
    onCut(next, by);
  };

  /** Output pixels for one pixel of the screen. */
  const outputPerScreen = () => photoWidthPx / (stage.current?.getBoundingClientRect().width ?? photoWidthPx);

  const onMove = (event: React.PointerEvent) => {
    const before = fingers.current.get(event.pointerId);
    if (before === undefined) return;
    const spreadBefore = spreadOf(fingers.current);
    const hands = fingers.current.size;
    fingers.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
    const spread = spreadOf(fingers.current);
    const k = outputPerScreen() / hands;
    let next = dragged(
      latest.current,
      opened,
      (event.clientX - before.x) * k,
      (event.clientY - before.y) * k,
    );
    if (spread !== null && spreadBefore !== null && spreadBefore > 0) {
      next = zoomed(next, opened, (zoomOf(next, opened) * spread) / spreadBefore);
    }
    change(next, "drag");
  };
  const lift = (event: React.PointerEvent) => fingers.current.delete(event.pointerId);

  // React listens to the wheel passively; here the page must not scroll under it.
  useEffect(() => {
    const element = stage.current;
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      const zoom = zoomOf(latest.current, opened) * Math.exp(-event.deltaY / 600);
      onCut(zoomed(latest.current, opened, zoom), "zoom");
    };
    element?.addEventListener("wheel", onWheel, { passive: false });
    return () => element?.removeEventListener("wheel", onWheel);
  }, [stage, opened, onCut]);

  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- moved by hand and by keys
    <div
      ref={stage}
      className="stage"
      role="application"
      aria-label={t("photo.stage")}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the picture is moved with the arrow keys
      tabIndex={0} // oxlint-disable-line jsx-a11y/no-noninteractive-tabindex
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        fingers.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
      }}
      onPointerMove={onMove}
      onPointerUp={lift}
      onPointerCancel={lift}
      onKeyDown={(event) => {
        if (event.ctrlKey || event.metaKey || event.altKey) return;
        const next = framedByKey(latest.current, opened, event.key, event.shiftKey);
        if (next === null) return;
        event.preventDefault();
        change(next.cut, next.by);
      }}
    >
      <div className="stage-output" data-gliding={gliding || undefined}>
        {address !== null && (
          <img
            src={address}
            alt=""
            draggable={false}
            style={{ transform: `matrix(${matrixOf(cut, photoWidthPx, photoHeightPx).join(",")})` }}
          />
        )}
      </div>
      {head !== null && (
        <svg className="stage-guide" viewBox={`0 0 ${photoWidthPx} ${photoHeightPx}`} aria-hidden="true">
          <HeadOval head={head} />
        </svg>
      )}
    </div>
  );
}

/** The distance between two fingers; null with one. */
function spreadOf(fingers: ReadonlyMap<number, Finger>): number | null {
  const [a, b] = fingers.values();
  return a === undefined || b === undefined ? null : Math.hypot(a.x - b.x, a.y - b.y);
}
