/** What people can begin with. */
export const STARTERS: { title: string; text: string }[] = [
  {
    title: "Todo lists",
    text: "I need a plugin that helps manage todo lists with add, remove, and list functionality",
  },
  {
    title: "The weather",
    text: "I need a plugin that tells the current weather of a city",
  },
  {
    title: "The plan first",
    text: "Show me the plan first: I need a plugin that rolls dice",
  },
  {
    title: "A specification",
    text: `Create a plugin with the following specification:
{
  "name": "@elizaos/plugin-notes",
  "description": "Keeps short notes",
  "actions": [
    { "name": "addNote", "description": "Add a note", "parameters": { "text": "string" } },
    { "name": "listNotes", "description": "List all notes" }
  ]
}`,
  },
];

/** A wish whose plan is to be seen before anything is built. */
export const planFirst = (text: string): string => `Show me the plan first: ${text}`;
