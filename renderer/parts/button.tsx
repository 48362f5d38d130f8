import type { LucideIcon } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";
import { Button as AriaButton } from "react-aria-components/Button";
import { Keycap } from "./keycap.tsx";
import "./button.css";

interface ButtonProps {
  readonly children?: ReactNode;
  /** `primary`: the one obvious next thing of a screen. */
  readonly kind?: "primary" | "plain" | "quiet" | "danger";
  readonly size?: "small" | "normal" | "large";
  readonly icon?: LucideIcon;
  /** Name for a button that shows only an icon. */
  readonly label?: string;
  /** The key that does the same, shown on the button. */
  readonly keycap?: string;
  readonly disabled?: boolean;
  readonly busy?: boolean;
  readonly submit?: boolean;
  /** Enter anywhere in the visit presses this button. */
  readonly obvious?: boolean;
  /** Takes the focus when it appears. */
  readonly takesFocus?: boolean;
  readonly onPress?: () => void;
}

/** The one button of the desk. */
export function Button(props: ButtonProps) {
  const {
    kind = "plain",
    size = "normal",
    icon: Icon,
    busy = false,
    disabled = false,
    takesFocus = false,
  } = props;
  const own = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (takesFocus) own.current?.focus();
  }, [takesFocus]);
  return (
    <AriaButton
      ref={own}
      {...(props.label === undefined ? {} : { "aria-label": props.label })}
      {...(props.onPress === undefined || busy ? {} : { onPress: props.onPress })}
      className="button"
      data-kind={kind}
      data-size={size}
      data-icon-only={props.children === undefined || undefined}
      data-obvious={(props.obvious === true && !disabled && !busy) || undefined}
      isDisabled={disabled}
      aria-busy={busy}
      type={props.submit === true ? "submit" : "button"}
    >
      {busy ? <span className="spinner" /> : Icon !== undefined && <Icon aria-hidden="true" />}
      {props.children !== undefined && <span>{props.children}</span>}
      {props.keycap !== undefined && <Keycap name={props.keycap} />}
    </AriaButton>
  );
}
