/** A white border that readers need around a code, in modules. */
const quietZone = 4;

/** A QR code of rows of 1 and 0, dark on white in every theme: phones read it off the screen. */
export function QrPicture({ rows, label }: { readonly rows: readonly string[]; readonly label: string }) {
  const side = rows.length + 2 * quietZone;
  const dark = rows.flatMap((row, y) =>
    row.split("").flatMap((module, x) => (module === "1" ? `M${x} ${y}h1v1h-1z` : [])),
  );
  return (
    <svg
      className="qr-picture"
      role="img"
      aria-label={label}
      viewBox={`${-quietZone} ${-quietZone} ${side} ${side}`}
      shapeRendering="crispEdges"
    >
      <rect x={-quietZone} y={-quietZone} width={side} height={side} fill="#fff" />
      <path d={dark.join("")} fill="#000" />
    </svg>
  );
}
