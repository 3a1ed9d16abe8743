/*
 * Tables of names. They were written by hand and are no judgement of what is not in them: popular names tell what an
 * unknown name may be a mistake for, trusted ones need no question, denied ones are never installed.
 */

const words = (text: string): string[] => text.trim().split(/\s+/);

/** Names that people and models mean most often. A name beside one of them is more likely a mistake, or a trap. */
export const POPULAR = new Set(
  words(`
    abort-controller acorn agentkeepalive ai airtable ajv ajv-formats algoliasearch amqplib ansi-colors ansi-escapes
    ansi-regex ansi-styles antd any-ascii apollo-server archiver arg argon2 argparse array-flatten asn1 async
    async-retry autoprefixer ava avsc aws-sdk axios axios-retry babel-core babel-eslint babel-loader base64-js bcrypt
    bcryptjs better-sqlite3 big-integer big.js bignumber.js bindings bl blessed bluebird bn.js body-parser boolbase boom
    bootstrap bottleneck boxen browserify browserslist bs58 bull bullmq bunyan busboy bytes cac cache-manager
    camelcase camelcase-keys canvas caseless chai chalk change-case chart.js cheerio chokidar chroma-js chrono-node ci-info
    class-transformer class-validator classnames cli-boxes cli-color cli-progress cli-spinners cli-table cli-table3 cliui
    clone clsx co codemirror coinbase color color-convert color-name color-string colorette colors comlink 
    command-line-args commander compare-versions compression compromise concat-stream concurrently config configstore connect
    consola content-type convict cookie cookie-parser cookie-session copy-webpack-plugin core-js cors cosmiconfig crc
    cron cron-parser cross-env cross-fetch cross-spawn crypto-js cssnano csv csv-parse csv-parser csv-stringify csv-writer
    currency.js cypress d3 d3-array d3-scale dataloader date-and-time date-fns date-fns-tz dayjs debounce debug decamelize
    decimal.js decompress deep-equal deep-extend deepmerge defu delay denque depd dependency-cruiser deps-sort destr
    detect-libc detect-port diff discord-api-types discord.js docx dompurify dot-prop dotenv dotenv-expand
    dotenv-flow draft-js drizzle-kit drizzle-orm duplexify ejs elasticsearch electron ember-source emittery emoji-regex
    engine.io enhanced-resolve enquirer env-paths env-var envalid enzyme errno error-ex es-abstract es-toolkit es6-promise
    esbuild escape-html escape-string-regexp eslint eslint-config-prettier eslint-plugin-import eslint-plugin-react
    espree esprima estraverse etag ethers event-stream event-target-shim eventemitter2 eventemitter3 eventsource
    eventsource-parser exceljs execa exif-parser expect express express-rate-limit express-session express-validator
    extend fast-check fast-csv fast-deep-equal fast-glob fast-json-stable-stringify fast-levenshtein fast-xml-parser
    fastest-levenshtein fastify fastify-plugin fastq faye-websocket feed feedparser fetch-blob fetch-retry
    figlet file-type fill-range filenamify finalhandler find-cache-dir find-up firebase firebase-admin flat flexsearch
    fluent-ffmpeg flow-bin follow-redirects forever form-data formdata-node formidable franc franc-min fs-extra fuse.js
    fuzzysort gaxios geoip-lite geolib get-port get-stream giphy-api git-url-parse glob glob-parent global-agent globals
    globby google-auth-library googleapis got graceful-fs graphology graphql graphql-request graphql-tag graphql-ws
    graphql-yoga gray-matter grammy gunzip-maybe gulp h3 handlebars hapi hash.js he heap-js helmet highlight.js hono
    hookable hot-shots html-entities html-to-text htmlparser2 http-errors http-proxy http-proxy-agent
    http-proxy-middleware http-status-codes https-proxy-agent husky i18next ical-generator ical.js iconv-lite ics idb
    ignore image-size imap imapflow immer immutable import-fresh indent-string inflection inherits ini ink inquirer
    ioredis ip ip-address ipaddr.js ipfs-http-client is-number is-plain-object is-promise is-stream isarray
    isomorphic-dompurify isomorphic-fetch isomorphic-git iterall itty-router jasmine jest jimp jiti joi jose jotai jpeg-js
    jquery js-base64 js-cookie js-sha256 js-sha3 js-tokens js-yaml jsdom json-schema json-schema-to-ts json-stable-stringify
    json-stringify-safe json2csv json5 jsonata jsonfile jsonld jsonpath jsonpath-plus jsonrepair jsonschema jsonwebtoken
    jszip juice jwa jwks-rsa jws jwt-decode kafkajs katex keccak keytar keyv kleur knex koa koa-bodyparser koa-router kuler
    kysely langchain lerna leven level libphonenumber-js limiter linkify-it linkifyjs lint-staged listr2 lmdb localforage
    lodash lodash-es lodash.clonedeep lodash.debounce lodash.get lodash.isequal lodash.merge lodash.throttle log4js
    loglevel long loose-envify lowdb lru-cache lunr lusca luxon magic-string mailgun.js make-dir mammoth mariadb markdown-it
    marked mathjs md5 mdast-util-from-markdown medium-editor memfs memoize memoize-one meow merge merge-deep merge2
    method-override micromark micromatch mime mime-db mime-types mingo minimatch minimist minio minipass mitt mkdirp
    mobx mocha module-alias moment moment-timezone mongodb mongoose morgan mqtt mri ms msgpackr mssql msw multer multiformats
    mustache mysql mysql2 nan nano nanoid nanostores natural nats nconf neo4j-driver next node-addon-api node-cache
    node-cron node-emoji node-fetch node-fetch-native node-forge node-gyp node-gyp-build node-html-parser node-ical
    node-notifier node-pre-gyp node-rsa node-schedule node-telegram-bot-api node-uuid nodemailer nodemon nopt
    normalize-url notion-client npm npm-run-all nprogress nunjucks nuxt nx oauth oauth-1.0a object-assign object-hash
    octokit ofetch ollama on-finished once onnxruntime-node open openai openapi-types opossum ora p-event p-limit p-map
    p-queue p-retry p-throttle p-timeout pako papaparse parse-duration parse-json parse5 passport passport-jwt
    passport-local path-to-regexp pathe pdf-lib pdf-parse pdfjs-dist pdfkit pdfmake pg pg-connection-string pg-format
    pg-pool pg-promise phin picocolors picomatch pino pino-pretty pirates playwright playwright-core pluralize
    pm2 pngjs polka portfinder postcss postgres posthog-node preact prettier pretty-bytes pretty-format pretty-ms prisma
    prismjs proc-log prom-client promise promise-retry prompts prop-types proper-lockfile protobufjs proxy-addr
    proxy-agent pug puppeteer puppeteer-core q qrcode qs query-string quick-lru quill radash ramda randombytes
    rate-limiter-flexible raw-body react react-dom react-query react-redux react-router react-router-dom react-select
    readable-stream readline-sync recharts redis redux redux-thunk reflect-metadata regenerator-runtime rehype
    remark request request-promise require-directory resend reselect resolve restify retry rimraf rollup rou3 rrule rss
    rss-parser rxjs safe-buffer safe-stable-stringify sanitize-html sass sax secp256k1 seedrandom semver send sentiment
    sequelize serialize-error serialize-javascript serve serve-static set-cookie-parser sharp shell-quote shelljs shx
    signal-exit simple-git simple-statistics sinon slack-node slash slugify smtp-server snarkdown snoowrap socket.io
    socket.io-client socks socks-proxy-agent solc sort-keys source-map source-map-support spdx-license-ids spotify-web-api-node
    sql.js sqlite sqlite3 sqlstring ssh2 ssri stack-trace statuses stemmer stopword storybook string-argv string-similarity
    string-width strip-ansi strip-bom strip-json-comments stripe strnum styled-components superagent superjson superstruct
    supertest supports-color svelte svgo swr table tailwindcss tap tape tar tar-fs tar-stream telegraf temp tesseract.js
    three through through2 tiktoken tiny-invariant tinycolor2 tippy.js tmp to-regex-range toml tough-cookie traverse
    treeify ts-jest ts-morph ts-node ts-pattern tslib tslint tsup tsx turndown tweetnacl twilio twitter-api-v2 type-fest
    type-graphql type-is typebox typedi typeorm typescript typescript-eslint ua-parser-js ufo uglify-js ulid underscore
    undici unified unique-names-generator unist-util-visit unpdf unstorage unzipper uri-js url-join url-parse urllib
    use-sync-external-store utf-8-validate util-deprecate uuid valibot validate-npm-package-name validator vary viem
    vite vitest vm2 vue vue-router vuex walkdir watchpack wav web-push web-streams-polyfill web3 web3-utils webidl-conversions
    webpack webpack-cli webpack-dev-server websocket whatwg-fetch whatwg-url which wikijs winston word-wrap workerpool
    wrap-ansi write-file-atomic ws xlsx xml xml-js xml2js xmlbuilder xmlbuilder2 xmlhttprequest xmldom xregexp xstate xterm
    xxhash-wasm y18n yaml yargs yargs-parser yauzl yjs youtube-dl-exec youtube-transcript youtubei.js yup zeromq zod
    zod-to-json-schema zustand zx
    @anthropic-ai/sdk @aws-sdk/client-s3 @babel/core @elizaos/cli @elizaos/client @elizaos/core @elizaos/plugin-anthropic
    @elizaos/plugin-bootstrap @elizaos/plugin-openai @elizaos/plugin-sql @elizaos/server @fastify/cors @google/generative-ai
    @hapi/boom @hapi/hapi @huggingface/inference @langchain/core @modelcontextprotocol/sdk @nestjs/common @nestjs/core
    @notionhq/client @octokit/core @octokit/rest @prisma/client @reduxjs/toolkit @sendgrid/mail @sentry/node
    @sinclair/typebox @slack/bolt @slack/web-api @solana/web3.js @supabase/supabase-js @tanstack/react-query @types/node
    @types/react @vercel/og @vitejs/plugin-react @vue/compiler-sfc @xenova/transformers
  `),
);

