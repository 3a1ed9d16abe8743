import { json, jsonParseLinter } from "@codemirror/lang-json";
import { forceLinting, linter, lintGutter, type Diagnostic } from "@codemirror/lint";
import { EditorState } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { basicSetup } from "codemirror";
import { useEffect, useRef } from "react";
import type { Problem } from "../../studio/api/characters.ts";
import "../parts/code/code.css";
import { common } from "../parts/code/theme.ts";
import { placeIn } from "./json-places.ts";

/** A character as JSON, with what is wrong at its place. */
export default function JsonEditor({
  text,
  label,
  problems,
  onChange,
}: {
  text: string;
  label: string;
  problems: Problem[];
  onChange: (text: string) => void;
}) {
  const place = useRef<HTMLDivElement>(null);
  const editor = useRef<EditorView>(undefined);
  // The editor lives longer than one drawing, and always needs the newest of these.
  const newest = useRef({ text, problems, onChange });
  newest.current = { text, problems, onChange };
  useEffect(() => {
    if (!place.current) return;
    const parses = jsonParseLinter();
    const view = new EditorView({
      doc: newest.current.text,
      parent: place.current,
      extensions: [
        ...[basicSetup, common, json(), lintGutter(), EditorState.tabSize.of(2)],
        linter((now) => {
          const broken = parses(now);
          return broken.length > 0 ? broken : diagnosticsOf(now, newest.current.problems);
        }),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ "aria-label": label }),
        EditorView.updateListener.of((update) => {
          const now = update.state.doc.toString();
          if (update.docChanged && now !== newest.current.text) newest.current.onChange(now);
        }),
      ],
    });
    editor.current = view;
    return () => view.destroy();
  }, [label]);
  useEffect(() => {
    const view = editor.current;
    if (!view || view.state.doc.toString() === text) return;
    view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
  }, [text]);
  useEffect(() => {
    if (editor.current) forceLinting(editor.current);
  }, [problems]);
  return <div className="json-editor" ref={place} />;
}

const diagnosticsOf = ({ state: { doc } }: EditorView, problems: Problem[]): Diagnostic[] =>
  problems.map(({ path, message }) => ({
    ...placeIn(doc.toString(), path),
    severity: "error",
    message: path.length > 0 ? `${path.join(".")}: ${message}` : message,
  }));
