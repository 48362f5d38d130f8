import type { ImportFileFault } from "../core/ports/file-import.ts";
import { failed, type Result, succeeded } from "../core/result.ts";

/** No export of a university's students comes near; a larger file is a mistake or an attack. */
export const maximumBytes = 32 * 1024 * 1024;

/**
 * The text of a file, line ends made `\n`: UTF-8 with or without BOM, UTF-16 with BOM (what Excel calls "Unicode text"),
 * and Windows-1252 for whatever is not valid UTF-8. Bytes that Windows-1252 leaves undefined stay C1 control characters.
 */
export function textOf(file: Uint8Array): Result<string, ImportFileFault> {
  if (file.length > maximumBytes) return failed({ kind: "too-large", maximumBytes });
  const decoded = decode(file);
  if (decoded === null || isBinary(decoded)) return failed({ kind: "unknown-format" });
  if (decoded.trim() === "") return failed({ kind: "empty-file" });
  return succeeded(decoded.includes("\r") ? decoded.replace(/\r\n?/gu, "\n") : decoded);
}

function decode(file: Uint8Array): string | null {
  if (file[0] === 0xff && file[1] === 0xfe) return decodeAs("utf-16le", file);
  if (file[0] === 0xfe && file[1] === 0xff) return decodeAs("utf-16be", file);
  return decodeAs("utf-8", file) ?? decodeAs("windows-1252", file);
}

/** The decoder leaves a BOM out by itself. */
function decodeAs(encoding: string, file: Uint8Array): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(file);
  } catch {
    return null;
  }
}

/** Workbooks, pictures and archives hold control characters from their first bytes on; no text does. */
function isBinary(text: string): boolean {
  return /[\p{Cc}--[\t-\r\u0080-\u009F]]/v.test(text.slice(0, 4096));
}
