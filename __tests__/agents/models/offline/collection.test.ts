import { describe, expect, test } from "vitest";
import { assembled, builtPlugin } from "../../../support/built-plugin.ts";

const action = (name: string, description = "", parameters: object = {}) => ({
  name,
  description,
  parameters,
});

const plugin = (name: string, actions: object[], parts: object = {}) => ({
  name: `@elizaos/plugin-${name}`,
  description: name,
  actions,
  ...parts,
});

const contacts = plugin("contacts", [
  action("ADD_CONTACT", "Add a contact. The e-mail address must be valid and not already used.", {
    name: "string",
    email: "string",
    tags: "string[]",
  }),
  action(
    "UPDATE_CONTACT",
    "Change the name, e-mail address or tags of the contact with this e-mail address",
    { email: "string", changes: { name: "string", email: "string", tags: "string[]" } },
  ),
  action("REMOVE_CONTACT", "Remove the contact with this e-mail address", { email: "string" }),
  action(
    "SEARCH_CONTACTS",
    "Find contacts by part of the name, e-mail address or tag (case-insensitive)",
    { query: "string" },
  ),
]);

test("contacts are unique by address, changed by it and found by parts", async () => {
  const agent = await (await builtPlugin(contacts))();
  const ada = { name: "Ada Lovelace", email: "ada@example.com", tags: ["maths"] };
  expect(await agent.call("ADD_CONTACT", ada)).toMatchObject({ success: true });
  expect(await agent.call("ADD_CONTACT", { name: "Bob", email: "bob@example.com" })).toMatchObject({
    data: { contact: { tags: [] } },
  });
  const again = await agent.call("ADD_CONTACT", { ...ada, email: "ADA@example.com" });
  expect(again.text).toBe(
    'There is already a contact with the email "ADA@example.com": "Ada Lovelace" (contact-1, email: ada@example.com, tags: maths).',
  );
  expect(await agent.call("ADD_CONTACT", { ...ada, email: "ada" })).toMatchObject({
    success: false,
  });
  const change = (email: string, changes: object) =>
    agent.call("UPDATE_CONTACT", { email, changes });
  expect(await change("bob@example.com", { email: "ada@example.com" })).toMatchObject({
    success: false,
  });
  expect(await change("bob@example.com", {})).toMatchObject({ success: false });
  expect(await change("bob@example.com", { name: "" })).toMatchObject({ success: false });
  expect(await change("bob@example.com", { email: "b@example.com", tags: ["x"] })).toMatchObject({
    success: true,
    data: { contact: { name: "Bob", email: "b@example.com", tags: ["x"] } },
  });
  expect(await change("bob@example.com", { name: "Rob" })).toMatchObject({ success: false });
  for (const query of ["LOVE", "ada@", "math"]) {
    expect((await agent.call("SEARCH_CONTACTS", { query })).data).toMatchObject({ count: 1 });
  }
  expect(await agent.call("SEARCH_CONTACTS", { query: "zzz" })).toMatchObject({
    success: true,
    text: "None of the contacts fits; there are 2 in total.",
  });
  expect(await agent.call("REMOVE_CONTACT", { email: "nobody@example.com" })).toMatchObject({
    success: false,
  });
  expect(await agent.call("REMOVE_CONTACT", { email: "ada@example.com" })).toMatchObject({
    success: true,
    data: { count: 1 },
  });
});

test("two records of one name are never changed by accident", async () => {
  const agent = await (
    await builtPlugin(
      plugin("notes", [
        action("addNote", "Add a note", { title: "string" }),
        action("deleteNote", "Delete a note by id or title", { id: "string" }),
      ]),
    )
  )();
  await agent.call("addNote", { title: "same" });
  await agent.call("addNote", { title: "same" });
  const result = await agent.call("deleteNote", { id: "same" });
  expect(result.text).toBe(
    'More than one note has id or title "same": "same" (note-1); "same" (note-2). Give the id of the one you mean.',
  );
  expect(await agent.call("deleteNote", { id: 2 })).toMatchObject({ data: { id: "note-2" } });
  expect(await agent.call("deleteNote", { id: "SAME" })).toMatchObject({ data: { id: "note-1" } });
  expect((await agent.call("deleteNote", { id: "same" })).text).toBe(
    'There is no note with id or title "same". There are no notes yet.',
  );
});

