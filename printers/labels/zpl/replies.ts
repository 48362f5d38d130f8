/** What ~HS tells that matters here (Zebra's guide, "Host Status Return"). */
export interface HostStatus {
  readonly paperOut: boolean;
  readonly paused: boolean;
  readonly labelLengthDots: number;
  /** Formats received and not printed yet. */
  readonly formatsWaiting: number;
  readonly bufferFull: boolean;
  readonly partialFormat: boolean;
  readonly underTemperature: boolean;
  readonly overTemperature: boolean;
  readonly headUp: boolean;
  readonly ribbonOut: boolean;
  readonly peels: boolean;
  /** A label lies on the peel bar. */
  readonly labelWaiting: boolean;
  readonly labelsRemaining: number;
}

/** What ~HQES tells: a flag and 64 bits of errors and of warnings, of which the lower 32 are known. */
export interface ErrorStatus {
  readonly anyError: boolean;
  readonly errors: number;
  /** Errors of the upper half, of which no meaning is known. */
  readonly otherErrors: number;
  readonly warnings: number;
}

/** Everything a printer has said in one conversation. */
export interface ZplReplies {
  readonly status: HostStatus | null;
  readonly errors: ErrorStatus | null;
}

const stx = 0x02;
const etx = 0x03;
const [peelMode, linerlessPeelMode] = ["1", "6"];

/** Reads the replies in all that has been heard so far, in whatever pieces it came; what is not whole yet is null. */
export function repliesIn(heard: Uint8Array): ZplReplies {
  let status: HostStatus | null = null;
  let errors: ErrorStatus | null = null;
  const strings: string[] = [];
  for (const said of framesIn(heard)) {
    if (/PRINTER STATUS/.test(said)) {
      errors = errorStatusIn(said) ?? errors;
      strings.length = 0;
    } else {
      strings.push(said);
      status = hostStatusIn(strings.slice(-3)) ?? status;
    }
  }
  return { status, errors };
}

/** Texts between STX and ETX. Another STX begins anew: a printer that was interrupted speaks its answer again. */
function* framesIn(heard: Uint8Array): Generator<string> {
  let from = -1;
  for (const [at, byte] of heard.entries()) {
    if (byte === stx) from = at + 1;
    else if (byte === etx && from !== -1) {
      yield new TextDecoder("latin1").decode(heard.subarray(from, at));
      from = -1;
    }
  }
}

const number = /^ *\d+ *$/;

const raised = (field: string | undefined) => Number(field) !== 0;

function hostStatusIn(strings: readonly string[]): HostStatus | null {
  const [first, second, third] = strings.map((each) => each.split(","));
  if (first?.length !== 12 || second?.length !== 11 || third?.length !== 2) return null;
  if (![...first, ...second.filter((_, at) => at !== 5)].every((field) => number.test(field))) return null;
  return {
    paperOut: raised(first[1]),
    paused: raised(first[2]),
    labelLengthDots: Number(first[3]),
    formatsWaiting: Number(first[4]),
    bufferFull: raised(first[5]),
    partialFormat: raised(first[7]),
    underTemperature: raised(first[10]),
    overTemperature: raised(first[11]),
    headUp: raised(second[2]),
    ribbonOut: raised(second[3]),
    peels: second[5] === peelMode || second[5] === linerlessPeelMode,
    labelWaiting: raised(second[7]),
    labelsRemaining: Number(second[8]),
  };
}

const bits = (text: string | undefined) => Number.parseInt(text ?? "0", 16);

function errorStatusIn(said: string): ErrorStatus | null {
  const line = (name: string) =>
    new RegExp(`${name}:\\s*([01])\\s+([0-9A-F]{8})\\s+([0-9A-F]{8})`, "i").exec(said);
  const [errors, warnings] = [line("ERRORS"), line("WARNINGS")];
  if (errors === null || warnings === null) return null;
  return {
    anyError: errors[1] === "1",
    otherErrors: bits(errors[2]),
    errors: bits(errors[3]),
    warnings: bits(warnings[3]),
  };
}
