import { readFileSync } from "node:fs";
import sharp from "sharp";
import type { PhotoCheck } from "../../main/core/photo/photo-profile.ts";

/** One person of a free picture, with what a person who looks at the head alone would object to. */
export interface FreeFace {
  readonly name: string;
  readonly group: number;
  /** The middle between the eyes, and the head from chin to crown, in pixels of the picture: measured by hand. */
  readonly x: number;
  readonly y: number;
  readonly headPx: number;
  readonly objections: readonly PhotoCheck[];
  /** Where two people who look would not say the same: nothing is counted. */
  readonly open: readonly PhotoCheck[];
}

/** How many people stand in each of the six group pictures. */
export const peopleInGroups = [3, 3, 3, 4, 5, 4] as const;

/**
 * Twenty-two people in the six group pictures of @vladmandic/face-api (MIT; "photos shown below are taken by me"), turned, laughing,
 * looking down, in the dark, none before a plain wall. They are read from the package and kept nowhere else.
 */
export const freeFaces: readonly FreeFace[] = [
  {
    name: "1 left",
    group: 1,
    x: 485,
    y: 462,
    headPx: 286,
    objections: ["tilt", "turned", "shadow", "background"],
    open: ["light"],
  },
  { name: "1 right", group: 1, x: 1585, y: 309, headPx: 281, objections: ["tilt", "background"], open: [] },
  {
    name: "1 middle",
    group: 1,
    x: 912,
    y: 531,
    headPx: 275,
    objections: ["eyes", "tilt", "turned", "background"],
    open: ["light", "shadow"],
  },
  { name: "2 left, from the side", group: 2, x: 396, y: 253, headPx: 316, objections: ["faces"], open: [] },
  {
    name: "2 right",
    group: 2,
    x: 1528,
    y: 263,
    headPx: 281,
    objections: ["eyes", "tilt", "turned", "background"],
    open: ["shadow"],
  },
  {
    name: "2 middle",
    group: 2,
    x: 986,
    y: 345,
    headPx: 271,
    objections: ["eyes", "background"],
    open: ["tilt", "blur", "shadow"],
  },
  {
    name: "3 right",
    group: 3,
    x: 1597,
    y: 413,
    headPx: 365,
    objections: ["background"],
    open: ["turned", "tilt", "blur", "shadow"],
  },
  {
    name: "3 middle",
    group: 3,
    x: 1165,
    y: 331,
    headPx: 343,
    objections: ["blur", "background"],
    open: ["turned", "tilt", "shadow"],
  },
  {
    name: "3 left",
    group: 3,
    x: 675,
    y: 434,
    headPx: 326,
    objections: ["background"],
    open: ["turned", "blur", "shadow"],
  },
  {
    name: "4 right",
    group: 4,
    x: 1353,
    y: 253,
    headPx: 290,
    objections: ["tilt", "turned", "background"],
    open: ["eyes", "blur"],
  },
  {
    name: "4 left",
    group: 4,
    x: 334,
    y: 306,
    headPx: 286,
    objections: ["tilt", "turned", "blur", "background"],
    open: ["shadow"],
  },
  {
    name: "4 third",
    group: 4,
    x: 1058,
    y: 291,
    headPx: 286,
    objections: ["eyes", "turned", "blur", "background"],
    open: ["tilt", "shadow"],
  },
  {
    name: "4 second",
    group: 4,
    x: 743,
    y: 168,
    headPx: 261,
    objections: ["tilt", "background"],
    open: ["eyes", "turned", "blur"],
  },
  {
    name: "5 right, with half a neighbour",
    group: 5,
    x: 1492,
    y: 508,
    headPx: 387,
    objections: ["faces"],
    open: [],
  },
  { name: "5 front", group: 5, x: 467, y: 992, headPx: 356, objections: ["light", "background"], open: [] },
  {
    name: "5 left",
    group: 5,
    x: 708,
    y: 526,
    headPx: 307,
    objections: ["turned", "background"],
    open: ["tilt", "blur", "shadow"],
  },
  {
    name: "5 third",
    group: 5,
    x: 1189,
    y: 295,
    headPx: 290,
    objections: ["background"],
    open: ["turned", "blur", "shadow"],
  },
  {
    name: "5 back",
    group: 5,
    x: 879,
    y: 199,
    headPx: 263,
    objections: ["blur", "background"],
    open: ["tilt", "turned", "shadow"],
  },
  {
    name: "6 second",
    group: 6,
    x: 753,
    y: 457,
    headPx: 347,
    objections: ["tilt", "turned", "background"],
    open: ["shadow"],
  },
  {
    name: "6 right",
    group: 6,
    x: 1581,
    y: 385,
    headPx: 346,
    objections: ["background"],
    open: ["tilt", "blur"],
  },
  {
    name: "6 left",
    group: 6,
    x: 371,
    y: 605,
    headPx: 307,
    objections: ["background"],
    open: ["turned", "shadow"],
  },
  { name: "6 third", group: 6, x: 1275, y: 429, headPx: 303, objections: ["background"], open: [] },
];

const folder = new URL("../../node_modules/@vladmandic/face-api/demo/", import.meta.url);

/** One of the six group pictures. */
export function groupPicture(group: number): Uint8Array {
  return new Uint8Array(readFileSync(new URL(`sample${group}.jpg`, folder)));
}

/** The head and shoulders of one person, enlarged as a near camera would show them. */
export async function headOf({ group, x, y, headPx }: FreeFace, height = 900): Promise<Uint8Array> {
  const picture = sharp(groupPicture(group));
  const whole = await picture.metadata();
  const reach = Math.round(headPx * 0.78);
  const [left, top] = [Math.max(0, x - reach), Math.max(0, y - reach)];
  const area = {
    left,
    top,
    width: Math.min(whole.width, x + reach) - left,
    height: Math.min(whole.height, y + reach) - top,
  };
  return picture.extract(area).resize({ height }).png().toBuffer();
}
