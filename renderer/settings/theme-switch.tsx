import { Monitor, Moon, Sun } from "lucide-react";
import { Button } from "../parts/button.tsx";
import { useWords } from "../parts/language.ts";
import { useStore } from "../parts/store.ts";
import { paint, type Theme, theme } from "../parts/theme.ts";

const after: Readonly<Record<Theme, Theme>> = { system: "light", light: "dark", dark: "system" };
const icons = { system: Monitor, light: Sun, dark: Moon } as const;

/** Goes round: as the system, light, dark. */
export function ThemeSwitch() {
  const { t } = useWords();
  const now = useStore(theme);
  return (
    <Button
      kind="quiet"
      icon={icons[now]}
      label={t(`header.themes.${now}`)}
      onPress={() => paint(after[now])}
    />
  );
}
