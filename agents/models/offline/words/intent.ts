import { findJson } from "../../../../shared/find-json.ts";

/** What a person wants from the coordinator. */
export type Intent =
  | "specification"
  | "description"
  | "status"
  | "cancel"
  | "pause"
  | "help"
  | "greeting"
  | "thanks"
  | "farewell"
  | "keep"
  | "talk";

const PLUGIN =
  "(?:plug-?ins?|complementos?|extensi[oó]n|erweiterung|greffon|插件|外掛|プラグイン|add-?on|something|one|etwas|algo|quelque chose)";
const MAKING = new RegExp(
  `\\b(?:create|creating|make|build|write|generate|develop|design|implement|code|program|craft|produce|need|want|like|have|get|give me|set up|erstell\\w*|bau\\w*|mach\\w*|schreib\\w*|brauche|möchte|hätte|will|programmier\\w*|crea\\w*|cr[ée]\\w*|haz\\w*|necesito|quiero|quisiera|construy\\w*|fais|faites|veux|voudrais|besoin|écris|generier\\w*|genera\\w*)\\b[^.!?\\n]{0,60}${PLUGIN}|(?:创建|制作|做|写|开发|需要|想要|生成|要)[^。！？\\n]{0,40}插件|プラグイン[^。]{0,20}(?:作|ほしい|欲しい|ください|必要)|\\bplug-?in\\s+(?:that|which|to|for|with|where|called|named)\\b|\\b(?:make|build|create|write|give|generate|develop|code)\\s+(?:me|us)\\s+(?:an?|some|the)\\b|\\b(?:i|we)\\s+(?:need|want|would like|'d like)\\s+(?:an?|some|to (?:have|get))\\b|\\bi'd like (?:an?|to have)\\b|\\b(?:build|create|generate|develop|implement)\\s+(?:an?|another|one)\\b|\\bmy agent should\\b`,
  "iu",
);
const BARE =
  /^\W*(?:an?\s+|the\s+|my\s+)?[\p{L}\d' -]{0,40}?\b(?:lists?|tracker|manager|roller|clock|calculator|converter|plug-?in|book|diary|inventory|collection|integration|reminder|log)\b/iu;

const CANCELLING =
  "cancel(?:ling|ing)?|abort(?:ing)?|stop(?:ping)?|kill|terminate|halt|quit|discontinue|call off|give up on|scrap|drop";
const CANCEL = new RegExp(
  `(?:^|[,.!?;:]\\s*|\\b(?:please|you|to|us|let's|should|must|just|now|then|and|i|we|actually|no|ok|okay|wait)\\s+)(?:${CANCELLING})\\b(?:\\s+(?:it|that|this|all|everything|now|please|immediately|the|my|job|creation|plugin|building|creating|working|generating|making|what|process|task|run|work|current|[\\w-]*\\d[\\w-]*)\\b|\\s*[.!]*\\s*$)`,
  "i",
);
const FOREIGN_CANCEL =
  /\b(abbrech\w*|brich\b.*\bab\b|stopp\w*|stornier\w*|beende\w*|cancela\w*|det[eé]n\w*|aborta\w*|para (la|el|esto|eso)\b|annule\w*|annuler|arrête\w*|stoppe\w*|interrompre|interromps|annulla|interrompi|cancele)\b|取消|停止|中止|终止|キャンセル|やめて|止めて/i;
const NOT_CANCEL =
  /\b(don't|do not|dont|never|not|no need to|shouldn't|should not|without)\s+(want (you )?to |wish to |have to |need to )?(cancel|abort|stop|kill|quit|halt|terminate)\w*|\b(nicht|kein\w*)\s+(abbrech\w*|stopp\w*|beend\w*)|\bno (canceles|pares|detengas)|\bne?\s?'?(annule|arrête|stoppe)\w* pas|\bn'(annule|arrête)\w* pas|(不要|别|不用|请勿)(取消|停止|中止)|キャンセルしないで/i;

const PAUSING = "pause|pausing|suspend(?:ing)?|interrupt";
/** What ends for a while only. */
const FOR_NOW =
  "for now|for the moment|for today|for tonight|for a (?:moment|minute|second|while|bit)|temporarily|until (?:later|tomorrow|further notice|i(?:'m| am) back)";
const PAUSE = new RegExp(
  [
    `(?:^|[,.!?;:]\\s*|\\b(?:please|you|to|us|let's|should|must|just|now|then|and|i|we|no|ok|okay)\\s+)(?:${PAUSING})\\b(?:\\s+(?:it|that|this|all|everything|now|please|the|my|job|creation|building|working|what|process|work|for|until|[\\w-]*\\d[\\w-]*)\\b|\\s*[.!?]*\\s*$)`,
    `\\b(?:stop|halt|wait|rest)\\b[^.!?]{0,40}\\b(?:${FOR_NOW})`,
    "\\b(?:put|place)\\b[^.!?]{0,30}\\bon hold\\b|\\b(?:take|have) a (?:break|pause)\\b|^\\W*(?:hold on|on hold)\\W*$",
    "\\b(?:pausier\\w*|mach\\w* (?:eine )?pause|unterbrich)\\b|\\bpausa(?:r|lo|la)?\\b|\\b(?:mets|mettez|mettre)\\b[^.!?]{0,30}\\ben pause\\b|\\bsuspends\\b|暂停|暫停|一時停止",
  ].join("|"),
  "i",
);
const NOT_PAUSE =
  /\b(?:don't|do not|dont|never|not|no need to|shouldn't|should not)\s+(?:want (?:you )?to |have to |need to )?(?:pause|suspend|interrupt)\w*|\bnicht\s+pausier\w*|不要暂停|别暂停/i;

const STATUS = new RegExp(
  [
    "\\b(status|progress(ing)?|how far|percent(age)?|eta|state of)\\b",
    "\\bhow('s| is| are|s)?\\b[^.!?]{0,40}\\b(going|doing|coming( along| on)?|getting (on|along)|progress\\w*|looking|advancing)\\b",
    "\\b(is|are|has|have|was)\\b[^.!?]{0,40}\\b(done|finished|ready|complete[d]?|still (running|working|building|busy|going)|built|created|stuck|failed|over|there)\\b( yet)?",
    "\\b(done|finished|ready) yet\\b|^\\W*(done|finished|ready)\\W*$",
    "\\bany (news|updates?|progress)\\b|\\bupdate me\\b|\\bgive me an update\\b|\\bwhat('s| is) (happening|going on|it doing|the plan|the state|the matter)\\b|\\bwhere are (we|you|things)\\b|\\bwhat (phase|iteration|step)\\b|\\bwhich (phase|iteration|step)\\b|\\bhow (long|much longer|much more)\\b|\\bwhat are you (working on|doing|building)\\b|\\bdid (it|the plugin|you|my plugin|that) (finish|work|fail|succeed|pass|complete)\\w*|\\bwhat (happened|became) (to|of|with)\\b|\\b(check|show|list)\\b[^.!?]{0,25}\\b(status|jobs?|creations?|progress)\\b|\\bwhy did (it|the job|my plugin|the plugin|that|the creation) (fail|stop)\\w*",
    "\\b(wie weit|wie läuft|wie geht es (mit|dem plugin)|fortschritt|fertig|was macht (das|mein) plugin|stand der)\\b|\\bstand\\b",
    "\\b(estado|progreso|cómo va|como va|listo|lista ya|terminad[oa]|cuánto falta)\\b",
    "\\b(où en (est|sont|es)|avancement|statut|état|comment (ça )?(avance|va le|progresse)|(c'est|est-il|est-ce) (prêt|fini|terminé)|prêt|terminé|fini)\\b",
    "状态|进度|进展|怎么样了|完成了(吗|没)|好了(吗|没)|做好了|到哪|進捗|状況|終わった|できた(?:か|？)",
  ].join("|"),
  "i",
);

const HELP =
  /^\W*(help|hilfe|ayuda|aide|帮助|帮忙|ヘルプ|\?+)\W*$|\bwhat (can|could|do) you (do|build|make|create|offer|know|help)|\bwhat (is|are|does)\b[^.!?]*\b(plug-?ins?|you|this|elizaos|eliza|offline)\b|\bwho are you\b|\bhow (do|does|can|could|would|should|to)\b|\bwhat (kinds?|sorts?|types?) of\b|\bwhich plug-?ins can\b|\b(explain|tell me)\b[^.!?]{0,30}\b(how|what|about (yourself|you|plug-?ins|this))\b|\bcan you help( me)?\W*$|\b(show|give) (me )?(an |some )?examples?\b|\bwhat should i (say|write|type|do)\b|\bwas kannst du\b|\bwie (kann|erstelle|mache|funktioniert|geht)\b|\bwer bist du\b|\bqué (puedes|sabes)\b|\bcómo (puedo|creo|funciona|hago)\b|\bquién eres\b|\bque (peux|sais)-tu\b|\bcomment (puis|je|créer|faire|ça marche|fonctionne)\b|\bqui es-tu\b|你(能|会|可以)(做|干)?(什么|啥)|你是谁|怎么(用|创建|做|写)|如何|何ができ|使い方/i;
const GREETING =
  /^\W*(hi|hiya|hello|hey|howdy|good (morning|afternoon|evening|day)|greetings|yo|sup|hallo|guten (tag|morgen|abend)|moin|servus|hola|buen[oa]s (días|tardes|noches)|bonjour|salut|bonsoir|ciao|buongiorno|olá|oi|你好|您好|嗨|こんにちは|おはよう)(?![\p{L}])[^?]{0,25}\W*$/iu;
const THANKS =
  /^\W*(ok(ay)?,? |great,? |cool,? |perfect,? |super,? |nice,? |wow,? )?(thanks?|thank you|thx|ty|cheers|danke|vielen dank|gracias|muchas gracias|merci|grazie|obrigad[oa]|谢谢|多谢|ありがとう)(?![\p{L}]).{0,40}$/iu;
const FAREWELL =
  /^\W*(bye|goodbye|good ?night|see you|see ya|cu|tschüss|auf wiedersehen|adiós|hasta luego|au revoir|再见|さようなら)(?![\p{L}]).{0,20}$/iu;

const YES =
  "yes|yeah|yep|yup|go on|go ahead|continue|carry on|proceed|resume|unpause|keep going|do it|raise|increase|ja|mach weiter|weiter(?:machen)?|sí|adelante|continúa|sigue|oui|vas-y|continuez?|继续|是的?|可以|はい|続けて(?:ください)?";
/** Words that a yes may come with. An "ok" alone is none: money depends on it. */
const WITH_YES =
  "please|sure|ok(?:ay)?|you (?:may|can|should)|let it|the|its|my|it|jobs?|budget|limit|with|plug-?in|creation|building|and|then|now|to|bitte";
const OTHERWISE = "[^\\p{L}\\d]*";
const END = "(?![\\p{L}\\d])";
const ONLY_YES = new RegExp(
  `^(?:${OTHERWISE}(?:${WITH_YES})${END})*${OTHERWISE}(?:${YES})${END}(?:${OTHERWISE}(?:${YES}|${WITH_YES})${END})*${OTHERWISE}$`,
  "iu",
);
const LONGEST_YES = 120;

/** Whether somebody says that a job may go on, and nothing else. */
export function isYes(message: string, jobIds: string[] = []): boolean {
  const text = jobIds.reduce((rest, id) => rest.replaceAll(id, ""), message);
  return text.length <= LONGEST_YES && ONLY_YES.test(text);
}

/** Whether somebody wants the plugin, but not with what they were asked about. */
export const isWithout = (message: string): boolean =>
  message.length <= LONGEST_YES &&
  /\bwithout\s+(?:it|them|that|this|the package)\b|\bohne\b|\bsin (?:él|ella|eso)\b|\bsans\b/i.test(
    message,
  );

/** What a message to the coordinator is about, by its words. */
export function intentOf(message: string): Intent {
  const text = message.replace(/[’`]/g, "'").trim();
  if (findJson(text)) return "specification";
  const wishAt = text.search(
    /\bplug-?ins?\s+(that|which|to|for|with|where)\b|插件[：:]|\bmy agent should\b/i,
  );
  const cancelAt = Math.max(text.search(CANCEL), text.search(FOREIGN_CANCEL));
  const making = MAKING.test(text);
  const howTo =
    /^\W*(how (do|does|can|could|would|should|to)|what (is|are|does|happens)|wie (kann|erstelle|mache)|cómo|comment|怎么|如何)\b/i.test(
      text,
    ) || /^(怎么|如何)/.test(text);
  if (NOT_CANCEL.test(text) || NOT_PAUSE.test(text)) return "keep";
  const pauseAt = text.search(PAUSE);
  if (pauseAt >= 0 && (wishAt < 0 || pauseAt < wishAt) && !howTo && !wantsNew(text)) return "pause";
  if (cancelAt >= 0 && (wishAt < 0 || cancelAt < wishAt) && !howTo && !wantsNew(text))
    return "cancel";
  if (
    wishAt < 0 &&
    STATUS.test(text) &&
    !wantsNew(text) &&
    !/^\W*how (do|does|can|could|would|should|to)\b/i.test(text)
  )
    return "status";
  if (howTo || (HELP.test(text) && wishAt < 0 && !wantsNew(text))) return "help";
  if (making || BARE.test(text)) return "description";
  if (THANKS.test(text)) return "thanks";
  if (GREETING.test(text)) return "greeting";
  if (FAREWELL.test(text)) return "farewell";
  return "talk";
}

/** A plain order for a new plugin: "create a plugin …", which words like "status" later in it do not change. */
const wantsNew = (text: string): boolean =>
  /\b(create|make|build|write|generate|develop|need|want|design|implement|code)\b\s+(me |us |a |an |another |one |new |some ){1,3}(\w+ ){0,4}?(plug-?in|tracker|list|bot|service)\b/i.test(
    text,
  ) ||
  /\b(i|we) (need|want|would like)\b(?! (you )?to (cancel|abort|stop|kill|quit|halt))[^.!?]*\bplug-?in\b/i.test(
    text,
  ) ||
  /(创建|制作|开发|写)(一个|个)?.{0,20}插件|我(需要|想要)一个/.test(text);
