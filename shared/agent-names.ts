/** The five agents of the team, in the order of their work. Alone in this file: what only needs the names brings nothing along. */
export const agentNames = ["coordinator", "planner", "coder", "tester", "reviewer"] as const;
