interface KeycapProps {
  readonly name: string;
  /** Read aloud too; on a button it is not, the button's name says enough. */
  readonly heard?: boolean;
}

/** A key of the keyboard, as it is printed on it. */
export function Keycap({ name, heard = false }: KeycapProps) {
  return (
    <kbd className="keycap" aria-hidden={!heard}>
      {name}
    </kbd>
  );
}
