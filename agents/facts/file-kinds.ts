const CODE = /\.[cm]?[jt]sx?$/;
const TESTS = /(?:^|\/)(?:__tests__|tests?|__mocks__)\/|\.(?:test|spec)\.[cm]?[jt]sx?$/;
/** Configurations that we put beside every plugin. */
const OURS = /^(?:eslint\.config|vitest\.config|vitest\.ours)\.mjs$/;
/** Test support that comes with every plugin. */
const GIVEN_SUPPORT = "src/__tests__/support.ts";

export const isCode = (file: string): boolean => CODE.test(file) && !OURS.test(file);
export const isTestCode = (file: string): boolean =>
  isCode(file) && TESTS.test(file) && file !== GIVEN_SUPPORT;
/** What becomes part of the plugin, in contrast to its tests. */
export const isSourceCode = (file: string): boolean => isCode(file) && !TESTS.test(file);
