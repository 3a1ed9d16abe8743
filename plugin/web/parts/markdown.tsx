import ReactMarkdown, { type Components } from "react-markdown";
import remarkGfm from "remark-gfm";
import { legible } from "./legible.ts";
import { withListEnds } from "./list-ends.ts";

const PLUGINS = [remarkGfm];

const SHOWN: Components = {
  a: ({ href, children }) => (
    <a href={href} target="_blank" rel="noreferrer">
      {children}
    </a>
  ),
  // Nothing is loaded from elsewhere because somebody's words say so.
  img: ({ alt }) => <>{alt}</>,
};

/** Somebody's words with their Markdown; line breaks stay, HTML is text. */
export function Markdown({ text }: { text: string }) {
  return (
    <div className="markdown">
      <ReactMarkdown remarkPlugins={PLUGINS} components={SHOWN}>
        {withListEnds(legible(text))}
      </ReactMarkdown>
    </div>
  );
}
