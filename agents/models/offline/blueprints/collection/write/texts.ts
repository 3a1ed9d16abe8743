/** Every sentence a collection says, with `{placeholders}`. */
export interface Texts {
  /** How one record and several are called; `undefined` takes the specification's own noun. */
  noun?: { singular: string; plural: string };
  added: string;
  replaced: string;
  taken: string;
  none: string;
  noneSo: string;
  noFit: string;
  listed: string;
  missing: string;
  several: string;
  whichOne: string;
  oneNeeded: string;
  shown: string;
  removed: string;
  changed: string;
  nothing: string;
  marked: string;
  unmarked: string;
  already: string;
  adjusted: string;
  tooFew: string;
  tooMany: string;
  cleared: string;
  confirm: string;
  counted: string;
  sum: string;
  average: string;
  latest: string;
  more: string;
}

const english: Texts = {
  added: "Added the {noun} {line}.",
  replaced: "Replaced the {noun} {line}.",
  taken: 'There is already a {noun} with the {field} "{value}": {line}.',
  none: "There are no {plural} yet.",
  noneSo: "There are no {state} {plural}.",
  noFit: "None of the {plural} fits; there are {count} in total.",
  listed: "{counted}:\n{lines}",
  missing: "There is no {noun} with {wanted}. {known}",
  several: "More than one {noun} has {wanted}: {lines}. Give the id of the one you mean.",
  whichOne: "I cannot tell which {noun} you mean: give {names}.",
  oneNeeded: "I cannot look for nothing: give {names}.",
  shown: "Here is the {noun} {line}.",
  removed: "Removed the {noun} {line}.",
  changed: "Changed the {noun} {line}.",
  nothing: "There is nothing to change: give at least one of {names}.",
  marked: "The {noun} {line} is now {state}.",
  unmarked: "The {noun} {line} is no longer {state}.",
  already: "The {noun} {line} was that already.",
  adjusted: "The {field} of {line} is now {value}.",
  tooFew: "The {field} of {line} is only {value}; it cannot go below {bound}.",
  tooMany: "The {field} of {line} is {value}; it cannot go above {bound}.",
  cleared: "Removed {counted}.",
  confirm: "That would remove {counted}. Call again with {name} set to true if that is meant.",
  counted: "Number of {plural}: {count}.",
  sum: "{field} in total: {value}",
  average: "{field} on average: {value}",
  latest: "Added last",
  more: "and {count} more",
};

const german: Texts = {
  noun: { singular: "Eintrag", plural: "Einträge" },
  added: "Der Eintrag {line} ist gespeichert.",
  replaced: "Der Eintrag {line} ist ersetzt.",
  taken: 'Es gibt schon einen Eintrag mit {field} "{value}": {line}.',
  none: "Es gibt noch keine Einträge.",
  noneSo: "Es gibt keine Einträge mit Status {state}.",
  noFit: "Keiner der Einträge passt; insgesamt sind es {count}.",
  listed: "{counted}:\n{lines}",
  missing: "Es gibt keinen Eintrag mit {wanted}. {known}",
  several: "Mehr als ein Eintrag hat {wanted}: {lines}. Bitte die id des gemeinten angeben.",
  whichOne: "Es ist nicht klar, welcher Eintrag gemeint ist: bitte {names} angeben.",
  oneNeeded: "Es fehlt, wonach gesucht werden soll: bitte {names} angeben.",
  shown: "Das ist der Eintrag {line}.",
  removed: "Der Eintrag {line} ist entfernt.",
  changed: "Der Eintrag {line} ist geändert.",
  nothing: "Es gibt nichts zu ändern: bitte mindestens eines angeben von {names}.",
  marked: "Der Eintrag {line} ist jetzt {state}.",
  unmarked: "Der Eintrag {line} ist nicht mehr {state}.",
  already: "Der Eintrag {line} war das schon.",
  adjusted: "{field} von {line} ist jetzt {value}.",
  tooFew: "{field} von {line} ist nur {value}; unter {bound} geht es nicht.",
  tooMany: "{field} von {line} ist {value}; über {bound} geht es nicht.",
  cleared: "Entfernt: {counted}.",
  confirm: "Das würde {counted} entfernen. Wenn das gemeint ist, bitte {name} auf true setzen.",
  counted: "Zahl der Einträge: {count}.",
  sum: "{field} insgesamt: {value}",
  average: "{field} im Durchschnitt: {value}",
  latest: "Zuletzt hinzugefügt",
  more: "und {count} weitere",
};

