/** The part of bidi-js that is used; the package has no types of its own. */
declare module "bidi-js" {
  interface Bidi {
    getEmbeddingLevels(text: string): { readonly levels: Uint8Array };
    /** The character that takes this one's place where text runs from right to left (brackets), or null. */
    getMirroredCharacter(character: string): string | null;
  }
  export default function bidiFactory(): Bidi;
}
