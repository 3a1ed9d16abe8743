import { MergeView, unifiedMergeView } from "@codemirror/merge";
import { Compartment } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { useEffect, useRef } from "react";
import { languageOf } from "./languages.ts";
import { lineChanges } from "./line-changes.ts";
import { common, onlyRead } from "./theme.ts";

/** Beyond this a comparison gets coarser, so that the page never stands still. */
const DIFF = { scanLimit: 1_000, timeout: 250 };
/** Texts of more characters are compared line by line, which is exact and quick, but marks no words. */
const LARGE = 60_000;
const COLLAPSED = { margin: 3, minSize: 6 };

/** Two texts and what is different: beside each other where there is room, otherwise one below the other. */
export default function DiffView({
  before,
  after,
  path,
  isNarrow,
  isWhole,
}: {
  before: string;
  after: string;
  path: string;
  isNarrow: boolean;
  /** Whether lines are shown that are the same in both. */
  isWhole: boolean;
}) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const parent = place.current;
    if (!parent) return;
    const language = new Compartment();
    const isLarge = before.length + after.length > LARGE;
    const diffConfig = isLarge ? { ...DIFF, override: lineChanges } : DIFF;
    const collapsed = isWhole ? {} : { collapseUnchanged: COLLAPSED };
    const side = (name: string) => [common, onlyRead(`${path}, ${name}`), language.of([])];
    const { views, destroy } = isNarrow ? inOne() : inTwo();
    void languageOf(path).then((loaded) => {
      for (const view of views) view.dispatch({ effects: language.reconfigure(loaded) });
    });
    return destroy;

    function inTwo() {
      const merge = new MergeView({
        a: { doc: before, extensions: side("before") },
        b: { doc: after, extensions: side("after") },
        ...{ parent: parent as Element, gutter: true, diffConfig, ...collapsed },
      });
      return { views: [merge.a, merge.b], destroy: () => merge.destroy() };
    }

    function inOne() {
      const unified = unifiedMergeView({
        ...{ original: before, mergeControls: false, gutter: true, diffConfig },
        ...collapsed,
      });
      const view = new EditorView({
        ...{ doc: after, parent: parent as Element },
        extensions: [side("changes"), unified],
      });
      return { views: [view], destroy: () => view.destroy() };
    }
  }, [before, after, path, isNarrow, isWhole]);
  return <div className="diff-view" ref={place} />;
}
