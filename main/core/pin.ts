const fewestDigits = 4;
const mostDigits = 12;

/** Why a PIN is not taken. */
export const pinProblems = ["not-digits", "too-short", "too-long", "too-easy"] as const;
export type PinProblem = (typeof pinProblems)[number];

/** What is wrong with a PIN to be, or null: 4 to 12 digits, neither one digit repeated nor digits in a row. */
export function problemOfPin(pin: string): PinProblem | null {
  if (!/^\d*$/.test(pin)) return "not-digits";
  if (pin.length < fewestDigits) return "too-short";
  if (pin.length > mostDigits) return "too-long";
  const steps = new Set(Array.from(pin.slice(1)).map((digit, index) => Number(digit) - Number(pin[index])));
  const [step] = steps;
  return steps.size === 1 && step !== undefined && Math.abs(step) <= 1 ? "too-easy" : null;
}

const freeTries = 5;
const firstPauseMs = 30_000;
const longestPauseMs = 15 * 60_000;

/** How long nobody may try again after that many wrong PINs in a row: nothing for the first five, then half a minute, doubled each time up to a quarter of an hour. */
export function pauseAfter(tries: number): number {
  if (tries < freeTries) return 0;
  return Math.min(longestPauseMs, firstPauseMs * 2 ** Math.min(tries - freeTries, 20));
}
