import type { CardLook, OwnPicture } from "../artwork.ts";
import type { Result } from "../result.ts";
import type { TemplateInspector } from "./template-inspector.ts";

/** How the desk's cards look, and the templates they may be drawn from. */
export interface ArtworkRoom {
  readonly inspector: TemplateInspector;
  look(): CardLook;
  /** Changes the look at once and for good. Cards that were drawn before are not drawn again. */
  change(look: CardLook): Promise<void>;
  /** Keeps a picture of the university's own for its cards, or takes it away. Refuses what is no PNG or JPEG that can be decoded. */
  keepPicture(
    of: OwnPicture,
    file: Uint8Array | null,
  ): Promise<Result<null, { readonly kind: "not-a-picture" }>>;
  /** A picture as it is kept; null when it is not there. */
  picture(of: OwnPicture): Promise<Uint8Array | null>;
  /** The pictures that are there. */
  pictures(): Promise<readonly OwnPicture[]>;
}
