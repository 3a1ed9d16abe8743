import { LANGUAGE_MODEL } from "../help.ts";

/** Something the blueprints cannot build: what asks for it, what it is called, and what would help. */
export interface Unsupported {
  wanted: RegExp;
  unless?: RegExp;
  what: string;
  help: string;
  /** An address of a server that does it makes it an ordinary request over HTTP. */
  byEndpoint?: boolean;
  /** Some of it is small enough to be built. */
  bySkill?: boolean;
}

const ENDPOINT =
  "name an endpoint that does it, with its base URL in an environment variable (such as SERVICE_BASE_URL) and its key in another";

/** One row per kind of request; tried on every clause. */
export const unsupported: Unsupported[] = [
  {
    wanted:
      /\b(dashboards?|web (page|ui|interface|app)|gui|user interface|mobile app|browser extension|widgets?|pop-?ups?|voice commands?)\b/i,
    what: "A user interface of its own",
    help: "use it by chatting with the agent, which needs no interface of its own",
  },
  {
    wanted:
      /\b(for|per) (each|every) (user|person|member)\b|\beach (user|person|member)('s)? (has|have|own|gets?|with)\b|\bper[- ]user\b|\beach (user|member)'s own\b|\bown (list|notes|collection) per user\b/i,
    what: "Separate data for each user",
    help: "let all users of the agent share what is kept, or add a field such as owner",
  },
  {
    wanted:
      /\b(?:write|written|implement\w*|code|coded|build|built|develop\w*|program\w*|make|made|plugin|it)\b[^.!?\n]{0,30}\b(?:in|using|with)\s+(rust|golang|go lang|python|java|c\+\+|c#|ruby|php|kotlin|swift|perl|haskell|cobol|elixir|scala|lua|assembly|fortran|c|plain javascript)\b(?!\w)/i,
    what: "Another programming language",
    help: "ElizaOS loads plugins written in TypeScript; leave the language open and I write it in TypeScript",
  },
  {
    wanted:
      /\b(my|mein|our) (fridge|door|lights?|heating|thermostat|car|garage|vacuum|robot)\b[^.!?\n]{0,20}\b(on|off|open|close|start|stop|lock|unlock)|\b(turn|switch)(s|es|ing)? (on|off)\b[^.!?\n]{0,30}\b(lights?|lamps?|heating|tv|device|devices|thermostat)|\bsmart ?home\b|\bhome assistant\b/i,
    what: "Controlling devices",
    help: ENDPOINT,
    byEndpoint: true,
  },
  {
    wanted:
      /\b(send|sends|sending|write|writes|forward|forwards|reply to|reads?|fetch|check|checks|deliver)\b[^.!?\n]{0,40}\b(e-?mails?|mails?|newsletters?|gmail|inbox)\b|\be-?mail(s|ing)? (me|us|them|him|her|it|users?|customers?|my|a|the)\b|\b(smtp|imap|gmail)\b/i,
    unless: /\b(e-?mail) (address|addresses)\b/i,
    what: "Sending or reading e-mail",
    help: ENDPOINT,
    byEndpoint: true,
  },
  {
    wanted:
      /\b(tweet(s|ing)?|twitter|x\.com|instagram|facebook|linkedin|tik ?tok|reddit|mastodon|bluesky|farcaster|threads\.net|pinterest|snapchat)\b/i,
    unless: /\b(handles?|accounts?|usernames?|profiles?|links?|urls?|field|mentions)\b/i,
    what: "Talking to a social network",
    help: ENDPOINT,
    byEndpoint: true,
  },
  {
    wanted:
      /\b(slack|discord|telegram|whats ?app|signal|matrix|ms teams|microsoft teams|sms|text messages?|push notifications?|phone calls?|twilio)\b/i,
    unless: /\b(handles?|accounts?|usernames?|ids?)\b/i,
    what: "Sending messages through another service",
    help: ENDPOINT,
    byEndpoint: true,
  },
  {
    wanted:
      /\b(google (calendar|sheets|docs|drive|maps|tasks|search|analytics)|outlook|icloud|notion|trello|jira|asana|airtable|salesforce|hubspot|stripe|paypal|shopify|amazon|ebay|spotify|youtube|netflix|github|gitlab|linear|zendesk|dropbox|s3|uber|airbnb|todoist|evernote|wikipedia|wolfram|openai|chat ?gpt|zapier|strava|steam|twitch|duolingo|obsidian)\b/i,
    unless: /\b(links?|urls?|playlists? of|accounts?|usernames?|list of|reviews of)\b/i,
    what: "Talking to that outside service",
    help: ENDPOINT,
    byEndpoint: true,
  },
  {
    wanted:
      /\btranslat(e|es|ing|or)\b|\btranslations?\b(?= (plugin|tool|service|bot|of|for|between|from|into))|\b(provid|offer|giv|show|mak)\w* translations?\b|\bübersetz\w*|\btraduc(e|ir|ción|tion|tor)\b|\btraduis\w*|\btraduire\b|翻译|翻譯|翻訳/i,
    what: "Translating",
    help: LANGUAGE_MODEL,
    byEndpoint: true,
  },
  {
    wanted:
      /\bsummari[sz](e|es|ing|ation)\b(?!\s+(of\s+)?(my |the |all )?(expenses|spending|costs|todos|tasks|habits|totals|income))|\bsummar(y|ies) of (the |a |an |my |our |long |any )?(articles?|texts?|documents?|web ?pages?|videos?|conversations?|messages|chats?|news|meetings?|books?|papers?|discussions?|threads?)\b|\bzusammenfass\w*|\brésum(e|er|és?)\b|\bresum(e|ir|en) (el|la|los|las|un|una)?\b|总结|摘要|要約/i,
    what: "Summarising text",
    help: LANGUAGE_MODEL,
    byEndpoint: true,
  },
  {
    wanted:
      /\bsentiment\b|\b(classif(y|ies|ying)|categori[sz]es?)\b[^.!?\n]{0,30}\b(automatically|messages|texts?|images|by (mood|meaning))\b|\bemotions? of\b|\b(proofread|paraphrase|rephrase|rewrite|grammar check|correct the grammar|autocomplete)\w*\b|\b(llm|gpt|language model|chatbot|artificial intelligence|machine learning|neural network|deep learning)\b|\bai[- ](generated|powered|based)\b|\banswers? (any |all |general )?questions? (about|from|on) (my |the |our |a )?(documents?|pdfs?|files|docs|codebase|anything|manual)/i,
    what: "A task for a language model",
    help: LANGUAGE_MODEL,
    byEndpoint: true,
  },
  {
    wanted:
      /\b(writes?|generat\w*|compos\w*|creat\w*|invent\w*|tells?|telling|make up)\b (me |us |a |an |some |new |funny |short |random |good |bad |dad |original ){0,4}(poems?|stor(y|ies)|jokes?|haikus?|songs?|lyrics|essays?|blog posts?|articles?|marketing texts?|ads|slogans?|captions?|riddles?|fairy tales?|limericks?|pick-?up lines?|speech|speeches|cover letters?|ideas|names)\b/i,
    unless:
      /\b(my|saved|stored|own|added) (jokes|stories|poems|songs|ideas|names)\b|\b(add|adds|adding|remove|removing|list|lists|collect\w*|save|saves|store|stores)\b/i,
    what: "Inventing texts",
    bySkill: true,
    help: LANGUAGE_MODEL,
    byEndpoint: true,
  },
  {
    wanted:
      /\b(generat\w*|draw\w*|creat\w*|paint\w*|mak\w*|edit\w*|resiz\w*|render\w*)\b[^.!?\n]{0,25}\b(images?|pictures?|photos?|drawings?|logos?|avatars?|memes?|charts?|graphs?|diagrams?|plots?|videos?|animations?|music|melod(y|ies)|qr[- ]?codes?|pdfs?|presentations?|spreadsheets?)\b/i,
    what: "Making images, sound or documents",
    help: "a model that makes them, which this version does not have, or an endpoint that does",
    byEndpoint: true,
  },
  {
    wanted:
      /\b(recogni[sz]\w*|detect\w*|describ\w*|analy[sz]\w*|identif\w*)\b[^.!?\n]{0,25}\b(images?|pictures?|photos?|faces?|objects in|handwriting|voices?|songs?|plants? (in|from|by))\b|\bocr\b|\bspeech[- ]to[- ]text\b|\btext[- ]to[- ]speech\b|\btranscrib\w*|\bvoice (messages?|recognition|assistant)\b|\bread(s)? aloud\b|\bspeaks? aloud\b/i,
    what: "Understanding or making images and speech",
    help: "load a model provider plugin for it, or name an endpoint that does it",
    byEndpoint: true,
  },
  {
    wanted:
      /\b(block ?chain|on-?chain|smart contracts?|nfts?|dexs?|defi|staking|airdrops?|solana|ethereum|uniswap|jupiter swap|swap(s|ping)? (tokens?|coins?|sol|eth)|(send|transfer|bridge|mint|stake)(s|ing)? (tokens?|coins?|sol|eth|crypto\w*|bitcoin|usdc|nfts?)|wallet balances?|balance of (a|my|the|an) wallet|gas (price|fee)s?)\b/i,
    unless: /\b(list|collection|track(er)?|log) of\b/i,
    what: "Working with a blockchain",
    help: "name an RPC or REST endpoint with its base URL in an environment variable, or use ElizaOS's own plugin for that chain",
    byEndpoint: true,
  },
  {
    wanted:
      /\b(horoscopes?|astrolog\w*|zodiac|natal charts?|birth charts?|star signs?|tarot|numerolog\w*)\b/i,
    what: "Astrology",
    help: ENDPOINT,
    byEndpoint: true,
  },
  {
    wanted:
      /\b(scrap(e|es|ing|er)|crawl(s|ing|er)?|headless browser|browser automation|puppeteer|playwright|selenium|log(s)? in ?to (a |the |my )?(web ?sites?|accounts?)|fill(s|ing)? (in|out) (web )?forms?|monitor(s|ing)? (a |my |our |the )?(web ?sites?|web ?pages?))\b/i,
    what: "Using web pages like a browser",
    help: "name a JSON endpoint of that site with its base URL, so that it can be called over HTTP",
    byEndpoint: true,
  },
  {
    wanted:
      /\b(latest|current|live|real-?time|today'?s?|daily|breaking|top)?\s*\b(news|headlines|(stock|share|crypto|bitcoin|btc|eth|ethereum|token|coin|gold|oil|gas|petrol|fuel|flight|hotel|electricity) (prices?|quotes?|rates?|market)|prices? of (bitcoin|ethereum|btc|eth|sol|solana|gold|oil|a stock|stocks?|crypto\w*|a coin|coins|tokens?|flights?|a cryptocurrency|cryptocurrenc\w+)|(sports?|football|soccer|basketball|nba|cricket) (results?|scores?|news|fixtures)|train (times|schedules?|connections?)|traffic|flight (status|information|info|tracking)|(track|tracking) (my )?(packages?|parcels?|shipments?|flights?)(?! with|:)|air quality|pollen|tide times|tides|earthquakes?|movie (showtimes|ratings)|tv (program|schedule)|public holidays?|currency converter)\b/i,
    unless:
      /\b(add|adds|adding|save|saves|saving|store|remove|removing|log|logs|record|records|bookmark\w*|collect\w*|mentions?|mentioned|read later)\b/i,
    what: "Data from a source I don't know",
    help: ENDPOINT,
    byEndpoint: true,
  },
  {
    wanted:
      /\b(my ?sql|maria ?db|sqlite|mongo(db)?|redis|elasticsearch|dynamodb|oracle|sql server|mssql|firebase|supabase|neo4j|cassandra|snowflake|big ?query|pinecone|vector (store|database))\b/i,
    what: "A database other than PostgreSQL",
    help: "use PostgreSQL with its connection string in DATABASE_URL, or let me keep the data in the agent's own storage",
  },
  {
    wanted:
      /\b(sort|sorts|sorting) (algorithm|numbers)|\b(prime (numbers?|factors?)|fibonacci|factorials?|sudokus?|chess|tic[- ]tac[- ]toe|hangman|crosswords?|shortest (path|route)|route planning|optimi[sz]e\w*|travell?ing salesman|matrix|matrices|integrals?|derivatives?|regex(es)?|regular expressions?|hash(es|ing)? (of|a)|sha-?256|md5|base64|encrypt\w*|decrypt\w*|compress\w*|anagrams?|palindromes?|levenshtein|sentences? backwards|reverse (a |the )?(text|string|word)s?|morse( code)?|roman numerals?|caesar cipher|rot13|password (generator|strength)|generat\w* (a |strong |secure |random ){0,3}passwords?|uuid|solv\w* (equations?|puzzles?|problems?)|physics|simulat\w*|mandelbrot|word count(er)?|reading time|loan calculator|mortgage|tax(es)? (calculator|calculation)|bmi|age calculator|tip calculator|compound interest|scheduling algorithm|recommend(s|ed|ing|ation|ations|er)?)\b/i,
    unless:
      /\b(track|log|record|keep|store|save|collect|add)(s|ing)?\b|\b(list|collection|log|diary) of\b|\btracker\b/i,
    what: "An algorithm of its own",
    bySkill: true,
    help: LANGUAGE_MODEL,
  },
  {
    wanted:
      /\b(exports?|exporting|imports?|importing)\b|\b(back ?up)(s|ing)?\b[^.!?\n]{0,30}\b(csv|pdf|excel|spreadsheets?|files?|json|xml|google)\b|\bas (a )?(csv|pdf|excel|spreadsheet)( file)?\b|\b(read|write|open|parse)s? (pdf|csv|excel|word|text)? ?files?\b|\b(pdfs?|csv files?|excel)\b/i,
    what: "Reading or writing files",
    help: LANGUAGE_MODEL,
  },
  {
    wanted: /\b(sync(s|ing|hroni[sz]\w*)?)\b[^.!?\n]{0,30}\bwith\b/i,
    what: "Synchronising with another system",
    help: ENDPOINT,
    byEndpoint: true,
  },
  {
    wanted:
      /\b(notif(y|ies|ying)|alerts?|messages?|pings?|reminds?|tells?|warns?|wakes?)\b (me|us|them|him|her|users?|everyone|the users?|people|my \w+) (at|every|daily|when(ever)? (it is|it's|they are|it gets|the)|on time|in the morning|in time|\d|before|an hour|a day|one day|a week|automatically|if|once)\b|\b(notif(y|ies|ying)|alert(s|ing)?|ping(s|ing)?|warn(s|ing)?) (me|us|them|users?|everyone|people) (when|whenever|if|once|as soon as)\b|\bsends? (me |us |them )?(daily|weekly|hourly|a daily|a weekly|reminders?|notifications?|alerts?)\b|\b(every|each) (morning|evening|day|hour|monday|night|week)\b[^.!?\n]{0,40}\b(sends?|posts?|tells?|reminds?|reports?)\b/i,
    unless:
      /\b(below (the |its |their |a )?(minimum|threshold)|low (on|in)|(is|are|gets?) low|runs? (low|out)|running (low|out)|out of stock)\b/i,
    what: "Writing to people on its own at a certain time",
    help: `${LANGUAGE_MODEL}; without it, what is due can be listed when asked and is shown to the agent`,
  },
  {
    wanted:
      /\b(runs?|execut\w*) (shell|terminal|bash|system|unix|command[- ]line) ?(commands?|scripts?)\b|\b(docker|kubernetes|k8s|aws|terraform|ssh|cpu usage|disk space|server uptime|uptime of|processes running)\b/i,
    what: "Controlling machines",
    help: LANGUAGE_MODEL,
    byEndpoint: true,
  },
  {
    wanted:
      /\b(encrypt\w*|decrypt\w*|cipher\w*|aes(-\d+)?|rsa|pgp|gpg|bcrypt|md5|sha-?(1|256|512)|hash(es|ed|ing))\b/i,
    what: "Encrypting or hashing",
    help: LANGUAGE_MODEL,
  },
  {
    wanted:
      /\b(tells?|says?|decides?|determines?|finds? out|knows?|proves?|answers?) (me |us |you |them |people |users )?(if|whether)\b/i,
    unless:
      /\b(exists?|contains?|due|overdue|done|completed?|in (the|my|our) \w+|valid|open|closed|numbers?|even|odd|prime|leap|palindrome|weekends?|empty|available|stored|saved|listed|reachable|connected|up|healthy|late|early|rain\w*|snow\w*|sunny|cold|warm|hot|heads|tails)\b/i,
    what: "Judging a question",
    bySkill: true,
    help: LANGUAGE_MODEL,
  },
  {
    wanted:
      /\b(order|book|buy|reserve|rent)s? (me )?(a |an |some )?(pizzas?|food|flights?|hotels?|taxis?|tickets?|rides?|table|restaurants?)\b|\bpay(s|ing)? (my |the )?(bills?|invoices?) (for|online|automatically)\b/i,
    unless: /\b(list|track|keep|log|add)\w*\b/i,
    what: "Ordering or booking things",
    help: ENDPOINT,
    byEndpoint: true,
  },
];
