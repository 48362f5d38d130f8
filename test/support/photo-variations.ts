import sharp from "sharp";
import { betweenEyes, type Face, headHeightPx } from "../../main/core/photo/face.ts";
import type { PhotoCheck } from "../../main/core/photo/photo-profile.ts";

/** A picture of one person and where the face was found in it. */
export interface Portrait {
  readonly name: string;
  readonly png: Uint8Array;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly face: Face;
}

/** One way of spoiling a portrait, or of changing what is no fault. */
export interface Variation {
  readonly name: string;
  readonly make: (portrait: Portrait) => Promise<Uint8Array>;
  /** What it does to a photo; null where nothing may be held against it that was not before. */
  readonly spoils: PhotoCheck | null;
  /** What it may do besides. */
  readonly besides: readonly PhotoCheck[];
  /** Held against the person while filming, not against the still, which is set straight. */
  readonly live?: boolean;
}

const wall = "#cdcdcd";
/** Quickly rather than small. */
const fast = { compressionLevel: 1 } as const;

const turned =
  (degrees: number) =>
  ({ png }: Portrait): Promise<Uint8Array> =>
    sharp(png).rotate(degrees, { background: wall }).png(fast).toBuffer();

const painted =
  (drawing: (portrait: Portrait) => string) =>
  async (portrait: Portrait): Promise<Uint8Array> => {
    const { png, widthPx, heightPx } = portrait;
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${widthPx}" height="${heightPx}">${drawing(portrait)}</svg>`;
    return sharp(png)
      .composite([{ input: Buffer.from(svg) }])
      .png(fast)
      .toBuffer();
  };

/** Draws in the face's own measure: the middle between the eyes is 0, 0, the eyes are 80 apart, the face is upright. */
function onFace({ face }: Portrait, drawing: string): string {
  const { x, y } = betweenEyes(face);
  const [across, down] = [face.rightEye.x - face.leftEye.x, face.rightEye.y - face.leftEye.y];
  const scale = Math.hypot(across, down) / 80;
  const degrees = (Math.atan2(down, across) * 180) / Math.PI;
  return `<g transform="translate(${x} ${y}) rotate(${degrees}) scale(${scale})">${drawing}</g>`;
}

const bothEyes = (drawing: string) =>
  `<g transform="translate(-40 0)">${drawing}</g><g transform="translate(40 0)">${drawing}</g>`;

/** The colour of the cheek below an eye. */
async function skinOf({ png, face }: Portrait): Promise<string> {
  const { x, y } = betweenEyes(face);
  const apart = Math.hypot(face.rightEye.x - face.leftEye.x, face.rightEye.y - face.leftEye.y);
  const side = Math.max(4, Math.round(apart / 6));
  const area = { left: Math.round(x - apart / 3), top: Math.round(y + apart / 2), width: side, height: side };
  const { data } = await sharp(await sharp(png).extract(area).png(fast).toBuffer())
    .resize(1, 1)
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return `rgb(${data[0]},${data[1]},${data[2]})`;
}

async function shutEyes(portrait: Portrait): Promise<Uint8Array> {
  const skin = await skinOf(portrait);
  const lid = `<ellipse rx="21" ry="11" fill="${skin}"/><path d="M-17 3Q0 12 17 3" fill="none" stroke="#1c1512" stroke-width="3"/>`;
  return painted((one) => onFace(one, bothEyes(lid)))(portrait);
}

