import { ChevronLeft } from "lucide-react";
import { linkTo } from "../place.ts";

/** The way back to the list, above what stands in its place. */
export function BackToJobs() {
  return (
    <p className="back">
      <a href={linkTo("jobs")}>
        <ChevronLeft size={15} aria-hidden="true" /> All jobs
      </a>
    </p>
  );
}
