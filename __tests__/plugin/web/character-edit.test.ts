import { expect, test } from "vitest";
import {
  isSame,
  linesOf,
  problemsAt,
  readDraft,
  valueAt,
  withValue,
  writeDraft,
} from "../../../plugin/web/characters/edit.ts";
import { placeIn } from "../../../plugin/web/characters/json-places.ts";

const character = {
  name: "Coder",
  bio: ["Writes"],
  settings: { model: { effort: "high" }, other: 1 },
};

test("a field is changed where it stands and leaves everything else", () => {
  const changed = withValue(character, ["settings", "model", "effort"], "low");
  expect(changed).toEqual({ ...character, settings: { model: { effort: "low" }, other: 1 } });
  expect(Object.keys(withValue(character, ["name"], "Other"))).toEqual(Object.keys(character));
  expect(character.settings.model.effort).toBe("high");
});

test("what is emptied goes away, with what held nothing else", () => {
  expect(withValue(character, ["settings", "model", "effort"], undefined)).toEqual({
    ...character,
    settings: { other: 1 },
  });
  expect(withValue({ name: "A" }, ["style", "all"], undefined)).toEqual({ name: "A" });
  expect(withValue({ name: "A" }, ["style", "all"], ["x"])).toEqual({
    name: "A",
    style: { all: ["x"] },
  });
});

test("a draft is read when it is an object", () => {
  expect(readDraft(writeDraft(character))).toEqual(character);
  expect(readDraft("{ name: ")).toBeUndefined();
  expect(readDraft("[]")).toBeUndefined();
  expect(valueAt(character, ["bio", "0", "x"])).toBeUndefined();
  expect(linesOf("one")).toEqual(["one"]);
  expect(linesOf(undefined)).toEqual([]);
});

test("order does not make a character another one", () => {
  expect(isSame({ a: 1, b: { c: 2, d: 3 } }, { b: { d: 3, c: 2 }, a: 1 })).toBe(true);
  expect(isSame({ a: [1, 2] }, { a: [2, 1] })).toBe(false);
});

test("problems are found at their field", () => {
  const problems = [
    { path: ["settings", "model", "effort"], message: "wrong" },
    { path: [], message: "unknown key" },
  ];
  expect(problemsAt(problems, ["settings", "model"])).toEqual([problems[0]]);
  expect(problemsAt(problems, ["name"])).toEqual([]);
});

test("a problem is placed at its value in the JSON, or at the nearest one that is there", () => {
  const text = writeDraft({ ...character, bio: ["one", 2] });
  const at = (path: (string | number)[]) => {
    const { from, to } = placeIn(text, path);
    return text.slice(from, to);
  };
  expect(at(["name"])).toBe('"Coder"');
  expect(at(["bio", 1])).toBe("2");
  expect(at(["settings", "model", "temperature"])).toBe('{\n      "effort": "high"\n    }');
  expect(at(["topics"])).toBe("{");
  expect(placeIn("", ["name"])).toEqual({ from: 0, to: 0 });
});
