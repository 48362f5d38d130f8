import { type Migration, strict } from "./migration.ts";

/** Zones of the CROUS that makers wrote on cards: one on each chip, each zone on one chip. */
export const crousZones: Migration = {
  number: 110,
  name: "crous zones",
  async up(transaction, engine) {
    const zone = transaction.schema
      .createTable("crous_zone")
      .addColumn("uid", "text", (column) => column.primaryKey())
      .addColumn("zdc", "text", (column) => column.notNull().unique())
      .addColumn("rid", "text", (column) => column.notNull())
      .addColumn("transmitter", "text", (column) => column.notNull())
      .addColumn("mapping", "text", (column) => column.notNull())
      .addColumn("pix_ss", "text", (column) => column.notNull())
      .addColumn("pix_nn", "text", (column) => column.notNull())
      .addColumn("appl", "text", (column) => column.notNull())
      .addColumn("made_on", "text", (column) => column.notNull());
    await strict(zone, engine).execute();
  },
};
