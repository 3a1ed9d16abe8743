import { useState, type FormEvent } from "react";
import { keepKey } from "./key.ts";
import { connect } from "./store.ts";

/** Asks once for what the server was started with; the official client and this page share it. */
export function KeyForm() {
  const [value, setValue] = useState("");
  const send = (event: FormEvent): void => {
    event.preventDefault();
    keepKey(value.trim());
    connect();
  };
  return (
    <main className="key-form">
      <h1>A key is needed</h1>
      <p>
        This server was started with a key (ELIZA_SERVER_AUTH_TOKEN). It is kept in this browser.
      </p>
      <form onSubmit={send}>
        <label htmlFor="key">Key</label>
        <input
          id="key"
          type="password"
          autoComplete="current-password"
          required
          value={value}
          onChange={(event) => setValue(event.target.value)}
        />
        <button type="submit">Open the studio</button>
      </form>
    </main>
  );
}
