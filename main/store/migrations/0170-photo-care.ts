import { type Migration, strict } from "./migration.ts";

/** Photos that are erased leave a row without picture, for the cards made of them; a photo taken in spite of a check keeps who decided and why. */
export const photoCare: Migration = {
  number: 170,
  name: "photo-care",
  async up(transaction, engine) {
    await transaction.schema.alterTable("photo").addColumn("erased_at", "text").execute();
    await transaction.schema.alterTable("photo").addColumn("erased_because", "text").execute();
    const decision = transaction.schema
      .createTable("photo_decision")
      .addColumn("photo_id", "text", (column) => column.notNull().references("photo.id"))
      .addColumn("at", "text", (column) => column.notNull())
      .addColumn("profile", "text", (column) => column.notNull())
      .addColumn("checks", "text", (column) => column.notNull())
      .addColumn("reason", "text", (column) => column.notNull())
      .addColumn("decided_by", "text", (column) => column.notNull())
      .addPrimaryKeyConstraint("photo_decision_key", ["photo_id", "at"]);
    await strict(decision, engine).execute();
  },
};
