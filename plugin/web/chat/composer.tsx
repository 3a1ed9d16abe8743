import { SendHorizontal } from "lucide-react";
import { useState, type FormEvent, type KeyboardEvent, type RefObject } from "react";
import { say, useConversation } from "./conversation.ts";
import { planFirst } from "./starters.ts";

/** Where a person writes. Enter sends, Shift+Enter breaks the line. */
export function Composer({ field }: { field: RefObject<HTMLTextAreaElement | null> }) {
  const draft = useConversation((conversation) => conversation.draft);
  const [asksFirst, setAsksFirst] = useState(false);
  const isReady = draft.trim() !== "";

  const send = (event: FormEvent): void => {
    event.preventDefault();
    if (!isReady) return;
    say(asksFirst ? planFirst(draft.trim()) : draft.trim());
    useConversation.setState({ draft: "" });
    setAsksFirst(false);
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "Enter" && !event.shiftKey && !event.nativeEvent.isComposing) send(event);
  };
  return (
    <form className="composer" onSubmit={send}>
      <textarea
        ref={field}
        rows={1}
        aria-label="Message"
        placeholder="Describe a plugin, paste a specification, or ask about a job"
        value={draft}
        onChange={(event) => useConversation.setState({ draft: event.target.value })}
        onKeyDown={onKeyDown}
      />
      <div className="row">
        <label className="plan-first">
          <input
            type="checkbox"
            checked={asksFirst}
            onChange={(event) => setAsksFirst(event.target.checked)}
          />{" "}
          Show me the plan first
        </label>
        <span className="soft keys">Enter sends, Shift+Enter breaks the line</span>
        <button type="submit" className="primary" disabled={!isReady}>
          <SendHorizontal size={15} aria-hidden="true" /> Send
        </button>
      </div>
    </form>
  );
}
