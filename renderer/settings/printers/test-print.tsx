import type { LucideIcon } from "lucide-react";
import { type ComponentType, useState } from "react";
import type { Result } from "../../../main/core/result.ts";
import { useAsking } from "../../parts/asking.ts";
import { Button } from "../../parts/button.tsx";
import { useFormats } from "../../parts/formats.ts";
import { useWords } from "../../parts/language.ts";
import { Notice } from "../../parts/notice.tsx";

type Tested<F> = Result<{ readonly tookMs: number }, F>;

interface TestPrintProps<F> {
  readonly icon: LucideIcon;
  readonly words: { readonly test: string; readonly testing: string; readonly meaning: string };
  readonly print: () => Promise<Tested<F>>;
  /** What is said of a print that came out. */
  readonly printed: (time: string) => string;
  /** What is said of one that did not. */
  readonly Failed: ComponentType<{ readonly fault: F }>;
}

/** The button that prints something of nobody's, and what became of it. */
export function TestPrint<F>({ icon, words, print, printed, Failed }: TestPrintProps<F>) {
  const { t } = useWords();
  const formats = useFormats();
  const asking = useAsking();
  const [tested, setTested] = useState<Tested<F> | null>(null);
  const test = () =>
    asking.run(async () => {
      setTested(null);
      setTested(await print());
    });
  return (
    <div className="printer-test">
      <Button kind="primary" icon={icon} busy={asking.busy} onPress={() => void test()}>
        {asking.busy ? words.testing : words.test}
      </Button>
      <p className="quiet">{words.meaning}</p>
      {asking.brokenOff && <Notice tone="warn" urgent what={t("common.interrupted")} />}
      {tested?.ok === true && (
        <Notice tone="good" urgent what={printed(formats.duration(tested.value.tookMs))} />
      )}
      {tested?.ok === false && <Failed fault={tested.fault} />}
    </div>
  );
}
