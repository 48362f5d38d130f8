import type { Escn } from "../core/escn.ts";
import type { CardArtist } from "../core/ports/card-artist.ts";
import type { CardFaces, CardPrinter, PrinterFault } from "../core/ports/card-printer.ts";
import { failed, type Result, succeeded } from "../core/result.ts";
import { printsBacks } from "../core/ribbon.ts";

/** A number that is nobody's. */
const testEscn = "00000000-0000-1000-8000-000000000000" as Escn;

/** Why no test card came out, and whether one was spoiled on the way. */
export interface TestCardFault {
  readonly fault: PrinterFault;
  readonly spoiled: boolean;
}

/** Draws the card of an invented person, for a printer of these capabilities. */
export async function drawTestCard(
  artist: CardArtist,
  photo: Uint8Array,
  template: string,
  { capabilities }: CardPrinter,
): Promise<CardFaces> {
  const drawn = await artist.draw(
    {
      photo,
      firstName: "Camille",
      lastName: "Exemple-d’Essai",
      studentNumber: "00000000",
      programme: "Carte d’essai · Test card",
      level: "L1",
      academicYear: "0000-0001",
      university: "Université d’Exemple",
      returnTo: "",
      escn: testEscn,
    },
    template,
  );
  if (!drawn.ok) throw new Error(`the test card can not be drawn: ${drawn.fault.kind}`);
  const { layers, back } = drawn.value;
  return { front: layers, back: printsBacks(capabilities) ? back : null };
}

/** Prints one card and gives it out, its chip untouched; one that went wrong on the way goes to the reject box. */
export async function printTestCard(
  printer: CardPrinter,
  faces: CardFaces,
): Promise<Result<void, TestCardFault>> {
  if (!printer.capabilities.inlineEncoding) {
    const printed = await printer.print(faces);
    return printed.ok
      ? succeeded(undefined)
      : failed({ fault: printed.fault.fault, spoiled: printed.fault.cardTouched });
  }
  const fed = await printer.feed();
  if (!fed.ok) return failed({ fault: fed.fault, spoiled: false });
  const printed = await printer.print(faces);
  if (!printed.ok) {
    await printer.reject();
    return failed({ fault: printed.fault.fault, spoiled: printed.fault.cardTouched });
  }
  const given = await printer.eject();
  return given.ok ? succeeded(undefined) : failed({ fault: given.fault, spoiled: false });
}
