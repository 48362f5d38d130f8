import { type Migration, strict } from "./migration.ts";

/** The version of each master that a chip carries, as it was read back, and the one that it is being moved to. */
export const chipKeys: Migration = {
  number: 126,
  name: "chip keys",
  async up(transaction, engine) {
    const chipKey = transaction.schema
      .createTable("chip_key")
      .addColumn("uid", "text", (column) => column.notNull().references("chip.uid"))
      .addColumn("name", "text", (column) => column.notNull())
      .addColumn("version", "integer")
      .addColumn("moving_to", "integer")
      .addPrimaryKeyConstraint("chip_key_one", ["uid", "name"]);
    await strict(chipKey, engine).execute();
    await transaction.schema
      .createIndex("chip_key_version")
      .on("chip_key")
      .columns(["name", "version"])
      .execute();
  },
};
