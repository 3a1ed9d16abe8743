import { wordsOf } from "../../../../shared/names.ts";
import type { ActionSpecification, Parameter } from "../../../../shared/specification.ts";
import { calledOptional } from "./fields.ts";

/** What one parameter means to a blueprint. */
export interface Role {
  /** Types a parameter in this role may have. */
  types: Parameter["type"][];
  /** What such a parameter is usually called, tested on its name in lower-case words. */
  called: RegExp;
  /** The blueprint manages without it. */
  optional?: boolean;
  /** Only a parameter called so may play it; otherwise any left-over parameter of a fitting type may. */
  strict?: boolean;
}

/** Which parameter plays which role, by their names. */
export type Cast<Name extends string = string> = Partial<Record<Name, string>>;

/** A name in lower-case words: `searchTerm` → `search term`. */
export function spaced(name: string): string {
  return wordsOf(name).join(" ");
}

/**
 * Gives every parameter a role: first by what it is called, then by its type in the order of declaration. Nothing when
 * a parameter is left without a role or a role that must be played without a parameter: then the blueprint would
 * ignore something that was asked for.
 */
export function castRoles<Name extends string>(
  parameters: Record<string, Parameter>,
  roles: Record<Name, Role>,
): Cast<Name> | undefined {
  const free = new Map(Object.entries(parameters));
  const cast: Cast<Name> = {};
  const entries = Object.entries(roles) as [Name, Role][];
  const give = (role: Name, found: [string, Parameter] | undefined) => {
    if (!found) return;
    cast[role] = found[0];
    free.delete(found[0]);
  };
  const fits = (role: Role, parameter: Parameter) => role.types.includes(parameter.type);
  for (const [name, role] of entries) {
    const exact = [...free].find(([own, each]) => spaced(own) === spaced(name) && fits(role, each));
    give(
      name,
      exact ?? [...free].find(([own, each]) => role.called.test(spaced(own)) && fits(role, each)),
    );
  }
  for (const [name, role] of entries) {
    if (cast[name] === undefined && !role.strict && !role.optional) {
      give(
        name,
        [...free].find(([, each]) => fits(role, each)),
      );
    }
  }
  const complete = entries.every(([name, { optional }]) => optional || cast[name] !== undefined);
  return complete && free.size === 0 ? cast : undefined;
}

const USUALLY_OPTIONAL =
  /^(limit|count|max( \w+)?|maximum|page( \w+)?|per page|offset|cursor|skip|sort( \w+)?|order( by)?|direction|lang(uage)?|locale|format|units?)$/;

/** Names of the parameters that a call must give: what is not said is decided by what the parameter is for. */
export function neededNames({ parameters, description: about }: ActionSpecification): string[] {
  return Object.entries(parameters)
    .filter(([name, { required, default: fallback, description = "" }]) => {
      if (fallback !== undefined) return false;
      if (required !== undefined) return required;
      const optional = /\boptional(ly)?\b|\bdefaults? /i.test(description);
      return !optional && !USUALLY_OPTIONAL.test(spaced(name)) && !calledOptional(about, name);
    })
    .map(([name]) => name);
}