test("records added at the same time are all kept, and no id is used twice, even after a restart", async () => {
  const start = await builtPlugin(
    plugin("notes", [
      action("addNote", "Add a note", { title: "string" }),
      action("deleteNote", "Delete a note", { id: "string" }),
      action("listNotes", "List notes"),
    ]),
  );
  const storage = new Map<string, unknown>();
  const agent = await start({ storage });
  await Promise.all([1, 2, 3, 4].map((each) => agent.call("addNote", { title: `note ${each}` })));
  expect((await agent.call("listNotes", {})).data).toMatchObject({ count: 4 });
  await agent.call("deleteNote", { id: "note-4" });
  const again = await start({ storage });
  expect((await again.call("addNote", { title: "new" })).data).toMatchObject({ id: "note-5" });
  expect((await again.call("listNotes", {})).data).toMatchObject({ count: 4 });
});

test("an exact title is exact", async () => {
  const agent = await (
    await builtPlugin(
      plugin("todo", [
        action("addTodo", "Add a todo", { title: "string" }),
        action("removeTodo", "Remove a todo, found by its id or its exact title", { id: "string" }),
      ]),
    )
  )();
  await agent.call("addTodo", { title: "Buy milk" });
  expect(await agent.call("removeTodo", { id: "buy milk" })).toMatchObject({ success: false });
  expect(await agent.call("removeTodo", { id: "Buy milk" })).toMatchObject({ success: true });
});

test("amounts are added up exactly, also by category and by date", async () => {
  const agent = await (
    await builtPlugin(
      plugin("expenses", [
        action("logExpense", "Record an expense with a positive amount and a category", {
          amount: "number",
          category: "string",
          date: "string",
        }),
        action("getTotalExpenses", "Total of all expenses, optionally by category", {
          category: "string",
        }),
        action("spendingSummary", "Summarize spending per category"),
        action("listExpenses", "List expenses in a date range", { from: "string", to: "string" }),
      ]),
    )
  )();
  const spend = (amount: number, category: string, date: string) =>
    agent.call("logExpense", { amount, category, date });
  await spend(0.1, "food", "2030-01-01");
  await spend(0.2, "food", "2030-01-15");
  await spend(5, "rent", "2030-02-01");
  expect(await spend(0, "food", "2030-01-01")).toMatchObject({ success: false });
  expect(await agent.call("getTotalExpenses", { category: "food" })).toMatchObject({
    text: "Number of expenses: 2.\namount in total: 0.3",
    data: { count: 2, totalAmount: 0.3 },
  });
  expect((await agent.call("spendingSummary", {})).data).toMatchObject({
    groups: [
      { name: "food", count: 2, totalAmount: 0.3 },
      { name: "rent", count: 1, totalAmount: 5 },
    ],
  });
  const january = { from: "2030-01-01", to: "2030-01-31" };
  expect((await agent.call("listExpenses", january)).data).toMatchObject({ count: 2 });
  expect(await agent.call("listExpenses", { from: "soon" })).toMatchObject({ success: false });
});

test("stock is changed by amounts and never falls below nothing", async () => {
  const agent = await (
    await builtPlugin(
      plugin("inventory", [
        action("ADD_PRODUCT", "Add a product with a unique SKU, a name and the stock", {
          sku: "string",
          name: "string",
          stock: "integer",
        }),
        action("ADJUST_STOCK", "Change the stock by a positive or negative amount", {
          sku: "string",
          delta: "integer",
        }),
        action("SELL_PRODUCT", "Sell some of a product", { sku: "string", quantity: "integer" }),
      ]),
    )
  )();
  await agent.call("ADD_PRODUCT", { sku: "A1", name: "Lamp", stock: 3 });
  expect(await agent.call("ADJUST_STOCK", { sku: "A1", delta: -1 })).toMatchObject({
    data: { stock: 2 },
  });
  expect(await agent.call("SELL_PRODUCT", { sku: "A1", quantity: 3 })).toMatchObject({
    success: false,
    text: 'The stock of "Lamp" (product-1, sku: A1, stock: 2) is only 2; it cannot go below 0.',
  });
  expect(await agent.call("SELL_PRODUCT", { sku: "A1", quantity: -3 })).toMatchObject({
    success: false,
  });
  expect(await agent.call("ADD_PRODUCT", { sku: "a1", name: "X", stock: 1 })).toMatchObject({
    success: false,
  });
});

