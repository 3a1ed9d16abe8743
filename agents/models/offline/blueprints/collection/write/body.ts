import type { Operation } from "../model.ts";
import type { Body } from "./action.ts";
import { addBody, getBody, removeBody } from "./bodies.ts";
import { adjustBody, markBody, updateBody } from "./changes.ts";
import { clearBody, countBody, listBody, randomBody } from "./lists.ts";
import type { Writing } from "./writing.ts";

/** The statements that do what an operation asks for. */
export function bodyOf(operation: Operation, writing: Writing): Body {
  switch (operation.kind) {
    case "add":
      return addBody(operation, writing);
    case "list":
    case "find":
      return listBody(operation, writing);
    case "get":
      return getBody(operation, writing);
    case "remove":
      return removeBody(operation, writing);
    case "random":
      return randomBody(operation, writing);
    case "update":
      return updateBody(operation, writing);
    case "mark":
      return markBody(operation, writing);
    case "adjust":
      return adjustBody(operation, writing);
    case "clear":
      return clearBody(operation, writing);
    case "count":
      return countBody(operation, writing);
    default:
      return operation satisfies never;
  }
}
