/**
 * What real credentials look like. Kept narrow: a description must be able to speak about keys without being one.
 * Repetitions have an upper bound where a hostile text could make the search slow.
 */
const SHAPES: readonly RegExp[] = [
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
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

/** More than a shape needs, so that no tail of a secret stays behind: PEM to its end, passwords up to the last `@`. */
const MASKS: readonly RegExp[] = [
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*/g,
  /\b[a-z][a-z0-9+.-]{0,30}:\/\/[^\s/:@"']{0,200}:[^\s"']{1,300}@/gi,
  ...SHAPES.map((shape) => new RegExp(shape.source, `${shape.flags}g`)),
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

/** The text with every credential in it replaced, for messages and logs. */
export const maskSecrets = (text: string): string =>
  MASKS.reduce((masked, shape) => masked.replace(shape, "[secret]"), text);

const SENSITIVE_NAME =
  /(?:^|_)(?:\w*KEY|TOKEN|SECRET|PASSWORD|PASSWD|PASS|PWD|PASSPHRASE|CREDENTIALS?|MNEMONIC|DSN|PAT|WEBHOOK|WEBHOOK_URL)$|SECRET|PASSWORD|PRIVATE_KEY|API_?KEY|SEED_PHRASE/;
const DATABASE_ADDRESS =
  /(?:^|_)(?:DATABASE|DB|POSTGRES(?:QL)?|PG|MYSQL|MARIADB|MONGO(?:DB)?|REDIS|AMQP|RABBITMQ)_(?:URL|URI|DSN|CONNECTION(?:_STRING)?)$|CONNECTION_STRING$/;

/** Whether an environment variable of this name usually holds a secret. */
export const isSensitiveName = (name: string): boolean =>
  !name.endsWith("PUBLIC_KEY") && (SENSITIVE_NAME.test(name) || DATABASE_ADDRESS.test(name));
