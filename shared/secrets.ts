/**
 * What real credentials look like. Kept narrow: a description must be able to speak about keys without being one.
 * Repetitions have an upper bound where a hostile text could make the search slow.
 */
const TOKENS: readonly RegExp[] = [
  /\bsk-(?:ant|proj|or|live|test|svcacct|admin)-[\w-]{8,}/,
  /\bsk-[A-Za-z0-9]{16,}/,
  /\bsk-(?=[\w-]{0,200}\d)[\w-]{20,}/,
  /\b(?:[sr]k|whsec)_(?:live_|test_)?[A-Za-z0-9]{10,}/,
  /\bgh[pousr]_[A-Za-z0-9]{16,}/,
  /\bgithub_pat_\w{20,}/,
  /\bgl(?:pat|dt|rt)-[\w-]{16,}/,
  /\b(?:npm|hf|gsk|r8|pplx|xai|tvly|dop_v1)[_-](?=\w*\d)\w{20,}/,
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/,
  /\bAIza[\w-]{30,}/,
  /\bxox[a-z]-[\w-]{10,}/,
  /\bxapp-[\w-]{20,}/,
  /\bSG\.[\w-]{16,}\.[\w-]{16,}/,
  /\beyJ[\w-]{8,2000}\.[\w-]{8,}\.[\w-]*/,
  /\b\d{8,10}:AA[\w-]{30,}/,
  /\b[MNO][\w-]{23,27}\.[\w-]{6}\.[\w-]{27,}/,
  /\bhooks\.slack\.com\/services\/T\w+\/B\w+\/\w+/,
  /\bdiscord(?:app)?\.com\/api\/webhooks\/\d+\/[\w-]{20,}/,
  /\bBearer\s+(?=[\w.~+/-]*\d)[\w.~+/-]{20,}/,
  /[?&](?:api_?key|access_?token|token|secret|password)=(?=[\w-]*\d)[\w-]{16,}/i,
  /\b[a-z][a-z0-9+.-]{0,30}:\/\/[^\s/:@"'<>]{0,200}:[^\s/"'<>]{1,300}@/i,
];

const SHAPES: readonly RegExp[] = [/-----BEGIN [A-Z ]*PRIVATE KEY-----/, ...TOKENS];

const everywhere = (shape: RegExp): RegExp => new RegExp(shape.source, `${shape.flags}g`);

/** More than a shape needs, so that no tail of a secret stays behind: PEM to its end, passwords up to the last `@`. */
const MASKS: readonly RegExp[] = [
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*/g,
  /\b[a-z][a-z0-9+.-]{0,30}:\/\/[^\s/:@"']{0,200}:[^\s"']{1,300}@/gi,
  ...SHAPES.map(everywhere),
];

/** No more than the credential itself: what stands behind the mention of a PEM header is no key unless it is base64. */
const PROSE_MASKS: readonly RegExp[] = [
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[A-Za-z0-9+/=\s\\]{16,}(?:-----END [A-Z ]*PRIVATE KEY-----)?/g,
  ...TOKENS.map(everywhere),
];

/** Written where a secret would stand: `sk-xxxxxxxxxxxx`, `<your key>`, `postgres://user:password@localhost`. */
const PLACEHOLDER =
  /x{6,}|\*{3,}|\.{3}|…|\byour|[_-]your|\$\{|:\/\/[^\s/:@]*:(?:password|passwd|pass|pwd|secret|x+|\*+)@/i;

/** Whether a value carries a credential. Prose may show the shape of one with a placeholder inside; a value may not. */
export function holdsSecret(text: string, { prose = false } = {}): boolean {
  return SHAPES.some((shape) => {
    const found = shape.exec(text)?.[0];
    return found !== undefined && !(prose && PLACEHOLDER.test(found));
  });
}

const MASK = "[secret]";

/**
 * The text with every credential in it replaced, for messages and logs. Prose, such as source code that has to go on
 * working, keeps its placeholders, and addresses stay addresses.
 */
export const maskSecrets = (text: string, { prose = false } = {}): string =>
  prose
    ? PROSE_MASKS.reduce((masked, shape) => masked.replace(shape, maskInProse), text)
    : MASKS.reduce((masked, shape) => masked.replace(shape, MASK), text);

function maskInProse(found: string): string {
  if (PLACEHOLDER.test(found)) return found;
  const [scheme] = /^[a-z][a-z0-9+.-]*:\/\/(?=.*@$)/i.exec(found) ?? [];
  return scheme ? `${scheme}${MASK}@` : MASK;
}

const SENSITIVE_NAME =
  /(?:^|_)(?:\w*KEY|TOKEN|SECRET|PASSWORD|PASSWD|PASS|PWD|PASSPHRASE|CREDENTIALS?|MNEMONIC|DSN|PAT|WEBHOOK|WEBHOOK_URL)$|SECRET|PASSWORD|PRIVATE_KEY|API_?KEY|SEED_PHRASE/;
const DATABASE_ADDRESS =
  /(?:^|_)(?:DATABASE|DB|POSTGRES(?:QL)?|PG|MYSQL|MARIADB|MONGO(?:DB)?|REDIS|AMQP|RABBITMQ)_(?:URL|URI|DSN|CONNECTION(?:_STRING)?)$|CONNECTION_STRING$/;

/** In every shell the working directory: taken for a password, it would make each path below it unreadable. */
const WORKING_DIRECTORY = "PWD";

/** Whether an environment variable of this name usually holds a secret. */
export const isSensitiveName = (name: string): boolean =>
  name !== WORKING_DIRECTORY &&
  !name.endsWith("PUBLIC_KEY") &&
  (SENSITIVE_NAME.test(name) || DATABASE_ADDRESS.test(name));
