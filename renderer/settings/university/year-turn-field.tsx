import { academicYearOf, boundsOf, type CalendarDay } from "../../../main/core/calendar.ts";
import { dayOfYear } from "../../../main/core/university.ts";
import { useFormats } from "../../parts/formats.ts";
import { useFacts } from "../../parts/station.ts";
import { FormSelect } from "../form-field.tsx";
import { useUniversityWords } from "./words.ts";

interface YearTurnFieldProps {
  /** `mm-dd`. */
  readonly turn: string;
  readonly onChange: (turn: string) => void;
}

const twoDigits = (number: number) => String(number).padStart(2, "0");
const days = Array.from({ length: 31 }, (_, i) => twoDigits(i + 1));
const months = Array.from({ length: 12 }, (_, i) => twoDigits(i + 1));

/** The day on which the academic year turns, and which year it is with it. */
export function YearTurnField({ turn, onChange }: YearTurnFieldProps) {
  const { t, language } = useUniversityWords();
  const formats = useFormats();
  const today = useFacts()?.today;
  const [month = "09", day = "01"] = turn.split("-");
  const names = new Intl.DateTimeFormat(language, { month: "long", timeZone: "UTC" });
  const inMonth = (which: string) => {
    const possible = daysOf(which);
    return `${which}-${possible.includes(day) ? day : (possible.at(-1) ?? "01")}`;
  };
  return (
    <fieldset className="university-turn">
      <legend>{t("fact.yearTurn")}</legend>
      <FormSelect
        label={t("turn.day")}
        value={day}
        options={daysOf(month)}
        words={(each) => String(Number(each))}
        onChoose={(each) => onChange(`${month}-${each}`)}
      />
      <FormSelect
        label={t("turn.month")}
        value={month}
        options={months}
        words={(each) => names.format(Date.UTC(2026, Number(each) - 1, 15))}
        onChoose={(each) => onChange(inMonth(each))}
      />
      {today !== undefined && <output>{t("turn.means", yearWith(today))}</output>}
    </fieldset>
  );

  function yearWith(on: CalendarDay) {
    const year = academicYearOf(on, turn);
    const { first, last } = boundsOf(year, turn);
    return {
      year: year.replace("-", "–"),
      first: formats.longDay(first),
      last: formats.longDay(last),
    };
  }
}

/** The days a month has every year. */
function daysOf(month: string): readonly string[] {
  return days.filter((day) => dayOfYear.safeParse(`${month}-${day}`).success);
}
