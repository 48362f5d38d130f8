import { failed, type Result, succeeded } from "../../main/core/result.ts";
import type { ScardHandle, Winscard } from "./winscard.ts";

/** Who made a reader and which one it is, as far as it tells. */
export interface ReaderIdentity {
  readonly vendor: string | null;
  readonly serial: string | null;
}

/** A reader as a technician chose it: by serial where it has one, else by name, whatever USB port it is on. */
export interface ReaderWish {
  readonly name: string;
  readonly serial?: string | undefined;
}

/** PC/SC part 3 §3.1.3: SCARD_ATTR_VENDOR_NAME and SCARD_ATTR_VENDOR_IFD_SERIAL_NO. */
const vendorName = 0x0001_0100;
const serialNumber = 0x0001_0103;

/** Opens a reader without its card, does something with it, and gives everything back. */
export async function withReader<T>(
  scard: Winscard,
  reader: string,
  act: (handle: ScardHandle) => Promise<Result<T, number>>,
): Promise<Result<T, number>> {
  const context = await scard.establishContext();
  if (!context.ok) return context;
  try {
    const connected = await scard.connect(context.value, reader, "direct");
    if (!connected.ok) return failed(connected.fault);
    try {
      return await act(connected.value.card);
    } finally {
      await scard.disconnect(connected.value.card);
    }
  } finally {
    await scard.releaseContext(context.value);
  }
}

/** Asks a reader who it is; the code of the refusal when it can not be asked now. */
export function askIdentity(scard: Winscard, reader: string): Promise<Result<ReaderIdentity, number>> {
  return withReader(scard, reader, async (handle) => {
    const text = async (attribute: number) => {
      const value = await scard.attribute(handle, attribute);
      // Some drivers count the closing zero, some do not.
      return value.ok ? Buffer.from(value.value).toString("latin1").replace(/\0.*$/s, "") || null : null;
    };
    return succeeded({ vendor: await text(vendorName), serial: await text(serialNumber) });
  });
}

/** A reader's name without the numbers PC/SC adds, which change with the port: " 00 00" in pcsc-lite, " 0" on Windows; a longer number is its model's. */
export function nameProper(name: string): string {
  return name.replace(/(?: [0-9A-F]{2} [0-9A-F]{2}| \d{1,2})$/, "");
}

/** Which of the readers present is the one wished for; null when none is, or when several of that name could be. */
export function wishedReader(
  wish: ReaderWish,
  readers: readonly (Partial<ReaderIdentity> & { readonly name: string })[],
): string | null {
  if (wish.serial !== undefined) {
    const bySerial = readers.find(({ serial }) => serial === wish.serial);
    return bySerial?.name ?? null;
  }
  if (readers.some(({ name }) => name === wish.name)) return wish.name;
  // A person leaves out the numbers PC/SC adds, and may end with the model's own.
  const proper = [wish.name, nameProper(wish.name)];
  const alike = readers.filter(({ name }) => proper.includes(nameProper(name)));
  return alike.length === 1 ? (alike[0]?.name ?? null) : null;
}

/** The reader a person calls so, by its serial number or by its name as they would write it; null when none is, or several could be. */
export function readerCalled(
  text: string,
  readers: readonly (ReaderIdentity & { readonly name: string })[],
): string | null {
  const bySerial = readers.find(({ serial }) => serial === text);
  return bySerial?.name ?? wishedReader({ name: text }, readers);
}
