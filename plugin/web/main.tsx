import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import { connect } from "./store.ts";
import "./style.css";

const root = document.getElementById("root");
if (!root) throw new Error("The page has no place to be shown in.");
connect();
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
