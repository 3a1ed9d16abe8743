/** What an action's verb asks of a collection. */
export type Kind =
  | "add"
  | "list"
  | "get"
  | "find"
  | "update"
  | "append"
  | "mark"
  | "toggle"
  | "adjust"
  | "remove"
  | "clear"
  | "count"
  | "random";

const VERBS: Record<Exclude<Kind, "append">, string> = {
  add: "add create save store remember log record register new insert enter put make note append submit capture write jot collect keep track define submit schedule plan book bookmark draft upsert learn memorize report open file hinzufuegen hinzufugen anlegen speichern ajouter agregar anadir anadir crear guardar",
  list: "list show view browse display see print all enumerate fetch read get retrieve load export anzeigen auflisten zeigen listar mostrar lister afficher",
  get: "get read fetch view show open see retrieve load display describe inspect details detail recall check",
  find: "find search filter query lookup look locate suchen finden buscar rechercher chercher",
  update:
    "update edit change rename modify set adjust move reschedule replace assign rate tag label categorize categorise prioritize prioritise revise correct amend patch snooze postpone put aendern andern bearbeiten editar actualizar modifier",
  mark: "complete finish done check tick close archive mark resolve cross accomplish fulfill fulfil reopen uncomplete undo restore unarchive uncheck untick pin unpin star unstar favorite unfavorite favourite unfavourite like unlike flag unflag mute unmute enable disable activate deactivate pay buy purchase return borrow lend approve reject accept decline start begin pause resume block unblock read publish unpublish lock unlock erledigen abschliessen abhaken completar terminar terminer",
  toggle: "toggle switch flip",
  adjust:
    "adjust increase increment decrease decrement restock consume use raise lower reduce sell receive withdraw deposit take deduct spend",
  remove:
    "remove delete drop forget cancel discard erase destroy unregister unsubscribe deregister dismiss loeschen loschen entfernen eliminar borrar quitar supprimer enlever retirer",
  clear: "clear reset empty purge wipe flush leeren vaciar vider",
  count:
    "count total stats statistics sum summarize summarise summary average tally calculate compute report overview",
  random: "random pick draw choose surprise suggest",
};

const kindsByVerb = new Map<string, Kind[]>();
for (const [kind, verbs] of Object.entries(VERBS) as [Kind, string][]) {
  for (const verb of verbs.split(" ")) {
    kindsByVerb.set(verb, [...(kindsByVerb.get(verb) ?? []), kind]);
  }
}

/** The kinds a verb can have, most usual first; none for words that are no verb of a collection. */
export function kindsOf(verb: string): Kind[] {
  return kindsByVerb.get(verb) ?? [];
}

/** What a record is after a verb: its status, or a flag that is set or taken away. */
export interface Effect {
  status?: string;
  flag?: string;
  value?: boolean;
  /** The status is the one records begin with. */
  initial?: boolean;
}

const EFFECTS: Record<string, Effect> = {
  complete: { status: "completed" },
  finish: { status: "completed" },
  done: { status: "done" },
  check: { status: "done" },
  tick: { status: "done" },
  cross: { status: "done" },
  accomplish: { status: "completed" },
  fulfill: { status: "fulfilled" },
  fulfil: { status: "fulfilled" },
  close: { status: "closed" },
  archive: { status: "archived" },
  resolve: { status: "resolved" },
  cancel: { status: "cancelled" },
  pay: { status: "paid" },
  buy: { status: "bought" },
  purchase: { status: "bought" },
  return: { status: "returned" },
  borrow: { status: "borrowed" },
  lend: { status: "lent" },
  approve: { status: "approved" },
  reject: { status: "rejected" },
  accept: { status: "accepted" },
  decline: { status: "declined" },
  start: { status: "started" },
  begin: { status: "started" },
  pause: { status: "paused" },
  resume: { status: "started" },
  read: { status: "read" },
  publish: { status: "published" },
  dismiss: { status: "dismissed" },
  erledigen: { status: "completed" },
  abschliessen: { status: "completed" },
  abhaken: { status: "done" },
  completar: { status: "completed" },
  terminar: { status: "completed" },
  terminer: { status: "completed" },
  reopen: { initial: true },
  uncomplete: { initial: true },
  undo: { initial: true },
  restore: { initial: true },
  unarchive: { initial: true },
  unpublish: { initial: true },
  uncheck: { initial: true },
  untick: { initial: true },
  pin: { flag: "pinned", value: true },
  unpin: { flag: "pinned", value: false },
  star: { flag: "starred", value: true },
  unstar: { flag: "starred", value: false },
  favorite: { flag: "favorite", value: true },
  unfavorite: { flag: "favorite", value: false },
  favourite: { flag: "favourite", value: true },
  unfavourite: { flag: "favourite", value: false },
  like: { flag: "liked", value: true },
  unlike: { flag: "liked", value: false },
  flag: { flag: "flagged", value: true },
  unflag: { flag: "flagged", value: false },
  mute: { flag: "muted", value: true },
  unmute: { flag: "muted", value: false },
  block: { flag: "blocked", value: true },
  unblock: { flag: "blocked", value: false },
  lock: { flag: "locked", value: true },
  unlock: { flag: "locked", value: false },
  enable: { flag: "enabled", value: true },
  disable: { flag: "enabled", value: false },
  activate: { flag: "active", value: true },
  deactivate: { flag: "active", value: false },
};

/** What a marking verb does to a record; `undefined` for verbs that say nothing on their own, such as "mark". */
export function effectOf(verb: string): Effect | undefined {
  return EFFECTS[verb];
}

/** The status of a record before anything was done to it, when a specification does not name it. */
const BEFORE: Record<string, string> = {
  completed: "pending",
  done: "open",
  closed: "open",
  resolved: "open",
  fulfilled: "open",
  cancelled: "open",
  dismissed: "open",
  archived: "active",
  paid: "unpaid",
  bought: "open",
  read: "unread",
  returned: "borrowed",
  borrowed: "available",
  lent: "available",
  approved: "pending",
  rejected: "pending",
  accepted: "pending",
  declined: "pending",
  started: "planned",
  paused: "active",
  published: "draft",
  sold: "available",
  watched: "unwatched",
  visited: "planned",
};

/** The status records begin with when one of their later statuses is `status`. */
export function statusBefore(status: string): string {
  return BEFORE[status] ?? "open";
}

/** Statuses that mean "nothing left to do", in the words people use. */
export const FINAL_STATUSES = new Set(
  "completed complete done finished closed resolved fulfilled archived paid bought read watched returned cancelled checked".split(
    " ",
  ),
);

/** Statuses that mean "still to do". */
export const OPEN_STATUSES = new Set(
  "pending open active todo unread unpaid incomplete outstanding unfinished planned new started unwatched".split(
    " ",
  ),
);
