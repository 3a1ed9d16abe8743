/** One kind of harm: what asking for it looks like, what looks alike but is harmless, and what it is called. */
export interface MisuseRule {
  wrong: RegExp;
  /** Tried on the sentence around the finding, never on the whole text: one good sentence does not excuse another. */
  unless?: RegExp;
  /** Completes "it would …". */
  harm: string;
}

const near = "[^.!?;\\n]{0,60}?";
const strongSecret =
  "(?:seed[ -]?phrases?|recovery phrases?|mnemonics?|wallet (?:files|keys|seeds?)|(?:browser|session|login|auth\\w*|saved|stored|chrome|firefox|user|users') cookies|saved passwords|other people'?s? (?:passwords|accounts)|(?:users?'?s?|their|people'?s|everyone'?s|victim'?s?|visitors?'?|customers?'?|someone'?s?) (?:private )?(?:passwords?|credentials|keys|tokens|cookies|logins|wallets?|pins?|bank details)|credit[ -]card (?:numbers?|details|data)|keychain|ssh keys|bank(?:ing)? credentials|2fa codes)";
const anySecret = `(?:${strongSecret}|cookies|passwords?|credentials|private keys?|api[ -]keys?|(?:access |auth |session |discord )?tokens?|wallets?|secrets?|log[ -]?ins?|bank accounts?|identit(?:y|ies)|\\.env files?|environment variables|personal data|private (?:data|messages|files)|funds|crypto\\w*|money|accounts?)`;
const others =
  "(?:users?'?|people'?s?|everyone'?s?|someone'?s?|victims?'?s?|employees?'?|customers?'?|strangers?'?|(?:my |her |his |their |our )?(?:ex|wife|wives|husband|partner|girlfriend|boyfriend|spouse|colleagues?|co-?workers?|employees?|neighbou?rs?|kids?|child(?:ren)?|daughter|son|boss|room-?mates?|team members|visitors)(?:'s|s')?)";
const protective =
  /\b(detect|protect|prevent|block|warn|defend|report|recogni[sz]e|(?<!attack )against|spot|awareness|flag|filter|educat|teach people|train(ing)? (staff|employees|people)|anti|avoid falling|quiz|news about|explain|glossary|remind|how to stay safe|stays? safe|moderat|fight|reduce|stop|without spam|no spam|not spam|détect|protég|avert|erkenn|schütz|verhinder|blockier|filtr|detecta|evita|avisa|proteg|bloque|rileva|previen)\w*|обнаруж|защи[тщ]|фильтр|предупре|блокир|检测|防止|防护|过滤|拦截|警告|识别/;

