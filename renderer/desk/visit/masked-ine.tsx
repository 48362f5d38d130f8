import { Eye, EyeOff } from "lucide-react";
import { useState } from "react";
import { maskedIne } from "../../../main/core/ine.ts";
import { useWords } from "../../parts/language.ts";

/** The national number, hidden from a neighbour's eye until it is asked for. */
export function MaskedIne({ ine }: { readonly ine: string }) {
  const { t } = useWords();
  const [shown, setShown] = useState(false);
  const Icon = shown ? EyeOff : Eye;
  return (
    <>
      {shown ? ine : maskedIne(ine)}
      <button
        type="button"
        className="masked-ine-eye"
        aria-label={t(shown ? "visit.hideIne" : "visit.showIne")}
        onClick={() => setShown(!shown)}
      >
        <Icon aria-hidden size={16} />
      </button>
    </>
  );
}
