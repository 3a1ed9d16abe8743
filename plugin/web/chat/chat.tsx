import { ArrowDown, MessageSquarePlus } from "lucide-react";
import { useEffect, useMemo, useRef } from "react";
import { JobCard } from "../jobs/job-card.tsx";
import { Loading } from "../parts/loading.tsx";
import { Notice } from "../parts/notice.tsx";
import { legible } from "../parts/legible.ts";
import { useStudio } from "../store.ts";
import { Composer } from "./composer.tsx";
import { beginConversation, openConversation, useConversation } from "./conversation.ts";
import { MessageView } from "./message-view.tsx";
import { jobsInMessages } from "./messages.ts";
import { Welcome } from "./welcome.tsx";
import { useBottom } from "./use-bottom.ts";
import "./chat.css";

/** The conversation with the coordinator, and below its words the jobs that they are about. */
export default function Chat() {
  const about = useStudio((studio) => studio.about);
  const jobs = useStudio((studio) => studio.jobs);
  const { messages, isLoaded, isConnected, isAwaited, trouble } = useConversation();
  const field = useRef<HTMLTextAreaElement>(null);
  const { box, content, isAtEnd, toEnd } = useBottom();
  const coordinatorId = about?.coordinatorId;
  const agent = about?.agents.find((each) => each.agent === "coordinator")?.name ?? "Coordinator";

  useEffect(() => {
    if (coordinatorId) openConversation(coordinatorId);
  }, [coordinatorId]);
  useEffect(() => field.current?.focus(), []);

  const inMessages = useMemo(
    () => jobsInMessages(messages, (word) => jobs?.[word] !== undefined),
    [messages, jobs],
  );
  const begin = (): void => {
    beginConversation();
    field.current?.focus();
  };
  return (
    <div className="chat">
      <header className="chat-head row">
        <h1>Chat</h1>
        <span className="soft">with {agent}</span>
        <button type="button" onClick={begin} disabled={messages.length === 0}>
          <MessageSquarePlus size={15} aria-hidden="true" /> New conversation
        </button>
      </header>
      <div className="talk" ref={box} tabIndex={0} role="region" aria-label="Conversation">
        <div className="talk-inner" ref={content}>
          {!isLoaded && !trouble && <Loading what="the conversation" />}
          {isLoaded && messages.length === 0 && <Welcome />}
          {messages.map((message) => (
            <div key={message.id}>
              <MessageView
                message={message}
                agent={agent}
                isNews={inMessages.get(message.id)?.isNews ?? false}
              />
              {inMessages.get(message.id)?.cards.map((jobId) => {
                const job = jobs?.[jobId];
                return job && <JobCard key={jobId} job={job} />;
              })}
            </div>
          ))}
          {isAwaited && <Awaited agent={agent} />}
        </div>
      </div>
      <div className="chat-foot">
        {!isAtEnd && (
          <button type="button" className="to-end" onClick={toEnd}>
            <ArrowDown size={15} aria-hidden="true" /> Newest
          </button>
        )}
        {trouble && <Notice kind="error">{trouble}</Notice>}
        {isLoaded && !isConnected && (
          <Notice kind="warning">
            The conversation is not connected. What you send goes out when it is again.
          </Notice>
        )}
        <Composer field={field} />
      </div>
      <NewestWords />
    </div>
  );
}

function Awaited({ agent }: { agent: string }) {
  return (
    <p className="awaited soft" role="status">
      {agent} is thinking
      <span className="dots" aria-hidden="true">
        <i />
        <i />
        <i />
      </span>
    </p>
  );
}

const SPOKEN = 400;

/** What the agent said last, for those who hear the page; drafts and cards would be read out at every change. */
function NewestWords() {
  const newest = useConversation(({ messages }) =>
    messages.findLast(({ from, state }) => from === "agent" && !state),
  );
  return (
    <p className="unseen" aria-live="polite">
      {newest && legible(newest.text).slice(0, SPOKEN)}
    </p>
  );
}
