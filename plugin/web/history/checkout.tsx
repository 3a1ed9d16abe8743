import { archivePath, type History } from "../../studio/api/history.ts";
import { Copy } from "../parts/copy.tsx";
import { Download } from "../parts/download.tsx";
import { shortHash } from "./commit-facts.ts";

/** How to get a commit's files: commands for a terminal on the server, and archives. */
export function Checkout({
  plugin,
  history: { repository, checkout },
  hash,
}: {
  plugin: string;
  history: History;
  hash: string;
}) {
  const short = shortHash(hash);
  const commands = [
    ...(checkout ? [`git -C ${quoted(checkout)} checkout ${short}`] : []),
    `git clone ${quoted(repository)} ${plugin} && git -C ${plugin} checkout ${short}`,
  ];
  return (
    <details className="checkout">
      <summary>Check out or download</summary>
      <p className="soft">On the machine of this server:</p>
      {commands.map((command) => (
        <div key={command} className="command">
          <code>{command}</code>
          <Copy text={command} label="Copy the command" />
        </div>
      ))}
      <p className="row">
        {(["zip", "tar.gz"] as const).map((format) => (
          <Download
            key={format}
            path={archivePath(plugin, hash, format)}
            name={`${plugin}-${short}.${format}`}
            label={`Download .${format}`}
          />
        ))}
      </p>
    </details>
  );
}

/** A path as shells take it whole. */
const quoted = (path: string): string =>
  /^[\w./+@-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
