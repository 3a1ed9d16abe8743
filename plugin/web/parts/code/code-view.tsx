import { lintGutter, setDiagnostics, type Diagnostic } from "@codemirror/lint";
import { Compartment, type Extension, type Text } from "@codemirror/state";
import { Decoration, EditorView } from "@codemirror/view";
import { useEffect, useRef } from "react";
import type { Finding } from "../../../../shared/results.ts";
import { legible } from "../legible.ts";
import { languageOf } from "./languages.ts";
import { common, onlyRead } from "./theme.ts";

const SEVERITIES: Record<Finding["severity"], Diagnostic["severity"]> = {
  blocker: "error",
  warning: "warning",
  note: "info",
};

interface Shown {
  text: string;
  /** Path inside the plugin; it says the language. */
  path: string;
  /** Findings of this file; those with a line are marked there. */
  findings?: Finding[];
  /** The line to look at. */
  line?: number | undefined;
}

/** A file to be read, with what was found in it on its lines. */
export default function CodeView({ text, path, findings = [], line }: Shown) {
  const place = useRef<HTMLDivElement>(null);
  const editor = useRef<EditorView>(undefined);
  const marked = useRef(new Compartment());
  useEffect(() => {
    if (!place.current) return;
    const language = new Compartment();
    const view = new EditorView({
      doc: text,
      parent: place.current,
      extensions: [
        ...[common, onlyRead(path), lintGutter()],
        ...[language.of([]), marked.current.of([])],
      ],
    });
    editor.current = view;
    void languageOf(path).then((loaded) =>
      view.dispatch({ effects: language.reconfigure(loaded) }),
    );
    return () => {
      editor.current = undefined;
      view.destroy();
    };
  }, [text, path]);
  useEffect(() => {
    const view = editor.current;
    if (!view) return;
    view.dispatch(setDiagnostics(view.state, diagnosticsOf(view.state.doc, findings)));
  }, [text, path, findings]);
  useEffect(() => {
    const view = editor.current;
    if (!view) return;
    const from = line ? lineAt(view.state.doc, line).from : undefined;
    view.dispatch({
      effects: [
        marked.current.reconfigure(from === undefined ? [] : lineMark(from)),
        ...(from === undefined ? [] : [EditorView.scrollIntoView(from, { y: "center" })]),
      ],
    });
  }, [text, path, line]);
  return <div className="code-view" ref={place} />;
}

const lineMark = (from: number): Extension =>
  EditorView.decorations.of(Decoration.set(Decoration.line({ class: "at-line" }).range(from)));

/** A line by its number; the last one when the text is shorter. */
const lineAt = (doc: Text, line: number) => doc.line(Math.min(Math.max(line, 1), doc.lines));

function diagnosticsOf(doc: Text, findings: Finding[]): Diagnostic[] {
  return findings.flatMap(({ line, severity, message, from, rule }): Diagnostic[] => {
    if (!line) return [];
    const place = lineAt(doc, line);
    const indent = /^\s*/.exec(place.text)?.[0].length ?? 0;
    return [
      {
        from: Math.min(place.from + indent, place.to),
        to: place.to,
        severity: SEVERITIES[severity],
        source: [from, rule].filter(Boolean).join(" "),
        message: legible(message),
      },
    ];
  });
}
