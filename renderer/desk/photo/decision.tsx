import type { PhotoReason } from "../../../main/core/photo/decision.ts";
import { OptionCards } from "../../parts/option-cards.tsx";
import { usePhotoWords } from "./words.ts";

const reasons: readonly PhotoReason[] = ["recognisable", "best-possible", "check-wrong"];

interface DecisionProps {
  readonly chosen: PhotoReason | null;
  readonly onChoose: (reason: PhotoReason | null) => void;
}

/** Why a photo is taken in spite of a warning: the operator's to say, kept with the photo. */
export function Decision({ chosen, onChoose }: DecisionProps) {
  const { t } = usePhotoWords();
  return (
    <div className="decision">
      <p className="decision-ask">{t("decide")}</p>
      <OptionCards
        label={t("decide")}
        optional
        options={reasons.map((value) => ({ value, words: t(`reasons.${value}`) }))}
        chosen={chosen}
        onChoose={onChoose}
      />
      <p className="quiet">{t("decideKept")}</p>
    </div>
  );
}
