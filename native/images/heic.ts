import { failed, type Result, succeeded } from "../../main/core/result.ts";

/** The pixels of a HEIC, red, green, blue and opacity, turned as its file says. */
export interface HeicPicture {
  readonly widthPx: number;
  readonly heightPx: number;
  /** Decodes it; null where its data are cut short or wrong. */
  pixels(): Promise<Uint8ClampedArray | null>;
}

interface HeifImage {
  get_width(): number;
  get_height(): number;
  is_primary?(): boolean;
  display(
    into: { readonly data: Uint8ClampedArray; readonly width: number; readonly height: number },
    done: (shown: { readonly data: Uint8ClampedArray } | null) => void,
  ): void;
  free(): void;
}

interface HeifLibrary {
  readonly HeifDecoder: new () => { decode(file: Uint8Array): readonly HeifImage[] };
}

let loading: Promise<HeifLibrary> | undefined;

/** The decoder in WebAssembly, read for the first HEIC only: the image library has no HEVC. */
function library(): Promise<HeifLibrary> {
  loading ??= import("libheif-js/wasm-bundle.js").then((module) => module.default as HeifLibrary);
  return loading;
}

/** Opens the main picture of a HEIC without decoding it. */
export async function openHeic(file: Uint8Array): Promise<Result<HeicPicture, { readonly kind: "damaged" }>> {
  const { HeifDecoder } = await library();
  let images: readonly HeifImage[];
  try {
    images = new HeifDecoder().decode(file);
  } catch {
    return failed({ kind: "damaged" });
  }
  const main = images.find((image) => image.is_primary?.() === true) ?? images[0];
  if (main === undefined) return failed({ kind: "damaged" });
  const [widthPx, heightPx] = [main.get_width(), main.get_height()];
  return succeeded({
    widthPx,
    heightPx,
    pixels: () =>
      new Promise((resolve) => {
        const data = new Uint8ClampedArray(widthPx * heightPx * 4);
        main.display({ data, width: widthPx, height: heightPx }, (shown) => {
          for (const image of images) image.free();
          resolve(shown?.data ?? null);
        });
      }),
  });
}
