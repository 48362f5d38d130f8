import { Notice } from "../../parts/notice.tsx";
import type { KeysShown } from "./live.ts";
import { useKeyWords } from "./words.ts";

type Key = NonNullable<KeysShown["keys"]>[number];
type Carried = KeysShown["cards"][number];

/** How many cards carry a key in a version. */
export function carriedOf(
  { cards }: KeysShown,
  { name, version }: Pick<Key, "name" | "version">,
): Carried | undefined {
  return cards.find((each) => each.name === name && each.version === version);
}

/** Cards that do not carry the newest keys: they move at their next passage, those cut short have to be laid again, some can not be opened. */
export function CardsToMove({ view }: { readonly view: KeysShown }) {
  const { t } = useKeyWords();
  const { keys, cards } = view;
  if (keys === null) return null;
  const older = keys.filter(({ current }) => !current).map((key) => carriedOf(view, key)?.cards ?? 0);
  const toMove = sum(older);
  const moving = sum(cards.map((each) => each.moving));
  const untold = sum(cards.filter(({ version }) => version === null).map((each) => each.cards));
  const lost = cards.filter(
    ({ name, version }) =>
      version !== null && !keys.some((key) => key.name === name && key.version === version),
  );
  if (older.length === 0 && untold === 0 && lost.length === 0) return null;
  return (
    <div className="cards-to-move">
      {older.length > 0 && toMove === 0 && <p className="quiet">{t("cards.allMoved")}</p>}
      {toMove > 0 && (
        <Notice
          tone="quiet"
          what={t("cards.toMove", { count: toMove })}
          means={t("cards.howTheyMove")}
          {...(moving > 0 ? { todo: t("cards.moving", { count: moving }) } : {})}
        />
      )}
      {lost.map(({ name, version, cards: count }) => (
        <Notice
          key={`${name} ${version}`}
          tone="warn"
          what={t("cards.lost", { count, name, version: version ?? 0 })}
          todo={t("cards.lostTodo")}
        />
      ))}
      {untold > 0 && <p className="quiet">{t("cards.untold", { count: untold })}</p>}
    </div>
  );
}

function sum(counts: readonly number[]): number {
  return counts.reduce((all, count) => all + count, 0);
}