/** The face alone, cut out and wrapped in a plain cloth, before a plain wall. */
async function wrapped(portrait: Portrait): Promise<Uint8Array> {
  const { png, widthPx, heightPx, face } = portrait;
  const chin =
    (headHeightPx(face) /
      2 /
      Math.hypot(face.rightEye.x - face.leftEye.x, face.rightEye.y - face.leftEye.y)) *
    80;
  const svg = (drawing: string) =>
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="${widthPx}" height="${heightPx}">${onFace(portrait, drawing)}</svg>`,
    );
  const oval = `<ellipse cy="${chin * 0.22}" rx="${chin * 0.66}" ry="${chin * 0.84}"/>`;
  const cut = await sharp(png)
    .composite([{ input: svg(oval), blend: "dest-in" }])
    .png(fast)
    .toBuffer();
  const cloth = `<g fill="#3d5a80"><ellipse cy="${chin * 0.05}" rx="${chin * 1.02}" ry="${chin * 1.25}"/><path d="M${-chin} ${chin * 0.4}L${-chin * 3} ${chin * 4}H${chin * 3}L${chin} ${chin * 0.4}Z"/></g>`;
  return sharp({ create: { width: widthPx, height: heightPx, channels: 3, background: wall } })
    .composite([{ input: svg(cloth) }, { input: cut }])
    .png(fast)
    .toBuffer();
}

async function doubled({ png, widthPx, heightPx }: Portrait): Promise<Uint8Array> {
  return sharp({ create: { width: widthPx * 2, height: heightPx, channels: 3, background: wall } })
    .composite([
      { input: Buffer.from(png), left: 0, top: 0 },
      { input: Buffer.from(png), left: widthPx, top: 0 },
    ])
    .png(fast)
    .toBuffer();
}

/** As small as a face in a group picture: 40 pixels between the eyes. */
async function small({ png, widthPx, heightPx, face }: Portrait): Promise<Uint8Array> {
  const factor = 40 / Math.hypot(face.rightEye.x - face.leftEye.x, face.rightEye.y - face.leftEye.y);
  const shrunk = await sharp(png)
    .resize(Math.round(widthPx * factor), Math.round(heightPx * factor))
    .png(fast)
    .toBuffer();
  return sharp(shrunk)
    .extend({ top: 150, bottom: 150, left: 150, right: 150, background: wall })
    .png(fast)
    .toBuffer();
}

/** Softened by so much at 80 pixels between the eyes. */
const blurred =
  (sigma: number) =>
  ({ png, face }: Portrait): Promise<Uint8Array> => {
    const apart = Math.hypot(face.rightEye.x - face.leftEye.x, face.rightEye.y - face.leftEye.y);
    return sharp(png)
      .blur((sigma * apart) / 80)
      .png(fast)
      .toBuffer();
  };

const shadow = (side: "left" | "right") =>
  painted(({ widthPx, heightPx, face }) => {
    const middle = (betweenEyes(face).x / widthPx) * 100;
    const [from, to] = side === "left" ? [0.82, 0] : [0, 0.82];
    return `<defs><linearGradient id="dark"><stop offset="${middle - 6}%" stop-opacity="${from}"/><stop offset="${middle + 6}%" stop-opacity="${to}"/></linearGradient></defs><rect width="${widthPx}" height="${heightPx}" fill="url(#dark)"/>`;
  });

export const variations: readonly Variation[] = [
  { name: "turned by a quarter", make: turned(90), spoils: null, besides: [] },
  { name: "standing on its head", make: turned(180), spoils: null, besides: [] },
  { name: "turned by three quarters", make: turned(270), spoils: null, besides: [] },
  {
    name: "in a mirror",
    make: ({ png }) => sharp(png).flop().png(fast).toBuffer(),
    spoils: null,
    besides: [],
  },
  { name: "in a head covering", make: wrapped, spoils: null, besides: [] },
  { name: "held 22° to the left", make: turned(-22), spoils: "tilt", besides: ["background"], live: true },
  { name: "held 22° to the right", make: turned(22), spoils: "tilt", besides: ["background"], live: true },
  { name: "blurred", make: blurred(2), spoils: "blur", besides: ["eyes"] },
  {
    name: "darkened",
    make: ({ png }) => sharp(png).linear(0.25, 0).png(fast).toBuffer(),
    spoils: "light",
    besides: ["background"],
  },
  {
    name: "burnt out",
    make: ({ png }) => sharp(png).linear(2.4, 60).png(fast).toBuffer(),
    spoils: "light",
    besides: ["background", "blur", "glasses", "eyes", "shadow"],
  },
  {
    name: "left in the shadow",
    make: shadow("left"),
    spoils: "shadow",
    besides: ["background", "light", "glasses", "eyes"],
  },
  {
    name: "right in the shadow",
    make: shadow("right"),
    spoils: "shadow",
    besides: ["background", "light", "glasses", "eyes"],
  },
  {
    name: "behind dark glasses",
    make: painted((one) => onFace(one, bothEyes(`<ellipse rx="34" ry="24" fill="#111"/>`))),
    spoils: "glasses",
    besides: ["eyes", "blur"],
  },
  { name: "with the eyes shut", make: shutEyes, spoils: "eyes", besides: [] },
  { name: "small", make: small, spoils: "resolution", besides: ["blur", "background"] },
  { name: "doubled", make: doubled, spoils: "faces", besides: [] },
  {
    name: "painted over",
    make: painted((one) => onFace(one, `<ellipse cy="30" rx="120" ry="170" fill="${wall}"/>`)),
    spoils: "faces",
    besides: [],
  },
];
