import { type Framing, matrixOf, photoHeightPx, photoWidthPx } from "../../../main/core/framing.ts";
import { headPlace } from "../../../main/core/photo/auto-framing.ts";
import type { HeadRule } from "../../../main/core/photo/photo-profile.ts";
import "./head-guide.css";

/** The oval of the rule in force over a photo as it will be kept. */
export function HeadOval({ head }: { readonly head: HeadRule }) {
  const { centreX, centreY, radiusX, radiusY } = headPlace(head);
  return <ellipse cx={centreX} cy={centreY} rx={radiusX} ry={radiusY} />;
}

interface HeadGuideProps {
  readonly picture: { readonly widthPx: number; readonly heightPx: number };
  /** How the picture would be framed now. */
  readonly cut: Framing;
  readonly head: HeadRule;
  /** Whether the photo would be good as it stands. */
  readonly ready: boolean;
}

/** Over a live picture, mirrored as it is: what the photo would show of it, and where in it the head goes. What lies beside is dimmed. */
export function HeadGuide({ picture, cut, head, ready }: HeadGuideProps) {
  const { widthPx, heightPx } = picture;
  const [a, b, c, d, e, f] = matrixOf(cut, photoWidthPx, photoHeightPx);
  const whole = a * d - b * c;
  const back = [d, -b, -c, a, c * f - d * e, b * e - a * f].map((value) => value / whole);
  return (
    <svg
      className="head-guide"
      viewBox={`0 0 ${widthPx} ${heightPx}`}
      data-ready={ready || undefined}
      aria-hidden="true"
    >
      <g style={{ transform: `matrix(${back.join(",")})` }}>
        <path
          className="head-guide-beside"
          d={`M-9999-9999h20000v20000h-20000zM0 0h${photoWidthPx}v${photoHeightPx}h-${photoWidthPx}z`}
        />
        <rect width={photoWidthPx} height={photoHeightPx} />
        <HeadOval head={head} />
      </g>
    </svg>
  );
}
