import { Square } from "lucide-react";
import { Button } from "../../parts/button.tsx";
import { useFormats } from "../../parts/formats.ts";
import type { Progress } from "./import-work.ts";
import { useImportWords } from "./words.ts";

interface ImportProgressProps {
  readonly progress: Progress | null;
  readonly onCallOff: () => void;
}

/** How far an import has come, and the way to stop it while nothing is being kept. */
export function ImportProgress({ progress, onCallOff }: ImportProgressProps) {
  const { t } = useImportWords();
  const formats = useFormats();
  const { stage, done, of, canBeCalledOff } = progress ?? {
    stage: "reading" as const,
    done: 0,
    of: 0,
    canBeCalledOff: true,
  };
  return (
    <div className="import-progress">
      <output className="import-busy">
        <span className="spinner" /> {t(`stage.${stage}`)}
      </output>
      <progress aria-label={t(`stage.${stage}`)} {...(of === 0 ? {} : { value: done, max: of })} />
      <p className="quiet">
        {of === 0 ? "\u00a0" : t("progress", { done: formats.count(done), of: formats.count(of) })}
      </p>
      {canBeCalledOff ? (
        <Button icon={Square} onPress={onCallOff}>
          {t("callOff")}
        </Button>
      ) : (
        <p className="quiet">{t("keepsOn")}</p>
      )}
    </div>
  );
}