test("statuses of a record follow its actions", async () => {
  const agent = await (
    await builtPlugin(
      plugin("books", [
        action("addBook", "Add a book with title", {
          title: "string",
          status: "to-read | reading | done",
        }),
        action("startReading", "Start reading a book", { title: "string" }),
        action("finishBook", "Mark a book as finished", { title: "string" }),
        action("rateBook", "Rate a book from 1 to 5", { title: "string", rating: "integer" }),
        action("listBooks", "List books by status", { status: "to-read | reading | done" }),
      ]),
    )
  )();
  expect((await agent.call("addBook", { title: "Emma" })).data).toMatchObject({
    book: { status: "to-read" },
  });
  await agent.call("startReading", { title: "emma" });
  expect((await agent.call("listBooks", { status: "Reading" })).data).toMatchObject({ count: 1 });
  expect((await agent.call("finishBook", { title: "Emma" })).data).toMatchObject({
    book: { status: "done" },
  });
  expect(await agent.call("rateBook", { title: "Emma", rating: 6 })).toMatchObject({
    success: false,
  });
  expect((await agent.call("rateBook", { title: "Emma", rating: 5 })).data).toMatchObject({
    book: { rating: 5 },
  });
});

test("actions without parameters get sensible ones", async () => {
  const agent = await (
    await builtPlugin(
      plugin("quotes", [
        action("ADD_QUOTE", "Add a quote"),
        action("REMOVE_QUOTE", "Remove a quote"),
        action("RANDOM_QUOTE", "Show a random quote"),
        action("CLEAR_QUOTES", "Remove all quotes"),
      ]),
    )
  )();
  expect(await agent.call("RANDOM_QUOTE", {})).toMatchObject({ success: false });
  await agent.call("ADD_QUOTE", "text: Less is more");
  await agent.call("ADD_QUOTE", { text: "静かな湖" });
  expect(await agent.call("REMOVE_QUOTE", { id: "less is more" })).toMatchObject({ success: true });
  expect((await agent.call("RANDOM_QUOTE", {})).data).toMatchObject({
    quote: { text: "静かな湖" },
  });
  expect((await agent.call("CLEAR_QUOTES", {})).data).toMatchObject({ removed: 1, count: 0 });
});

test("a second value for a key replaces the first", async () => {
  const agent = await (
    await builtPlugin(
      plugin("preferences", [
        action("setPreference", "Set a preference", { key: "string", value: "string" }),
        action("getPreference", "Get a preference", { key: "string" }),
      ]),
    )
  )();
  await agent.call("setPreference", { key: "color", value: "red" });
  await agent.call("setPreference", { key: "color", value: "blue" });
  expect((await agent.call("getPreference", { key: "color" })).data).toMatchObject({
    preference: { value: "blue" },
  });
});

test("texts are in the language that was asked for and bounded when a reviewer wants it", async () => {
  const items = plugin("liste", [
    action("addItem", "Add an item with a quantity", { name: "string", quantity: "number" }),
    action("listItems", "List the items"),
  ]);
  const start = await builtPlugin(items, { language: "de", maximumLength: 10 });
  const agent = await start();
  expect((await agent.call("listItems", {})).text).toBe("Es gibt noch keine Einträge.");
  expect((await agent.call("addItem", { name: "Brot", quantity: 2 })).text).toBe(
    'Der Eintrag "Brot" (item-1, quantity: 2) ist gespeichert.',
  );
  expect(await agent.call("addItem", { name: "x".repeat(11), quantity: 1 })).toMatchObject({
    success: false,
  });
});

test("a total counts every piece, and the best come first", async () => {
  const agent = await (
    await builtPlugin(
      plugin("cart", [
        action("addToCart", "Add a product to the cart", {
          name: "string",
          price: "number",
          quantity: "integer",
        }),
        action("getCartTotal", "Total price of the cart"),
        action("topPrices", "Show the top 2 products by price"),
        action("productsToday", "How many products were added today"),
      ]),
    )
  )();
  await agent.call("addToCart", { name: "Pen", price: 0.1, quantity: 3 });
  await agent.call("addToCart", { name: "Desk", price: 90, quantity: 1 });
  await agent.call("addToCart", { name: "Lamp", price: 30, quantity: 2 });
  expect((await agent.call("getCartTotal", {})).data).toMatchObject({ totalPrice: 150.3 });
  expect((await agent.call("topPrices", {})).data).toMatchObject({
    products: [{ name: "Desk" }, { name: "Lamp" }],
  });
  expect((await agent.call("productsToday", {})).data).toMatchObject({ count: 3 });
});

