import { SearchIcon } from "lucide-react";
import { useCallback, useId, useRef, useState } from "react";
import { announce } from "../parts/announcer.tsx";
import { useKeys } from "../parts/keyboard.ts";
import { Keycap } from "../parts/keycap.tsx";
import { useWords } from "../parts/language.ts";
import { type Hit, SearchHits, surestOf, useHits } from "./search-hits.tsx";
import "./search.css";

/** The one search field: students and commands, Ctrl K from anywhere. */
export function Search() {
  const { t } = useWords();
  const field = useRef<HTMLInputElement>(null);
  const list = useId();
  const [text, setText] = useState("");
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(0);
  /** Enter came before the answer, as from a scanner. */
  const hurried = useRef(false);
  const leave = useCallback(() => {
    setOpen(false);
    setText("");
    setAt(0);
    field.current?.blur();
  }, []);
  const take = useCallback(
    (hit: Hit) => {
      leave();
      hit.take();
    },
    [leave],
  );
  const tell = useCallback(
    (found: readonly Hit[], commands: readonly Hit[]) => {
      announce(t("search.found", { count: found.length }));
      if (!hurried.current) return;
      hurried.current = false;
      const sure = surestOf([...found, ...commands]);
      if (sure !== null) take(sure);
    },
    [t, take],
  );
  const { hits, settled } = useHits(text, open, tell);
  const chosen = hits[Math.min(at, hits.length - 1)];

  useKeys((event) => {
    const wanted = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k";
    if (!wanted && !(event.key === "/" && event.target === document.body)) return;
    event.preventDefault();
    field.current?.focus();
    field.current?.select();
  });

  const openPage = (hit: Hit) => {
    if (hit.kind !== "student") return take(hit);
    leave();
    hit.openPage();
  };
  const onKey = (event: React.KeyboardEvent) => {
    if (event.key === "Escape") leave();
    else if (event.key === "ArrowDown") setAt(Math.min(at + 1, hits.length - 1));
    else if (event.key === "ArrowUp") setAt(Math.max(at - 1, 0));
    else if (event.key === "Enter" && event.shiftKey && chosen !== undefined) openPage(chosen);
    else if (event.key === "Enter" && !settled) hurried.current = true;
    else if (event.key === "Enter" && chosen !== undefined) take(chosen);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <search className="search">
      <SearchIcon aria-hidden="true" />
      <input
        ref={field}
        type="text"
        role="combobox"
        aria-label={t("search.label")}
        aria-expanded={open}
        aria-controls={open ? list : undefined}
        aria-activedescendant={open && chosen !== undefined ? `${list}-${chosen.id}` : undefined}
        aria-autocomplete="list"
        aria-keyshortcuts="Control+K"
        placeholder={t("search.placeholder")}
        autoComplete="off"
        spellCheck={false}
        value={text}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onChange={(event) => {
          setText(event.target.value);
          hurried.current = false;
          setAt(0);
          setOpen(true);
        }}
        onKeyDown={onKey}
      />
      {!open && <Keycap name={`${t("keys.names.ctrl")} K`} />}
      {open && (
        <SearchHits
          id={list}
          hits={hits}
          chosen={chosen}
          nothing={settled && hits.length === 0 ? text : null}
          onTake={take}
          onOpenPage={openPage}
        />
      )}
    </search>
  );
}
