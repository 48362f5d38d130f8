import type { Modules } from "./layers.ts";

/** The QR code of a text, level M, in the smallest version that holds it (4 for the address of an ESCN). */
export async function qrModules(text: string): Promise<Modules> {
  const { create } = await import("qrcode");
  const { modules } = create(text, { errorCorrectionLevel: "M" });
  return { size: modules.size, dark: (row, column) => modules.get(row, column) !== 0 };
}

/** The same code as rows of 1 and 0, for who draws it on a screen. */
export async function qrRows(text: string): Promise<readonly string[]> {
  const code = await qrModules(text);
  const range = Array.from({ length: code.size }, (_, i) => i);
  return range.map((row) => range.map((column) => (code.dark(row, column) ? "1" : "0")).join(""));
}
