import "./mark.css";

/** Guichet's own sign: a card on a counter. */
export function Mark() {
  return (
    <svg className="header-mark" viewBox="0 0 32 32" aria-hidden="true">
      <rect className="ground" width="32" height="32" rx="8" />
      <rect className="card" x="5.5" y="9" width="21" height="14" rx="2.5" />
      <rect className="ground" x="8.5" y="12" width="5.5" height="7" rx="1.2" />
      <path className="words" d="M17 13.2h6.5M17 16h6.5M17 18.8h4" />
    </svg>
  );
}
