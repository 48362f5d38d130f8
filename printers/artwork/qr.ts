import type { Modules } from "./layers.ts";

/** The QR code of a text, level M, in the smallest version that holds it (4 for the address of an ESCN). */
export async function qrModules(text: string): Promise<Modules> {
  const { create } = await import("qrcode");
  const { modules } = create(text, { errorCorrectionLevel: "M" });
  return { size: modules.size, dark: (row, column) => modules.get(row, column) !== 0 };
}
