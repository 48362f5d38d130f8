const dayMs = 86_400_000;
/** Day 0 of each calendar of a workbook. Excel's counts a 29 February 1900 that never was, so it fits from March 1900 on. */
const zeroOf1900 = Date.UTC(1899, 11, 30);
const zeroOf1904 = Date.UTC(1904, 0, 1);

/** Formats that every workbook knows by number alone (ECMA-376 part 1, §18.8.30): those of dates and times. */
const dateFormats = new Set([14, 15, 16, 17, 18, 19, 20, 21, 22, 45, 46, 47]);

/** Whether a number format shows a date or a time: by its number, or by the letters of its own code. */
export function isDateFormat(number: number, code: string | undefined): boolean {
  if (code === undefined) return dateFormats.has(number);
  const bare = code.replace(/"[^"]*"|\\.|\[[^\]]*\]|_./gu, "");
  return /[dyhjas]/iu.test(bare) && !/[#0?]/u.test(bare);
}

/** A serial number of a workbook as a day `yyyy-mm-dd`, a time `hh:mm`, or both. */
export function writtenSerial(serial: number, from1904: boolean): string {
  if (!Number.isFinite(serial) || serial < 0 || serial > 2_958_466) return String(serial);
  const minutes = Math.round((serial % 1) * 1440);
  const moment = new Date(
    (from1904 ? zeroOf1904 : zeroOf1900) + Math.floor(serial) * dayMs + minutes * 60_000,
  );
  const [day = "", time = ""] = moment.toISOString().split("T");
  const clock = time.slice(0, 5);
  if (serial < 1) return clock;
  return minutes === 0 ? day : `${day} ${clock}`;
}
