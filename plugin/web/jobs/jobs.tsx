import { usePlace } from "../place.ts";
import { ComparePage } from "./compare-page.tsx";
import { CostsPage } from "./costs-page.tsx";
import { JobList } from "./job-list.tsx";
import { JobPage } from "./job-page.tsx";
import { TidyPage } from "./tidy-page.tsx";
import "./job.css";
import "./jobs.css";

/** All jobs, one of them, two side by side, what they cost, or which have to go. */
export default function Jobs() {
  const { parts } = usePlace();
  const [first = "", one = "", other = ""] = parts;
  if (first === "compare") return <ComparePage key={`${one} ${other}`} one={one} other={other} />;
  if (first === "costs") return <CostsPage />;
  if (first === "tidy") return <TidyPage />;
  if (first) return <JobPage key={first} id={first} />;
  return <JobList />;
}
