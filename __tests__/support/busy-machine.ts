/** For tests that measure a moment: a machine that does something else just then gets another chance. */
export const onBusyMachines = { retry: 2 };
