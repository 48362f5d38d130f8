import type { PhotoFault } from "../../../main/contract/photo.ts";
import { useWords } from "../../parts/language.ts";
import { Notice } from "../../parts/notice.tsx";
import { photoFaultWords } from "./photo-fault-words.ts";

/** Why a photo was refused, in words. */
export function PhotoFaultNotice({ fault }: { readonly fault: PhotoFault }) {
  const { t } = useWords();
  return <Notice tone="warn" urgent {...photoFaultWords(fault, t)} />;
}
