import { lazy, Suspense, type ComponentType } from "react";
import {
  BookOpenText,
  FolderGit2,
  ListChecks,
  MessagesSquare,
  Settings,
  UsersRound,
} from "lucide-react";
import { KeyForm } from "./key-form.tsx";
import { Notice } from "./parts/notice.tsx";
import { Loading } from "./parts/loading.tsx";
import { areas, linkTo, usePlace, type Area } from "./place.ts";
import { connect, useStudio } from "./store.ts";

const AREAS: Record<
  Area,
  { name: string; icon: ComponentType<{ size: number }>; show: ComponentType }
> = {
  chat: { name: "Chat", icon: MessagesSquare, show: lazy(() => import("./chat/chat.tsx")) },
  team: { name: "Team", icon: UsersRound, show: lazy(() => import("./team/team.tsx")) },
  history: { name: "History", icon: FolderGit2, show: lazy(() => import("./history/history.tsx")) },
  characters: {
    name: "Characters",
    icon: BookOpenText,
    show: lazy(() => import("./characters/characters.tsx")),
  },
  jobs: { name: "Jobs", icon: ListChecks, show: lazy(() => import("./jobs/jobs.tsx")) },
  settings: {
    name: "Settings",
    icon: Settings,
    show: lazy(() => import("./settings/settings.tsx")),
  },
};

/** The page: its areas beside each other, and the one that somebody looks at. */
export function App() {
  const { area } = usePlace();
  const connection = useStudio((studio) => studio.connection);
  if (connection === "denied") return <KeyForm />;
  const Shown = AREAS[area].show;
  return (
    <div className="page">
      <a className="skip" href="#content" onClick={skipToContent}>
        Skip to content
      </a>
      <header className="bar">
        <nav aria-label="Areas">
          {areas.map((each) => {
            const { name, icon: Icon } = AREAS[each];
            return (
              <a key={each} href={linkTo(each)} aria-current={each === area ? "page" : undefined}>
                <Icon size={16} />
                <span>{name}</span>
              </a>
            );
          })}
        </nav>
      </header>
      {connection === "lost" && (
        <Notice kind="warning">
          The connection to the server is lost. What you see may be old; it is tried again all the
          time.{" "}
          <button type="button" className="plain" onClick={connect}>
            Try now
          </button>
        </Notice>
      )}
      <main id="content" tabIndex={-1}>
        <Suspense fallback={<Loading what={AREAS[area].name} />}>
          <Shown />
        </Suspense>
      </main>
    </div>
  );
}

/** The hash is the page's place, so that a plain link would lead elsewhere. */
function skipToContent(event: React.MouseEvent): void {
  event.preventDefault();
  document.getElementById("content")?.focus();
}