/** Rules for English and for the words that every language borrows. */
export const misuseRules: MisuseRule[] = [
  {
    wrong: new RegExp(
      `\\b(?:steal(?:s|ing)?|stole|stealer|harvest(?:s|ing)?|exfiltrat\\w+|siphon\\w*|swip(?:e|es|ing)|sniff(?:s|ing)?|phish\\w*|hijack\\w*|drain(?:s|ing)?|skim(?:s|ming)?)\\b${near}\\b${anySecret}`,
    ),
    unless: protective,
    harm: "steal secrets or money from people",
  },
  {
    wrong: new RegExp(
      `\\b(?:cookie|password|token|wallet|credential|info)[ -]?(?:stealer|grabber|drainer|logger)s?\\b`,
    ),
    unless: protective,
    harm: "steal secrets from people",
  },
  {
    wrong: new RegExp(
      `\\b(?:look(?:s|ing)? for|search(?:es|ing)?|find(?:s|ing)?|scan(?:s|ning)?|grab(?:s|bing)?|dump(?:s|ing)?|collect(?:s|ing)?|gather(?:s|ing)?|extract(?:s|ing)?|scrap(?:e|es|ing)|read(?:s|ing)?|cop(?:y|ies|ying)|upload(?:s|ing)?|get(?:s|ting)?|tak(?:e|es|ing)|send(?:s|ing)?|post(?:s|ing)?|forward(?:s|ing)?|transmit\\w*|captur\\w+|log(?:s|ging)?|decrypt\\w*|leak(?:s|ing)?)\\b${near}\\b${strongSecret}`,
    ),
    unless: protective,
    harm: "collect other people's secrets",
  },
  {
    wrong: new RegExp(
      `\\b(?:send(?:s|ing)?|post(?:s|ing)?|upload(?:s|ing)?|forward(?:s|ing)?|transmit\\w*|leak(?:s|ing)?|cop(?:y|ies)|exfiltrat\\w+)\\b${near}\\b(?:passwords|credentials|cookies|private keys?|environment variables|\\.env files?|process\\.env|secrets|api[ -]keys|personal data|all (?:files|documents|messages))\\b${near}\\b(?:webhooks?|server|telegram|discord|e-?mail|endpoint|pastebin|me\\b|https?:)`,
    ),
    unless: /\b(warn|block|detect|prevent|never|not|don't)\b/,
    harm: "carry secrets away to somebody else",
  },
  {
    wrong: new RegExp(
      `\\b(?:send|post|upload|forward|transmit|record|monitor|track|log|collect|cop(?:y|ie)|read|install|mine|execut|run|listen|watch|download|store|save)(?:s|es|ing|ning|ping|ging)?\\b[^!?;\\n]{0,120}?\\b(?:without (?:telling|informing|notifying|alerting) (?:the |any |my )?(?:user|owner|anyone|anybody|them|people|person|him|her)|without (?:the |any )?(?:user'?s?|owner'?s?|their|his|her|anyone'?s?|people'?s?|people|them|users?)'? ?(?:knowledge|consent|permission|knowing|noticing|being aware)|without (?:consent|permission|being noticed|being detected)|so (?:that )?(?:nobody|no one|no-one|the user|they|he|she)(?: (?:does not|doesn't|do not|don't|won't|cannot|can't|never))? (?:notic\\w+|knows?|sees?|find out)|behind (?:the user'?s|their|his|her) backs?|\\bhid(?:e|es|ing|den) (?:it|this|that) from (?:the |all )?(?:users?|people|them|everyone|owner))`,
    ),
    unless: /\b(never|do not|don't|must not|should not|nothing)\b [^.]{0,60}without/,
    harm: "act on people's data behind their back",
  },
  {
    wrong:
      /\b(?:send|forward|post|upload|cop(?:y|ie)|transmit)\w*\b[^!?;\n]{0,90}\b(?:messages?|conversations?|chats?|data|keys|files|logs)\b[^!?\n]{0,120}\b(?:users?|people|nobody|no one|they|owner)\b (?:(?:must|should|shall|may|can|do|does) ?n(?:o|')t|must never) (?:ever )?(?:know|notice|see|find out|be told|hear)\b/,
    harm: "act on people's data behind their back",
  },
  {
    wrong:
      /\b(?:users?|their|people'?s?|victims?'?|holders?'?|members?'?|customers?'?|connect\w*)\b[^.!?;\n]{0,60}\b(?:transfer|move|send|sweep|withdraw)\w*\b (?:\w+ ){0,3}?(?:everything|all|funds|balances?|tokens|coins|assets)\b[^.!?;\n]{0,40}\bto (?:me|my|our own|the attacker)\b|\bunlimited (?:token )?(?:spending|approvals?|allowances?)\b[^.!?;\n]{0,80}\bto (?:me|my|our)\b/,
    unless: protective,
    harm: "take money out of people's wallets",
  },
  {
    wrong: new RegExp(
      `\\b(?:secret|covert|silent|stealth|hidden|invisib|surreptitious)(?:ly|ily)?\\b (?:\\w+ ){0,2}?(?:record|listen|forward|send|upload|monitor|spy|track|film|install|mine|miner|mining|log|read|cop(?:y|ie)|collect|exfiltrat|execut)\\w*\\b${near}\\b(?:${others}|conversations?|messages|users?|key ?strokes|location|microphone|camera|webcam|screen|traffic|people|data|files|bitcoin|monero|crypto\\w*|cpu)`,
    ),
    unless: /\bmy (own )?(notes?|files|data|backups?)\b|\b(never|not) (secret|covert|silent)ly/,
    harm: "watch or use people's machines behind their back",
  },
  {
    wrong:
      /\bkey-? ?log(ger|gers|ging|s)?\b|\b(log|record|captur|intercept|monitor)\w*\b[^.!?;\n]{0,30}\b(key ?strokes?|key ?press(es)?|everything (the user|they|people|someone) types?|what (the user|they|people|someone) types? on)/,
    unless: protective,
    harm: "record what people type",
  },
  {
    wrong:
      /\bransom ?ware\b|\bransom\b|\bencrypt\w*\b[^.!?;\n]{0,60}\b(files|disks?|drives?|documents|computer)\b[^.!?;\n]{0,80}\b(pay|pays|payment|paid|bitcoin|monero|unlock fee)\b/,
    unless: protective,
    harm: "hold people's files to ransom",
  },
  {
    wrong:
      /\bback-?doors?\b|\breverse[ -]shell\b|\bbind shell\b|\broot ?kits?\b|\btrojans?\b|\bspyware\b|\bstalker ?ware\b|\bmalware\b|\bremote access (trojan|tool)\b|\bcommand[ -]and[ -]control\b|\bc2 server\b|\bcomputer (virus|worm)\b|\bself-?(replicat|spread)\w*/,
    unless: protective,
    harm: "open machines to strangers",
  },
  {
    wrong:
      /\b(download|fetch|get)(s|es|ing)?\b[^.!?;\n]{0,60}\b(and|then) (silently |then )?(run|execut|eval)\w*|\b(execut\w+|run|runs|running|eval\w*)\b[^.!?;\n]{0,20}\b(any|arbitrary|remote|whatever)\b[^.!?;\n]{0,20}\b(commands?|code|scripts?|binar(y|ies)|payloads?)\b[^.!?;\n]{0,40}\b(from|sent|receiv\w+|fetched|downloaded)\b/,
    unless: /\b(report|quer(y|ies)|tests?|calculat\w*)\b/,
    harm: "run somebody else's code on the machine",
  },
  {
    wrong:
      /\bd ?dos(es|ing|ed)?\b(?= |$|-|,|\.)[^.!?;\n]{0,40}(attack|server|site|target|against|$)|\bddos\w*|\bdenial[ -]of[ -]service\b|\bbot ?nets?\b|\bflood(s|ing)?\b[^.!?;\n]{0,25}\b(server|site|websites?|api|target|victim|port|phones?|inbox(es)?|channels?|chats?) ?|\btak(e|es|ing) down\b[^.!?;\n]{0,25}\b(server|sites?|websites?|service)|\bsyn[ -]flood/,
    unless: protective,
    harm: "attack other people's computers",
  },
  {
    wrong:
      /\bcryptojack\w*|\b(crypto(currency)?|bitcoin|monero|xmr|coin)[ -]?miner\b|\b(mine|mines|mining)\b[^.!?;\n]{0,20}\b(bitcoin|monero|xmr|crypto\w*|coins)\b|\b(bitcoin|monero|crypto\w*|coin)[ -]mining\b/,
    unless:
      /\b(calculat|profit|price|news|statistic|stats|explain|difficulty|reward|hash ?rate|detect|block)\w*/,
    harm: "mine coins on somebody's machine",
  },
  {
    wrong:
      /\bphish(ing|es|er|ed)?\b|\bfake (login|log-in|sign-?in|bank|paypal|google|microsoft|apple|support|wallet|verification|security)\b[^.!?;\n]{0,20}\b(page|form|site|e-?mails?|messages?|prompt|screen|alert)|\btrick(s|ing)?\b[^.!?;\n]{0,30}\b(users?|people|them|someone|victims?|customers|holders|members)\b[^.!?;\n]{0,10}\b(in ?to|to)\b|\b(impersonat\w+|pretend(s|ing)? to be)\b[^.!?;\n]{0,30}\b(bank|support|admins?|ceo|employee|customer service|paypal|google|microsoft|police|irs|tax office|government|moderator|their (boss|friend|mother|son|family))\b|\b(ask|convinc|persuad|get|talk)(s|es|ing)?\b (the )?(users?|people|them|everyone|victims?|customers|members)\b[^.!?;\n]{0,30}\b(passwords?|seed phrases?|recovery phrases?|private keys?|credit card|social security|one-time (codes?|passwords?)|bank details)\b|\bscam(s|ming|mer)?\b|\bdefraud\w*/,
    unless: protective,
    harm: "deceive people into giving up money or secrets",
  },
  {
    wrong:
      /\bspam(s|ming|mer|mers|bot|bots)?\b|\bmass[ -]?(dm|dms|messag\w+|mail\w*|follow\w*|report\w*)\b|\bunsolicited\b|\b(dm|message|e-?mail)(s|ing)? (every|all|random|thousands of) (members?|users?|people|followers|strangers)\b[^.!?;\n]{0,60}\b(advert\w*|promot\w*|promo|links?|invit\w*|offer|ads?)\b|\b(fake|generate) (reviews|accounts|followers|likes|upvotes|engagement|testimonials)\b|\bastroturf\w*|\bsock ?puppets?/,
    unless: protective,
    harm: "flood people with messages they do not want",
  },
  {
    wrong:
      /\b(disabl|bypass|evad|circumvent|turn(s|ing)? off|switch(es|ing)? off|kill|deactivat|uninstall|defeat|crack)\w*\b[^.!?;\n]{0,25}\b(anti-? ?virus\w*|firewalls?|security|defender|sandbox|two-factor|2fa|authentication|captchas?|safety|gatekeeper|selinux|content filters?|paywalls?|licen[cs]e (check|key)s?|drm|spam filters?|malware (detection|protection|scanner)|logging of my|guardrails|edr|passwords?|encryption)\b/,
    unless: /\b(warn|alert|detect|notif|report|remind|when someone|if someone)\w*/,
    harm: "switch off what keeps people safe",
  },
  {
    wrong: new RegExp(
      `\\b(?:sp(?:y|ies|ying))\\b (?:on|upon)\\b|\\bstalk(?:s|ing|er)?\\b ${near}\\b(?:${others}|her|him|people)|\\beavesdrop\\w*|\\bwire ?tap\\w*|\\b(?:read(?:s|ing)?|monitor(?:s|ing)?|intercept\\w*|watch(?:es|ing)?|track(?:s|ing)?|record(?:s|ing)?|locat(?:e|es|ing)|access(?:es|ing)?)\\b (?:all |every |the )?(?:my |her |his |their )?(?:ex|wife|husband|partner|girlfriend|boyfriend|spouse|colleague|co-?worker|employee|neighbou?r|boss|room-?mate|someone|somebody|other people|other user|another person)(?:'s|s'|s)?\\b${near}\\b(?:messages|whatsapp|e-?mails?|phone|location|chats|texts|dms|conversations|calls|screen|browsing|private)|\\bintercept\\w*\\b${near}\\b(?:messages|e-?mails?|traffic|calls|conversations)`,
    ),
    unless: protective,
    harm: "spy on people",
  },
  {
    wrong:
      /\b(wip|eras|destroy|delet|format|overwrit|shred|corrupt|brick|remov)\w*\b (all |the |every |entire |whole |everything on |everything from |files on |all files on |user'?s? |their |host'?s? |victim'?s? |system'?s? |files from ){0,5}(hard ?(disks?|drives?)|disks?|drives?|file ?systems?|partitions?|home director(y|ies)|home folders?|system files|operating system|system32|host machine|computers?|(this|the|their) machine|server'?s? files|backups of)\b|\b(wip|eras|destroy|delet|overwrit|shred|corrupt)\w*\b (all |every |of |the ){0,3}(users?'?s?'?|their|victim'?s?|someone'?s?|other people'?s) (files|computers?|documents|backups?|photos)\b|\brm -rf\b|\bfork ?bomb\b|\blogic bomb\b/,
    unless: /\b(never|not|don't|protect|prevent|recover|warn|disk (usage|space))\b/,
    harm: "destroy people's data",
  },
  {
    wrong:
      /\bhack(s|ing)? (in ?to|someone|somebody|my|his|her|their|other|accounts?|the)\b|\bbrute-? ?forc\w+\b[^.!?;\n]{0,40}\b(passwords?|log-?ins?|accounts?|pins?|ssh|credentials)|\b(crack|guess)(s|es|ing)? (other |people'?s |users?'? |their |wifi |wi-fi |account )*(passwords|logins|pins)\b|\bcredential stuffing\b|\bdoxx?(es|ing)?\b|\blaunder\w* money\b|\bmoney launder\w*|\bcarding\b|\b(generat\w+|mak\w+|valid) (valid |fake |working )*credit card numbers\b|\bexploit(s|ing)? (a |the |any |known )?vulnerabilit\w+|\brug ?pull\w*|\bpump[ -]and[ -]dump\w*|\bforg(e|es|ing|ed) (documents|passports|ids|signatures)\b|\bblackmail\w*|\bextort\w*/,
    unless: protective,
    harm: "break into accounts or cheat people",
  },
  {
    wrong: new RegExp(
      `\\b(?:read|captur|record|watch|log|grab|monitor|send|upload|post|cop(?:y|ie)|tak)\\w*\\b${near}\\b(?:clipboard|screenshots?|microphone|webcam|brows(?:er|ing) history)\\b${near}\\b(?:posts?|sends?|uploads?|forwards?|silently|secretly|quietly|to (?:my|a|the|our) (?:server|webhook)|https?:)`,
    ),
    unless: /\bmy own\b|\bwhen (i|the user) asks?\b/,
    harm: "watch people at their machines",
  },
  {
    wrong: new RegExp(
      `\\b(?:read|collect|scan|find|cop(?:y|ie)|zip|grab|gather|tak)\\w*\\b${near}\\b(?:all|every|any)\\b (?:the |of the |my |your |user )?(?:files?|documents?|photos?)\\b${near}\\b(?:upload|send|post|transmit|exfiltrat)\\w*`,
    ),
    unless: /\b(back(s|ing)? ?up|backups?)\b/,
    harm: "carry people's files away",
  },
];
