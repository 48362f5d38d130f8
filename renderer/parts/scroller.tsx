import type { ReactNode } from "react";

interface ScrollerProps {
  readonly label: string;
  readonly className: string;
  readonly children: ReactNode;
}

/** A part of the screen that scrolls by itself; the keyboard can come to it, and then scroll it. */
export function Scroller({ label, className, children }: ScrollerProps) {
  return (
    <section
      className={className}
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
      tabIndex={0} // oxlint-disable-line jsx-a11y/no-noninteractive-tabindex
    >
      {children}
    </section>
  );
}
