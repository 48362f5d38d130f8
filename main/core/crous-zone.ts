import { z } from "zod";
import { calendarDay } from "./calendar.ts";
import { chipUid } from "./card.ts";

/**
 * The zone of the CROUS (Izly) that a card's maker has written, as the file InfoCarteCROUS that comes with the cards tells it (esup-sgc sheet §5.6).
 * Guichet never writes that zone: it finds the number here, by the chip it is on.
 */
export const crousZone = z.strictObject({
  uid: chipUid,
  /** NUM_CARTE: the number the CROUS knows the card by. */
  zdc: z.string().regex(/^\d{1,15}$/),
  /** NUM_APPLICATIF. */
  rid: z.string().max(40),
  /** EMETTEUR, hexadecimal. */
  transmitter: z.string().max(40),
  mapping: z.string().max(40),
  pixSs: z.string().max(40),
  pixNn: z.string().max(40),
  appl: z.string().max(40),
  madeOn: calendarDay,
});
export type CrousZone = z.infer<typeof crousZone>;
