import type { Cast } from "../../studio/api/characters.ts";

/** Where an agent's character comes from, and what that means for changes. */
export function Origin({ cast: { agent, origin, isGuest, hasSecrets } }: { cast: Cast }) {
  return (
    <span>
      {isGuest
        ? `The ${agent} is an agent of your own and keeps the character that you gave it; here it can only be read.`
        : TEXTS[origin.kind]}{" "}
      {!isGuest && origin.kind !== "shipped" && <code>{origin.file}</code>}
      {hasSecrets && " Its secrets are kept on the server and not shown."}
    </span>
  );
}

const TEXTS: Record<Cast["origin"]["kind"], string> = {
  shipped: "It is as it was shipped.",
  saved: "It was changed, and is kept in the data folder:",
  given:
    "It was given on the command line for this run. Saving replaces it until the next start with that option:",
};
