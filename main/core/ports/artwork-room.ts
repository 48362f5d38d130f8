import type { CardLook } from "../artwork.ts";
import type { TemplateInspector } from "./template-inspector.ts";

/** How the desk's cards look, and the templates they may be drawn from. */
export interface ArtworkRoom {
  readonly inspector: TemplateInspector;
  look(): CardLook;
  /** Changes the look at once and for good. Cards that were drawn before are not drawn again. */
  change(look: CardLook): Promise<void>;
}
