import { useRef, useState } from "react";
import type { JobSummary } from "../../studio/api/jobs.ts";
import type { JobAction } from "./actions.ts";
import { Confirm } from "./confirm.tsx";
import { Outcome } from "./outcome.tsx";
import { useAct } from "./use-act.ts";
import { WordsForm, type Words } from "./words-form.tsx";

interface Props {
  job: JobSummary;
  /** Those that are possible are shown. */
  actions: JobAction[];
}

/**
 * What can be done with a job, as buttons; what needs words asks for them below. What came of an action stands there until
 * its owner gives it another key.
 */
export function ActionButtons({ job, actions }: Props) {
  const { busy, came, trouble, act } = useAct();
  const [open, setOpen] = useState<JobAction>();
  const opener = useRef<HTMLButtonElement>(null);
  const possible = actions.filter(({ isPossible }) => isPossible(job));

  const close = (): void => {
    setOpen(undefined);
    opener.current?.focus();
  };
  const perform = async (action: JobAction, said: Words = { words: "" }): Promise<void> => {
    if (await act(() => action.perform(job, said))) close();
  };
  // Another page may have done meanwhile what this form is for.
  const shown = possible.find(({ label }) => label === open?.label);
  return (
    <div className="actions">
      <div className="row" role="group" aria-label={`Actions for job ${job.id}`}>
        {possible.map((action) => (
          <ActionButton
            key={action.label}
            action={action}
            busy={busy}
            isOpen={action === shown}
            onPress={(button) => {
              opener.current = button;
              if (action.asked) setOpen(action === shown ? undefined : action);
              else void perform(action);
            }}
          />
        ))}
      </div>
      {shown?.asked && (
        <WordsForm
          key={shown.label}
          asked={shown.asked}
          busy={busy}
          onSend={(said) => void perform(shown, said)}
          onClose={close}
        />
      )}
      <Outcome came={came} trouble={trouble} />
    </div>
  );
}

interface ButtonProps {
  action: JobAction;
  busy: boolean;
  isOpen: boolean;
  onPress: (button: HTMLButtonElement | null) => void;
}

function ActionButton({ action, busy, isOpen, onPress }: ButtonProps) {
  const { label, icon: Icon, tone, confirm, asked } = action;
  const button = (
    <button
      type="button"
      className={tone}
      disabled={busy}
      aria-expanded={asked ? isOpen : undefined}
      onClick={confirm ? undefined : (event) => onPress(event.currentTarget)}
    >
      <Icon size={15} aria-hidden="true" />
      {label}
    </button>
  );
  return confirm ? (
    <Confirm {...confirm} onYes={() => onPress(null)}>
      {button}
    </Confirm>
  ) : (
    button
  );
}
