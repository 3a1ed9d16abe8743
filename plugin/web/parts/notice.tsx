import type { ReactNode } from "react";

/** Something that people should know now, above what they look at. */
export function Notice({
  kind,
  children,
}: {
  kind: "warning" | "error" | "good";
  children: ReactNode;
}) {
  return (
    <div className={`notice ${kind}`} role={kind === "good" ? "status" : "alert"}>
      {children}
    </div>
  );
}
