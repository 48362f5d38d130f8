import { Label } from "react-aria-components/Label";
import { Slider, SliderOutput, SliderThumb, SliderTrack } from "react-aria-components/Slider";
import "./range.css";

interface RangeProps {
  readonly label: string;
  readonly value: number;
  readonly least: number;
  readonly most: number;
  readonly step: number;
  /** The value in words, seen and heard. */
  readonly words: string;
  readonly onChange: (value: number) => void;
}

/** A slider with its name and its value. */
export function Range({ label, value, least, most, step, words, onChange }: RangeProps) {
  return (
    <Slider
      className="range"
      value={value}
      minValue={least}
      maxValue={most}
      step={step}
      onChange={(next) => onChange(typeof next === "number" ? next : (next[0] ?? value))}
    >
      <Label>{label}</Label>
      <SliderOutput>{words}</SliderOutput>
      <SliderTrack className="range-track">
        <SliderThumb className="range-thumb" />
      </SliderTrack>
    </Slider>
  );
}
