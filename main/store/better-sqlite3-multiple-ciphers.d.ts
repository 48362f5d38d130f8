/** The package's own types are not named in its `exports`; this is the part of them used here. */
declare module "better-sqlite3-multiple-ciphers" {
  interface Statement {
    readonly reader: boolean;
    all(parameters: readonly unknown[]): unknown[];
    run(parameters: readonly unknown[]): { changes: number | bigint; lastInsertRowid: number | bigint };
    iterate(parameters: readonly unknown[]): IterableIterator<unknown>;
    pluck(): { get(): unknown };
  }
  class Sqlite {
    constructor(file: string, options?: { readonly fileMustExist?: boolean });
    readonly inTransaction: boolean;
    pragma(text: string, options?: { readonly simple?: boolean }): unknown;
    prepare(sql: string): Statement;
    close(): void;
  }
  // biome-ignore lint/style/noDefaultExport: the package exports its class so
  export default Sqlite;
}
