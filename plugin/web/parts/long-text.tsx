import { useState } from "react";
import { legible } from "./legible.ts";

const SHOWN = 1200;

/** Text as it was said, the beginning of it where it is long. */
export function LongText({ text, mono = false }: { text: string; mono?: boolean }) {
  const [all, setAll] = useState(false);
  const isLong = text.length > SHOWN * 1.2;
  const shown = legible(isLong && !all ? text.slice(0, SHOWN) : text);
  return (
    <>
      {mono ? <pre>{shown}</pre> : <p className="words">{shown}</p>}
      {isLong && (
        <button type="button" className="plain" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? "Show less" : `Show all ${text.length.toLocaleString("en")} characters`}
        </button>
      )}
    </>
  );
}
