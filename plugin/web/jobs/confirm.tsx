import { AlertDialog } from "radix-ui";
import type { ReactElement } from "react";

interface Props {
  title: string;
  text: string;
  yes: string;
  onYes: () => void;
  /** The button that opens it. */
  children: ReactElement;
}

/** Asks once more before something that cannot be undone. */
export function Confirm({ title, text, yes, onYes, children }: Props) {
  return (
    <AlertDialog.Root>
      <AlertDialog.Trigger asChild>{children}</AlertDialog.Trigger>
      <AlertDialog.Portal>
        <AlertDialog.Overlay className="dialog-shade" />
        <AlertDialog.Content className="dialog card">
          <AlertDialog.Title asChild>
            <h2>{title}</h2>
          </AlertDialog.Title>
          <AlertDialog.Description>{text}</AlertDialog.Description>
          <div className="row">
            <AlertDialog.Action asChild>
              <button type="button" className="danger" onClick={onYes}>
                {yes}
              </button>
            </AlertDialog.Action>
            <AlertDialog.Cancel asChild>
              <button type="button">Leave it as it is</button>
            </AlertDialog.Cancel>
          </div>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
