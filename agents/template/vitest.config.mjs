export default {
  test: {
    include: ["src/__tests__/**/*.test.ts"],
    passWithNoTests: false,
    allowOnly: false,
    expect: { requireAssertions: true },
  },
};
