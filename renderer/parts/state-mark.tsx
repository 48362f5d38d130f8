import "./state-mark.css";

/** What a state means for the person at the desk. Colour is never alone: each has a shape, and the word stands beside it. */
export type Tone = "good" | "warn" | "stop" | "busy" | "quiet";

/** The shape of a state: disc, triangle, octagon, ring, dash. */
export function StateMark({ tone }: { readonly tone: Tone }) {
  return (
    <svg className="state-mark" data-tone={tone} viewBox="0 0 16 16" aria-hidden="true">
      {shapeOf(tone)}
    </svg>
  );
}

function shapeOf(tone: Tone) {
  switch (tone) {
    case "good":
      return (
        <>
          <circle className="shape" cx="8" cy="8" r="7.5" />
          <path className="stroke" d="M4.6 8.3l2.3 2.3 4.5-4.9" />
        </>
      );
    case "warn":
      return (
        <>
          <path className="shape" d="M8 .8 15.6 14.6H.4z" />
          <path className="stroke" d="M8 5.6v4M8 12v.2" />
        </>
      );
    case "stop":
      return (
        <>
          <path className="shape" d="M4.9.5h6.2l4.4 4.4v6.2l-4.4 4.4H4.9L.5 11.1V4.9z" />
          <path className="stroke" d="M5.3 5.3l5.4 5.4M10.7 5.3l-5.4 5.4" />
        </>
      );
    case "busy":
      return <circle className="ring" cx="8" cy="8" r="6.2" />;
    case "quiet":
      return <circle className="ring" cx="8" cy="8" r="6.2" />;
  }
}
