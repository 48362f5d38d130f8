import { contrast, hexOf, readableOnWhite, rgbOf, white } from "../../../main/core/colour.ts";
import { useFormats } from "../../parts/formats.ts";
import { StateMark } from "../../parts/state-mark.tsx";
import { FormField } from "../form-field.tsx";
import { useUniversityWords } from "./words.ts";

interface AccentFieldProps {
  readonly accent: string;
  readonly wrong: boolean;
  readonly onChange: (accent: string) => void;
}

/** The university's colour, picked or typed, and how well it can be read, told while it is being chosen. */
export function AccentField({ accent, wrong, onChange }: AccentFieldProps) {
  const { t } = useUniversityWords();
  return (
    <div className="university-accent">
      <FormField
        label={t("fact.accent")}
        hint={t(wrong ? "wrong.accent" : "hint.accent")}
        value={accent}
        wrong={wrong}
        onChange={(typed) => onChange(typed.trim().toLowerCase())}
      />
      <input
        type="color"
        aria-label={t("pickAccent")}
        value={wrong ? "#000000" : accent}
        onChange={(event) => onChange(event.target.value)}
      />
      <output aria-label={t("contrast.label")}>{!wrong && <Readable accent={accent} />}</output>
    </div>
  );
}

/** Small print asks for 4.5 to 1 at least, and for 7 to 1 to be read by nearly everybody (WCAG 2.2, 1.4.3 and 1.4.6). */
function Readable({ accent }: { readonly accent: string }) {
  const { t } = useUniversityWords();
  const formats = useFormats();
  const colour = rgbOf(accent);
  const ratio = contrast(colour, white);
  const how = ratio >= 7 ? "best" : ratio >= 4.5 ? "enough" : "poor";
  const shade = hexOf(readableOnWhite(colour));
  return (
    <>
      <StateMark tone={how === "poor" ? "warn" : "good"} />
      <span>
        {t(`contrast.${how}`, { ratio: formats.tenths(Math.floor(ratio * 10) / 10) })}
        {how !== "best" && (
          <>
            {" "}
            <span className="university-swatch" style={{ background: shade }} />
            {t("contrast.shade", { shade })}
          </>
        )}
      </span>
    </>
  );
}
