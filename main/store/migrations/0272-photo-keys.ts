import { bytes, type Migration, strict } from "./migration.ts";

/** On a shared database every picture is enciphered under a key of its own, which goes when the picture is erased; `photo_vault` says whose key enciphers those. */
export const photoKeys: Migration = {
  number: 272,
  name: "photo-keys",
  async up(transaction, engine) {
    const key = transaction.schema
      .createTable("photo_key")
      .addColumn("photo_id", "text", (column) => column.primaryKey().references("photo.id"))
      .addColumn("sealed_key", bytes(engine), (column) => column.notNull());
    await strict(key, engine).execute();
    const vault = transaction.schema
      .createTable("photo_vault")
      .addColumn("one", "integer", (column) => column.primaryKey())
      .addColumn("mark", "text", (column) => column.notNull());
    await strict(vault, engine).execute();
  },
};
