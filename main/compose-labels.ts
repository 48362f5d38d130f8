import type { LabelPrinter } from "./core/ports/label-printer.ts";
import type { ChosenLabelPrinter } from "./core/ports/label-room.ts";

/** The driver of a label printer that was chosen, read when it is wanted. */
export async function labelPrinterOf(
  choice: Extract<ChosenLabelPrinter, { kind: "zpl" }>,
): Promise<LabelPrinter> {
  const { createZplPrinter } = await import("../printers/labels/zpl/driver.ts");
  const { place } = choice;
  return createZplPrinter({ ...choice, place: "file" in place ? { device: place.file } : place });
}
