/** Verbs for what every plugin does with its own answers and inputs: they ask for nothing more. */
const ANSWERING =
  "return show tell say list give answer respond reply report output display print include contain provide present fail reject refuse error deny throw complain match check validate verify ensure require need must may can cannot do have be use take accept support allow ignore skip treat handle work see name call state mention describe expect begin explain prefix end start omit leave pass get";

/** Verbs for what keeping records means. */
const KEEPING =
  "keep store save record remember persist note log track add create insert append put set mark assign attach tag update change replace overwrite edit modify rename move increase decrease increment decrement adjust raise lower remove delete clear drop reset sort order filter narrow limit count sum total average compute calculate find search look fetch read retrieve close open resume complete finish pick choose select group rank toggle merge make turn link connect identify order reopen restore cancel archive register count reduce deduct subtract view see sell buy borrow lend spend earn water feed drink eat watch like vote rate review pin unpin";

const words = (text: string): string[] => text.split(" ");
const answering = words(ANSWERING);

/** What may follow in the sentence of an action that keeps records. */
export const keepingVerbs = new Set([...answering, ...words(KEEPING)]);

/** What may follow in the sentence of an action that says something and keeps nothing. */
export const sayingVerbs = new Set([
  ...answering,
  ...words(
    "sort order round format convert count compute calculate pick choose add subtract multiply divide sum read remove replace make turn print keep",
  ),
]);

/** What may follow in the sentence of an action that makes a request. */
export const requestingVerbs = new Set([
  ...answering,
  ...words(
    "send post put patch delete create update replace fetch read request ask add set attach append identify authenticate sign remove change make query search find retrieve select filter look",
  ),
]);

const OBJECT =
  "(?:it|them|its|their|the|an?|all|each|every|this|that|these|those|him|her|his|my|your|our|someone|everyone|anyone|whoever)";
const STEP = new RegExp(
  String.raw`(?:\b(?:and|then|before|after|while|by)\b|[,;])\s+(?:(?:also|then|automatically|optionally|immediately|finally|afterwards|will|to|first)\s+)*(\p{L}[\p{L}-]*)\s+${OBJECT}\b`,
  "giu",
);

/** Words that stand before an object without being a verb. */
const NO_VERBS = new Set(
  words(
    "it them its their the a an all each every this that these those him her his my your our and or but nor as at by for from in into of off on onto out over per to under until up via with within without when where which who whose while if unless because so than not no only both either neither one two three four five is are was were has had if else also then there here how what why whether about after before between during since against among across behind below above near like such including given using once twice plus minus times even just unlike except regardless instead always never otherwise something anything nothing everything any some more most least exactly otherwise",
  ),
);

/**
 * The first step a sentence asks for that is none of the verbs known: "Add a note and e-mail it to the owner" asks to
 * e-mail. Nothing when all steps are known. `own` are names that look like verbs and are none here.
 */
export function furtherStep(
  description: string,
  known: ReadonlySet<string>,
  own: string[] = [],
): string | undefined {
  const names = new Set(own.flatMap((name) => words(name.toLowerCase())));
  const plain = description.replace(/\([^)]*\)|"[^"]*"|'[^']*'|\{[^}]*\}/g, " ");
  for (const [, verb = ""] of plain.matchAll(STEP)) {
    const word = verb.toLowerCase();
    if (NO_VERBS.has(word) || word.endsWith("ly") || names.has(word)) continue;
    if (!stems(word).some((each) => known.has(each))) return word;
  }
  return undefined;
}

/** What a form of a verb can come from: "storing" → store, "puts" → put. */
function stems(word: string): string[] {
  const bare = [
    word,
    word.replace(/ies$/, "y"),
    word.replace(/es$/, ""),
    word.replace(/s$/, ""),
    word.replace(/ied$/, "y"),
    word.replace(/ed$/, ""),
    word.replace(/d$/, ""),
    word.replace(/ing$/, ""),
    word.replace(/ing$/, "e"),
  ];
  return [...bare, ...bare.map((each) => each.replace(/(.)\1$/, "$1"))];
}