/**
 * Packages that are used without a question when every fact about them is known: ElizaOS's own, what ElizaOS brings
 * anyway, and small ones that half of npm stands on, with few or no dependencies and no scripts. Young versions of them
 * are kept out like those of any other package.
 */
const TRUSTED = new Set(words("zod pg ws uuid date-fns luxon nanoid"));

/** Nobody but ElizaOS can publish below its scope. */
const TRUSTED_SCOPE = "@elizaos/";

export const isTrusted = (name: string): boolean =>
  TRUSTED.has(name) || name.startsWith(TRUSTED_SCOPE);

interface Denied {
  /** Versions that are meant. */
  range: string;
  reason: string;
}

const TAKEN = "was published to be taken for another package and stole what it found on machines";
const INJECTED = "was published by somebody who had taken over the package";

const all = (names: string, range: string, reason: string): [string, Denied][] =>
  words(names).map((name) => [name, { range, reason }]);

/** What did harm once and may still lie in a mirror. No substitute for advisories, which come to know more every day. */
export const DENIED = new Map<string, Denied>([
  ...all(
    `babelcli cross-env.js crossenv d3.js fabric-js ffmepg flatmap-stream getcookies gruntcli http-proxy.js jquery.js
     loadyaml electorn mongose mssql-node mssql.js mysqljs node-fabric node-opencv node-opensl node-openssl node-sqlite
     node-tkinter nodecaffe nodefabric nodeffmpeg nodemailer-js nodemailer.js nodemssql noderequest nodesass nodesqlite
     opencv.js openssl.js proxy.js shadowsock smb sqlite.js sqliter sqlserver tkinter`,
    "*",
    TAKEN,
  ),
  ["event-stream", { range: "3.3.6", reason: INJECTED }],
  ["eslint-scope", { range: "3.7.2", reason: INJECTED }],
  ["ua-parser-js", { range: "0.7.29 || 0.8.0 || 1.0.0", reason: INJECTED }],
  ["coa", { range: "2.0.3 || 2.0.4 || 2.1.1 || 2.1.3 || 3.0.1 || 3.1.3", reason: INJECTED }],
  ["rc", { range: "1.2.9 || 1.3.9 || 2.3.9", reason: INJECTED }],
  ["ansi-regex", { range: "6.2.1", reason: INJECTED }],
  ["ansi-styles", { range: "6.2.2", reason: INJECTED }],
  ["chalk", { range: "5.6.1", reason: INJECTED }],
  ["color-convert", { range: "3.1.1", reason: INJECTED }],
  ["color-name", { range: "2.0.1", reason: INJECTED }],
  ["color-string", { range: "2.1.1", reason: INJECTED }],
  ["debug", { range: "4.4.2", reason: INJECTED }],
  ["error-ex", { range: "1.3.3", reason: INJECTED }],
  ["is-arrayish", { range: "0.3.3", reason: INJECTED }],
  ["slice-ansi", { range: "7.1.1", reason: INJECTED }],
  ["strip-ansi", { range: "7.1.1", reason: INJECTED }],
  ["supports-color", { range: "10.2.1", reason: INJECTED }],
  ["wrap-ansi", { range: "9.0.1", reason: INJECTED }],
  ["node-ipc", { range: "9.2.2 || 10.1.1 || 10.1.2", reason: "destroyed files of its users" }],
  ["colors", { range: "1.4.1 || 1.4.2", reason: "was broken on purpose by its author" }],
  ["faker", { range: "6.6.6", reason: "was emptied on purpose by its author" }],
]);
