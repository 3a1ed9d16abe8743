import { useId, useState, type FormEvent, type KeyboardEvent } from "react";
import { agentNames, type AgentName } from "../../../shared/event-fields.ts";

export interface Asked {
  /** What the words are. */
  label: string;
  send: string;
  placeholder?: string;
  /** Whether nothing has to be said. */
  optional?: boolean;
  /** Whether it can be said to one agent alone. */
  toAgents?: boolean;
}

export interface Words {
  words: string;
  to?: AgentName | undefined;
}

interface Props {
  asked: Asked;
  busy: boolean;
  onSend: (said: Words) => void;
  onClose: () => void;
}

/** Asks for words in place. Escape closes it, Enter sends and Shift+Enter breaks the line, as in the chat. */
export function WordsForm({ asked, busy, onSend, onClose }: Props) {
  const { label, send, placeholder, optional = false, toAgents = false } = asked;
  const id = useId();
  const [words, setWords] = useState("");
  const [to, setTo] = useState<AgentName>();
  const isReady = !busy && (optional || words.trim() !== "");
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (isReady) onSend({ words: words.trim(), to });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "Escape") onClose();
    if (event.key === "Enter" && !event.shiftKey && !event.nativeEvent.isComposing) submit(event);
  };
  return (
    <form className="words-form" onSubmit={submit}>
      <label htmlFor={id}>{label}</label>
      <textarea
        id={id}
        rows={2}
        autoFocus
        placeholder={placeholder}
        required={!optional}
        value={words}
        onChange={(event) => setWords(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <div className="row">
        {toAgents && <AgentChoice value={to} onChange={setTo} />}
        <button type="submit" className="primary" disabled={!isReady}>
          {send}
        </button>
        <button type="button" onClick={onClose}>
          Close
        </button>
      </div>
    </form>
  );
}

function AgentChoice({
  value,
  onChange,
}: {
  value: AgentName | undefined;
  onChange: (agent: AgentName | undefined) => void;
}) {
  return (
    <label className="agent-choice">
      To{" "}
      <select
        value={value ?? ""}
        onChange={(event) => onChange(agentNames.find((each) => each === event.target.value))}
      >
        <option value="">whoever it concerns</option>
        {agentNames.map((agent) => (
          <option key={agent}>{agent}</option>
        ))}
      </select>
    </label>
  );
}
