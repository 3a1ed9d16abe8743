const TEXT =
  "(text|string|sentence|word|message|phrase|input|value|letters?|characters?|paragraph)s?";
/** A verb together with something that is text, in either order. */
export const about = (verb: string): RegExp =>
  new RegExp(`\\b(?:${verb})\\w*\\b.*\\b${TEXT}\\b|\\b${TEXT}\\b.*\\b(?:${verb})\\w*\\b`);
