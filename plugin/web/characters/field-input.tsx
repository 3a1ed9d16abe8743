import { useState } from "react";
import type { Problem } from "../../studio/api/characters.ts";
import { isSame, linesOf } from "./edit.ts";
import type { Field } from "./fields.ts";

interface Input {
  field: Field;
  value: unknown;
  onChange: (value: unknown) => void;
}

/** A field with its label, what it is for, and what is wrong with it. */
export function FieldInput({ problems, ...input }: Input & { problems: Problem[] }) {
  const { label, hint, path, needed } = input.field;
  const id = `field-${path.join("-")}`;
  const isWrong = problems.length > 0;
  // Of what is not there ElizaOS only says that it is invalid.
  const isMissing = isWrong && needed && input.value === undefined;
  const messages = isMissing
    ? [`A character needs a ${label.toLowerCase()}.`]
    : problems.map(({ message }) => message);
  return (
    <div className={isWrong ? "field wrong" : "field"}>
      <label htmlFor={id}>
        {label}
        {needed && <span className="soft"> (needed)</span>}
      </label>
      <Control {...input} id={id} isWrong={isWrong} />
      <p id={`${id}-says`} className="hint">
        {hint && <span className="soft">{hint}</span>}
        {messages.map((message, index) => (
          <span key={index} className="bad-text" role="alert">
            {message}
          </span>
        ))}
      </p>
    </div>
  );
}

function Control({
  field,
  value,
  onChange,
  id,
  isWrong,
}: Input & { id: string; isWrong: boolean }) {
  const common = { id, "aria-describedby": `${id}-says`, "aria-invalid": isWrong };
  const text = typeof value === "string" || typeof value === "number" ? String(value) : "";
  switch (field.kind) {
    case "line":
      return (
        <input
          {...common}
          value={text}
          onChange={({ target }) => onChange(target.value || undefined)}
        />
      );
    case "text":
      return (
        <textarea
          {...common}
          rows={Math.min(12, Math.max(4, Math.ceil(text.length / 70)))}
          value={text}
          onChange={({ target }) => onChange(target.value || undefined)}
        />
      );
    case "lines":
      return <Lines {...common} value={linesOf(value)} onChange={onChange} />;
    case "number":
      return (
        <input
          {...common}
          type="number"
          step="any"
          value={text}
          onChange={({ target }) =>
            onChange(target.value === "" ? undefined : target.valueAsNumber)
          }
        />
      );
    case "choice":
      return (
        <select
          {...common}
          value={text}
          onChange={({ target }) => onChange(target.value || undefined)}
        >
          <option value="">not set</option>
          {(field.choices ?? []).map((choice) => (
            <option key={choice}>{choice}</option>
          ))}
        </select>
      );
    case "switch":
      return (
        <select
          {...common}
          value={typeof value === "boolean" ? String(value) : ""}
          onChange={({ target }) =>
            onChange(target.value === "" ? undefined : target.value === "true")
          }
        >
          <option value="">not set</option>
          <option value="true">yes</option>
          <option value="false">no</option>
        </select>
      );
  }
}

/** Several texts, one a line; a line that somebody has just begun is none yet. */
function Lines({
  value,
  onChange,
  ...common
}: { value: string[]; onChange: (value: unknown) => void } & Record<string, unknown>) {
  const [typed, setTyped] = useState("");
  const read = (text: string): string[] => text.split("\n").filter((line) => line.trim() !== "");
  const shown = isSame(read(typed), value) ? typed : value.join("\n");
  return (
    <textarea
      {...common}
      rows={Math.min(10, Math.max(2, shown.split("\n").length + 1))}
      value={shown}
      onChange={({ target }) => {
        const lines = read(target.value);
        setTyped(target.value);
        onChange(lines.length > 0 ? lines : undefined);
      }}
    />
  );
}
