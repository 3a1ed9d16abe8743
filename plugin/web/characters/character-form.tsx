import type { AgentName } from "../../../shared/event-fields.ts";
import type { CharacterText, Problem } from "../../studio/api/characters.ts";
import { problemsAt, valueAt, withValue } from "./edit.ts";
import { FieldInput } from "./field-input.tsx";
import { groupsOf } from "./fields.ts";

/** A character field by field; what has no field here stays as it is. */
export function CharacterForm({
  agent,
  character,
  problems,
  onChange,
}: {
  agent: AgentName;
  character: CharacterText;
  problems: Problem[];
  onChange: (character: CharacterText) => void;
}) {
  const groups = groupsOf(agent);
  const fields = groups.flatMap((group) => group.fields);
  const elsewhere = problems.filter(
    (problem) => !fields.some(({ path }) => problemsAt([problem], path).length > 0),
  );
  return (
    <form className="character-form" onSubmit={(event) => event.preventDefault()}>
      {elsewhere.length > 0 && (
        <ul className="problems" aria-label="Problems elsewhere in the character">
          {elsewhere.map(({ path, message }, index) => (
            <li key={index}>
              {path.length > 0 && <code>{path.join(".")}</code>} {message}
            </li>
          ))}
        </ul>
      )}
      {groups.map(({ title, fields: own }) => (
        <fieldset key={title}>
          <legend>{title}</legend>
          {own.map((field) => (
            <FieldInput
              key={field.path.join(".")}
              field={field}
              value={valueAt(character, field.path)}
              problems={problemsAt(problems, field.path)}
              onChange={(value) => onChange(withValue(character, field.path, value))}
            />
          ))}
        </fieldset>
      ))}
    </form>
  );
}