const spanish: Texts = {
  noun: { singular: "elemento", plural: "elementos" },
  added: "Se ha guardado el elemento {line}.",
  replaced: "Se ha sustituido el elemento {line}.",
  taken: 'Ya existe un elemento con {field} "{value}": {line}.',
  none: "Todavía no hay elementos.",
  noneSo: "No hay elementos con estado {state}.",
  noFit: "Ningún elemento coincide; en total hay {count}.",
  listed: "{counted}:\n{lines}",
  missing: "No hay ningún elemento con {wanted}. {known}",
  several: "Más de un elemento tiene {wanted}: {lines}. Indica el id del que quieres.",
  whichOne: "No está claro qué elemento es: indica {names}.",
  oneNeeded: "Falta lo que hay que buscar: indica {names}.",
  shown: "Este es el elemento {line}.",
  removed: "Se ha eliminado el elemento {line}.",
  changed: "Se ha cambiado el elemento {line}.",
  nothing: "No hay nada que cambiar: indica al menos uno de {names}.",
  marked: "El elemento {line} ahora está {state}.",
  unmarked: "El elemento {line} ya no está {state}.",
  already: "El elemento {line} ya estaba así.",
  adjusted: "{field} de {line} es ahora {value}.",
  tooFew: "{field} de {line} es solo {value}; no puede bajar de {bound}.",
  tooMany: "{field} de {line} es {value}; no puede pasar de {bound}.",
  cleared: "Se han eliminado {counted}.",
  confirm: "Eso eliminaría {counted}. Si es lo que quieres, pon {name} en true.",
  counted: "Número de elementos: {count}.",
  sum: "{field} en total: {value}",
  average: "{field} de media: {value}",
  latest: "Añadidos al final",
  more: "y {count} más",
};

const french: Texts = {
  noun: { singular: "élément", plural: "éléments" },
  added: "L'élément {line} est enregistré.",
  replaced: "L'élément {line} est remplacé.",
  taken: 'Il y a déjà un élément avec {field} "{value}" : {line}.',
  none: "Il n'y a pas encore d'éléments.",
  noneSo: "Il n'y a pas d'élément avec le statut {state}.",
  noFit: "Aucun élément ne correspond ; il y en a {count} au total.",
  listed: "{counted} :\n{lines}",
  missing: "Il n'y a pas d'élément avec {wanted}. {known}",
  several: "Plus d'un élément a {wanted} : {lines}. Donnez l'id de celui que vous voulez.",
  whichOne: "Quel élément ? Donnez {names}.",
  oneNeeded: "Que faut-il chercher ? Donnez {names}.",
  shown: "Voici l'élément {line}.",
  removed: "L'élément {line} est supprimé.",
  changed: "L'élément {line} est modifié.",
  nothing: "Il n'y a rien à modifier : donnez au moins un de {names}.",
  marked: "L'élément {line} est maintenant {state}.",
  unmarked: "L'élément {line} n'est plus {state}.",
  already: "L'élément {line} l'était déjà.",
  adjusted: "{field} de {line} est maintenant {value}.",
  tooFew: "{field} de {line} n'est que {value} ; impossible de descendre sous {bound}.",
  tooMany: "{field} de {line} est {value} ; impossible de dépasser {bound}.",
  cleared: "Supprimé : {counted}.",
  confirm: "Cela supprimerait {counted}. Si c'est voulu, mettez {name} à true.",
  counted: "Nombre d'éléments : {count}.",
  sum: "{field} au total : {value}",
  average: "{field} en moyenne : {value}",
  latest: "Ajoutés en dernier",
  more: "et {count} de plus",
};

/** Words for states that the specification writes in English. */
const STATES: Record<string, Record<string, string>> = {
  de: {
    completed: "erledigt",
    done: "erledigt",
    pending: "offen",
    open: "offen",
    archived: "archiviert",
    bought: "gekauft",
    read: "gelesen",
    unread: "ungelesen",
    closed: "geschlossen",
  },
  es: {
    completed: "completado",
    done: "hecho",
    pending: "pendiente",
    open: "abierto",
    archived: "archivado",
    bought: "comprado",
    read: "leído",
    unread: "no leído",
    closed: "cerrado",
  },
  fr: {
    completed: "terminé",
    done: "fait",
    pending: "en attente",
    open: "ouvert",
    archived: "archivé",
    bought: "acheté",
    read: "lu",
    unread: "non lu",
    closed: "fermé",
  },
};

const TABLES: Record<string, Texts> = { en: english, de: german, es: spanish, fr: french };

/** The sentences in a language; English for languages without a table. */
export function textsIn(language = "en"): Texts {
  return TABLES[language.toLowerCase().slice(0, 2)] ?? english;
}

/** A status or flag as it is spoken of in a language. */
export function stateIn(state: string, language = "en"): string {
  return STATES[language.toLowerCase().slice(0, 2)]?.[state] ?? state;
}
