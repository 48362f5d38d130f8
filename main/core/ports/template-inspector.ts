import type { ArtworkRemark } from "../artwork.ts";
import type { Escn } from "../escn.ts";
import type { Result } from "../result.ts";
import type { RibbonShortfall } from "../ribbon.ts";
import type { CardFacts } from "./card-artist.ts";
import type { RibbonKind } from "./card-printer.ts";

/** A template on the shelf. */
export interface TemplateEntry {
  /** `student-front@2`. */
  readonly name: string;
  readonly kind: "card-front" | "card-back" | "sticker";
  /** Whether a newer version of the same name is there. */
  readonly superseded: boolean;
}

/** A sample person a template can be tried on. */
export interface SampleEntry {
  readonly name: string;
  readonly firstName: string;
  readonly lastName: string;
}

/** One face as it would come out, layer by layer, each a PNG of the whole face. */
export interface FaceView {
  /** All of it laid over each other, as it will look. */
  readonly whole: Uint8Array;
  readonly widthDots: number;
  readonly heightDots: number;
  /** What the blank carries already; null when it is plain white. */
  readonly plastic: Uint8Array | null;
  /** Null on a sticker. */
  readonly colour: Uint8Array | null;
  readonly black: Uint8Array;
}

/** A template tried on somebody. */
export interface Inspection {
  /** Null when it can not be drawn: the remarks say why. */
  readonly front: FaceView | null;
  readonly back: FaceView | null;
  readonly remarks: readonly ArtworkRemark[];
  /** Each ribbon's judgement; none for a sticker. */
  readonly ribbons: readonly {
    readonly ribbon: RibbonKind;
    readonly shortfalls: readonly RibbonShortfall[];
  }[];
}

/** Somebody a template is tried on who is no sample. */
export interface InspectedPerson
  extends Omit<CardFacts, "photo" | "escn" | "university" | "academicYear" | "returnTo"> {
  /** JPEG, 600×771; null: a grey figure. */
  readonly photo: Uint8Array | null;
  /** Null while no card was made: the number of nobody's card stands in. */
  readonly escn: Escn | null;
}

/** What a template is tried on. */
export interface InspectionAsked {
  readonly template: string;
  /** The name of a sample, or somebody. */
  readonly who: string | InspectedPerson;
  readonly university: string;
  readonly academicYear: string;
  readonly returnTo: string;
  /** The university's colour, `#rrggbb`. */
  readonly accent: string;
}

/** Tries templates on sample people and finds what will not print or read. Reads the shelf anew each time: a designer edits and looks. */
export interface TemplateInspector {
  shelf(): Promise<{
    readonly templates: readonly TemplateEntry[];
    readonly samples: readonly SampleEntry[];
    /** The university's own files that are no templates. */
    readonly problems: readonly { readonly file: string; readonly problem: string }[];
  }>;
  inspect(
    asked: InspectionAsked,
  ): Promise<Result<Inspection, { readonly kind: "no-such-template" | "no-such-sample" }>>;
}