test("a list of a field's values is not a list of records", async () => {
  const agent = await (
    await builtPlugin(
      plugin("flashcards", [
        action("addCard", "Add a card", { front: "string", back: "string", deck: "string" }),
        action("listDecks", "List all decks"),
      ]),
    )
  )();
  for (const deck of ["a", "b", "a"]) {
    await agent.call("addCard", { front: "x", back: "y", deck });
  }
  expect((await agent.call("listDecks", {})).data).toMatchObject({
    groups: [
      { name: "a", count: 2 },
      { name: "b", count: 1 },
    ],
  });
});

describe("only what keeping records can give is built", () => {
  test.each([
    ["there is no way in", action("listUsers", "List users")],
    ["it is about something else", action("getWeatherAlerts", "Get the alerts of a region")],
    ["it needs a language model", action("summarizeTodos", "Summarize the todos with AI")],
    ["a condition cannot be derived", action("listTodos", "List todos that need attention")],
    ["its name narrows the list", action("listUrgentTodos", "List urgent todos")],
    ["nothing has a date", action("listOverdueTodos", "List overdue todos")],
    ["it sends something", action("sendTodos", "Send the todos to someone", { to: "string" })],
    [
      "a second step is asked for",
      action("removeTodo", "Remove a todo and e-mail it to the owner"),
    ],
    ["it is no verb for records", action("translateTodo", "Translate a todo", { id: "string" })],
    ["dates are calculated", action("daysBetween", "Number of days between two dates")],
    ["a payment is needed", action("buyTodo", "Buy a todo with a credit card", { id: "string" })],
    ["more would be lost", action("clearTodos", "Remove all forgotten todos")],
    [
      "a date would have to move",
      action("snoozeTodo", "Postpone a todo", { id: "string", minutes: "number" }),
    ],
    ["a parameter means nothing", action("listTodos", "List todos", { flavour: "number" })],
  ])("not when %s", (_why, other) => {
    const adds = other.name === "listUsers" ? [] : [action("addTodo", "Add a todo")];
    const { missing } = assembled(plugin("todo", [...adds, other]));
    expect(missing.map(({ component }) => component)).toEqual([`action ${other.name}`]);
  });

  test("a list of predictions predicts nothing", () => {
    const { missing } = assembled(
      plugin("bets", [action("addPrediction", "Add a prediction", { text: "string" })]),
    );
    expect(missing).toEqual([]);
  });
});

describe("what a description says beside its verb is done as well", () => {
  test("closing with a reason closes, and what is left is what is open", async () => {
    const agent = await (
      await builtPlugin(
        plugin(
          "tickets",
          [
            action("openTicket", "Open a ticket", { subject: "string" }),
            action("closeTicket", "Close a ticket with a reason", {
              id: "string",
              reason: "string",
            }),
            action("clearTickets", "Remove all closed tickets"),
          ],
          { providers: [{ name: "tickets", description: "Tickets that are still to do" }] },
        ),
      )
    )();
    for (const subject of ["one", "two"]) await agent.call("openTicket", { subject });
    const closed = await agent.call("closeTicket", { id: "one", reason: "done" });
    expect(closed.data).toMatchObject({ ticket: { status: "closed", reason: "done" } });
    expect((await agent.provide("tickets")).data).toMatchObject({ count: 1 });
    expect((await agent.call("clearTickets", {})).data).toMatchObject({ removed: 1, count: 1 });
  });

  test("a date is the parameter that the format stands behind", async () => {
    const agent = await (
      await builtPlugin(
        plugin("reminders", [
          action("setReminder", "Set a reminder with a text and a due time (ISO 8601)", {
            text: "string",
            dueAt: "string",
          }),
        ]),
      )
    )();
    expect(await agent.call("setReminder", { text: "call", dueAt: "soon" })).toMatchObject({
      success: false,
    });
    expect(await agent.call("setReminder", { text: "call", dueAt: "2099-01-01" })).toMatchObject({
      success: true,
    });
  });

  test("a key without a value is a miss, and names of the language are no trouble", async () => {
    const agent = await (
      await builtPlugin(
        plugin("memory", [
          action("remember", "Store a value under a key", { key: "string", value: "string" }),
          action("recall", "Get the value stored under a key", { key: "string" }),
          action("addAction", "Add an action with a name", { name: "string" }),
        ]),
      )
    )();
    await agent.call("remember", { key: "a", value: "1" });
    expect((await agent.call("recall", { key: "a" })).success).toBe(true);
    expect((await agent.call("recall", { key: "b" })).success).toBe(false);
    expect((await agent.call("addAction", { name: "jump" })).success).toBe(true);
  });
});
