import { framedOnFace } from "./auto-framing.ts";
import { betweenEyes, type Face, headHeightPx, type Sighting, tiltOf } from "./face.ts";
import { landmarksOf, type Mesh, measuredFace } from "./measuring.ts";
import { meanLightOf, type Pixels } from "./pixels.ts";

/**
 * Where the detector looks in its folder, and what it may do: find faces and the points of each. Everything that would describe a
 * person (identity, age, emotion) or ask the network is off, and its models are not shipped.
 */
export function detectorSettings(folder: string) {
  const off = { enabled: false } as const;
  return {
    backend: "wasm",
    // Without these two the library goes to the network.
    wasmPath: folder,
    modelBasePath: folder,
    debug: false,
    async: false,
    cacheSensitivity: 0,
    skipAllowed: false,
    warmup: "none",
    filter: off,
    gesture: off,
    body: off,
    hand: off,
    object: off,
    segmentation: off,
    face: {
      enabled: true,
      // Low, so that people far behind are found too; what is too unsure or too small is left out below.
      detector: { modelPath: "blazeface.json", rotation: true, maxDetected: 10, minConfidence: 0.15 },
      mesh: { enabled: true, modelPath: "facemesh.json" },
      iris: off,
      attention: off,
      description: off,
      emotion: off,
      antispoof: off,
      liveness: off,
    },
  } as const;
}

/** What is used of the detector's library. */
export interface DetectorLibrary {
  readonly tf: {
    env(): { set(flag: string, value: boolean): void };
    tensor3d(values: Int32Array, shape: [number, number, 3 | 4], type: "int32"): { dispose(): void };
  };
  load(): Promise<void>;
  detect(input: unknown): Promise<{ readonly face: readonly FoundFace[] }>;
}

interface FoundFace {
  readonly boxScore: number;
  readonly faceScore: number;
  readonly mesh: Mesh;
}

/** Finds and measures the faces of pictures, one after the other. */
export interface FaceFinder {
  /** What a camera shows: heads are up. */
  sight(picture: Pixels): Promise<Sighting>;
  /**
   * What a file shows: it may lie on its side or stand on its head. Faces are looked for in `small` and measured in `picture`, which
   * shows the same; they are told in the pixels of `picture`.
   */
  sightAnyWayUp(picture: Pixels, small: Pixels): Promise<Sighting>;
}

/** A found face below this is a pattern that looks like one (domain sheet photo §1). */
const leastScore = 0.45;
/** Another face beside the main one blocks the photo, so it has to be a sure one: folds of clothes reached .74, people behind 1. */
const leastSecondScore = 0.8;
/** Faces smaller than this share of the largest one's area stand far behind, or on a poster. */
const leastArea = 0.05;
/** A face found less surely than this may stand on its head: the right way up was found at .8 and more, upside down at .5 and less. */
const sureBoxScore = 0.75;
/** A face that looks down is found unsurely too, and should not be stood on its head for a little more. */
const turnedMargin = 0.15;
/** Where the head is put for measuring what stands behind it; profiles differ too little to matter. */
const measuringHead = { target: 0.7, least: 0, most: 1, crownMargin: 0.09 };

/** Opens the detector; `make` gives its library with the settings of `detectorSettings`. */
export async function openFaceFinder(library: DetectorLibrary): Promise<FaceFinder> {
  // Its threads would need workers of their own, which no page may start, and a second file.
  library.tf.env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
  await library.load();
  return {
    sight: async (picture) => sighted(picture, countedFaces(await detected(library, picture))),
    async sightAnyWayUp(picture, small) {
      const factor = picture.widthPx / small.widthPx;
      const found = (await facesOf(library, small)).map((one) => {
        const mesh = one.mesh.map((point) => point.map((value) => value * factor));
        return { ...one, mesh, face: { ...one.face, ...landmarksOf(mesh) } };
      });
      return sighted(picture, found);
    },
  };
}

/** What is told of a picture and of the faces found in it. */
function sighted(picture: Pixels, found: readonly MeasuredFace[]): Sighting {
  const [main] = found;
  return {
    widthPx: picture.widthPx,
    heightPx: picture.heightPx,
    faces: found.map(({ face }) => face),
    figures:
      main === undefined
        ? null
        : measuredFace(picture, main.mesh, framedOnFace(main.face, picture, measuringHead)),
    meanLight: meanLightOf(picture),
  };
}

interface MeasuredFace {
  readonly face: Face;
  readonly mesh: Mesh;
  readonly boxScore: number;
}

/**
 * The faces of a picture, largest first. The mesh fits itself to a face upside down as surely as to an upright one; the first look
 * does not: where it is unsure, the other ways up are tried and the surest is believed.
 */
