import type {
  ActionSpecification,
  ProviderSpecification,
  ServiceSpecification,
} from "../../../../../shared/specification.ts";
import type { Field } from "../../code/schema.ts";
import type { Method } from "../service/methods.ts";
import type { Noun } from "./understand/nouns.ts";

/** One field of a record. */
export interface RecordField extends Field {
  name: string;
  /** Every record has it. */
  always: boolean;
  /** No two records have the same value. */
  unique: boolean;
}

/** How a call says which record it means. */
export interface Which {
  param: string;
  /** `reference`: an id or the exact label; otherwise the field that must have this value. */
  by: "reference" | "id" | RecordField;
}

/** A condition on the records of a list, a search, a count or a clearing. */
export interface Filter {
  param: string;
  test:
    | "equals"
    | "choice"
    | "includes"
    | "search"
    | "on"
    | "prefix"
    | "from"
    | "until"
    | "least"
    | "most";
  fields: string[];
  /** Choices that mean "no filter". */
  everything?: string[];
}

/** Records whose date lies in the future, in the past or today. */
export interface When {
  field: string;
  is: "upcoming" | "overdue" | "today" | "week" | "month";
  /** Status of records that still matter; without it every record does. */
  open?: { field: string; value: string } | undefined;
}

/** A number that is added up, multiplied by another one when that says how many there are. */
export interface Sum {
  name: string;
  times?: string;
}

export type SortOrder = { field: string; descending: boolean };

/** What is asked of a list beyond its filters. */
export interface Listing {
  filters: Filter[];
  /** Conditions that always hold, such as `{ status: "pending" }` for "list pending todos". */
  fixed: Record<string, string | boolean>;
  when?: When | undefined;
  order?: SortOrder | undefined;
  /** Parameter that chooses the order, with the order of each of its values. */
  sortParam?: { param: string; orders: Record<string, SortOrder> } | undefined;
  directionParam?: string | undefined;
  limitParam?: string | undefined;
  offsetParam?: string | undefined;
  /** Number of records shown when the call does not say. */
  limit?: number | undefined;
}

interface Common {
  action: ActionSpecification;
  /** The parameters as the call gives them, with what descriptions say about them. */
  parameters: Record<string, Field>;
  required: string[];
}

/** One action of a collection, understood completely. */
export type Operation = Common &
  (
    | {
        kind: "add";
        /** Parameter name to record field; they are the same but for rare names such as `newTitle`. */
        replaces: boolean;
        /** A list parameter of which each value becomes a record. */
        many?: string | undefined;
      }
    | { kind: "list"; listing: Listing }
    | { kind: "find"; listing: Listing }
    | { kind: "get"; which: Which[] }
    | { kind: "remove"; which: Which[] }
    | { kind: "random"; listing: Listing }
    | {
        kind: "update";
        which: Which[];
        changes: { param: string; field: string }[];
        /** Parameter that holds the changes as one object. */
        nested?: string | undefined;
        /** List fields to which values are added instead of replacing them. */
        append: boolean;
        /** What the verb itself sets beside them: closing with a reason closes. */
        set?: Record<string, string | boolean> | undefined;
      }
    | { kind: "mark"; which: Which[]; set: Record<string, string | boolean>; toggles: boolean }
    | { kind: "adjust"; which: Which[]; param: string; field: string; sign: 1 | -1 }
    | { kind: "clear"; listing: Listing; confirm?: string | undefined }
    | {
        kind: "count";
        listing: Listing;
        sums: Sum[];
        average: boolean;
        group?: string | undefined;
      }
  );

/** One kind of record with everything the plugin does with it. */
export interface Collection {
  noun: Noun;
  /** `Todo`, `todo`, `todos`: names in the code. */
  type: string;
  variable: string;
  variables: string;
  /** Under which key the records are stored. */
  storageKey: string;
  idPrefix: string;
  fields: RecordField[];
  /** The field people call a record by. */
  label: RecordField;
  /** Values of the `status` field, the first one for new records; none when records have no status. */
  statuses: string[];
  /** Name of the status field. */
  statusField: string;
  /** The status of new records is not shown: they look as they did before there was one. */
  quiet: boolean;
  /** Boolean fields set by actions such as "pin". */
  flags: string[];
  operations: Operation[];
  /** Capitals count when a record is named: "its exact title". */
  exactLabels: boolean;
  /** Calls that add a record give its id. */
  ownIds: boolean;
  services: ServicePart[];
}

/** A service that works on a collection. */
export interface ServicePart {
  service: ServiceSpecification;
  /** Methods that begin and end the work or tell about it. */
  lifecycle: Method[];
  /** Methods on the records; each operation's action has the method's name. */
  operations: Operation[];
}

/** What a provider shows of a collection. */
export interface Context {
  provider: ProviderSpecification;
  collection: Collection;
  listing: Listing;
  /** Shows records, not just how many there are. */
  lists: boolean;
  /** Shows only what the records are called. */
  labels: boolean;
  /** Statuses that are counted one by one. */
  perStatus: string[];
  /** Numeric fields that are added up. */
  sums: Sum[];
  /** Fields of the declared data and what they hold. */
  structure: {
    name: string;
    holds: "count" | "records" | "newest" | "labels" | "status" | "sum" | "time" | "empty";
    of?: string;
  }[];
}
