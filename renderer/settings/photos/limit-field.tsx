import { useId } from "react";
import { type LimitName, waivableLimits } from "../../../main/core/photo/photo-limits.ts";
import { useFormats } from "../../parts/formats.ts";
import { Tick } from "../../parts/tick.tsx";
import { limitOf, typedOf, unitOf } from "./limit-units.ts";
import { usePhotoRulesWords } from "./rules-words.ts";

interface LimitFieldProps {
  readonly name: LimitName;
  readonly value: number | null;
  readonly before: number | null;
  readonly wrong: boolean;
  readonly onChange: (value: number | null) => void;
}

type Waivable = (typeof waivableLimits)[number];

/** What a limit is where nothing was asked before: as the national rule has it. */
const firstAsked: Readonly<Record<Waivable, number>> = {
  "mouth.mostOpen": 0.08,
  "background.mostLightness": 97,
};

/** One limit of a profile, with what it was; those that may be waived have a box before them. */
export function LimitField(props: LimitFieldProps) {
  const { t } = usePhotoRulesWords();
  const { name, value, onChange } = props;
  if (!isWaivable(name)) return <LimitInput {...props} value={value ?? Number.NaN} />;
  return (
    <>
      <Tick ticked={value !== null} onTick={(on) => onChange(on ? (props.before ?? firstAsked[name]) : null)}>
        {t(`required.${name}`)}
      </Tick>
      {value !== null && <LimitInput {...props} value={value} />}
    </>
  );
}

function LimitInput({ name, value, before, wrong, onChange }: LimitFieldProps & { readonly value: number }) {
  const { t } = usePhotoRulesWords();
  const formats = useFormats();
  const said = useId();
  const { unit, most, step } = unitOf(name);
  const unitWords = unit === "plain" ? "" : t(`unit.${unit}`);
  const written = (limit: number) => `${formats.tenths(typedOf(name, limit))} ${unitWords}`.trim();
  const isChanged = !Object.is(value, before);
  return (
    <div className="limit-field" data-changed={isChanged || undefined}>
      <label>
        <span>{t(`limit.${name}`)}</span>
        <span className="limit-typed">
          <input
            type="number"
            min={0}
            max={most}
            step={step}
            value={Number.isNaN(value) ? "" : typedOf(name, value)}
            aria-invalid={wrong || undefined}
            aria-describedby={said}
            onChange={(event) => onChange(limitOf(name, event.target.valueAsNumber))}
          />
          <span aria-hidden="true">{unitWords}</span>
        </span>
      </label>
      <p id={said} data-wrong={wrong || undefined}>
        {wrong ? t("wrong") : isChanged && t("was", { value: before === null ? t("none") : written(before) })}
      </p>
    </div>
  );
}

function isWaivable(name: LimitName): name is Waivable {
  return waivableLimits.some((one) => one === name);
}