async function facesOf(library: DetectorLibrary, picture: Pixels): Promise<readonly MeasuredFace[]> {
  const asItLies = countedFaces(await detected(library, picture));
  // Its points are finer on a face that stands: one that was found lying is looked at again, set upright.
  const [main] = asItLies;
  const lying = main === undefined ? 0 : (4 - Math.round(tiltOf(main.face) / 90)) % 4;
  if (isQuarters(lying)) {
    const upright = await facesTurned(library, picture, lying);
    if (surenessOf(upright) >= surenessOf(asItLies) - turnedMargin) return upright;
  }
  let best = asItLies;
  for (const quarters of [2, 1, 3] as const) {
    if (surenessOf(best) >= sureBoxScore) break;
    const turned = await facesTurned(library, picture, quarters);
    if (surenessOf(turned) > surenessOf(best) + turnedMargin) best = turned;
  }
  return best;
}

type Quarters = 1 | 2 | 3;

function isQuarters(count: number): count is Quarters {
  return count === 1 || count === 2 || count === 3;
}

/** The faces found once the picture is turned, told where they are in the picture as it lies. */
async function facesTurned(
  library: DetectorLibrary,
  picture: Pixels,
  quarters: Quarters,
): Promise<readonly MeasuredFace[]> {
  return countedFaces(await detected(library, turnedBy(picture, quarters))).map(
    ({ face, mesh, boxScore }) => {
      const back = mesh.map((point) => turnedBack(point, quarters, picture));
      return { mesh: back, boxScore, face: { ...face, ...landmarksOf(back) } };
    },
  );
}

function surenessOf([largest]: readonly MeasuredFace[]): number {
  return largest?.boxScore ?? 0;
}

async function detected(library: DetectorLibrary, picture: Pixels): Promise<readonly FoundFace[]> {
  const { bytes, widthPx, heightPx, channels } = picture;
  // A fourth byte is taken away by the library itself.
  const input = library.tf.tensor3d(new Int32Array(bytes), [heightPx, widthPx, channels], "int32");
  try {
    return (await library.detect(input)).face;
  } finally {
    input.dispose();
  }
}

function countedFaces(found: readonly FoundFace[]): readonly MeasuredFace[] {
  const faces = found
    .filter(({ mesh, faceScore }) => mesh.length >= 468 && faceScore >= leastScore)
    .map(({ mesh, boxScore, faceScore }) => ({
      mesh,
      boxScore,
      face: { ...landmarksOf(mesh), score: faceScore },
    }))
    .toSorted((one, other) => headHeightPx(other.face) - headHeightPx(one.face));
  const [largest] = faces;
  if (largest === undefined) return [];
  const least = headHeightPx(largest.face) * Math.sqrt(leastArea);
  return faces.filter(
    ({ face }, i) =>
      headHeightPx(face) >= least &&
      (i === 0 || face.score >= leastSecondScore) &&
      !faces.slice(0, i).some((larger) => overlaps(larger.face, face)),
  );
}

/** The same face found twice, or a pattern within it. */
function overlaps(larger: Face, smaller: Face): boolean {
  const [one, other] = [betweenEyes(larger), betweenEyes(smaller)];
  return Math.hypot(one.x - other.x, one.y - other.y) < headHeightPx(larger) / 2;
}

/** The picture turned clockwise by quarters. */
function turnedBy(picture: Pixels, quarters: Quarters): Pixels {
  const { bytes, channels, widthPx, heightPx } = picture;
  const [width, height] = quarters === 2 ? [widthPx, heightPx] : [heightPx, widthPx];
  const turned = new Uint8Array(width * height * channels);
  for (let y = 0, to = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1, to += channels) {
      const [fromX, fromY] = pixelBefore(x, y, quarters, picture);
      const from = (fromY * widthPx + fromX) * channels;
      for (let i = 0; i < channels; i += 1) turned[to + i] = bytes[from + i] ?? 0;
    }
  }
  return { bytes: turned, channels, widthPx: width, heightPx: height };
}

/** Where pixel x, y of the turned picture was before. */
function pixelBefore(
  x: number,
  y: number,
  quarters: Quarters,
  { widthPx, heightPx }: Pixels,
): readonly [x: number, y: number] {
  if (quarters === 1) return [y, heightPx - 1 - x];
  return quarters === 2 ? [widthPx - 1 - x, heightPx - 1 - y] : [widthPx - 1 - y, x];
}

function turnedBack(
  point: readonly number[],
  quarters: Quarters,
  { widthPx, heightPx }: Pixels,
): readonly number[] {
  const [x = 0, y = 0, depth = 0] = point;
  if (quarters === 1) return [y, heightPx - x, depth];
  return quarters === 2 ? [widthPx - x, heightPx - y, depth] : [widthPx - y, x, depth];
}
