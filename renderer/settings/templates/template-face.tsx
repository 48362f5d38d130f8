import type { FaceView } from "../../../main/contract/artwork.ts";
import type { ArtworkRemark } from "../../../main/core/artwork.ts";
import { useBlobAddress } from "../../parts/blob-address.ts";
import { remarkTone } from "./remark-words.ts";
import { useArtworkWords } from "./words.ts";

/** The layers of a face, as they lie on each other. */
export const faceLayers = ["plastic", "colour", "black"] as const;
export type FaceLayer = (typeof faceLayers)[number];

/** A remark with the number it has in the list. */
export interface NumberedRemark {
  readonly number: number;
  readonly remark: ArtworkRemark;
}

interface TemplateFaceProps {
  readonly side: "front" | "back";
  readonly view: FaceView;
  readonly alt: string;
  readonly layers: ReadonlySet<FaceLayer>;
  readonly remarks: readonly NumberedRemark[];
  readonly marginMm: number;
  readonly showsMargin: boolean;
  /** The remark pointed at in the list. */
  readonly pointed: number | null;
}

const dotsPerMm = 300 / 25.4;

/** One face of a template, its layers laid over each other as dye and resin would be, with marks where something is off. */
export function TemplateFace(props: TemplateFaceProps) {
  const { t } = useArtworkWords();
  const { side, view, remarks, marginMm } = props;
  const shown = (layer: FaceLayer) => (props.layers.has(layer) ? view[layer] : null);
  const plastic = useBlobAddress(shown("plastic"));
  const colour = useBlobAddress(shown("colour"));
  const black = useBlobAddress(shown("black"));
  const pictures = [plastic, colour, black].filter((address) => address !== null);
  return (
    <figure className="face">
      <div
        className="face-card"
        data-card={view.colour === null ? undefined : true}
        style={{ aspectRatio: `${view.widthDots} / ${view.heightDots}` }}
      >
        {pictures.map((address, at) => (
          <img key={address} src={address} alt={at === 0 ? props.alt : ""} />
        ))}
        {props.showsMargin && (
          <span
            className="face-margin"
            style={{
              insetInline: part(marginMm * dotsPerMm, view.widthDots),
              insetBlock: part(marginMm * dotsPerMm, view.heightDots),
            }}
          />
        )}
        {remarks.map(
          ({ number, remark }) =>
            "area" in remark &&
            remark.side === side && (
              <span
                key={number}
                className="face-mark"
                data-tone={remarkTone(remark)}
                data-pointed={props.pointed === number || undefined}
                style={{
                  left: part(remark.area.x, view.widthDots),
                  top: part(remark.area.y, view.heightDots),
                  width: part(remark.area.width, view.widthDots),
                  height: part(remark.area.height, view.heightDots),
                }}
              >
                <b>{number}</b>
              </span>
            ),
        )}
      </div>
      <figcaption className="quiet">{t(`side.${side}`)}</figcaption>
    </figure>
  );
}

function part(value: number, of: number): string {
  return `${(100 * value) / of}%`;
}
